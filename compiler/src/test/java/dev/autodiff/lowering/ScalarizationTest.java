package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarizationTest {
    private static final int GRAPHS = Integer.getInteger("graphs", 400);

    /**
     * Sums of products are rounded otherwise; what is cut to whole numbers or compared makes more of that than any
     * tolerance holds.
     */
    private static boolean isRoundedOtherwise(Graph graph, List<Node> results) {
        return operators(graph, results).stream()
                .anyMatch(node -> node.op() instanceof Contraction || node.op() instanceof Composite);
    }

    private static boolean jumps(Graph graph, List<Node> results) {
        return operators(graph, results).stream()
                .anyMatch(node -> node.op() == Pointwise.FLOOR
                        || node.op() == Pointwise.WHERE
                        || node.op() == Pointwise.DIV
                        || node.op() == Pointwise.MAX
                        || node.op() == Pointwise.MIN);
    }

    private static List<Node> operators(Graph graph, List<Node> results) {
        boolean[] needed = graph.reachable(results);
        return IntStream.range(0, needed.length).filter(id -> needed[id]).mapToObj(graph::get).toList();
    }

    /** Whether the graph could be turned into numbers, whose values are then those of the tensors. */
    private static boolean check(String what, RandomTensors program, List<Node> wanted) {
        Graph graph = wanted.get(0).graph();
        List<Node> all = new ArrayList<>(wanted);
        all.addAll(program.arguments().keySet());
        List<Node> settled = all.stream().map(LoopNormalization.settle(graph, all, true)).toList();
        Optional<Scalarization> numbers = Scalarization.of(graph, settled);
        if (numbers.isEmpty()) {
            return false;
        }
        Map<Node, double[]> point = new LinkedHashMap<>();
        program.arguments().forEach((parameter, elements) -> {
            List<Node> leaves = numbers.get().elements(parameter);
            IntStream.range(0, elements.length).forEach(i -> point.put(leaves.get(i), new double[] {elements[i]}));
        });
        List<double[]> expected = Interpreter.evaluate(wanted, program.arguments(), program.sizes());
        boolean isExact = !isRoundedOtherwise(graph, settled);
        for (int k = 0; k < wanted.size(); k++) {
            List<Node> elements = numbers.get().elements(settled.get(k));
            double[] actual = elements.isEmpty()
                    ? new double[0]
                    : Interpreter.evaluate(elements, point, Map.of()).stream()
                            .mapToDouble(number -> number[0])
                            .toArray();
            assertThat(elements).allMatch(element -> element.type().isScalar());
            if (isExact) {
                assertThat(actual).as(what + ", result " + k).containsExactly(expected.get(k));
            } else if (!jumps(graph, settled)) {
                assertClose(what + ", result " + k, actual, expected.get(k));
            }
        }
        return true;
    }

    /** Of some ten operations on numbers of moderate size, products of up to 7 of them among them. */
    private static void assertClose(String what, double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(expected[i]) < 1e6) {
                assertThat(actual[i]).as(what).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
            }
        }
    }

    @Test
    void smallTensorsOfKnownShapesAreNumbers() {
        int numbers = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            numbers += check("seed " + seed, program, program.results()) ? 1 : 0;
        }
        assertThat(numbers).isGreaterThan(GRAPHS / 20);
    }

    @Test
    void soAreTheirDerivatives() {
        int numbers = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, true);
            numbers += check("seed " + seed, program, program.gradient()) ? 1 : 0;
        }
        assertThat(numbers).isGreaterThan(GRAPHS / 20);
    }

    @Test
    void soAreTheStatesOfLoops() {
        int numbers = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = RandomTensors.withLoops(seed);
            numbers += check("seed " + seed, program, program.results()) ? 1 : 0;
        }
        assertThat(numbers).isGreaterThan(GRAPHS / 50);
    }

    private static Optional<Scalarization> numbers(Formula formula) {
        List<Node> all = new ArrayList<>(formula.results().values());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        return Scalarization.of(formula.graph(), all);
    }

    @Test
    void elementsAreWrittenOut() {
        Formula formula = Autodiff.analyze(
                        new Source("f", "f(a: f64[2, 2], x: f64[2]) = a @ x"), Options.DEFAULT.withVariables(List.of()))
                .function()
                .formula();

        assertThat(numbers(formula).orElseThrow().elements(formula.result()).stream().map(Printer::infix))
                .containsExactly("a_0*x_0 + a_1*x_1", "a_2*x_0 + a_3*x_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f64[n]) = sum(x)",
                "f(x: f64[65]) = sum(x)",
                "f(x: f32[3]) = sum(x)",
                "f(x: f64[3]) = sort(x)",
                "f(x: f64[3], const i: int[2]) = x[i]",
                "f(x: f64[8, 8], y: f64[8, 8]) = x @ y @ x @ y @ x @ y @ x @ y @ x"
            })
    void whatIsLargeOrLateOrMovesByValueStaysATensor(String program) {
        Formula formula = Autodiff.analyze(new Source("f", program), Options.DEFAULT.withVariables(List.of()))
                .function()
                .formula();

        assertThat(numbers(formula)).isEmpty();
    }
}
