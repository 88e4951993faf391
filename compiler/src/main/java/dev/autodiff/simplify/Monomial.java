package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A product of a number, a weight and an exponential.
 *
 * @param weight null for 1
 * @param exponent null for 0
 */
record Monomial(double factor, Node weight, Node exponent) {
    /**
     * The product with its constants and exponentials apart from what else there is; exponentials below a bar count
     * negatively.
     */
    static Monomial of(Node product, double factor) {
        double known = factor;
        Node weight = null;
        Node exponent = null;
        Deque<Node> pending = new ArrayDeque<>(List.of(product));
        List<Node> divisors = new ArrayList<>();
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (node.op() == Pointwise.MUL) {
                pending.push(node.input(1));
                pending.push(node.input(0));
            } else if (node.op() == Pointwise.DIV) {
                divisors.add(node.input(1));
                pending.push(node.input(0));
            } else if (node.op() == Pointwise.NEG) {
                known = -known;
                pending.push(node.input(0));
            } else if (node.op() instanceof Leaf.Constant constant) {
                known *= constant.value();
            } else if (node.op() == Pointwise.EXP) {
                exponent = exponent == null ? node.input(0) : exponent.plus(node.input(0));
            } else {
                weight = weight == null ? node : weight.times(node);
            }
        }
        for (Node divisor : divisors) {
            if (divisor.op() instanceof Leaf.Constant constant) {
                known /= constant.value();
            } else if (divisor.op() == Pointwise.EXP) {
                exponent = exponent == null ? divisor.input(0).negate() : exponent.minus(divisor.input(0));
            } else {
                weight = weight == null ? divisor.constant(1).over(divisor) : weight.over(divisor);
            }
        }
        return exponent == null ? new Monomial(factor, product, null) : new Monomial(known, weight, exponent);
    }

    /** All of it but the exponential. */
    Node coefficient(Node like) {
        return weight == null ? like.constant(factor) : factor == 1 ? weight : like.constant(factor).times(weight);
    }

    /** The coefficient times another exponential. */
    Node times(Node exponential) {
        return weight == null && factor == 1 ? exponential : coefficient(exponential).times(exponential);
    }

    /** Whether the coefficient is a known positive number. */
    boolean isPositive() {
        return weight == null && factor > 0 && factor <= Double.MAX_VALUE;
    }

    /** The logarithm, or the exponent if the coefficient has none that is known. */
    Node logarithm() {
        return !isPositive() || factor == 1 ? exponent : exponent.plus(exponent.constant(StrictMath.log(factor)));
    }

    /** The sum with another one of the same exponent. */
    Monomial plus(Monomial other) {
        boolean isKnown = weight == null && other.weight == null;
        return isKnown ? new Monomial(factor + other.factor, null, exponent)
                : new Monomial(1, coefficient(exponent).plus(other.coefficient(exponent)), exponent);
    }
}
