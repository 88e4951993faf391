package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction;
import org.junit.jupiter.api.Test;

class CompilerTest {
    @Test
    void compilesTheSeedFormula() {
        CompiledFunction z = Compiler.compile("z = y*log(x) + sin(y)");

        CompiledFunction.ValueAndGradient result = z.valueAndGradient(2, 3);

        assertThat(z.parameters()).containsExactly("x", "y");
        assertThat(result.value()).isEqualTo(2.220561549739703);
        assertThat(result.gradient()).containsExactly(1.5, -0.29684531604050013);
    }
}
