package dev.autodiff.simplify;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.Solved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Choices between two forms of one function, as rules make them where one form loses digits: {@code where(|d| < b/2,
 * log1p(d/b), log(a) - log(b))}. Other rules look into them. A choice of the user's between two functions looks the
 * same, so the forms are compared at some points.
 */
final class TwoForms {
    /** Forms that people and rules write are shorter. */
    private static final int MOST_NODES = 100;

    /** Points at which forms are compared, the variables of each half as large as those of the one before. */
    private static final int POINTS = 16;

    /** Of two forms of one function, far above the roundings of the one that loses digits. */
    private static final double AGREEMENT = 1e-9;

    private TwoForms() {}

    /**
     * The form of this branch, if it is one of the same function where the other is chosen, or everywhere if none of
     * the points chooses the other; else the node itself.
     */
    static Node form(Node node, int branch) {
        return node.op() == Pointwise.WHERE && isEverywhere(node, branch) ? node.input(branch) : node;
    }

    private static boolean isEverywhere(Node choice, int branch) {
        List<Node> nodes = ShortFormula.nodes(choice, MOST_NODES, TwoForms::isComputed);
        if (nodes == null) {
            return false;
        }
        int same = 0;
        int others = 0;
        int sameOthers = 0;
        for (int point = 0; point < POINTS; point++) {
            Map<Node, Double> variables = variables(nodes, new Random(point), Math.scalb(2, -point));
            Double condition = FormulaValue.at(choice.input(0), variables, MOST_NODES);
            Double form = FormulaValue.at(choice.input(branch), variables, MOST_NODES);
            Double other = FormulaValue.at(choice.input(branch == 1 ? 2 : 1), variables, MOST_NODES);
            if (condition == null || form == null || other == null) {
                return false;
            }
            boolean isOtherChosen = (condition != 0) == (branch == 2);
            others += isOtherChosen ? 1 : 0;
            if (isSame(form, other)) {
                same++;
                sameOthers += isOtherChosen ? 1 : 0;
            }
        }
        return others == 0 ? same == POINTS : sameOthers == others;
    }

    /** What may fail, as a search for a solution, is not computed for numbers that nobody asked for. */
    private static boolean isComputed(Node node) {
        return node.op() instanceof ScalarOp && !(node.op() instanceof Solved || node.op() instanceof Placed);
    }

    private static boolean isSame(double first, double second) {
        return Double.compare(first, second) == 0
                || Math.abs(first - second) <= AGREEMENT * Math.max(1, Math.abs(second));
    }

    /** What the nodes are made of, by which they are no formula. */
    private static Map<Node, Double> variables(List<Node> nodes, Random random, double scale) {
        Map<Node, Double> variables = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                if (!(isComputed(input) || input.op() instanceof Leaf.Constant)) {
                    double size = scale * (1 + 3 * random.nextDouble()) / 4;
                    variables.putIfAbsent(input, random.nextBoolean() ? -size : size);
                }
            }
        }
        return variables;
    }
}
