package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;

/** A program with one result by the interpreter, by its class and by its Java source, which must tell the same. */
final class ThreeWays {
    /** Fused loops add up in another order than the interpreter does. */
    private static final double ROUNDING = 1e-11;

    private ThreeWays() {}

    /**
     * The elements of the value, and then those of the derivatives of their sum by each parameter.
     *
     * @param point the elements of all arguments, whose shapes the program knows
     */
    static double[] at(String program, double... point) {
        Analysis analysis = analyze(program);
        compareSource(analysis, program, point);
        return compared(analysis, program, point);
    }

    /** The same without the Java source, for those who ask for many. */
    static double[] inMemory(String program, double... point) {
        return compared(analyze(program), program, point);
    }

    /** The numbers of a cell of a table, with blanks between them. */
    static double[] numbers(String cell) {
        return Arrays.stream(cell.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** By the interpreter alone. */
    static double[] interpreted(String program, double... point) {
        return interpreted(analyze(program), point);
    }

    private static Analysis analyze(String program) {
        return Autodiff.analyze(new Source("test.ad", program), Options.DEFAULT);
    }

    private static double[] compared(Analysis analysis, String program, double[] point) {
        double[] expected = interpreted(analysis, point);
        double[] actual = called(analysis, point);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("number %s of %s", i, program)
                    .isCloseTo(expected[i], Percentage.withPercentage(100 * ROUNDING));
        }
        return expected;
    }

    private static double[] interpreted(Analysis analysis, double[] point) {
        Map<Node, double[]> arguments = new HashMap<>();
        int from = 0;
        for (Formula.Parameter parameter : analysis.function().formula().parameters()) {
            int size = size(parameter.node());
            arguments.put(parameter.node(), Arrays.copyOfRange(point, from, from + size));
            from += size;
        }
        for (Node cotangent : analysis.function().cotangents()) {
            double[] ones = new double[size(cotangent)];
            Arrays.fill(ones, 1);
            arguments.put(cotangent, ones);
        }
        List<Node> results = new ArrayList<>(List.of(analysis.function().formula().result()));
        results.addAll(analysis.function().gradient());
        return flat(Interpreter.evaluate(results, arguments, Map.of()));
    }

    private static int size(Node node) {
        return (int) node.shape().size().literal();
    }

    private static double[] flat(List<double[]> arrays) {
        return arrays.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] called(Analysis analysis, double[] point) {
        CompiledFunction function = analysis.load();
        Signature signature = function.signature();
        if (signature.isScalar()) {
            return DoubleStream.concat(DoubleStream.of(function.value(point)), Arrays.stream(function.gradient(point)))
                    .toArray();
        }
        Pullback pullback = function.pullback(ones(signature), arguments(signature, point));
        List<double[]> all = new ArrayList<>(List.of(pullback.value().toArray()));
        pullback.gradient().forEach(partial -> all.add(partial.toArray()));
        return flat(all);
    }

    private static Tensor[] arguments(Signature signature, double[] point) {
        Tensor[] arguments = new Tensor[signature.parameters().size()];
        int from = 0;
        for (int i = 0; i < arguments.length; i++) {
            int[] lengths = signature.parameters().get(i).type().shape().lengths(Map.of());
            int size = Tensor.size(lengths);
            arguments[i] = Tensor.of(lengths, Arrays.copyOfRange(point, from, from + size));
            from += size;
        }
        return arguments;
    }

    private static Tensor ones(Signature signature) {
        int[] lengths = signature.result().shape().lengths(Map.of());
        double[] ones = new double[Tensor.size(lengths)];
        Arrays.fill(ones, 1);
        return Tensor.of(lengths, ones);
    }

    /** The Java source does what the class does, bit for bit. */
    private static void compareSource(Analysis analysis, String program, double[] point) {
        Map<String, String> source = Map.of("Program", analysis.javaSource("Program", ClassContents.TENSORS));
        if (analysis.isScalar()) {
            double[] expected = Evaluator.classFile(analysis).at(point);
            assertThat(Evaluator.ofClass(MemoryClassLoader.compile(source).type("Program"), analysis)
                            .at(point))
                    .as(program)
                    .containsExactly(expected);
        } else {
            byte[] bytes = analysis.classFiles("Program", ClassContents.TENSORS).get(0).bytes();
            compareArrays(
                    MemoryClassLoader.compileWithRuntime(source).type("Program"),
                    MemoryClassLoader.loadWithRuntime("Program", bytes),
                    analysis,
                    program,
                    point);
        }
    }

    private static void compareArrays(
            Class<?> actualType, Class<?> expectedType, Analysis analysis, String program, double[] point) {
        CompiledFunction function = analysis.load();
        Tensor[] arguments = arguments(function.signature(), point);
        FlatMethods expected = new FlatMethods(expectedType, function, true, arguments);
        FlatMethods actual = new FlatMethods(actualType, function, true, arguments);
        assertThat(actual.value()).as(program).containsExactly(expected.value());
        Tensor ones = ones(function.signature());
        for (int i = 0; i < function.variables().size(); i++) {
            assertThat(actual.vjp(ones).gradient().get(i))
                    .as(program)
                    .containsExactly(expected.vjp(ones).gradient().get(i));
        }
    }
}
