package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that belong to the compiler hold functions. */
class PreludeTest {
    @Test
    void functionsAreFoundByTheirNames() {
        assertThat(Prelude.functions(new Source("test.ad", "f(x) = x^2\ng(x) = f(x)"))).containsOnlyKeys("f", "g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"derivative f(x) by x = 1", "y = f(2)", "input x: f64"})
    void whatWouldHaveNoEffectIsRefused(String statement) {
        assertThatThrownBy(() -> Prelude.functions(new Source("test.ad", "f(x) = x^2\n" + statement)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in test.ad stand functions alone");
    }
}
