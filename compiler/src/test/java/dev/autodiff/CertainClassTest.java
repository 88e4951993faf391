package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The loss of a class that outweighs all others: a small number, which as a difference of large ones has no digits.
 * Against sums of the others' exponentials, in which nothing cancels.
 */
class CertainClassTest {
    /** Some roundings, and those of the exponents. */
    private static final double RELATIVE = 1e-13;

    private static Stream<Arguments> losses() {
        Stream<String> forms = Stream.of(
                "-log_softmax(x)[0]",
                "cross_entropy(x, 0)",
                "nll_loss(log_softmax(x), 0)",
                "logsumexp(x) - x[0]",
                "log(sum(exp(x))) - x[0]",
                "-log(softmax(x)[0])",
                "-log(softmax(x))[0]",
                "-log(exp(x[0])/(exp(x[0]) + exp(x[1]) + exp(x[2])))",
                "log(1 + exp(x[1] - x[0]) + exp(x[2] - x[0]))");
        return forms.flatMap(form -> Stream.of("3", "n").flatMap(length ->
                Stream.of(0.5, 20.0, 60.0, 300.0).map(gap -> Arguments.of(form, length, gap))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void keepsItsDigits(String form, String length, double gap) {
        CompiledFunction loss = Autodiff.compile("f(x: f64[" + length + "]) = " + form);
        double[] x = {2 + gap, 2, 1.25};
        double second = Math.exp(x[1] - x[0]);
        double third = Math.exp(x[2] - x[0]);
        double others = second + third;

        CompiledFunction.Pullback answer = loss.valueAndGradient(Tensor.of(x));

        assertThat(answer.value().toArray()[0]).isCloseTo(Math.log1p(others), relative(others));
        assertThat(answer.gradient().get(0).toArray())
                .containsExactly(
                        new double[] {-others / (1 + others), second / (1 + others), third / (1 + others)},
                        relative(others));
    }

    private static Offset<Double> relative(double size) {
        return within(RELATIVE * size);
    }
}
