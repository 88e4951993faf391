package dev.autodiff.kernel;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What statements do with variables, in the order in which these occur, and whether control may leave them. */
final class VariableUses {
    /** A variable that a loop reads is read more than once. */
    private static final int IN_LOOP = 2;

    private final Map<Variable, Integer> reads = new LinkedHashMap<>();
    private final Set<Variable> assigned = new LinkedHashSet<>();
    private final Set<Variable> given = new LinkedHashSet<>();
    private final Set<Variable> declared = new LinkedHashSet<>();
    private final Set<Variable> all = new LinkedHashSet<>();
    private boolean leaves;

    private VariableUses() {}

    static VariableUses of(List<Stmt> statements) {
        VariableUses uses = new VariableUses();
        statements.forEach(statement -> uses.add(statement, 1, false));
        return uses;
    }

    static VariableUses of(Stmt statement) {
        return of(List.of(statement));
    }

    /** All variables. */
    Set<Variable> all() {
        return all;
    }

    /** Those that are declared within, whether or not they are in scope at the end. */
    Set<Variable> declared() {
        return declared;
    }

    /** Those that are declared outside. */
    Set<Variable> free() {
        Set<Variable> free = new LinkedHashSet<>(all);
        free.removeAll(declared);
        return free;
    }

    /** Those that are assigned within, apart from their declarations. */
    Set<Variable> assigned() {
        return assigned;
    }

    /** Those that are assigned within, their declarations included. */
    Set<Variable> given() {
        return given;
    }

    /** How often a variable is read, more than once if a loop does. */
    int reads(Variable variable) {
        return reads.getOrDefault(variable, 0);
    }

    /** Whether a return, or a break of a loop around, is among the statements. */
    boolean leaves() {
        return leaves;
    }

    private void add(Stmt statement, int weight, boolean isInLoop) {
        if (statement instanceof Stmt.Let let) {
            read(let.value(), weight);
            declare(let.variable());
            if (let.value() != null) {
                given.add(let.variable());
            }
        } else if (statement instanceof Stmt.Assign assign) {
            read(assign.value(), weight);
            assigned.add(assign.variable());
            given.add(assign.variable());
            all.add(assign.variable());
        } else if (statement instanceof Stmt.For loop) {
            read(loop.from(), weight);
            read(loop.to(), IN_LOOP);
            declare(loop.index());
        } else {
            statement.expressions().forEach(expression -> read(expression, weight));
        }
        boolean isLoop = statement instanceof Stmt.Loop || statement instanceof Stmt.For;
        leaves |= statement instanceof Stmt.Return || statement instanceof Stmt.Break && !isInLoop;
        statement.parts().forEach(part -> part.forEach(
                inner -> add(inner, isLoop ? IN_LOOP : weight, isLoop || isInLoop)));
    }

    private void declare(Variable variable) {
        declared.add(variable);
        all.add(variable);
    }

    private void read(Expr expression, int weight) {
        if (expression instanceof Variable variable) {
            reads.merge(variable, weight, Integer::sum);
            all.add(variable);
        } else if (expression != null) {
            expression.operands().forEach(operand -> read(operand, weight));
        }
    }
}
