package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Compiler.Analysis;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The two forms of a class of tensors, bytecode and Java source, have the same methods, and these do the same. */
class TensorSourceTest {
    /** What every named dimension is. */
    private static final int SIZE = 4;

    private static final List<String> TEXTS = List.of(
            "loss(x: f64[n, 5], w: f64[5], b: f64, const t: f64[n]) = mean((tanh(x*w) @ w + b - t)^2)",
            "f(x: f32[n], a: f32, k: int, c: bool) = sum(where(c, exp(a*x)/k, a - x*x*x))",
            "f(x: f32[n, m]) = prod(x, 1)*amax(x, 1) + min(x) + x[0, 0]",
            "y(x: f64[n]) = f32(x)*2 + f64(f32(sin(x)))",
            "y(x: f64[n, 3], const p: bool[n], const q: int[n]) = where(any(p) and not all(p), x[q], x*2)",
            "f(x: f64[4, 3]) = sum(gather(x, 1, int([[0, 2], [1, 1], [2, 0], [-1, 0]])))*size(x, 0)",
            "f(x: f64[4]) = sum(x*[0.5, -1, 1e300, nan]) + max(x*arange(4)) + sum(x[::-1]*arange(4)/2)",
            "f(x: f64[4, 4], y: f64[n, n]) = sum(cumsum(x, 0)) + sum(sort(y[1:, ::2], 0)) + trace((x + eye(4)*9) @ x) + sum(x*randn(4, 4, seed=3))",
            "f(x: f64[n, m, 2]) = sum(concat(permute(x, 2, 1, 0), zeros(2, m, 3), axis=2)*5, [0, 2])",
            "math(n: f64[n], workspace: f64[n], i: f64, sum: f64, Support: f64[n], dev: f64, COMPILED: f64, j: f64[2]) = "
                    + "sum(n*workspace*i + Support*dev)*COMPILED*j*sum",
            "final(double: f64[n], t1: f64, xi: f64[n], x: f64[n], xAt: f64) = sum(double^5 + t1*x)*sum(xi)^-2 + xAt*erf(t1)",
            "f(x: f64[n], y: f64[n, 3]) = sum(roll(x, n + 1)*arange(n)) + sum(roll(y, -2*n - 1)*roll(y, 1, axis=0))",
            "f(x: f64[n]) = sum(x)*sum([" + IntStream.range(0, 6000).mapToObj(i -> i + ".25").collect(Collectors.joining(", ")) + "])");

    private static final Map<String, Analysis> PROGRAMS = new LinkedHashMap<>();
    private static MemoryClassLoader javac;

    @BeforeAll
    static void compileAll() {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> names = List.of("com.acme.Tensor", "com.acme.Support", "Arrays", "Special", "Signature", "TensorKernel");
        for (String text : TEXTS) {
            String name = PROGRAMS.size() < names.size() ? names.get(PROGRAMS.size()) : "com.acme.Program" + PROGRAMS.size();
            Analysis analysis = analyze(text);
            PROGRAMS.put(name, analysis);
            sources.put(name, analysis.javaSource(name));
        }
        javac = MemoryClassLoader.compileWithRuntime(sources);
    }

    private static Analysis analyze(String text) {
        return Compiler.analyze(new Source("z.ad", text), Options.DEFAULT);
    }

    private static Class<?> bytecode(String name) {
        return MemoryClassLoader.loadWithRuntime(name, PROGRAMS.get(name).classFile(name));
    }

    @Test
    void bothHaveTheSamePublicMethods() {
        for (String name : PROGRAMS.keySet()) {
            assertThat(javac.type(name).getMethods()).extracting(Object::toString)
                    .containsExactlyInAnyOrder(Arrays.stream(bytecode(name).getMethods()).map(Object::toString).toArray(String[]::new));
        }
    }

    @Test
    void bothHaveTheSameConstants() throws IllegalAccessException, NoSuchFieldException {
        for (String name : PROGRAMS.keySet()) {
            for (Field field : bytecode(name).getFields()) {
                assertThat(javac.type(name).getField(field.getName()).get(null)).isEqualTo(field.get(null));
            }
        }
    }

    @Test
    void everyMethodComputesTheSameBits() {
        PROGRAMS.forEach((name, analysis) -> {
            List<Object> expected = new Calls(bytecode(name), analysis).all();
            assertThat(expected).hasSizeGreaterThan(6);
            assertThat(new Calls(javac.type(name), analysis).all().toArray()).as(analysis.javaSource(name)).isEqualTo(expected.toArray());
        });
    }

    @Test
    void methodsOfTensorsAreOneWithThoseOfArrays() throws ReflectiveOperationException {
        for (Function<String, Class<?>> form : List.<Function<String, Class<?>>>of(javac::type, TensorSourceTest::bytecode)) {
            Class<?> type = form.apply("com.acme.Tensor");
            assertThat(type.getMethod("function").invoke(null)).hasToString("loss(x, w, b, t)");
        }
    }

    /** The calls of all methods on arrays, always with the same random numbers. */
    private static final class Calls {
        private final Random random = new Random(1);
        private final Class<?> type;
        private final Signature signature;
        private final boolean isOne;
        private final List<Object> dimensions = new ArrayList<>();

        Calls(Class<?> type, Analysis analysis) {
            this.type = type;
            this.signature = analysis.function().signature();
            this.isOne = analysis.function().cotangent() == null;
            signature.dimensions().forEach(dimension -> dimensions.add(SIZE));
        }

