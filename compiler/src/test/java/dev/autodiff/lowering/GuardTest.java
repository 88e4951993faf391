package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.HiddenClasses;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the least or the largest element along an axis costs a loop for that element alone. */
class GuardTest {
    private static final String POINTS = "z(p: f64[n, 5], c: f64[m, 5]) = ";

    /** The extremes are over distances of whole numbers, so that there are ties. */
    private static final List<String> GUARDED = List.of(
            POINTS + "sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2), axis=1))",
            POINTS + "sum(max(sum(abs(unsqueeze(p, 1) - c), axis=2), axis=1)^2)",
            POINTS + "sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2), axis=0)*arange(m))",
            POINTS + "sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2) + max(p)*sum(c, axis=1), axis=1))",
            POINTS + "sum(p) - sum(max(prod(unsqueeze(p, 1) - c, axis=2), axis=1))",
            "z(p: f32[n, 5], c: f32[m, 5]) = sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2), axis=1))",
            "z(p: f64[n, 5], c: f64[m, 5], l: int[n]) {\n"
                    + "  q = unsqueeze(p, 1) - c\n"
                    + "  return sum(where(unsqueeze(unsqueeze(l, 1), 2) == unsqueeze(arange(m), 1), q^3, 0))\n"
                    + "}");

    /** Of few alternatives, and where nothing lies within the loops of the condition. */
    private static final List<String> FREE = List.of(
            "z(p: f64[n, m]) = sum(min(p, axis=1)^2)",
            "z(p: f64[n, 5], c: f64[3, 5]) = sum(min(sum((unsqueeze(p, 1) - c)^2, axis=2), axis=1))",
            "z(p: f64[n, 5], c: f64[n]) = sum(where(unsqueeze(c, 1) > 0, p^3, 0))");

    static List<String> guarded() {
        return GUARDED;
    }

    static List<String> all() {
        return Stream.concat(GUARDED.stream(), FREE.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void theAdjointOfAnExtremeSkipsWhatWasNotChosen(String program) {
        assertThat(guards(program)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aLoopThatLosesMoreByBranchesHasNone(int program) {
        assertThat(guards(FREE.get(program))).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void firstAndSecondDerivativesHaveTheBitsOfTheInterpreter(String program) {
        Random random = new Random(5);
        PlannedTensors any = planned(program, new int[] {2, 2}, false, random);
        TensorKernel kernel = HiddenClasses.define(
                        any.plans(), any.signature(), new ClassSpec("F", "f.ad", "", null, ""))
                .kernel();
        for (int[] sizes : new int[][] {{0, 4}, {3, 0}, {1, 1}, {7, 6}, {6, 9}, {4, 30}}) {
            for (boolean hasNaN : new boolean[] {false, true}) {
                PlannedTensors planned = planned(program, sizes, hasNaN, random);
                List<double[]> actual = planned.run(kernel);
                for (int i = 0; i < actual.size(); i++) {
                    assertThat(actual.get(i))
                            .as("result %s for n = %s and m = %s", i, sizes[0], sizes[1])
                            .containsExactly(planned.expected().get(i));
                }
            }
        }
    }

    private static long guards(String program) {
        Plan plan = planned(program, new int[] {2, 2}, false, new Random(5)).plan();
        return Step.all(plan.steps())
                .filter(step -> step instanceof Step.Loop loop && loop.guard() != null)
                .count();
    }

    /** The value, its gradient, and the gradient of a sum over that of each variable. */
    private static PlannedTensors planned(String program, int[] sizes, boolean hasNaN, Random random) {
        Formula formula = Autodiff.written(new Source("test", program), Options.DEFAULT);
        Graph graph = formula.graph();
        Map<String, Integer> dimensions = new TreeMap<>(Map.of("n", sizes[0], "m", sizes[1]));
        Map<Node, double[]> arguments = new LinkedHashMap<>();
        List<Node> variables = new ArrayList<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            Node node = parameter.node();
            int count = (int) node.shape().size().evaluate(dimensions);
            double[] elements = random.doubles(count, -2, 3).map(Math::floor).toArray();
            if (node.type().isReal()) {
                variables.add(node);
                spoil(elements, hasNaN, random);
            }
            arguments.put(node, elements);
        }
        List<Node> results = new ArrayList<>(List.of(formula.result()));
        List<Node> gradient = Reverse.gradient(formula.result(), variables, graph.constant(1, formula.result().type()));
        results.addAll(gradient);
        for (Node partial : gradient) {
            results.addAll(Reverse.gradient(partial, variables, graph.constant(1, partial.type())));
        }
        return new PlannedTensors(arguments, dimensions, results);
    }

    private static void spoil(double[] elements, boolean hasNaN, Random random) {
        if (hasNaN && elements.length > 0) {
            elements[random.nextInt(elements.length)] = Double.NaN;
        }
    }
}
