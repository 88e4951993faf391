package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.grammar.FormulaParser.BlockContext;
import dev.autodiff.grammar.FormulaParser.BranchContext;
import dev.autodiff.grammar.FormulaParser.DeclarationContext;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ForLoopContext;
import dev.autodiff.grammar.FormulaParser.NoGradContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser.WhileLoopContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which names statements assign, told from their form. */
final class Assigned {
    private Assigned() {}

    /** The names that are assigned somewhere in the statements, the variables of inner loops left out. */
    static Set<String> in(List<StatementContext> statements) {
        Set<String> names = new LinkedHashSet<>();
        for (StatementContext statement : statements) {
            if (statement instanceof DefinitionContext definition) {
                addTargets(definition, names);
            }
            for (BlockContext block : blocks(statement)) {
                Set<String> inner = in(block.statement());
                inner.remove(variable(statement));
                names.addAll(inner);
            }
        }
        return names;
    }

    /** The names among them of which only elements are assigned. */
    static Set<String> inParts(List<StatementContext> statements) {
        Set<String> whole = new HashSet<>();
        addWhole(statements, whole);
        Set<String> names = in(statements);
        names.removeIf(whole::contains);
        return names;
    }

    private static void addWhole(List<StatementContext> statements, Set<String> names) {
        for (StatementContext statement : statements) {
            if (statement instanceof DefinitionContext definition) {
                definition.values(0).expression().forEach(target -> names.add(Trees.name(target)));
            }
            blocks(statement).forEach(block -> addWhole(block.statement(), names));
        }
    }

    private static void addTargets(DefinitionContext definition, Set<String> names) {
        List<ExpressionContext> left =
                definition.block() == null && definition.values().size() == 2
                        ? definition.values(0).expression()
                        : List.of();
        for (ExpressionContext target : left) {
            String name = Trees.target(target);
            if (name != null && !Names.CONSTANTS.containsKey(name) && !Assignments.isLeftOut(target, left)) {
                names.add(name);
            }
        }
    }

    /** Whether the statement has blocks, and nothing stands in them. */
    static boolean isEmpty(StatementContext statement) {
        List<BlockContext> blocks = blocks(statement);
        return !blocks.isEmpty() && blocks.stream().allMatch(block -> block.statement().isEmpty());
    }

    private static List<BlockContext> blocks(StatementContext statement) {
        if (statement instanceof BranchContext branch) {
            return branch.block();
        }
        if (statement instanceof NoGradContext noGrad) {
            return List.of(noGrad.block());
        }
        return statement instanceof WhileLoopContext || statement instanceof ForLoopContext
                ? List.of(body(statement))
                : List.of();
    }

    private static BlockContext body(StatementContext loop) {
        return loop instanceof WhileLoopContext whileLoop ? whileLoop.block() : ((ForLoopContext) loop).block();
    }

    private static String variable(StatementContext statement) {
        return statement instanceof ForLoopContext loop ? Trees.name(loop.expression()) : null;
    }

    /** The names that have a value behind the statements, the one that is assigned last at the end. */
    static List<String> behind(List<StatementContext> statements) {
        return List.copyOf(behind(statements, new HashSet<>()));
    }

    /** @param known the names that have a value before; those that get one are added */
    private static Set<String> behind(List<StatementContext> statements, Set<String> known) {
        Set<String> names = new LinkedHashSet<>();
        for (StatementContext statement : statements) {
            if (statement instanceof DeclarationContext declaration) {
                known.add(Trees.name(declaration.argument().expression(0)));
            }
            for (String name : behind(statement, known)) {
                names.remove(name);
                names.add(name);
                known.add(name);
            }
        }
        return names;
    }

    private static Set<String> behind(StatementContext statement, Set<String> known) {
        if (statement instanceof NoGradContext noGrad) {
            return behind(noGrad.block().statement(), new HashSet<>(known));
        }
        Set<String> names = in(List.of(statement));
        if (statement instanceof BranchContext branch) {
            Set<String> everywhere = inEach(branch, known);
            names.removeIf(name -> !known.contains(name) && !everywhere.contains(name));
        } else if (!(statement instanceof DefinitionContext)) {
            names.retainAll(known);
        }
        return names;
    }

    /** The names that have a value behind each of the branches. */
    private static Set<String> inEach(BranchContext branch, Set<String> known) {
        if (branch.block().size() == branch.expression().size()) {
            return Set.of();
        }
        Set<String> common = behind(branch.block(0).statement(), new HashSet<>(known));
        branch.block().forEach(block -> common.retainAll(behind(block.statement(), new HashSet<>(known))));
        return common;
    }
}
