package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.Signature;
import dev.autodiff.source.Source;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "f(t: f64[n, m], p) { s = t; if p >= 0 { s[argmax(t[:, 0]), -1] = 1 }; return s*t }",
            "f(t: f64[n, m], p) { s = t; if p > -9 { if p > 1 { s[argmin(t[0]), m - 1] = p } else { s[-1, argmax(t[:, 1])] = s[argmax(t[:, 1]), 0] } }; return sum(s*t) }",
            "f(x: f32[3]) { y = x; while norm(y) < 4 { y = 2*y }; return sum(softmax(y)*[1, 0.1, 3]) }",
            "f(x: f32[n]) { s = f32([0.5, 0.25, 0.1, 3]); s[1] = x[0]*x[1]; return sum(sin(s)) }",
            "f(x: f32) = sum(tanh(x)*f32(["
                    + IntStream.range(0, 30).mapToObj(i -> i + ".1").collect(Collectors.joining(", ")) + "]))",
            "f(x: f64[n], k: int) = sum(where(x > 0, remainder(k*x, 1), (1 if k > 0 else 0) + (1 if k > 1 else 0) - (2 if k > 2 else 3)))",
            "f(x: f64[n, m]) = mean(reshape(x, n, m, 1)*x[0]) + sum(broadcast_to(x[1, 1], n, m, n)) + 0.5*size(x, 0)*size(x, 1)",
            "f(x: f64[n], y: f64[n, 3]) = sum(roll(x, n + 1)*arange(n)) + sum(roll(y, -2*n - 1)*roll(y, 1, axis=0))",
            "f(x: f64[n]) = sum(x)*sum(["
                    + IntStream.range(0, 6000).mapToObj(i -> i + ".25").collect(Collectors.joining(", ")) + "])");

    private static final Map<String, Analysis> PROGRAMS = new LinkedHashMap<>();
    private static MemoryClassLoader javac;

    @BeforeAll
    static void compileAll() {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> names =
                List.of("com.acme.Tensor", "com.acme.Support", "Arrays", "Special", "Signature", "TensorKernel");
        for (String text : TEXTS) {
            String name =
                    PROGRAMS.size() < names.size() ? names.get(PROGRAMS.size()) : "com.acme.Program" + PROGRAMS.size();
            Analysis analysis = analyze(text);
            PROGRAMS.put(name, analysis);
            sources.put(name, analysis.javaSource(name, ClassContents.TENSORS));
        }
        javac = MemoryClassLoader.compileWithRuntime(sources);
    }

    private static Analysis analyze(String text) {
        return Autodiff.analyze(new Source("z.ad", text), Options.DEFAULT);
    }

    private static Class<?> bytecode(String name) {
        return MemoryClassLoader.loadWithRuntime(
                name,
                PROGRAMS.get(name)
                        .classFiles(name, ClassContents.TENSORS)
                        .get(0)
                        .bytes());
    }

    @Test
    void bothHaveTheSamePublicMethods() {
        for (String name : PROGRAMS.keySet()) {
            assertThat(javac.type(name).getMethods())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder(Arrays.stream(bytecode(name).getMethods())
                            .map(Object::toString)
                            .toArray(String[]::new));
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
            List<Object> expected = new ArrayCalls(bytecode(name), analysis, SIZE).all();
            assertThat(expected).hasSizeGreaterThan(6);
            assertThat(new ArrayCalls(javac.type(name), analysis, SIZE).all().toArray())
                    .as(analysis.javaSource(name, ClassContents.TENSORS))
                    .isEqualTo(expected.toArray());
        });
    }

    @Test
    void methodsOfTensorsAreOneWithThoseOfArrays() throws ReflectiveOperationException {
        for (Function<String, Class<?>> form :
                List.<Function<String, Class<?>>>of(javac::type, TensorSourceTest::bytecode)) {
            Class<?> type = form.apply("com.acme.Tensor");
            assertThat(type.getMethod("function").invoke(null)).hasToString("loss(x, w, b, t)");
        }
    }

    @Test
    void loopsReadLikeJavaWrittenByHand() {
        assertThat(analyze("z(x: f64[n]) = mean((x + 2)^2*3)").javaSource("com.acme.Z", ClassContents.TENSORS))
                .contains(
                        """
                public final class Z implements TensorKernel {
                """,
                        """
                    /** The value, with its gradient. */
                    public static double gradient(int n, double[] x, double[] dx, double[] workspace) {
                        Support.requireElements("x", "f64[n]", x.length, (long) n);
                        Support.requireElements("dx", "f64[n]", dx.length, (long) n);
                        Support.requireRoom("workspace", "the workspace", workspace.length, 3L);
                        // line 1: z(x: f64[n]) = mean((x + 2)^2*3)
                        gradientLoop0(workspace, n);
                        workspace[2] = 0.0;
                        gradientLoop2(x, workspace, dx, n);
                        gradientLoop3(workspace, n);
                        return workspace[0];
                    }
                """,
                        """
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
    void innerLoopsOverMatricesStartFromPlacesOfRows() {
        assertThat(analyze("y(x: f64[n, 5], w: f64[5]) = x[::-1]*w").javaSource("Y", ClassContents.TENSORS))
                .contains(
                        """
                        final int at = 5 * n - 5;
                        for (int i = 0; i < n; i++) {
                            final int at_2 = at - 5 * i;
                            final int at_3 = 5 * i;
                            for (int j = 0; j < 5; j++) {
                                value[at_3 + j] = x[at_2 + j] * w[j];
                            }
                        }
                """);
    }
}
