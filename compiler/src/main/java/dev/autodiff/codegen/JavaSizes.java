package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.prefix;

import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Writes dimensions in Java, as {@link SizeCode} writes them in bytecode. */
final class JavaSizes {
    private static final String LONG = "(long) ";

    private final Map<String, String> names;

    /** @param names of the variables that hold the dimensions, ints */
    JavaSizes(Map<String, String> names) {
        this.names = names;
    }

    /** An int. */
    JavaExpression asInt(Dimension dimension) {
        return read(dimension, false);
    }

    /** A long, or an int that cannot overflow. */
    JavaExpression asLong(Dimension dimension) {
        boolean isSmall = dimension.isLiteral() && dimension.literal() == (int) dimension.literal();
        return read(dimension, !isSmall && !names.containsKey(dimension.toString()));
    }

    private JavaExpression read(Dimension dimension, boolean isLong) {
        Reader reader = new Reader(isLong);
        dimension.read(reader);
        return reader.stack.pop();
    }

    private final class Reader implements Dimension.Reader {
        private final Deque<JavaExpression> stack = new ArrayDeque<>();
        private final boolean isLong;

        Reader(boolean isLong) {
            this.isLong = isLong;
        }

        @Override
        public void number(long value) {
            stack.push(JavaExpression.integer(isLong ? value : Math.toIntExact(value), isLong ? "L" : ""));
        }

        @Override
        public void name(String name) {
            JavaExpression value = atom(names.get(name));
            stack.push(isLong ? prefix(LONG, value) : value);
        }

        @Override
        public void ceiling(int divisor) {
            stack.push(JavaExpression.minus(atom("Math.floorDiv(" + JavaExpression.minus(stack.pop()).text() + ", " + divisor + ")")));
        }

        @Override
        public void remainder() {
            JavaExpression length = stack.pop();
            String one = isLong ? "1L" : "1";
            stack.push(atom("Math.floorMod(" + stack.pop().text() + ", Math.max(" + length.text() + ", " + one + "))"));
        }

        @Override
        public void multiply() {
            // the product is a long already if the other factor is one
            JavaExpression factor = stack.pop().withoutCast(LONG);
            stack.push(JavaExpression.product(stack.pop(), factor));
        }

        @Override
        public void add() {
            JavaExpression b = stack.pop();
            stack.push(JavaExpression.sum(b, stack.pop()));
        }
    }
}
