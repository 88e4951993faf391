package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.derivatives.Forward;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Derivatives of random graphs of tensors: reverse mode, forward mode and differences of values agree. */
class TensorDerivativesTest {
    private static final int GRAPHS = Integer.getInteger("graphs", 400);

    /** Both modes add up the same products in another order: rounding alone tells them apart. */
    private static final double ROUNDING = 1e-10;

    /**
     * A central difference of step h has an error of h² and one of ε/h: with h = 1e-5 both are near 1e-10 times a third
     * derivative.
     */
    private static final double STEP = 1e-5;
    private static final double DIFFERENCE = 2e-6;

    private final Random random = new Random(7);
    private int compared;

    @Test
    void forwardAndReverseModeAreTransposed() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            compare("seed " + seed, new RandomTensors(seed, true), false);
        }
        assertThat(compared).isGreaterThan(GRAPHS / 2);
    }

    @Test
    void theSecondDerivativeIsTheDerivativeOfTheFirst() {
        for (long seed = 0; seed < GRAPHS / 2; seed++) {
            compare("seed " + seed, new RandomTensors(seed, true), true);
        }
        assertThat(compared).isGreaterThan(GRAPHS / 4);
    }

    private void compare(String what, RandomTensors program, boolean second) {
        List<Node> parameters = new ArrayList<>(program.arguments().keySet());
        Node y = program.last();
        if (second) {
            y = Reverse.gradient(y, parameters, y.graph().constant(1, y.type())).get(0);
        }
        Map<Node, double[]> values = new HashMap<>(program.arguments());
        double[] at = Interpreter.evaluate(List.of(y), values, program.sizes()).get(0);
        boolean isLarge = Arrays.stream(at).anyMatch(value -> !(Math.abs(value) < 1e6));
        if (isLarge) {
            return;
        }
        Node w = y.graph().parameter("w", y.type());
        values.put(w, gaussian(at.length));
        List<Node> directions = new ArrayList<>();
        for (Node parameter : parameters) {
            Node direction = y.graph().parameter("v", parameter.type());
            directions.add(direction);
            values.put(direction, gaussian(values.get(parameter).length));
        }
        List<Node> results = new ArrayList<>(Reverse.gradient(y, parameters, w));
        results.add(Forward.tangent(y, parameters, directions));
        List<double[]> derivatives = Interpreter.evaluate(results, values, program.sizes());
        double[] terms = new double[2];
        double reverse = 0;
        for (int i = 0; i < parameters.size(); i++) {
            reverse += dot(derivatives.get(i), values.get(directions.get(i)), terms);
        }
        double forward = dot(derivatives.get(parameters.size()), values.get(w), terms);
        if (terms[0] > 1e8) {
            return;
        }
        compared++;
        assertThat(forward).as(what).isCloseTo(reverse, within(ROUNDING * (1 + terms[0])));
        double difference = difference(y, values, parameters, directions, program.sizes(), values.get(w));
        double curvature = 1 + terms[0];
        assertThat(forward)
                .as(what + ", by differences")
                .isCloseTo(difference, within(DIFFERENCE * curvature * curvature));
    }

    private static double difference(
            Node y,
            Map<Node, double[]> values,
            List<Node> parameters,
            List<Node> directions,
            Map<String, Integer> sizes,
            double[] w) {
        double[] terms = new double[2];
        double up = dot(moved(y, values, parameters, directions, sizes, STEP), w, terms);
        double down = dot(moved(y, values, parameters, directions, sizes, -STEP), w, terms);
        return (up - down) / (2 * STEP);
    }

    private static double[] moved(
            Node y,
            Map<Node, double[]> values,
            List<Node> parameters,
            List<Node> directions,
            Map<String, Integer> sizes,
            double step) {
        Map<Node, double[]> moved = new HashMap<>(values);
        for (int i = 0; i < parameters.size(); i++) {
            double[] x = values.get(parameters.get(i)).clone();
            for (int k = 0; k < x.length; k++) {
                x[k] += step * values.get(directions.get(i))[k];
            }
            moved.put(parameters.get(i), x);
        }
        return Interpreter.evaluate(List.of(y), moved, sizes).get(0);
    }

    private double[] gaussian(int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    /** The product of two vectors; adds up the magnitude of its terms as well. */
    private static double dot(double[] a, double[] b, double[] terms) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
            terms[0] += Math.abs(a[i] * b[i]);
        }
        return sum;
    }
}
