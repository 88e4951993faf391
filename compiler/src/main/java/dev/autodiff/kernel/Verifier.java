package dev.autodiff.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks how the statements of a method fit together: variables are in scope and have a value where they are read, the
 * method returns what it promises on every path, and nothing stands where control never comes. (What an expression or a
 * statement needs in itself it has checked when it was made.)
 */
public final class Verifier {
    private final Method method;
    private final Set<Variable> declared = new HashSet<>();
    private Set<Variable> assigned = new HashSet<>();
    private final Set<Variable> changed = new HashSet<>();
    private final Set<Variable> held = new HashSet<>();
    private int loops;

    private Verifier(Method method) {
        this.method = method;
        declared.addAll(method.parameters());
        assigned.addAll(method.parameters());
    }

    /** @throws IllegalStateException that names the method, the statement and what is wrong with it */
    public static void verify(Method method) {
        Verifier verifier = new Verifier(method);
        if (verifier.canComplete(method.body()) && !method.result().equals(Kind.VOID)) {
            throw new IllegalStateException("method " + method.name() + " ends without a result");
        }
        verifier.held.retainAll(verifier.changed);
        if (!verifier.held.isEmpty()) {
            String name = verifier.held.iterator().next().text();
            throw new IllegalStateException("method " + method.name() + " assigns to " + name + ", which a task holds");
        }
    }

    /** Whether control comes to the end of the statements. What they declare is in scope among them only. */
    private boolean canComplete(List<Stmt> statements) {
        Set<Variable> before = Set.copyOf(declared);
        boolean goesOn = true;
        for (Stmt statement : statements) {
            require(
                    goesOn || statement instanceof Stmt.Line || statement instanceof Stmt.Comment,
                    "is never reached",
                    statement);
            goesOn &= canComplete(statement);
        }
        declared.retainAll(before);
        return goesOn;
    }

    private boolean canComplete(Stmt statement) {
        if (statement instanceof Stmt.Let let) {
            require(declared.add(let.variable()), "declares a variable again", statement);
            assigned.remove(let.variable());
            if (let.value() != null) {
                read(let.value(), statement);
                assigned.add(let.variable());
            }
        } else if (statement instanceof Stmt.Assign assign) {
            read(assign.value(), statement);
            require(declared.contains(assign.variable()), "assigns to a variable that is not in scope", statement);
            assigned.add(assign.variable());
            changed.add(assign.variable());
        } else if (statement instanceof Stmt.Store store) {
            read(store.array(), statement);
            read(store.index(), statement);
            read(store.value(), statement);
        } else if (statement instanceof Stmt.Run run) {
            read(run.call(), statement);
        } else if (statement instanceof Stmt.If choice) {
            return branches(choice);
        } else if (statement instanceof Stmt.Loop loop) {
            return loop(loop);
        } else if (statement instanceof Stmt.For loop) {
            counted(loop);
        } else if (statement instanceof Stmt.Break) {
            require(loops > 0, "leaves no loop", statement);
            return false;
        } else if (statement instanceof Stmt.Return end) {
            Kind kind = end.value() == null ? Kind.VOID : end.value().kind();
            require(kind.equals(method.result()), "does not return " + method.result(), statement);
            if (end.value() != null) {
                read(end.value(), statement);
            }
            return false;
        } else if (statement instanceof Stmt.Throw failure) {
            read(failure.exception(), statement);
            return false;
        }
        return true;
    }

    private boolean branches(Stmt.If choice) {
        read(choice.condition(), choice);
        Set<Variable> before = new HashSet<>(assigned);
        boolean first = canComplete(choice.whenTrue());
        Set<Variable> afterFirst = assigned;
        assigned = before;
        boolean second = canComplete(choice.whenFalse());
        if (!second) {
            assigned = afterFirst;
        } else if (first) {
            assigned.retainAll(afterFirst);
        }
        return first || second;
    }

    /** What is assigned in a body may not have been where control comes out. */
    private boolean loop(Stmt.Loop loop) {
        Set<Variable> before = new HashSet<>(assigned);
        loops++;
        canComplete(loop.body());
        loops--;
        assigned = before;
        return loop.body().stream().anyMatch(Verifier::leaves);
    }

    private static boolean leaves(Stmt statement) {
        return statement instanceof Stmt.Break
                || statement instanceof Stmt.If choice
                        && (choice.whenTrue().stream().anyMatch(Verifier::leaves)
                                || choice.whenFalse().stream().anyMatch(Verifier::leaves));
    }

    private void counted(Stmt.For loop) {
        read(loop.from(), loop);
        Set<Variable> before = new HashSet<>(assigned);
        require(declared.add(loop.index()), "declares a variable again", loop);
        assigned.add(loop.index());
        read(loop.to(), loop);
        loops++;
        canComplete(loop.body());
        loops--;
        declared.remove(loop.index());
        assigned = before;
    }

    /** Every variable of the expression has a value; one that a task holds keeps it. */
    private void read(Expr expression, Stmt statement) {
        if (expression instanceof Variable variable) {
            require(declared.contains(variable), "reads " + variable.text() + ", which is not in scope", statement);
            require(assigned.contains(variable), "reads " + variable.text() + ", which may have no value", statement);
        }
        if (expression instanceof Expr.Task task) {
            held.addAll(task.captured());
        }
        expression.operands().forEach(operand -> read(operand, statement));
    }

    private void require(boolean isRight, String fault, Stmt statement) {
        if (!isRight) {
            throw new IllegalStateException("method " + method.name() + ": the statement " + fault + ": "
                    + statement.text().strip());
        }
    }
}
