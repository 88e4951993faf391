package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both modes go through loops in loops, at the first order and at the second. */
class LoopDerivativeTest {
    private static final int EXAMPLES = Integer.getInteger("graphs", 120);

    static LongStream seeds() {
        return LongStream.range(0, EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reverseForwardAndDifferencesAgree(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        List<Node> directions = directions(example, random);

        List<Node> gradient = Reverse.gradient(example.result(), example.parameters(), one(example));
        Node forward = Forward.tangent(example.result(), example.parameters(), directions);

        double[] values = Interpreter.evaluate(List.of(dot(gradient, directions), forward), point);
        assertThat(values[0]).isCloseTo(values[1], within(1e-9 * (1 + Math.abs(values[1]))));
        assertAgreesWithDifferences(example.result(), example, directions, point, values[1]);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void secondDerivativesOfAllModesAgree(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        List<Node> directions = directions(example, random);
        Node slope = dot(Reverse.gradient(example.result(), example.parameters(), one(example)), directions);

        Node reverseOverReverse = dot(Reverse.gradient(slope, example.parameters(), one(example)), directions);
        Node forwardOverReverse = Forward.tangent(slope, example.parameters(), directions);
        Node tangent = Forward.tangent(example.result(), example.parameters(), directions);
        Node reverseOverForward = dot(Reverse.gradient(tangent, example.parameters(), one(example)), directions);

        double[] values =
                Interpreter.evaluate(List.of(reverseOverReverse, forwardOverReverse, reverseOverForward), point);
        assertThat(values[0]).isCloseTo(values[1], within(1e-8 * (1 + Math.abs(values[1]))));
        assertThat(values[2]).isCloseTo(values[1], within(1e-8 * (1 + Math.abs(values[1]))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void simplifiedFormsComputeTheSame(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        List<Node> directions = directions(example, random);
        Node result = simplified(List.of(example.result()), true).get(0);
        Node slope = dot(Reverse.gradient(result, example.parameters(), one(example)), directions);
        Node simple = simplified(List.of(slope), true).get(0);
        Node second = dot(Reverse.gradient(simple, example.parameters(), one(example)), directions);

        List<Node> results = List.of(example.result(), slope, second);
        double[] expected = Interpreter.evaluate(results, point);
        assertThat(Interpreter.evaluate(simplified(results, false), point)).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void loopsInBlocksHaveTheSameValueAndDerivative(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        Node inBlocks = Checkpointing.cut(example.result().graph(), List.of(example.result())).apply(example.result());
        List<Node> gradient = Reverse.gradient(example.result(), example.parameters(), one(example));

        double[] slopes = Interpreter.evaluate(gradient, point);
        double[] slopesInBlocks =
                Interpreter.evaluate(Reverse.gradient(inBlocks, example.parameters(), one(example)), point);

        assertThat(Interpreter.evaluate(List.of(inBlocks), point))
                .containsExactly(Interpreter.evaluate(List.of(example.result()), point));
        for (int i = 0; i < slopes.length; i++) {
            // sums over steps are added up block by block
            assertThat(slopesInBlocks[i]).isCloseTo(slopes[i], within(1e-12 * (1 + Math.abs(slopes[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void derivativesThatAreTakenAlreadyStayAsTheyAreInBlocks(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        Node slope = dot(
                Reverse.gradient(example.result(), example.parameters(), one(example)), directions(example, random));
        Node inBlocks = Checkpointing.cut(slope.graph(), List.of(slope)).apply(slope);

        assertThat(Interpreter.evaluate(List.of(inBlocks), point))
                .containsExactly(Interpreter.evaluate(List.of(slope), point));
    }

    /** {@code s = Σ (d/dx ((k + 1)*y))^2} over steps k, where y comes from a loop outside. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aLoopThatIsDifferentiatedInTheStepsOfAnotherOneHasADerivative(long seed) {
        RandomLoops.Example example = RandomLoops.of(seed);
        Graph graph = example.result().graph();
        Random random = new Random(seed);
        Map<Node, Double> point = point(example, random);
        List<Node> directions = directions(example, random);
        int number = graph.newLoop();
        Node sum = graph.carried(number, 0, Type.NUMBER);
        Node factor = graph.stepNumber(number).plus(graph.constant(1.5));
        Node slope =
                dot(Reverse.gradient(example.result().times(factor), example.parameters(), one(example)), directions);
        Node loop = graph.node(
                new Loop(number, 1, Limits.DEFAULT),
                graph.constant(3, Type.WHOLE),
                graph.truth(true),
                graph.constant(0),
                sum.plus(graph.node(Pointwise.TANH, slope)));
        Node y = graph.finalValue(loop, 0);

        double[] values = Interpreter.evaluate(
                List.of(
                        dot(Reverse.gradient(y, example.parameters(), one(example)), directions),
                        Forward.tangent(y, example.parameters(), directions)),
                point);

        assertThat(values[0]).isCloseTo(values[1], within(1e-8 * (1 + Math.abs(values[1]))));
    }

    private static List<Node> simplified(List<Node> nodes, boolean keepsIdentities) {
        Simplifier simplifier = new Simplifier(nodes.get(0).graph(), Simplifier.Level.EXACT, keepsIdentities);
        return nodes.stream().map(simplifier.simplify(nodes)).toList();
    }

    private static Node one(RandomLoops.Example example) {
        return example.result().graph().constant(1);
    }

    private static Map<Node, Double> point(RandomLoops.Example example, Random random) {
        Map<Node, Double> point = new HashMap<>();
        example.parameters().forEach(parameter -> point.put(parameter, random.nextGaussian()));
        return point;
    }

    private static List<Node> directions(RandomLoops.Example example, Random random) {
        return example.parameters().stream()
                .map(parameter -> parameter.graph().constant(random.nextGaussian()))
                .toList();
    }

    private static Node dot(List<Node> gradient, List<Node> directions) {
        Node sum = gradient.get(0).times(directions.get(0));
        for (int i = 1; i < gradient.size(); i++) {
            sum = sum.plus(gradient.get(i).times(directions.get(i)));
        }
        return sum;
    }

    private static void assertAgreesWithDifferences(
            Node y, RandomLoops.Example example, List<Node> directions, Map<Node, Double> point, double slope) {
        double h = 1e-5;
        double difference =
                (shifted(y, example, directions, point, h) - shifted(y, example, directions, point, -h)) / (2 * h);
        double finer = (shifted(y, example, directions, point, h / 4) - shifted(y, example, directions, point, -h / 4))
                / (h / 2);
        // a kink or a jump within the step shows in differences that do not agree with each other
        boolean isSmooth = Math.abs(difference - finer) <= 1e-5 * (1 + Math.abs(difference));
        if (isSmooth) {
            assertThat(slope).isCloseTo(finer, within(1e-4 * (1 + Math.abs(finer))));
        }
    }

    private static double shifted(
            Node y, RandomLoops.Example example, List<Node> directions, Map<Node, Double> point, double h) {
        Map<Node, Double> shifted = new HashMap<>();
        for (int i = 0; i < directions.size(); i++) {
            Node parameter = example.parameters().get(i);
            shifted.put(
                    parameter,
                    point.get(parameter) + h * Interpreter.evaluate(List.of(directions.get(i)), Map.of())[0]);
        }
        return Interpreter.evaluate(List.of(y), shifted)[0];
    }

    @Test
    void theDerivativeOfALoopThatMakesNoStepIsThatOfTheIdentity() {
        Graph graph = new Graph();
        Node x = graph.parameter("x");
        Node y = repeated(graph, x, 0);

        assertThat(Interpreter.evaluate(Reverse.gradient(y, List.of(x), graph.constant(1)), Map.of(x, 3.0)))
                .containsExactly(1);
    }

    @Test
    void aLoopOfAMillionStepsIsReversed() {
        Graph graph = new Graph();
        Node x = graph.parameter("x");
        Node y = repeated(graph, x, 1_000_000);

        double expected = Math.exp(1_000_000 * Math.log1p(1e-6));
        assertThat(Interpreter.evaluate(Reverse.gradient(y, List.of(x), graph.constant(1)), Map.of(x, 3.0))[0])
                .isCloseTo(expected, within(1e-9));
    }

    /** Each step adds a millionth. */
    private static Node repeated(Graph graph, Node x, int steps) {
        int number = graph.newLoop();
        Node state = graph.carried(number, 0, Type.NUMBER);
        Node next = state.plus(state.times(graph.constant(1e-6)));
        Node loop = graph.node(
                new Loop(number, 1, Limits.DEFAULT), graph.constant(steps, Type.WHOLE), graph.truth(true), x, next);
        return graph.finalValue(loop, 0);
    }

    @Test
    void whatTheAdjointDoesNotNeedIsNotRecorded() {
        Graph graph = new Graph();
        Node x = graph.parameter("x");
        int number = graph.newLoop();
        Node state = graph.carried(number, 0, Type.NUMBER);
        Node doubled = state.times(graph.constant(2));
        Node loop = graph.node(
                new Loop(number, 1, Limits.DEFAULT),
                graph.constant(Double.POSITIVE_INFINITY, Type.WHOLE),
                graph.node(Pointwise.LT, state, graph.constant(1000)),
                x,
                doubled);
        Node derivative = Reverse.gradient(graph.finalValue(loop, 0), List.of(x), graph.constant(1)).get(0);

        List<Node> histories = new ArrayList<>();
        boolean[] needed = graph.reachable(List.of(derivative));
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op().symbol().equals("history")) {
                histories.add(graph.get(id));
            }
        }
        assertThat(histories).isEmpty();
        assertThat(Interpreter.evaluate(List.of(derivative), Map.of(x, 3.0))).containsExactly(512);
    }
}
