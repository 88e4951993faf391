package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Choices between two forms of one function, as rules make them where one form loses digits: {@code where(|d| < b/2,
 * log1p(d/b), log(a) - log(b))}. Other rules look into them. A choice of the user's between two functions looks the
 * same, so the forms are compared at some points.
 */
final class TwoForms {
    /** Forms that people and rules write are shorter. */
    private static final int MOST_NODES = 100;

    /** Points at which forms are compared; at some of them variables are negative. */
    private static final int POINTS = 6;

    /** Of two forms of one function at ordinary points, far above their roundings. */
    private static final double AGREEMENT = 1e-9;

    private TwoForms() {}

    /** One form of a choice between two of one function; any other node itself. */
    static Node form(Node node, int branch) {
        return node.op() == Pointwise.WHERE && areOfOneFunction(node) ? node.input(branch) : node;
    }

    private static boolean areOfOneFunction(Node choice) {
        List<Node> nodes = ShortFormula.nodes(choice, MOST_NODES, node -> node.op() instanceof ScalarOp);
        if (nodes == null) {
            return false;
        }
        int finite = 0;
        for (int point = 0; point < POINTS; point++) {
            Map<Node, Double> variables = variables(nodes, new SplittableRandom(point), point % 2 == 1);
            Double first = ValueAtZero.of(choice.input(1), variables, MOST_NODES);
            Double second = ValueAtZero.of(choice.input(2), variables, MOST_NODES);
            if (first == null || second == null || !isSame(first, second)) {
                return false;
            }
            finite += Double.isFinite(first) ? 1 : 0;
        }
        return finite > 1;
    }

    private static boolean isSame(double first, double second) {
        return Double.compare(first, second) == 0 || Math.abs(first - second) <= AGREEMENT * Math.abs(second);
    }

    /** What the nodes are made of, by which they are no formula. */
    private static Map<Node, Double> variables(List<Node> nodes, SplittableRandom random, boolean areOfBothSigns) {
        Map<Node, Double> variables = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                if (!(input.op() instanceof ScalarOp || input.op() instanceof Leaf.Constant)) {
                    boolean isNegative = areOfBothSigns && random.nextBoolean();
                    double size = random.nextDouble(0.25, 2);
                    variables.putIfAbsent(input, isNegative ? -size : size);
                }
            }
        }
        return variables;
    }
}
