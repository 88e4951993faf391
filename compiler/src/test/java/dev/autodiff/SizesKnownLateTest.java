package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function means the same whether its sizes stand in the program or are known late: none, one and two elements along
 * each axis.
 */
class SizesKnownLateTest {
    private static final int[] SIZES = {0, 1, 2};

    private static final List<String> OF_ONE_AXIS = List.of("sum(x)", "mean(x)", "prod(x)", "norm(x)", "norm(x, 1)",
            "norm(x, 3)", "norm(x, inf)", "norm(x, -1)", "norm(x, 0)", "sqrt(sum(x^2))",
            "logsumexp(x)", "log(sum(exp(x)))", "var(x)", "var(x, correction=0)", "var(x, correction=2)", "std(x)",
                    "std(x, correction=0)", "softmax(x)", "log_softmax(x)", "normalize(x)",
            "cosine_similarity(x, 2*x)", "layer_norm(x)", "max(x, initial=-1)", "min(x, initial=1)", "any(x) + sum(x)",
                    "all(x) + sum(x)", "cumsum(x)", "cumprod(x)", "logcumsumexp(x)",
            "cummax(x)", "sort(x)", "sort(x, descending=true)", "argsort(x) + x", "flip(x)", "x[::2]", "x[::-1]",
                    "roll(x, 1)", "roll(x, -5)", "roll(x, n + 1)", "tile(x, 3)", "pad(x, 1)",
            "concat([x, x])", "stack([x, x], axis=1)", "linspace(1, 3, n)*x", "arange(n)*x", "eye(n) @ x",
                    "outer(x, x)", "dot(x, x)", "trace(outer(x, x))",
            "det(diag(x))", "logdet(diag(x*x + 1))", "inv(diag(x + 3))", "cholesky(diag(x*x + 1))", "eigvalsh(diag(x))",
                    "expm(diag(x))", "solve(diag(x + 3), x)", "mse_loss(x, 2*x)",
            "huber_loss(x, 3*x)", "kl_div(x, x*x)", "median(x)", "argmax(x) + sum(x)", "topk(x, 1)", "count(x)*sum(x)",
                    "einsum(\"i,i->\", x, x)", "argmin(x, axis=0) + sum(x)");

    private static final List<String> OF_TWO_AXES = Stream.of(
                    "sum",
                    "mean",
                    "prod",
                    "norm",
                    "logsumexp",
                    "var",
                    "std",
                    "softmax",
                    "log_softmax",
                    "cumsum",
                    "cumprod",
                    "sort",
                    "normalize",
                    "flip",
                    "logcumsumexp")
            .flatMap(name -> Stream.of(name + "(x, axis=0)", name + "(x, axis=1)"))
            .toList();

    private static final List<String> OF_ALL_AXES = List.of("prod(x)", "norm(x)", "logsumexp(x)", "var(x)",
            "std(x, correction=0)", "x @ transpose(x)", "transpose(x) @ x", "roll(x, 3, axis=1)", "roll(x, 3)",
            "reshape(x, -1)", "einsum(\"ij,ij->\", x, x)", "svdvals(x @ transpose(x))", "pinv(x)");

    static Stream<String> ofOneAxis() {
        return OF_ONE_AXIS.stream();
    }

    static Stream<String> ofTwoAxes() {
        return Stream.concat(OF_TWO_AXES.stream(), OF_ALL_AXES.stream());
    }

    @ParameterizedTest
    @MethodSource("ofOneAxis")
    void oneAxis(String expression) {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            String late = "f(x: " + dtype + "[n]) = " + expression;
            for (int n : SIZES) {
                assertSame(late, late.replaceAll("\\bn\\b", "" + n), tensor(dtype, n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofTwoAxes")
    void twoAxes(String expression) {
        String late = "f(x: f64[n, m]) = " + expression;
        for (int n : SIZES) {
            for (int m : SIZES) {
                assertSame(
                        late,
                        late.replaceAll("\\bn\\b", "" + n).replaceAll("\\bm\\b", "" + m),
                        tensor(DType.F64, n, m));
            }
        }
    }

    private static void assertSame(String late, String known, Tensor x) {
        List<List<Double>> answer = answer(late, x);
        assertThat(answer).as(late + " as " + known).isEqualTo(answer(known, x));
        boolean hasElements = x.size() > 0;
        assertThat(hasElements && answer.isEmpty()).as(late + " fails").isFalse();
    }

    /**
     * The value and the gradient, or nothing if there is an error, which is told when the function is compiled or when
     * it is called.
     */
    private static List<List<Double>> answer(String program, Tensor x) {
        try {
            CompiledFunction function = Autodiff.compile(new Source("sizes.ad", program), Options.DEFAULT);
            int[] lengths = function.value(x).lengths();
            double[] weights = new double[Tensor.size(lengths)];
            Arrays.setAll(weights, i -> i + 1);
            Pullback pullback = function.pullback(tensor(function.signature().result().dtype(), lengths, weights), x);
            return Stream.of(pullback.value(), pullback.gradient().get(0)).map(SizesKnownLateTest::elements).toList();
        } catch (CompileException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of();
        }
    }

    private static List<Double> elements(Tensor x) {
        List<Double> elements = new ArrayList<>();
        // both zeros are 0
        Arrays.stream(x.toArray()).forEach(value -> elements.add(value + 0.0));
        return elements;
    }

    private static Tensor tensor(DType dtype, int... lengths) {
        double[] elements = new double[Tensor.size(lengths)];
        Arrays.setAll(elements, i -> 0.5 + i);
        return tensor(dtype, lengths, elements);
    }

    private static Tensor tensor(DType dtype, int[] lengths, double[] elements) {
        if (dtype != DType.F32) {
            return Tensor.wrap(DType.F64, lengths, elements);
        }
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) elements[i];
        }
        return Tensor.wrap(lengths, floats);
    }
}
