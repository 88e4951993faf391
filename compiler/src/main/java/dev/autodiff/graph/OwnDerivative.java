package dev.autodiff.graph;

import java.util.List;

/**
 * A value whose derivative is not that of its formula. Its inputs are the value, then what the value is a function of,
 * and the derivative by each of these is what its {@link Rule} says; no derivative goes into the formula of the value
 * itself. The arguments are {@link Variable}s, which nothing but this value depends on.
 *
 * @param rule compared by identity
 */
public record OwnDerivative(Rule rule) implements Identity {
    /** Where the arguments begin among the inputs. */
    private static final int ARGUMENTS = 1;

    /**
     * How a value changes with its arguments. Everything is built when a derivative is taken: a rule may need the value
     * itself, and its derivatives.
     */
    public interface Rule {
        /** The name of the function, for messages. */
        String name();

        /** How the program calls the derivative by an argument that it gives; null if it gives none. */
        String given(int argument);

        /**
         * The partial derivative by an argument element by element, of y's shape; null if it is no operation on
         * elements.
         *
         * @param y a node of this operator
         * @throws UnsupportedOperationException if there is no derivative
         */
        Node partial(int argument, Node y);

        /**
         * The cotangent of an argument.
         *
         * @param g the cotangent of y
         * @throws UnsupportedOperationException if there is no derivative
         */
        Node pullback(int argument, Node y, Node g);

        /**
         * The tangent of y.
         *
         * @param v the tangent of the argument
         * @throws UnsupportedOperationException if there is no derivative
         */
        Node pushforward(int argument, Node y, Node v);
    }

    /** The value as it is computed. */
    public static Node value(Node y) {
        return y.input(0);
    }

    public static List<Node> arguments(Node y) {
        return y.inputs().subList(ARGUMENTS, y.inputs().size());
    }

    /**
     * What the derivative of a node is made of: not what is detached, nor the formula of a value that has a rule.
     */
    public static List<Node> differentiable(Node y) {
        return y.op() == Detach.DETACH ? List.of() : y.op() instanceof OwnDerivative ? arguments(y) : y.inputs();
    }

    /** Which argument an input is; below 0 for the value. */
    public static int argument(int input) {
        return input - ARGUMENTS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnDerivative that && rule == that.rule;
    }

    @Override
    public int hashCode() {
        return rule.name().hashCode();
    }

    @Override
    public String symbol() {
        return rule.name();
    }
}
