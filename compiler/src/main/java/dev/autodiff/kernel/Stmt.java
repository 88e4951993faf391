package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a kernel does. Each statement refuses parts of wrong kinds when it is made; {@link Verifier} checks how they fit
 * together.
 */
public sealed interface Stmt {
    /** As text for people, in the notation of Java. */
    default String text() {
        SourceText text = new SourceText();
        new Listing(new Notation(), text).add(this);
        return text.toString();
    }

    /** What it evaluates itself, in the order of evaluation. */
    default List<Expr> expressions() {
        List<Expr> expressions = new ArrayList<>();
        of(
                expression -> {
                    expressions.add(expression);
                    return expression;
                },
                part -> part);
        return expressions;
    }

    /** The lists of statements within. */
    default List<List<Stmt>> parts() {
        List<List<Stmt>> parts = new ArrayList<>();
        of(expression -> expression, part -> {
            parts.add(part);
            return part;
        });
        return parts;
    }

    /**
     * The same statement of other expressions of the same kinds, around other statements: asked for each in the order
     * of evaluation.
     */
    default Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
        return this;
    }

    /** Makes a variable, with a value unless one is assigned in each branch that follows. */
    record Let(Variable variable, Expr value) implements Stmt {
        public Let {
            require(value == null || value.kind().equals(variable.kind()), "a variable", variable, value);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Let(variable, value == null ? null : expressions.apply(value));
        }
    }

    record Assign(Variable variable, Expr value) implements Stmt {
        public Assign {
            require(value.kind().equals(variable.kind()), "a variable", variable, value);
        }

        /** Whether it adds 1 to an integer. */
        public boolean isIncrement() {
            return variable.kind().isInteger()
                    && value instanceof Expr.Operation sum
                    && sum.operator() == Operator.ADD
                    && sum.left() == variable
                    && sum.right() instanceof Expr.Literal step
                    && ((Number) step.value()).longValue() == 1;
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Assign(variable, expressions.apply(value));
        }
    }

    /** {@code array[index] = value}. */
    record Store(Expr array, Expr index, Expr value) implements Stmt {
        public Store {
            require(array.kind().isArray() && array.kind().element().equals(value.kind()), "an element", array, value);
            require(index.kind().equals(Kind.INT), "an index", index, value);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Store(expressions.apply(array), expressions.apply(index), expressions.apply(value));
        }
    }

    record If(Expr condition, List<Stmt> whenTrue, List<Stmt> whenFalse) implements Stmt {
        public If {
            require(condition.kind().equals(Kind.BOOLEAN), "a condition", condition, condition);
            whenTrue = List.copyOf(whenTrue);
            whenFalse = List.copyOf(whenFalse);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new If(expressions.apply(condition), parts.apply(whenTrue), parts.apply(whenFalse));
        }
    }

    /** Repeats its body until a {@link Break}, a return or an exception ends it. */
    record Loop(List<Stmt> body) implements Stmt {
        public Loop {
            body = List.copyOf(body);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Loop(parts.apply(body));
        }
    }

    /** Leaves the innermost loop. */
    record Break() implements Stmt {}

    /** {@code for (index = from; index < to; index++)}; the bound is evaluated before each step. */
    record For(Variable index, Expr from, Expr to, List<Stmt> body) implements Stmt {
        public For {
            boolean isTyped = index.kind().isInteger()
                    && index.kind().equals(from.kind())
                    && index.kind().equals(to.kind());
            require(isTyped, "a range of " + index.kind() + "s", from, to);
            body = List.copyOf(body);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new For(index, expressions.apply(from), expressions.apply(to), parts.apply(body));
        }
    }

    /** A call for its effect. */
    record Run(Expr.Call call) implements Stmt {
        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Run((Expr.Call) expressions.apply(call));
        }
    }

    /** @param value null if the method has no result */
    record Return(Expr value) implements Stmt {
        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Return(value == null ? null : expressions.apply(value));
        }
    }

    /** @param exception an object, which a call makes */
    record Throw(Expr exception) implements Stmt {
        public Throw {
            require(exception.kind().isReference(), "an exception", exception, exception);
        }

        @Override
        public Stmt of(UnaryOperator<Expr> expressions, UnaryOperator<List<Stmt>> parts) {
            return new Throw(expressions.apply(exception));
        }
    }

    /** From here on the code belongs to this line of the source. */
    record Line(int number) implements Stmt {}

    /** For people who read the source; one that a method begins with stands before it. */
    record Comment(String text) implements Stmt {}

    private static void require(boolean isTyped, String what, Expr target, Expr value) {
        if (!isTyped) {
            throw new IllegalArgumentException("ill-typed: " + what + " of the kind " + target.kind() + ", "
                    + target.text() + ", and " + value.text() + " of the kind " + value.kind());
        }
    }
}
