package dev.autodiff.frontend.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What moves elements leaves them what they are. */
class ShapingTest {
    private static final Tensor X = Tensor.of(new int[] {1, 2, 3}, 1, -2, 3, -4, -5, 6);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reshape(b, 3, 2)",
                "transpose(b)",
                "transpose(b, 1, 2)",
                "permute(b, 2, 0, 1)",
                "broadcast_to(b, 4, 2, 3)",
                "squeeze(b)",
                "unsqueeze(b, 0)",
                "unsqueeze(b, -1)",
                "flip(b)",
                "flip(b, axis=1)",
                "roll(b, 1)",
                "roll(b, 2, axis=2)",
                "repeat(b, 2, 1, 2)",
                "tile(b, 1, 2, 1)",
                "concat(b, b, axis=1)",
                "stack(b, b)",
            })
    void truthsStayTruths(String call) {
        String head = "f(x: f64[1, 2, 3]) { b = x > 0; return ";
        Tensor truths = values(head + call + " }");
        Tensor numbers = values(head + call.replaceAll("\\bb\\b", "1.5*b") + " }");

        assertThat(truths.dtype()).isEqualTo(DType.BOOL);
        assertThat(truths.lengths()).isEqualTo(numbers.lengths());
        for (int i = 0; i < truths.size(); i++) {
            assertThat(truths.at(i)).as("element %s of %s", i, call).isEqualTo(numbers.at(i) / 1.5);
        }
    }

    /** By the class; the interpreter agrees. */
    private static Tensor values(String program) {
        CompiledFunction function = Autodiff.compile(new Source("test", program), Options.DEFAULT);
        Tensor value = function.value(X);
        Tensor interpreted = Autodiff.analyze(new Source("test", program), Options.DEFAULT).interpreted().value(X);
        assertThat(value.toArray()).isEqualTo(interpreted.toArray());
        return value;
    }
}
