package dev.autodiff.codegen;

import static dev.autodiff.codegen.JavaExpression.atom;
import static dev.autodiff.codegen.JavaExpression.infix;
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
            String text = isLong ? value + "L" : Integer.toString(Math.toIntExact(value));
            stack.push(value < 0 ? prefix("-", atom(text.substring(1))) : atom(text));
        }

        @Override
        public void name(String name) {
            JavaExpression value = atom(names.get(name));
            stack.push(isLong ? prefix(LONG, value) : value);
        }

        @Override
        public void ceiling(int divisor) {
            stack.push(prefix("-", atom("Math.floorDiv(" + minus(stack.pop()).text() + ", " + divisor + ")")));
        }

        @Override
        public void remainder() {
            JavaExpression length = stack.pop();
            String one = isLong ? "1L" : "1";
            stack.push(atom("Math.floorMod(" + stack.pop().text() + ", Math.max(" + length.text() + ", " + one + "))"));
        }

        @Override
        public void multiply() {
            JavaExpression factor = stack.pop();
            // the product is a long already if the other factor is one
            boolean isName = factor.text().startsWith(LONG);
            stack.push(product(stack.pop(), isName ? atom(factor.text().substring(LONG.length())) : factor));
        }

        @Override
        public void add() {
            JavaExpression b = stack.pop();
            stack.push(sum(b, stack.pop()));
        }
    }

    static JavaExpression literal(long value) {
        return value < 0 ? prefix("-", atom(Long.toString(-value))) : atom(Long.toString(value));
    }

    private static JavaExpression minus(JavaExpression a) {
        return prefix("-", a);
    }

    static JavaExpression product(JavaExpression a, JavaExpression b) {
        String number = a.text();
        if (number.equals("1") || number.equals("1L")) {
            return b;
        }
        if (b.text().equals("1")) {
            return a;
        }
        return number.equals("-1") || number.equals("-1L") ? minus(b) : infix(a, "*", b);
    }

    /** The sum, as a difference where one of the two has a sign; null stands for nothing. */
    static JavaExpression sum(JavaExpression a, JavaExpression b) {
        if (a == null || a.text().equals("0")) {
            return b;
        }
        if (b == null || b.text().equals("0")) {
            return a;
        }
        boolean swapped = a.text().startsWith("-") && !b.text().startsWith("-");
        JavaExpression first = swapped ? b : a;
        String second = swapped ? a.text() : b.text();
        String text = first.text() + (second.startsWith("-") ? " - " + second.substring(1) : " + " + second);
        return new JavaExpression(text, JavaExpression.Strength.SUM);
    }
}
