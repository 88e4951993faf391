package dev.autodiff.emit;

import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Stmt;
import dev.autodiff.kernel.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long variables are in use: of each that a list of statements makes, the last statement of that list that reads or
 * sets it, or has one within that does. What a loop does, it may do again, so that it counts as a whole.
 */
final class Lifetimes {
    private final Map<Variable, Integer> ends = new HashMap<>();

    /** How many lists are around the one that makes a variable. */
    private final Map<Variable, Integer> depths = new HashMap<>();

    /** The place in each of the lists around. */
    private final List<Integer> places = new ArrayList<>();

    private Lifetimes() {}

    static Lifetimes of(Method method) {
        Lifetimes lifetimes = new Lifetimes();
        lifetimes.list(method.body());
        return lifetimes;
    }

    /** The place of the last statement, in the list that makes the variable. */
    int end(Variable variable) {
        return ends.get(variable);
    }

    private void list(List<Stmt> statements) {
        int depth = places.size();
        places.add(0);
        for (int i = 0; i < statements.size(); i++) {
            places.set(depth, i);
            Stmt statement = statements.get(i);
            if (statement instanceof Stmt.Let let) {
                depths.put(let.variable(), depth);
                use(let.variable());
            } else if (statement instanceof Stmt.Assign assign) {
                use(assign.variable());
            }
            statement.expressions().forEach(this::read);
            statement.parts().forEach(this::list);
        }
        places.remove(depth);
    }

    private void read(Expr expression) {
        if (expression instanceof Variable variable) {
            use(variable);
        } else {
            expression.operands().forEach(this::read);
        }
    }

    /** Parameters, and the indices of loops, are made by no statement of a list. */
    private void use(Variable variable) {
        Integer depth = depths.get(variable);
        if (depth != null) {
            ends.put(variable, places.get(depth));
        }
    }
}
