package dev.autodiff.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Autodiff;
import dev.autodiff.source.CompileException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are words of any script. */
class NameTest {
    @ParameterizedTest
    @ValueSource(strings = {"x", "_", "_1", "x_1", "σ₁", "β0", "Äpfel", "日本", "x\u0302", "\ud835\udc65", "й٣", "ªº"})
    void aNameIsALetterThenLettersDigitsAccentsAndSubscripts(String name) {
        assertThat(Autodiff.compile("z = 2*" + name).parameters()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x²", "₁x", "\u0302x", "x€", "€", "٣x", "x\ud83d\ude00", "½"})
    void otherCharactersAreNoPartOfNames(String text) {
        assertThatThrownBy(() -> Autodiff.compile("z = 2*" + text))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("unexpected");
    }
}
