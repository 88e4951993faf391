package dev.autodiff.graph;

import java.util.List;

/**
 * {@code x₁/r} with {@code r = √(x₁² + … + xₙ²)}, the last input: a coordinate of a unit vector u. Its derivatives are
 * {@code (u₂² + … + uₙ²)/r} and {@code -u₁uᵢ/r}; the first one by the quotient is {@code (1 - u₁²)/r}, nothing but
 * rounding near the axis. At the origin they are 0, as the derivative of the length is.
 *
 * @param coordinates n
 */
public record Direction(int coordinates) implements SymbolicOp {
    /** Of more coordinates it is a quotient like others: the derivatives of all of them would have n² terms. */
    public static final int MAX_COORDINATES = 8;

    @Override
    public boolean equals(Object other) {
        return other instanceof Direction that && coordinates == that.coordinates;
    }

    @Override
    public int hashCode() {
        return 37 + coordinates;
    }

    @Override
    public String symbol() {
        return "direction";
    }

    @Override
    public int arity() {
        return coordinates + 1;
    }

    @Override
    public Node expand(List<Node> inputs) {
        return inputs.get(0).over(inputs.get(coordinates));
    }

    @Override
    public Node partial(int index, Node y) {
        Node r = y.input(coordinates);
        if (index == coordinates) {
            return y.constant(0);
        }
        Node slope = index == 0 ? others(y, r) : y.input(0).over(r).times(y.input(index).over(r)).negate();
        return Norm.whereNotZero(y.inputs().subList(0, coordinates), r, slope.over(r));
    }

    private Node others(Node y, Node r) {
        Node sum = y.input(1).over(r).power(2);
        for (int i = 2; i < coordinates; i++) {
            sum = sum.plus(y.input(i).over(r).power(2));
        }
        return sum;
    }
}
