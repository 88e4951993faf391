package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of the absolute values of all that a derivative is the sum of, over all paths from the parameter to the
 * result: both modes compute with the same partial derivatives, so by so many units their rounding errors may differ.
 * It is NaN where a slope is infinite on the way, at a point that forward mode makes nothing of.
 */
final class AbsoluteTangent {
    private final Node result;
    private final Node variable;
    private final boolean[] needed;
    private final Map<Node, List<Integer>> factors = new LinkedHashMap<>();
    private final List<Node> values = new ArrayList<>();
    private final Evaluator evaluator;

    AbsoluteTangent(Formula formula, Node variable) {
        this.result = formula.result();
        this.variable = variable;
        this.needed = formula.graph().reachable(List.of(result));
        boolean[] influenced = formula.graph().influencedBy(List.of(variable));
        for (int id = 0; id < needed.length; id++) {
            Node y = formula.graph().get(id);
            if (needed[id] && influenced[id] && y != variable && y.op() instanceof ScalarOp op && !y.type().isTruth()) {
                factors.put(y, new ArrayList<>());
                for (int i = 0; i < op.arity(); i++) {
                    factors.get(y).add(values.size());
                    values.add(
                            influenced[y.input(i).id()] && y.op() != Pointwise.WHERE ? op.partial(i, y) : y.input(i));
                }
            }
        }
        values.add(result.type().isTruth() ? formula.graph().constant(0) : result);
        this.evaluator = Evaluator.interpreter(formula.parameters(), values);
    }

    double at(double... point) {
        double[] numbers = evaluator.at(point);
        double[] tangents = new double[needed.length];
        tangents[variable.id()] = 1;
        factors.forEach((y, places) -> tangents[y.id()] = tangent(y, places, numbers, tangents));
        return tangents[result.id()];
    }

    private static double tangent(Node y, List<Integer> places, double[] numbers, double[] tangents) {
        if (y.op() == Pointwise.WHERE) {
            return tangents[y.input(numbers[places.get(0)] != 0 ? 1 : 2).id()];
        }
        double sum = 0;
        for (int i = 0; i < places.size(); i++) {
            sum += Math.abs(numbers[places.get(i)]) * tangents[y.input(i).id()];
        }
        return sum;
    }
}
