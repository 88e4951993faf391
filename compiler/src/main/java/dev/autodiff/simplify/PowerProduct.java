package dev.autodiff.simplify;

import dev.autodiff.graph.Direction;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A product of whole powers: of a number that is not 0, and of nodes of which nothing else is known.
 *
 * @param exponents by node, none of them 0, in the order in which the product was written
 */
record PowerProduct(double constant, Map<Node, Integer> exponents) {
    static final PowerProduct ONE = new PowerProduct(1, Map.of());

    /** A longer product is no formula that a person writes. */
    private static final int MAX_DEPTH = 8;

    static PowerProduct of(Node node) {
        return of(node, MAX_DEPTH);
    }

    /** Whether a node is a product of others, and not the only factor of its own. */
    static boolean isProduct(Node node) {
        return node.op() == Pointwise.NEG
                || node.op() == Pointwise.MUL
                || node.op() == Pointwise.DIV
                || node.op() instanceof IntegerPower
                || node.op() instanceof Direction;
    }

    private static PowerProduct of(Node node, int depth) {
        if (node.op() instanceof Leaf.Constant constant && constant.value() != 0 && Double.isFinite(constant.value())) {
            return new PowerProduct(constant.value(), Map.of());
        }
        if (depth > 0 && node.op() instanceof IntegerPower power) {
            return of(node.input(0), depth - 1).power(power.exponent());
        }
        if (depth > 0 && node.op() instanceof Direction direction) {
            return of(node.input(0), depth - 1).times(node.input(direction.coordinates()), -1);
        }
        if (depth == 0 || !(node.op() instanceof Pointwise row)) {
            return of(node, 1, 1);
        }
        return switch (row) {
            case NEG -> of(node.input(0), depth - 1).times(-1, Map.of());
            case MUL -> of(node.input(0), depth - 1).times(of(node.input(1), depth - 1));
            case DIV -> of(node.input(0), depth - 1).times(of(node.input(1), depth - 1).power(-1));
            default -> of(node, 1, 1);
        };
    }

    private static PowerProduct of(Node node, double constant, int exponent) {
        return new PowerProduct(constant, Map.of(node, exponent));
    }

    int exponentOf(Node node) {
        return exponents.getOrDefault(node, 0);
    }

    PowerProduct times(PowerProduct other) {
        return times(other.constant, other.exponents);
    }

    PowerProduct times(Node node, int exponent) {
        return times(1, Map.of(node, exponent));
    }

    private PowerProduct times(double number, Map<Node, Integer> others) {
        Map<Node, Integer> product = new LinkedHashMap<>(exponents);
        others.forEach((node, exponent) -> product.merge(node, exponent, Integer::sum));
        product.values().removeIf(exponent -> exponent == 0);
        return new PowerProduct(constant * number, product);
    }

    PowerProduct power(int n) {
        Map<Node, Integer> powers = new LinkedHashMap<>();
        exponents.forEach((node, exponent) -> powers.put(node, exponent * n));
        return new PowerProduct(Math.pow(constant, n), powers);
    }

    /** The positive powers that are in both. */
    PowerProduct common(PowerProduct other) {
        Map<Node, Integer> both = new LinkedHashMap<>();
        exponents.forEach((node, exponent) -> {
            int shared = Math.min(exponent, other.exponents.getOrDefault(node, 0));
            if (shared > 0) {
                both.put(node, shared);
            }
        });
        return new PowerProduct(1, both);
    }

    /** The powers that both are multiples of, with the number of this one, without its sign. */
    PowerProduct shared(PowerProduct other) {
        Map<Node, Integer> both = new LinkedHashMap<>();
        exponents.forEach((node, exponent) -> {
            int otherExponent = other.exponentOf(node);
            if (Integer.signum(otherExponent) == Integer.signum(exponent)) {
                both.put(node, Math.abs(exponent) <= Math.abs(otherExponent) ? exponent : otherExponent);
            }
        });
        return new PowerProduct(Math.abs(constant), both);
    }

    /** The same with exponents twice as large, so that those of roots are those of what stands below them. */
    PowerProduct withoutRoots() {
        PowerProduct whole = new PowerProduct(constant, Map.of());
        for (Map.Entry<Node, Integer> power : exponents.entrySet()) {
            Node base = power.getKey();
            if (base.op() == Pointwise.SQRT) {
                PowerProduct radicand = of(base.input(0)).power(power.getValue());
                whole = whole.times(new PowerProduct(Math.sqrt(radicand.constant), radicand.exponents));
            } else {
                whole = whole.times(base, 2 * power.getValue());
            }
        }
        return whole;
    }

    boolean isOne() {
        return constant == 1 && exponents.isEmpty();
    }

    /** Whether the number has lost nothing on the way. */
    boolean isNormal() {
        return Math.abs(constant) >= Double.MIN_NORMAL && Math.abs(constant) <= Double.MAX_VALUE;
    }

    /** The quotient of two products. */
    Node node(Graph graph) {
        Node dividend = product(1);
        Node divisor = product(-1);
        if (dividend == null) {
            return divisor == null ? graph.constant(constant) : graph.constant(constant).over(divisor);
        }
        Node quotient = divisor == null ? dividend : dividend.over(divisor);
        return constant == 1 ? quotient : constant == -1 ? quotient.negate() : graph.constant(constant).times(quotient);
    }

    private Node product(int sign) {
        Node product = null;
        for (Map.Entry<Node, Integer> entry : exponents.entrySet()) {
            int exponent = sign * entry.getValue();
            if (exponent > 0) {
                Node factor = entry.getKey().power(exponent);
                product = product == null ? factor : product.times(factor);
            }
        }
        return product;
    }
}
