package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The factors of products of matrices are read where they lie. */
class ProductPlansTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "z(a: f64[n, 3], b: f64[3, m]) = a @ b",
        "z(a: f64[n, 3], b: f64[m, 3]) = a @ transpose(b)",
        "z(a: f64[k, 4, 4], b: f64[n, k, 4]) = einsum(\"jrc,ijc->ijr\", a, b)",
        "z(a: f64[k, p, n, 5], b: f64[k, p, m, 5]) = einsum(\"khid,khjd->khij\", a, b)",
        "z(a: f64[k, p, n], b: f64[k, p, m]) = einsum(\"kpi,kpj->ij\", a, b)",
        "z(a: f64[n, m], b: f64[m, k]) = a[1:, :] @ b",
        "z(a: f64[p, n, m], b: f64[m, k]) = a @ b",
    })
    void noFactorIsCopied(String program) {
        List<String> value = Compiler.analyze(new Source("f.ad", program), Options.DEFAULT).loops().get("value");

        assertThat(value).anyMatch(line -> line.contains("multiply")).noneMatch(line -> line.startsWith("for "));
    }

    @Test
    void aProductLiesAsTheResultDoes() {
        String program = "z(a: f64[3, 4, 4], b: f64[5, 3, 4]) = einsum(\"jrc,ijc->ijr\", a, b)";
        Tensor a = Tensor.of(new int[] {3, 4, 4}, counted(48));
        Tensor b = Tensor.of(new int[] {5, 3, 4}, counted(60));
        CompiledFunction function = Compiler.compile(program);

        double[] z = function.value(a, b).toArray();

        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 3; j++) {
                for (int r = 0; r < 4; r++) {
                    double sum = 0;
                    for (int c = 0; c < 4; c++) {
                        sum += a.toArray()[16 * j + 4 * r + c] * b.toArray()[12 * i + 4 * j + c];
                    }
                    assertThat(z[12 * i + 4 * j + r]).as("%s, %s, %s", i, j, r).isEqualTo(sum);
                }
            }
        }
    }

    /** Whole numbers, whose products and sums are exact in any order. */
    private static double[] counted(int length) {
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = i % 7 - 3;
        }
        return numbers;
    }
}
