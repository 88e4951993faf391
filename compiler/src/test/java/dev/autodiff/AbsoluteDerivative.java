package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of the absolute values of all that a derivative is the sum of, over all paths from the parameter to the
 * result: both modes compute with the same partial derivatives, so by so many units their rounding errors may differ.
 * It is NaN where a slope is infinite on the way, at a point that forward mode makes nothing of.
 *
 * <p>On its way forward mode multiplies the partial derivatives from the parameter up to each node, reverse mode those
 * from each node up to the result. Such a tangent or cotangent may be beyond the range of doubles where the derivative
 * is not: that of {@code c(1e-310*x)} by its argument, if that of c is infinite at 0. Near 0, where doubles have fewer
 * digits, a product is within half of the smallest double: in reverse mode that is multiplied by the tangent of the
 * input that the cotangent is handed to, and in forward mode by the cotangent of the node that the tangent is of.
 */
final class AbsoluteDerivative {
    /**
     * @param magnitude of the derivative
     * @param largest the largest of the same sums at all nodes on the way, from the parameter or up to the result; NaN
     *     if one of them is
     * @param underflow by how much the two modes may differ because of products near 0
     */
    record Bound(double magnitude, double largest, double underflow) {}

    private final Node result;
    private final Node variable;
    private final boolean[] influenced;
    private final Map<Node, List<Integer>> factors = new LinkedHashMap<>();
    private final List<Node> values = new ArrayList<>();
    private final Evaluator evaluator;

    AbsoluteDerivative(Formula formula, Node variable) {
        this.result = formula.result();
        this.variable = variable;
        boolean[] needed = formula.graph().reachable(List.of(result));
        this.influenced = formula.graph().influencedBy(List.of(variable));
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

    Bound at(double... point) {
        double[] numbers = evaluator.at(point);
        double[] tangents = new double[influenced.length];
        tangents[variable.id()] = 1;
        factors.forEach((y, places) -> tangents[y.id()] = tangent(y, places, numbers, tangents));
        double[] cotangents = new double[influenced.length];
        cotangents[result.id()] = 1;
        List<Node> nodes = new ArrayList<>(factors.keySet());
        Collections.reverse(nodes);
        nodes.forEach(y -> addCotangents(y, factors.get(y), numbers, cotangents));
        double largest = 0;
        for (int id = 0; id < influenced.length; id++) {
            largest = Math.max(largest, Math.max(tangents[id], cotangents[id]));
        }
        return new Bound(tangents[result.id()], largest, underflow(tangents, cotangents));
    }

    private double underflow(double[] tangents, double[] cotangents) {
        double sum = 0;
        for (Map.Entry<Node, List<Integer>> factor : factors.entrySet()) {
            Node y = factor.getKey();
            for (int i = 0; i < factor.getValue().size(); i++) {
                sum += Double.MIN_VALUE * tangents[y.input(i).id()] + Double.MIN_VALUE * cotangents[y.id()];
            }
        }
        return sum;
    }

    private static double tangent(Node y, List<Integer> places, double[] numbers, double[] tangents) {
        if (y.op() == Pointwise.WHERE) {
            return tangents[chosen(y, places, numbers).id()];
        }
        double sum = 0;
        for (int i = 0; i < places.size(); i++) {
            sum += Math.abs(numbers[places.get(i)]) * tangents[y.input(i).id()];
        }
        return sum;
    }

    private void addCotangents(Node y, List<Integer> places, double[] numbers, double[] cotangents) {
        double cotangent = cotangents[y.id()];
        Node chosen = y.op() == Pointwise.WHERE ? chosen(y, places, numbers) : null;
        for (int i = 0; i < places.size(); i++) {
            Node x = y.input(i);
            if (cotangent != 0 && influenced[x.id()] && (chosen == null || chosen == x)) {
                cotangents[x.id()] += chosen == null ? Math.abs(numbers[places.get(i)]) * cotangent : cotangent;
            }
        }
    }

    private static Node chosen(Node y, List<Integer> places, double[] numbers) {
        return y.input(numbers[places.get(0)] != 0 ? 1 : 2);
    }
}
