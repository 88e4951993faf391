package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Analysis;
import dev.autodiff.derivatives.Forward;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that hold for every program of loops; {@code -Dprograms=5000} tries them on so many. */
class RandomLoopProgramsTest {
    private static final int EXAMPLES = Integer.getInteger("programs", 60);
    private static final int LENGTH = 3;

    /** The roundings of some ten thousand operations on numbers around 1, relative to the sum of what they make up. */
    private static final double ROUNDING = 1e-11;

    /** Differences of one program at one point. */
    private record Differences(double coarse, double fine) {
        /** A kink or a jump within the step shows in differences that do not agree with each other. */
        boolean areSmooth() {
            return Math.abs(coarse - fine) <= 1e-6 * (1 + Math.abs(fine));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theCompiledFunctionComputesTheBitsOfTheInterpreter(long seed) {
        String text = RandomLoopPrograms.of(seed);
        told(text, () -> {
            Analysis analysis = analyze(text, Options.DEFAULT);
            Map<String, double[]> point = point(analysis.function().formula(), seed);
            Tensor cotangent = cotangent(analysis, seed);

            List<double[]> actual = flat(run(analysis.load(), point, cotangent));
            List<double[]> expected = flat(run(analysis.interpreted(), point, cotangent));

            assertThat(actual.toArray()).isEqualTo(expected.toArray());
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reverseAndForwardModeAgree(long seed) {
        String text = RandomLoopPrograms.of(seed);
        told(text, () -> {
            Analysis analysis = analyze(text, Options.DEFAULT);
            Map<String, double[]> point = point(analysis.function().formula(), seed);
            Map<String, double[]> direction = point(analysis.function().formula(), seed + 1);
            Tensor cotangent = cotangent(analysis, seed);
            List<Tensor> gradient = run(analysis.load(), point, cotangent).gradient();
            List<double[]> products =
                    new ArrayList<>(List.of(products(cotangent.toArray(), tangent(text, point, direction))));
            double forward = sum(products.get(0));
            for (int i = 0; i < gradient.size(); i++) {
                products.add(products(
                        gradient.get(i).toArray(),
                        direction.get(analysis.function().variables().get(i))));
            }
            double reverse = products.stream()
                    .skip(1)
                    .mapToDouble(RandomLoopProgramsTest::sum)
                    .sum();

            assertThat(reverse)
                    .isCloseTo(
                            forward,
                            within(ROUNDING
                                    * (1
                                            + products.stream()
                                                    .mapToDouble(RandomLoopProgramsTest::magnitude)
                                                    .sum())));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void differencesOfSmoothProgramsAgreeWithTheGradient(long seed) {
        String text = RandomLoopPrograms.of(seed);
        if (text.contains("no_grad") || text.contains("detach")) {
            return;
        }
        told(text, () -> {
            Analysis analysis = analyze(text, Options.DEFAULT);
            CompiledFunction function = analysis.load();
            Map<String, double[]> point = point(analysis.function().formula(), seed);
            Map<String, double[]> direction = point(analysis.function().formula(), seed + 1);
            Tensor cotangent = cotangent(analysis, seed);
            Differences differences = new Differences(
                    difference(function, point, direction, cotangent, 1e-5),
                    difference(function, point, direction, cotangent, 2.5e-6));
            double slope = 0;
            List<Tensor> gradient = run(function, point, cotangent).gradient();
            for (int i = 0; i < gradient.size(); i++) {
                slope += sum(products(
                        gradient.get(i).toArray(),
                        direction.get(function.variables().get(i))));
            }
            if (differences.areSmooth()) {
                assertThat(slope).isCloseTo(differences.fine(), within(1e-5 * (1 + Math.abs(slope))));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void checkpointsChangeNoValueAndNoDerivative(long seed) {
        String text = RandomLoopPrograms.of(seed);
        told(text, () -> {
            Analysis analysis = analyze(text, Options.DEFAULT);
            Map<String, double[]> point = point(analysis.function().formula(), seed);
            Tensor cotangent = cotangent(analysis, seed);
            Pullback expected = run(analysis.load(), point, cotangent);

            Pullback actual =
                    run(analyze(text, Options.DEFAULT.withCheckpoints(true)).load(), point, cotangent);

            assertThat(actual.value().toArray())
                    .containsExactly(expected.value().toArray());
            double magnitude = expected.gradient().stream()
                    .mapToDouble(partial -> magnitude(partial.toArray()))
                    .sum();
            for (int i = 0; i < expected.gradient().size(); i++) {
                // sums over steps are added up block by block
                assertThat(actual.gradient().get(i).toArray())
                        .containsExactly(expected.gradient().get(i).toArray(), within(1e-12 * (1 + magnitude)));
            }
        });
    }

    private static void told(String text, Runnable test) {
        try {
            test.run();
        } catch (Exception | AssertionError | LinkageError e) {
            throw new AssertionError(e.getMessage() + "\n" + text, e);
        }
    }

    private static Analysis analyze(String text, Options options) {
        return Autodiff.analyze(new Source("program.ad", text), options);
    }

    private static Map<String, double[]> point(Formula formula, long seed) {
        Random random = new Random(seed);
        Map<String, double[]> point = new HashMap<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            point.put(
                    parameter.name(),
                    random.doubles(parameter.node().type().isScalar() ? 1 : LENGTH, -1, 1)
                            .toArray());
        }
        return point;
    }

    private static Tensor cotangent(Analysis analysis, long seed) {
        boolean isNumber = analysis.function().formula().result().type().isScalar();
        return isNumber ? Tensor.scalar(1) : Tensor.of(new Random(-seed).doubles(LENGTH, -1, 1).toArray());
    }

    private static Pullback run(CompiledFunction function, Map<String, double[]> point, Tensor cotangent) {
        Tensor[] arguments = arguments(function, point);
        return cotangent.rank() == 0 ? function.valueAndGradient(arguments) : function.pullback(cotangent, arguments);
    }

    private static Tensor[] arguments(CompiledFunction function, Map<String, double[]> point) {
        return function.signature().parameters().stream()
                .map(parameter -> parameter.type().isScalar()
                        ? Tensor.scalar(point.get(parameter.name())[0])
                        : Tensor.of(point.get(parameter.name())))
                .toArray(Tensor[]::new);
    }

    /** The value and the gradient. */
    private static List<double[]> flat(Pullback pullback) {
        List<double[]> all = new ArrayList<>(List.of(pullback.value().toArray()));
        pullback.gradient().forEach(partial -> all.add(partial.toArray()));
        return all;
    }

    private static Map<Node, double[]> nodes(Formula formula, Map<String, double[]> point) {
        Map<Node, double[]> arguments = new HashMap<>();
        formula.parameters().forEach(parameter -> arguments.put(parameter.node(), point.get(parameter.name())));
        return arguments;
    }

    /** Forward mode on the program as it is written. */
    private static double[] tangent(String text, Map<String, double[]> point, Map<String, double[]> direction) {
        Formula formula = Compilation.differentiated(new Source("program.ad", text), Options.DEFAULT);
        List<Node> variables = formula.parameters().stream().map(Formula.Parameter::node).toList();
        List<Node> directions = formula.parameters().stream()
                .map(parameter -> formula.graph()
                        .parameter(
                                "direction of " + parameter.name(),
                                parameter.node().type()))
                .toList();
        Map<Node, double[]> arguments = nodes(formula, point);
        for (int i = 0; i < directions.size(); i++) {
            arguments.put(directions.get(i), direction.get(formula.parameters().get(i).name()));
        }
        Node tangent = Forward.tangent(formula.result(), variables, directions);
        return Interpreter.evaluate(List.of(tangent), arguments, Map.of("n", LENGTH)).get(0);
    }

    private static double difference(
            CompiledFunction function,
            Map<String, double[]> point,
            Map<String, double[]> direction,
            Tensor cotangent,
            double h) {
        return (shifted(function, point, direction, cotangent, h) - shifted(function, point, direction, cotangent, -h))
                / (2 * h);
    }

    private static double shifted(
            CompiledFunction function,
            Map<String, double[]> point,
            Map<String, double[]> direction,
            Tensor cotangent,
            double h) {
        Map<String, double[]> shifted = new HashMap<>();
        point.forEach((name, values) -> {
            double[] moved = values.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += h * direction.get(name)[i];
            }
            shifted.put(name, moved);
        });
        return sum(products(cotangent.toArray(), function.value(arguments(function, shifted)).toArray()));
    }

    private static double[] products(double[] a, double[] b) {
        double[] products = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            products[i] = a[i] * b[i];
        }
        return products;
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static double magnitude(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += Math.abs(number);
        }
        return sum;
    }
}
