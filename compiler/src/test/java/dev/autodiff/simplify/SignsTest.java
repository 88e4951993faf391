package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparisons with 0 that are decided, and those that are not. */
class SignsTest {
    /** Whether the simplified program still compares. */
    private static boolean compares(String number, Level level) {
        Source source = new Source("program.ad", "f(x, y) = where(" + number + " == 0, x, y)");
        Node result =
                Autodiff.analyze(source, Options.DEFAULT.withLevel(level)).function().formula().result();
        return result.op() == Pointwise.WHERE;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1 + sqrt(x))",
                "(abs(x) + 0.5)",
                "(x^2 + 1)",
                "(1 + x^2*y^2/exp(y))",
                "sqrt(2 + x^4)",
                "cosh(x*y)",
                "(exp(x) + 1e-30)"
            })
    void aSumWithAPositiveNumberIsNever0(String number) {
        assertThat(compares(number, Level.STABLE)).isFalse();
    }

    /** Products, exponentials and numbers that are no floats underflow; a sum may have terms of either sign. */
    @ParameterizedTest
    @ValueSource(
            strings = {"(x^2)", "exp(x)", "(1 + x)", "(1 + x^3)", "sqrt(x)", "(sqrt(x) + exp(y))", "(-1 + abs(x))",
                "(0 + sqrt(x))", "((1 + x^2)*(1 + y^2)*1e-300)", "(x*x + 0)", "(exp(x) + 1e-300)"})
    void whatMayUnderflowOrCancelIsCompared(String number) {
        assertThat(compares(number, Level.STABLE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void theBitsDoNotDependOnIt(Level level) {
        assertThat(compares("(1 + sqrt(x))", level)).isFalse();
    }

    @Test
    void noNumberIsNotZeroEither() {
        Source source = new Source("program.ad", "f(x) = where(1 + sqrt(x) != 0, x, 7)");

        assertThat(Autodiff.analyze(source, Options.DEFAULT).load().value(-2)).isEqualTo(-2);
    }
}
