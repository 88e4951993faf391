package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.MemoryClassLoader;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Kernel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * A function of numbers in all the forms that it is computed in: by the interpreter, in classes, and as Java source.
 */
final class NumberFunction {
    private static final String NAME = "com.acme.Generated";

    private final List<Node> parameters;
    private final Differentiated function;

    /** @param results the value, then what stands in the places of the partial derivatives */
    NumberFunction(List<Node> parameters, Node... results) {
        Graph graph = results[0].graph();
        this.parameters = parameters;
        List<Formula.Parameter> signature = parameters.stream()
                .map(node -> new Formula.Parameter(node.op().symbol(), node, false))
                .toList();
        List<Node> gradient = Arrays.asList(results).subList(1, results.length);
        List<String> variables = IntStream.range(0, gradient.size()).mapToObj(i -> "v" + i).toList();
        Differentiated raw =
                new Differentiated(new Formula("f", signature, Map.of(), results[0]), variables, gradient, List.of());
        this.function = raw.map(LoopNormalization.settle(graph, raw.results(), true));
        assertThat(EntryPoints.of(function).isOfNumbers()).isTrue();
    }

    static ClassSpec spec(String name) {
        return new ClassSpec(name, "f.ad", "f", null, "autodiff");
    }

    Differentiated function() {
        return function;
    }

    byte[] classFile() {
        return ScalarClass.of(EntryPoints.of(function), spec(NAME), ClassContents.ALL).files().get(0).bytes();
    }

    String javaSource() {
        return javaSource(NAME);
    }

    String javaSource(String name) {
        return ScalarClass.of(EntryPoints.of(function), spec(name), ClassContents.ALL).source();
    }

    /** A class that finds nothing but the JDK. */
    Class<?> load() {
        return MemoryClassLoader.load(NAME, classFile());
    }

    Kernel kernel() {
        return HiddenClasses.define(EntryPoints.of(function), spec(null)).kernel();
    }

    /** The value and the other results. */
    double[] interpreted(double... point) {
        Map<Node, Double> arguments = new HashMap<>();
        IntStream.range(0, point.length).forEach(i -> arguments.put(parameters.get(i), point[i]));
        List<Node> results = new ArrayList<>(List.of(function.formula().result()));
        results.addAll(function.gradient());
        return Interpreter.evaluate(results, arguments);
    }

    /** What the class computes; both of its methods must agree. */
    double[] computedBy(Class<?> type, double... point) {
        double[] gradient = new double[function.gradient().size()];
        Class<?>[] types = new Class<?>[point.length + 1];
        Arrays.fill(types, double.class);
        types[point.length] = double[].class;
        Object[] arguments = new Object[point.length + 1];
        IntStream.range(0, point.length).forEach(i -> arguments[i] = point[i]);
        arguments[point.length] = gradient;
        try {
            Double alone = (Double) type.getMethod("value", Arrays.copyOf(types, point.length))
                    .invoke(null, Arrays.copyOf(arguments, point.length));
            Double value = (Double) type.getMethod("gradient", types).invoke(null, arguments);
            assertThat(value).isEqualTo(alone);
            return joined(value, gradient);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    double[] computedBy(Kernel kernel, double... point) {
        double[] gradient = new double[function.gradient().size()];
        Double value = kernel.gradient(point, gradient);
        assertThat((Double) kernel.value(point)).isEqualTo(value);
        return joined(value, gradient);
    }

    private static double[] joined(double value, double[] gradient) {
        return IntStream.range(0, gradient.length + 1).mapToDouble(i -> i == 0 ? value : gradient[i - 1]).toArray();
    }

    /** Requires all forms to give the same bits. */
    void assertSameEverywhere(double[]... points) {
        assertValid();
        Class<?> java = MemoryClassLoader.compile(Map.of(NAME, javaSource())).type(NAME);
        Class<?> bytecode = load();
        Kernel hidden = kernel();
        for (double[] point : points) {
            double[] expected = interpreted(point);
            assertThat(computedBy(bytecode, point)).as("bytecode").isEqualTo(expected);
            assertThat(computedBy(hidden, point)).as("hidden class").isEqualTo(expected);
            assertThat(computedBy(java, point)).as(this::javaSource).isEqualTo(expected);
        }
    }

    void assertValid() {
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(classFile()), false, new PrintWriter(problems));
        assertThat(problems.toString()).isEmpty();
    }
}