        List<Object> all() {
            Object saved = hasMethod("savedSize") ? new double[size("savedSize")] : null;
            List<Object> answers = new ArrayList<>();
            answers.addAll(call("value", false, true, false, null));
            answers.addAll(call("vjp", true, true, true, null));
            if (isOne) {
                answers.addAll(call("gradient", false, true, true, null));
            }
            answers.addAll(call("accumulate", !isOne, true, true, null));
            if (saved != null) {
                answers.addAll(call("forward", false, true, false, saved));
                answers.addAll(call("pullback", true, false, true, saved));
            }
            return answers;
        }

        private boolean hasMethod(String name) {
            return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
        }

        private int size(String name) {
            return (int) invoke(name, dimensions);
        }

        /** What both forms of a method answer, with all that it may have written to. */
        private List<Object> call(String name, boolean takesCotangent, boolean givesValue, boolean givesGradient, Object saved) {
            random.setSeed(1);
            List<Object> arguments = new ArrayList<>(dimensions);
            signature.parameters().forEach(parameter -> arguments.add(argument(parameter.type())));
            if (takesCotangent) {
                arguments.add(argument(signature.result()));
            }
            if (givesValue && !signature.result().isScalar()) {
                arguments.add(array(signature.result()));
            }
            if (givesGradient) {
                signature.variables().forEach(variable -> arguments.add(array(variable.type())));
            }
            if (saved != null) {
                arguments.add(saved);
            }
            List<Object> answers = new ArrayList<>(List.of(String.valueOf(invoke(name, arguments))));
            arguments.add(new double[size("workspaceSize")]);
            if (takesFloats(name, arguments.size() + 1)) {
                arguments.add(new float[size("floatsSize")]);
            }
            answers.add(String.valueOf(invoke(name, arguments)));
            answers.addAll(arguments.stream().map(Calls::copy).toList());
            return answers;
        }

        private boolean takesFloats(String name, int count) {
            return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == count);
        }

        private static Object copy(Object argument) {
            return argument instanceof double[] doubles ? doubles.clone() : argument instanceof float[] floats ? floats.clone() : argument;
        }

        private Object argument(Type type) {
            Object array = array(type);
            if (!type.isScalar()) {
                return array;
            }
            return switch (type.dtype()) {
                case F64 -> ((double[]) array)[0];
                case F32 -> ((float[]) array)[0];
                case INT -> (int) ((double[]) array)[0];
                case BOOL -> ((double[]) array)[0] != 0;
            };
        }

        private Object array(Type type) {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            type.shape().names().forEach(name -> sizes.put(name, SIZE));
            Dimension size = type.shape().size();
            double[] numbers = random.doubles(size.evaluate(sizes)).map(x -> switch (type.dtype()) {
                case F64, F32 -> 4*x - 2;
                case INT -> Math.floor(3*x);
                case BOOL -> x < 0.5 ? 0 : 1;
            }).toArray();
            if (type.dtype() != DType.F32) {
                return numbers;
            }
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return floats;
        }

        private Object invoke(String name, List<Object> arguments) {
            for (Method method : type.getMethods()) {
                boolean isStatic = Modifier.isStatic(method.getModifiers());
                boolean ofTensors = Arrays.stream(method.getParameterTypes()).anyMatch(parameter -> parameter.getName().endsWith("Tensor"));
                if (method.getName().equals(name) && isStatic && !ofTensors && method.getParameterCount() == arguments.size()) {
                    return invoke(method, arguments);
                }
            }
            throw new AssertionError(type + " has no " + name + " of " + arguments.size());
        }

        private static Object invoke(Method method, List<Object> arguments) {
            try {
                return method.invoke(null, arguments.toArray());
            } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException e) {
                throw new AssertionError(method + " with " + arguments, e);
            }
        }
    }

    @Test
    void loopsReadLikeJavaWrittenByHand() {
        assertThat(analyze("z(x: f64[n]) = mean((x + 2)^2*3)").javaSource("com.acme.Z")).contains("""
                public final class Z implements TensorKernel {
                """, """
                    /** The value, with its gradient. */
                    public static double gradient(int n, double[] x, double[] dx, double[] workspace) {
                        Support.requireElements("x", "f64[n]", x.length, n);
                        Support.requireElements("dx", "f64[n]", dx.length, n);
                        Support.requireRoom("workspace", "the workspace", workspace.length, 3);
                        // line 1: z(x: f64[n]) = mean((x + 2)^2*3)
                        gradientLoop0(workspace, n);
                        workspace[2] = 0.0;
                        gradientLoop2(x, workspace, dx, n);
                        gradientLoop3(workspace, n);
                        return workspace[0];
                    }
                """, """
                    // line 1: z(x: f64[n]) = mean((x + 2)^2*3)
                    private static void gradientLoop2(double[] x, double[] workspace, double[] dx, int n) {
                        final double work2 = workspace[1];
                        double sum = workspace[2];
                        for (int i = 0; i < n; i++) {
                            final double t1 = x[i] + 2.0;
                            sum += 3.0 * (t1 * t1);
                            dx[i] = work2 * (2.0 * t1);
                        }
                        workspace[2] = sum;
                    }
                """);
    }

    @Test
    void placesInMatricesAreWrittenWithTheIndicesOfTheLoops() {
        assertThat(analyze("y(x: f64[n, 5], w: f64[5]) = x[::-1]*w").javaSource("Y")).contains("""
                        for (int i = 0; i < n; i++) {
                            for (int j = 0; j < 5; j++) {
                                value[5 * i + j] = x[j - 5 * i + 5 * n - 5] * w[j];
                            }
                        }
                """);
    }
}
