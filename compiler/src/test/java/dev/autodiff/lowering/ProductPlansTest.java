package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The factors of products of matrices are read where they lie. */
class ProductPlansTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "z(a: f64[n, 7], b: f64[7, m]) = a @ b",
        "z(a: f64[n, 7], b: f64[m, 7]) = a @ transpose(b)",
        "z(a: f64[k, 9, 9], b: f64[n, k, 9]) = einsum(\"jrc,ijc->ijr\", a, b)",
        "z(a: f64[k, p, n, 5], b: f64[k, p, m, 5]) = einsum(\"khid,khjd->khij\", a, b)",
        "z(a: f64[k, p, n], b: f64[k, p, m]) = einsum(\"kpi,kpj->ij\", a, b)",
        "z(a: f64[n, m], b: f64[m, k]) = a[1:, :] @ b",
        "z(a: f64[p, n, m], b: f64[m, k]) = a @ b",
    })
    void noFactorIsCopied(String program) {
        List<String> value = Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT).loops().get("value");

        assertThat(value).anyMatch(line -> line.contains("multiply")).noneMatch(line -> line.startsWith("for "));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "z(a: f64[n, 4, 4], b: f64[n, 4, 4]) = sum((a @ b)^2)",
        "z(a: f64[n, 3], r: f64[3, 3], t: f64[3]) = sum(abs(a @ r + t))",
        "z(a: f64[n], b: f64[m]) = sum(exp(outer(a, b)))",
        "z(a: f64[n, 2, 2], b: f64[2, 2]) = sum(sin(einsum(\"nij,ij->n\", a, b)))",
    })
    void smallProductsArePartOfTheLoopsAroundThem(String program) {
        List<String> value = Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT).loops().get("value");

        assertThat(value)
                .noneMatch(line -> line.contains("multiply"))
                .filteredOn(line -> line.startsWith("for "))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9})
    void aProductLiesAsTheResultDoes(int d) {
        String program = "z(a: f64[3, d, d], b: f64[5, 3, d]) = einsum(\"jrc,ijc->ijr\", a, b)"
                .replace("d, d", d + ", " + d)
                .replace("3, d]", "3, " + d + "]");
        Tensor a = Tensor.of(new int[] {3, d, d}, counted(3 * d * d));
        Tensor b = Tensor.of(new int[] {5, 3, d}, counted(15 * d));
        CompiledFunction function = Autodiff.compile(program);

        double[] z = function.value(a, b).toArray();

        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 3; j++) {
                for (int r = 0; r < d; r++) {
                    double sum = 0;
                    for (int c = 0; c < d; c++) {
                        sum += a.toArray()[(j * d + r) * d + c] * b.toArray()[(i * 3 + j) * d + c];
                    }
                    assertThat(z[(i * 3 + j) * d + r]).as("%s, %s, %s", i, j, r).isEqualTo(sum);
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
