package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Classes of functions whose tensors are small and of known shapes: arrays of numbers at the border, numbers within.
 */
class SmallTensorClassTest {
    private static final String ROTATION =
            "f(q: f64[4], v: f64[3]) { s = q[0]; u = q[1:4]; c = [u[1]*v[2] - u[2]*v[1], u[2]*v[0] - u[0]*v[2], u[0]*v[1] - u[1]*v[0]]\n"
                    + "  return 2*sum(u*v)*u + (s^2 - sum(u^2))*v + 2*s*c }";
    private static final Map<String, String> PROGRAMS = Map.of(
            "Rotation", ROTATION,
            "Product", "f(a: f64[2, 3], b: f64[3, 2], x: f64[2]) = sum((a @ b @ x)^2)",
            "Steps", "f(x: f64[2], h) { y = x; for i in 0:10 { y = y + h*[y[1], -sin(y[0])] }; return y }",
            "Tail", "f(x: f64[3]) = logsumexp(x) + norm(x) + max(x)",
            "Mixed", "f(x: f64[2], k: f64) = x[0]*k, x*k");

    private static Analysis analyze(String program, DerivativeKind... kinds) {
        return Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT.withDerivatives(Set.of(kinds)));
    }

    private static Class<?> load(String name, Analysis analysis) {
        Map<String, byte[]> files = new HashMap<>();
        analysis.classFiles(name).forEach(file -> files.put(file.name(), file.bytes()));
        // which sees nothing but the JDK
        return MemoryClassLoader.load(name, files);
    }

    private static Object call(Class<?> type, String name, List<Object> arguments) {
        Class<?>[] kinds = arguments.stream()
                .map(argument -> argument instanceof Double ? double.class : argument.getClass())
                .toArray(Class<?>[]::new);
        try {
            Method method = type.getMethod(name, kinds);
            return method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Tensor> point(CompiledFunction function, Random random) {
        List<Tensor> point = new ArrayList<>();
        function.signature().parameters().forEach(parameter -> {
            int[] lengths = parameter.type().shape().lengths(Map.of());
            point.add(Tensor.of(lengths, random.doubles(Tensor.size(lengths), 0.5, 1.5).toArray()));
        });
        return point;
    }

    private static List<Object> arguments(List<Tensor> point) {
        List<Object> arguments = new ArrayList<>();
        point.forEach(tensor -> arguments.add(tensor.rank() == 0 ? (Object) tensor.item() : tensor.toArray()));
        return arguments;
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(tensor -> Arrays.stream(tensor.toArray())).toArray();
    }

    @Test
    void valuesAndJacobiansAreThoseOfTensors() {
        PROGRAMS.forEach((name, program) -> {
            Analysis analysis = analyze(program, DerivativeKind.JACOBIAN);
            Class<?> type = load(name, analysis);
            CompiledFunction tensors = analysis.load();
            Random random = new Random(1);
            for (int i = 0; i < 10; i++) {
                List<Tensor> point = point(tensors, random);
                double[] expected = flat(tensors.values(point.toArray(new Tensor[0])));
                CompiledFunction.Jacobian jacobian = tensors.jacobian(point.toArray(new Tensor[0]));
                List<Object> arguments = arguments(point);
                double[] results = new double[expected.length];
                double[] partials = new double[expected.length * point.stream().mapToInt(Tensor::size).sum()];
                arguments.addAll(List.of(results, partials));
                call(type, "jacobian", arguments);
                assertThat(results).as(name).containsExactly(expected, within(1e-13));
                assertRows(name, partials, jacobian);
            }
        });
    }

    /** Rows of results, in each of them the elements of all variables. */
    private static void assertRows(String name, double[] partials, CompiledFunction.Jacobian jacobian) {
        int[] start = {0};
        int columns = partials.length / jacobian.values().stream().mapToInt(Tensor::size).sum();
        int[] result = {0};
        jacobian.blocks().values().forEach(blocks -> {
            int rows = jacobian.values().get(result[0]++).size();
            int[] column = {0};
            blocks.values().forEach(block -> {
                int width = block.size() / rows;
                for (int row = 0; row < rows; row++) {
                    double[] actual = Arrays.copyOfRange(
                            partials,
                            start[0] + row * columns + column[0],
                            start[0] + row * columns + column[0] + width);
                    double[] expected = Arrays.copyOfRange(block.toArray(), row * width, (row + 1) * width);
                    assertThat(actual).as(name).containsExactly(expected, within(1e-12));
                }
                column[0] += width;
            });
            start[0] += rows * columns;
        });
    }

    @Test
    void javaSourceComputesTheSameBits() {
        PROGRAMS.forEach((name, program) -> {
            Analysis analysis = analyze(program, DerivativeKind.GRADIENT, DerivativeKind.JACOBIAN);
            Class<?> type = load(name, analysis);
            Class<?> java = MemoryClassLoader.compile(Map.of(name, analysis.javaSource(name))).type(name);
            List<Object> arguments = arguments(point(analysis.load(), new Random(2)));
            double[] first = new double[200];
            double[] second = new double[200];
            List<Object> all = new ArrayList<>(arguments);
            all.addAll(List.of(first, second));
            call(type, "jacobian", all);
            List<double[]> expected = List.of(first.clone(), second.clone());
            call(java, "jacobian", all);
            assertThat(List.of(first, second)).as(name).usingRecursiveComparison().isEqualTo(expected);
        });
    }

    @Test
    void arraysOfOtherLengthsAreRefused() {
        Class<?> type = load("Rotation", analyze(ROTATION, DerivativeKind.GRADIENT));

        assertThatThrownBy(() -> call(type, "value", List.of(new double[3], new double[3], new double[3])))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("'q' has 3 elements, and needs 4");
        assertThatThrownBy(() -> call(type, "value", List.of(new double[4], new double[3], new double[2])))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("'value' has 2 elements, and needs 3");
    }

    @Test
    void gradientsAndCotangentsHaveAnArrayForEachVariable() {
        Class<?> number = load("Number", analyze("f(x: f64[2], k) = k*sum(x^2)", DerivativeKind.GRADIENT));
        double[] dx = new double[2];
        double[] dk = new double[1];
        assertThat(call(number, "gradient", List.of(new double[] {1, 2}, 10.0, dx, dk))).isEqualTo(50.0);
        assertThat(dx).containsExactly(20, 40);
        assertThat(dk).containsExactly(5);
        assertThat(call(number, "vjp", List.of(new double[] {1, 2}, 10.0, 2.0, dx, dk))).isEqualTo(50.0);
        assertThat(dx).containsExactly(40, 80);

        Class<?> tensor = load("Vector", analyze("f(x: f64[2], k) = k*x", DerivativeKind.GRADIENT));
        double[] value = new double[2];
        call(tensor, "vjp", List.of(new double[] {1, 2}, 10.0, new double[] {1, 0}, value, dx, dk));
        assertThat(value).containsExactly(10, 20);
        assertThat(dx).containsExactly(10, 0);
        assertThat(dk).containsExactly(1);
    }

    @Test
    void elementsMayBeCalledAsParametersAre() {
        Class<?> type = load("Clash", analyze("f(x: f64[2], x_0) = x[0]*x_0 + x[1]", DerivativeKind.GRADIENT));

        assertThat(call(type, "value", List.of(new double[] {2, 3}, 5.0))).isEqualTo(13.0);
    }

    @Test
    void aParameterMayBeAResult() {
        Class<?> type = load("Itself", analyze("f(x: f64[2]) = x", DerivativeKind.GRADIENT));
        double[] value = new double[2];

        call(type, "value", List.of(new double[] {2, 3}, value));
        assertThat(value).containsExactly(2, 3);
    }

    @Test
    void manyPointsHaveAColumnForEachElement() {
        Class<?> type = load("Product", analyze("f(x: f64[2], k) = k*sum(x^2)", DerivativeKind.GRADIENT));
        double[] value = new double[2];
        double[] dk = new double[2];
        double[] dx0 = new double[2];
        double[] dx1 = new double[2];

        call(
                type,
                "gradient",
                List.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {10, 20}, value, dx0, dx1, dk));
        assertThat(value).containsExactly(100, 400);
        assertThat(dx0).containsExactly(20, 80);
        assertThat(dx1).containsExactly(60, 160);
        assertThat(dk).containsExactly(10, 20);
    }

    @Test
    void zerosOfAJacobianAreStructural() {
        Analysis analysis = analyze("f(x: f64[3]) = [x[0]*x[1], x[1], 2*x[2]]", DerivativeKind.JACOBIAN);
        String java = analysis.javaSource("F");

        assertThat(java)
                .contains("jacobian[2] = 0.0;", "jacobian[3] = 0.0;", "jacobian[4] = 1.0;", "jacobian[8] = 2.0;");
    }

    @Test
    void tensorsOfOtherShapesHaveMethodsForEachDerivativeToo() {
        Analysis analysis = analyze("f(x: f64[n]) = x^2*sum(x)", DerivativeKind.JACOBIAN, DerivativeKind.JVP);
        Class<?> type = MemoryClassLoader.loadWithRuntime("F", analysis.classFile("F"));
        double[] x = {1, 2, 3};
        double[] value = new double[3];
        double[] jacobian = new double[9];
        double[] tangent = new double[3];

        invoke(type, "jacobian", 3, x, value, jacobian);
        assertThat(value).containsExactly(6, 24, 54);
        assertThat(jacobian).containsExactly(13, 1, 1, 4, 28, 4, 9, 9, 45);
        invoke(type, "jvp", 3, x, new double[] {1, 0, 0}, value, tangent);
        assertThat(tangent).containsExactly(13, 4, 9);
        assertThat(type.getMethods()).noneMatch(method -> method.getName().equals("vjp"));
    }

    private static void invoke(Class<?> type, String name, Object... arguments) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    method.invoke(null, arguments);
                    return;
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        }
        throw new AssertionError("no method " + name);
    }
}
