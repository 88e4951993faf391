package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/**
 * A function of tensors at a point, whose derivatives of both modes are compared with each other and with differences.
 */
final class Slopes {
    /**
     * The five-point formula errs by h⁴·f⁽⁵⁾/30 and by some ε/h: for functions of order 1, far less than the tolerance.
     */
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 1e-8;
    /** The two modes do the same sums in other orders. */
    private static final double ROUNDING = 1e-11;

    private final Graph graph = new Graph();
    private final Random random = new Random(7);
    private final List<Node> parameters;
    private final List<double[]> point;
    private final Node result;

    /** The function of the inputs. */
    interface Function {
        Node of(List<Node> inputs);
    }

    Slopes(Function function, List<Type> types, List<double[]> point) {
        this.parameters = IntStream.range(0, types.size())
                .mapToObj(i -> graph.parameter("x" + i, types.get(i)))
                .toList();
        this.point = point;
        this.result = function.of(parameters);
    }

    /** Compares the derivatives, and those of the gradient. */
    void check() {
        List<Node> gradient = compare("first", result);
        for (int i = 0; i < gradient.size(); i++) {
            compare("second, by input " + i + ",", gradient.get(i));
        }
    }

    /** Compares the derivatives of a node, and returns the gradient for random cotangents. */
    private List<Node> compare(String order, Node y) {
        Node cotangent = constant(y.type());
        List<Node> directions = parameters.stream().map(parameter -> constant(parameter.type())).toList();
        List<Node> gradient = Reverse.gradient(y, parameters, cotangent);
        double forward = value(sum(Forward.tangent(y, parameters, directions).times(cotangent)), 0, directions);
        double reverse = 0;
        for (int i = 0; i < gradient.size(); i++) {
            reverse += value(sum(gradient.get(i).times(directions.get(i))), 0, directions);
        }
        double difference = difference(sum(y.times(cotangent)), directions);
        assertThat(reverse).as(order + " reverse and forward").isCloseTo(forward, within(ROUNDING, forward));
        assertThat(reverse).as(order + " reverse and differences").isCloseTo(difference, within(TOLERANCE, difference));
        return gradient;
    }

    private static Offset<Double> within(double tolerance, double size) {
        return offset(tolerance * (1 + Math.abs(size)));
    }

    /** (-f(2h) + 8f(h) - 8f(-h) + f(-2h))/(12h). */
    private double difference(Node y, List<Node> directions) {
        return (-value(y, 2 * STEP, directions) + 8 * value(y, STEP, directions) - 8 * value(y, -STEP, directions)
                + value(y, -2 * STEP, directions)) / (12 * STEP);
    }

    private static Node sum(Node x) {
        return TensorAlgebra.sum(x, IntStream.range(0, x.shape().rank()).boxed().toList());
    }

    private Node constant(Type type) {
        int size = (int) type.shape().size().literal();
        return TensorAlgebra.array(graph, random.doubles(size, -1, 1).toArray(), new Type(DType.F64, type.shape()));
    }

    /** The value at a distance from the point along the directions. */
    private double value(Node y, double distance, List<Node> directions) {
        List<double[]> steps = Interpreter.evaluate(new ArrayList<>(directions), Map.of(), Map.of());
        Map<Node, double[]> arguments = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            double[] moved = point.get(i).clone();
            for (int k = 0; k < moved.length; k++) {
                moved[k] += distance * steps.get(i)[k];
            }
            arguments.put(parameters.get(i), moved);
        }
        return Interpreter.evaluate(List.of(y), arguments, Map.of()).get(0)[0];
    }
}
