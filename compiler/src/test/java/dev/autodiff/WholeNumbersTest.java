package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole numbers are exact as far as a double is, also those that no int holds, whether they are parameters, counts or
 * lengths.
 */
class WholeNumbersTest {
    /** So many elements that the square of the number is beyond the ints. */
    private static final int LENGTH = 70_000;

    private static Analysis analyze(String text) {
        return Autodiff.analyze(new Source("z.ad", text), Options.DEFAULT);
    }

    /** The class that {@code compile} writes, and the one of its Java source. */
    private static List<Class<?>> classes(Analysis analysis) {
        return List.of(
                MemoryClassLoader.loadWithRuntime(
                        "Z",
                        analysis.classFiles("Z", ClassContents.TENSORS).get(0).bytes()),
                MemoryClassLoader.compileWithRuntime(Map.of("Z", analysis.javaSource("Z", ClassContents.TENSORS)))
                        .type("Z"));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -1,
                2147483647,
                -2147483648,
                2147483648.0,
                -2147483649.0,
                4294967296.0,
                9007199254740991.0,
                -9007199254740991.0
            })
    void aParameterIsExact(double k) {
        for (String z : List.of(
                "x[0]*k",
                "sum(x)*0 + max(k, k)",
                "x[0]*(k if x[0] > 0 else 2)",
                "where(k == k - 1, 0, x[0]*k)",
                "sum(x)/3*(k*2 - k)")) {
            CompiledFunction function = analyze("z(x: f64[n], k: int) = " + z).load();

            assertThat(function.value(Tensor.of(1, 2), Tensor.scalar(k)).item()).as(z).isEqualTo(k);
        }
    }

    @Test
    void aClassWhoseMethodsTakeAnIntRefusesALargerNumber() throws ReflectiveOperationException {
        for (Class<?> type : classes(analyze("z(x: f64[n], k: int) = sum(x)*k"))) {
            CompiledFunction function = (CompiledFunction) type.getMethod("function").invoke(null);

            assertThat(function.value(Tensor.of(1, 2), Tensor.scalar(-2147483648.0)).item()).isEqualTo(-3*2147483648.0);
            assertThatThrownBy(() -> function.value(Tensor.of(1, 2), Tensor.scalar(3e9)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("k is 3000000000, but the methods of this class take an int");
        }
    }

    @Test
    void aCountOfElementsMayBeBeyondTheInts() throws ReflectiveOperationException {
        double[] x = new double[LENGTH];
        Arrays.fill(x, 0.5);
        double square = (double) LENGTH * LENGTH;
        Map<String, Double> expected = Map.of(
                "sum(broadcast_to(x[0], n, n))", 0.5*square,
                "x[0]*size(x, 0)*size(x, 0) + size(x, 0)", 0.5*square + LENGTH,
                "sum(broadcast_to(x[1], n, n, 2))", square,
                "sum(x)*0 + mean(broadcast_to(x[2], n, n))", 0.5);
        for (Map.Entry<String, Double> each : expected.entrySet()) {
            Analysis analysis = analyze("z(x: f64[n]) = " + each.getKey());
            assertThat(analysis.load().value(Tensor.of(x)).item()).as(each.getKey()).isEqualTo(each.getValue());
            for (Class<?> type : classes(analysis)) {
                assertThat(value(type, x)).as(each.getKey()).isEqualTo(each.getValue());
            }
        }
    }

    private static Object value(Class<?> type, double[] x) throws ReflectiveOperationException {
        return type.getMethod("value", int.class, double[].class).invoke(null, x.length, x);
    }

    @Test
    void countsOfSumsAreExactBeyondTheInts() {
        CompiledFunction function = analyze(
                        "z(x: f64[n], k: int) { s = k; for i in 0:3 { s = s*2 + i }; return s + 0*sum(x) }")
                .load();

        assertThat(function.value(Tensor.of(1), Tensor.scalar(2e9)).item()).isEqualTo(2e9*8 + 4);
    }
}
