package dev.autodiff.simplify;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LogSumOfNumbers;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations on real numbers: all parts are taken to be finite, and divisors not to be 0, so that what is the same
 * cancels, and 0 and 1 leave as little as they do on paper.
 */
final class RealArithmetic {
    /** What two constants leave when they cancel. */
    private static final double ROUNDING = 4 * 0x1p-53;

    private final Graph graph;

    RealArithmetic(Graph graph) {
        this.graph = graph;
    }

    static boolean isZero(Node node) {
        return node.op() instanceof Leaf.Constant constant && constant.value() == 0;
    }

    private static boolean isOne(Node node) {
        return node.isConstant(1);
    }

    Node node(Op op, List<Node> inputs) {
        Node known = op instanceof Pointwise row && row.arity() == 2 ? ofTwo(row, inputs.get(0), inputs.get(1)) : null;
        if (known == null && op instanceof ClosedForm form) {
            known = ofForm(form, inputs);
        }
        if (known == null && op instanceof LogSumOfNumbers && inputs.stream().distinct().count() == 1) {
            known = node(Pointwise.ADD, List.of(inputs.get(0), graph.constant(StrictMath.log(inputs.size()))));
        }
        if (known != null) {
            return known;
        }
        Node node = graph.node(op, inputs.toArray(Node[]::new));
        Node folded = Folding.fold(node, true);
        return folded == null ? node : folded;
    }

    private Node ofTwo(Pointwise row, Node a, Node b) {
        return switch (row) {
            case ADD -> isZero(a) ? b : isZero(b) ? a : constantSum(a, b, 1);
            case SUB -> a == b ? zero() : isZero(b) ? a : constantSum(a, b, -1);
            case MUL -> isZero(a) || isZero(b) ? zero() : isOne(a) ? b : isOne(b) ? a : null;
            case DIV -> isZero(b) ? null : isZero(a) ? zero() : a == b ? one() : isOne(b) ? a : null;
            case POW -> isOne(a) || isZero(b) ? one() : isOne(b) ? a : null;
            case POWM1 -> isOne(a) || isZero(b) ? zero() : isOne(b) ? plusOne(a, -1) : null;
            default -> null;
        };
    }

    private Node ofForm(ClosedForm form, List<Node> inputs) {
        Node a = inputs.get(0);
        Node b = inputs.get(inputs.size() - 1);
        return switch (form) {
            case SQUARE_DIFFERENCE, SIN_DIFFERENCE, COS_DIFFERENCE -> a == b ? zero() : null;
            case COMPOUND -> isZero(a) || isZero(b) ? one() : isOne(b) ? plusOne(a, 1) : null;
            case COMPOUND_MINUS_ONE -> isZero(a) || isZero(b) ? zero() : isOne(b) ? a : null;
            default -> null;
        };
    }

    private Node plusOne(Node a, int sign) {
        return node(sign > 0 ? Pointwise.ADD : Pointwise.SUB, List.of(a, one()));
    }

    private Node zero() {
        return graph.constant(0);
    }

    private Node one() {
        return graph.constant(1);
    }

    /** A sum of which nothing is left but a constant; or null. */
    private Node constantSum(Node a, Node b, int sign) {
        Expansion left = Expansion.of(a);
        Expansion right = left == null ? null : Expansion.of(b);
        if (right == null) {
            return null;
        }
        Map<Map<Node, Integer>, double[]> sums = new HashMap<>();
        left.plus(right.times(sign)).terms().forEach(term -> Expansion.add(
                sums.computeIfAbsent(term.exponents(), powers -> new double[2]), term.constant()));
        double[] constant = sums.getOrDefault(Map.of(), new double[2]);
        boolean isConstant = sums.entrySet().stream()
                .allMatch(sum -> sum.getKey().isEmpty() || Expansion.isRounding(sum.getValue()));
        return !isConstant ? null
                : Math.abs(constant[0]) <= ROUNDING * constant[1] ? zero() : graph.constant(constant[0]);
    }
}
