package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A short product: what stands above the bar and what stands below it.
 *
 * @param known the product of its constants
 */
record Factors(double known, List<Node> factors, List<Node> divisors) {
    /** A longer product is searched in parts: the time is in proportion to its length. */
    private static final int MAX_FACTORS = 12;

    private record Part(Node node, boolean isAbove) {}

    /** The factors of a product, or null if there are too many. */
    static Factors of(Node product) {
        double known = 1;
        List<Node> factors = new ArrayList<>();
        List<Node> divisors = new ArrayList<>();
        Deque<Part> pending = new ArrayDeque<>(List.of(new Part(product, true)));
        while (!pending.isEmpty()) {
            Part part = pending.pop();
            Node node = part.node();
            if (node.op() == Pointwise.MUL || node.op() == Pointwise.DIV) {
                pending.push(new Part(node.input(1), part.isAbove() == (node.op() == Pointwise.MUL)));
                pending.push(new Part(node.input(0), part.isAbove()));
            } else if (node.op() == Pointwise.NEG) {
                known = -known;
                pending.push(new Part(node.input(0), part.isAbove()));
            } else if (node.op() instanceof Leaf.Constant constant) {
                known = part.isAbove() ? known * constant.value() : known / constant.value();
            } else {
                (part.isAbove() ? factors : divisors).add(node);
            }
            if (factors.size() + divisors.size() + pending.size() > MAX_FACTORS) {
                return null;
            }
        }
        return new Factors(known, factors, divisors);
    }

    /**
     * What is left of the product without another one and without one of the divisors; null if they are no part of it.
     */
    Factors without(Factors other, Node divisor) {
        if (other == null || other.factors.isEmpty()) {
            return null;
        }
        List<Node> above = new ArrayList<>(factors);
        List<Node> below = new ArrayList<>(divisors);
        below.remove(divisor);
        boolean isPart = other.factors.stream().allMatch(above::remove)
                && other.divisors.stream().allMatch(below::remove);
        return isPart ? new Factors(known / other.known, above, below) : null;
    }

    /** What is left of the product without one of the divisors, over a constant. */
    Factors without(Node divisor, Terms.Term constant) {
        List<Node> below = new ArrayList<>(divisors);
        below.remove(divisor);
        return new Factors(known / ((Leaf.Constant) constant.node().op()).value(), factors, below);
    }

    /** This product with another factor. */
    Node times(Node first, double scale) {
        Node product = first;
        for (Node factor : factors) {
            product = product.times(factor);
        }
        for (Node divisor : divisors) {
            product = product.over(divisor);
        }
        return known * scale == 1 ? product : product.constant(known * scale).times(product);
    }
}
