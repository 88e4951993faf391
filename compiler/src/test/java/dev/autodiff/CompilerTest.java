package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
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

    @Test
    void reportsAnOperatorWithoutDerivative() {
        assertThatThrownBy(() -> Compiler.compile("z = polygamma(n, x)"))
                .isInstanceOf(CompileException.class).hasMessageContaining("'polygamma' has no derivative by its first argument");
    }

    @Test
    void needsNoDerivativeOfWhatIsDetached() {
        CompiledFunction z = Compiler.compile("z = polygamma(detach(n), x)");

        assertThat(z.gradient(1, 2)).containsExactly(0, -0.40411380631918853);
    }

    @Test
    void callsFunctionsOfThePreludeThatAssignVariables() {
        assertThat(Compiler.compile("z = remainder(a, b)").value(-7, 3)).isEqualTo(2);
    }

    @Test
    void nanHasNoSign() {
        assertThat(Compiler.compile("z = copysign(x, -(y - y))").value(2, Double.POSITIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void exponentsThatFoldToSmallIntegersAreProducts() {
        String text = Compiler.analyze(new Source("z.ad", "y = x^10\ng = grad(y, x)\nz = grad(g, x) + x^(1 + 1)"), Options.DEFAULT).javaSource("Z");

        assertThat(text).contains("power8(x)").contains("x * x").doesNotContain("Math.pow(x, 8.0)");
    }
}
