package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Evaluation;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operands of a maximum or minimum that are equal share its derivative equally, however the calls are nested. */
class TiesTest {
    private static final double ROUNDING = 4e-16;

    /** A random way to write the largest or smallest of some variables, each once. */
    private static String nested(String function, List<String> variables, Random random) {
        if (variables.size() == 1) {
            return variables.get(0);
        }
        int parts = 2 + random.nextInt(Math.min(3, variables.size() - 1));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            List<String> part = variables.subList(variables.size() * i / parts, variables.size() * (i + 1) / parts);
            texts.add(nested(function, part, random));
        }
        return function + "(" + String.join(", ", texts) + ")";
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min"})
    void nestedCallsShareAmongAllThatAreEqual(String function) {
        Random random = new Random(1);
        for (int run = 0; run < 60; run++) {
            List<String> variables = IntStream.range(0, 2 + random.nextInt(8)).mapToObj(i -> "x" + i).toList();
            CompiledFunction z = Autodiff.compile("z = " + nested(function, variables, random));
            double[] point = random.doubles(variables.size(), 0, 3).map(Math::floor).toArray();
            double extreme = function.equals("max")
                    ? Arrays.stream(point).max().orElseThrow()
                    : Arrays.stream(point).min().orElseThrow();
            double share = 1.0 / Arrays.stream(point).filter(x -> x == extreme).count();

            double[] expected = Arrays.stream(point).map(x -> x == extreme ? share : 0).toArray();
            assertThat(z.gradient(point))
                    .as(z + " at " + Arrays.toString(point))
                    .containsExactly(expected, within(ROUNDING));
        }
    }

    @Test
    void numbersAndTensorsShareElementByElement() {
        Evaluation z = Evaluation.of("input x: f64[2]; input s; input t; z = max(max(s, t), x)")
                .with("x", 2, 1)
                .with("s", 2)
                .with("t", 2);

        assertThat(z.gradient("x")).containsExactly(new double[] {1.0 / 3, 0}, within(ROUNDING));
        assertThat(z.gradient("s")).containsExactly(new double[] {1.0 / 3 + 0.5}, within(ROUNDING));
    }

    @Test
    void forwardModeSharesAlike() {
        Evaluation z = Evaluation.of("input x; input y; input t; z = min(x, min(y, t))");
        Formula formula = z.formula();
        Map<Node, Double> point = new HashMap<>();
        formula.parameters().forEach(parameter -> point.put(parameter.node(), 7.0));
        List<Node> tangents = formula.parameters().stream()
                .map(x -> Forward.tangent(
                        formula.result(),
                        List.of(x.node()),
                        List.of(formula.graph().constant(1))))
                .toList();

        assertThat(Interpreter.evaluate(tangents, point))
                .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(ROUNDING));
    }

    @Test
    void aLongChainIsNoDeepRecursion() {
        Graph graph = new Graph();
        int length = 10_000;
        List<Node> variables = IntStream.range(0, length).mapToObj(i -> graph.parameter("x" + i)).toList();
        Node largest = variables.stream().reduce((a, b) -> graph.node(Pointwise.MAX, a, b)).orElseThrow();
        Map<Node, Double> ones = new HashMap<>();
        variables.forEach(x -> ones.put(x, 1.0));

        List<Node> gradient =
                Reverse.gradient(largest, List.of(variables.get(0), variables.get(length - 1)), graph.constant(1));
        // the product of as many rounded quotients
        double rounding = length * ROUNDING;
        assertThat(Interpreter.evaluate(gradient, ones))
                .containsExactly(new double[] {1.0 / length, 1.0 / length}, within(rounding / length));
    }
}
