package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Pointwise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpsCommandTest {
    @ParameterizedTest
    @EnumSource(Pointwise.class)
    void listsEveryOperator(Pointwise row) {
        assertThat(Run.of("ops", "--json").out()).contains("{\"name\":\"" + row.symbol() + "\",");
    }

    @Test
    void printsDerivativesAndDomains() {
        assertThat(Run.of("ops").out()).containsPattern("(?m)^sin\\(x\\) +ℝ +d/dx = cos\\(x\\)$")
                .containsPattern("(?m)^a/b +ℝ × ℝ \\\\ \\{0\\} +d/da = 1/b$");
    }

    @Test
    void differentiatesTheChoiceBetweenValues() {
        assertThat(OperatorRow.of(Pointwise.WHERE).derivatives())
                .containsEntry("a", "where(c, 1, 0)")
                .containsEntry("b", "where(c, 0, 1)");
    }

    @Test
    void leavesOutWhatHasNoDerivative() {
        assertThat(OperatorRow.of(Pointwise.LT).derivatives()).isEmpty();
    }

    @Test
    void listsTheFunctionsOfThePrelude() {
        assertThat(Run.of("ops").out()).contains("\n  clamp(x, low, high)\n");
        assertThat(Run.of("ops", "--json").out())
                .contains("{\"name\":\"clamp\",\"parameters\":[\"x\",\"low\",\"high\"]}");
    }

    @Test
    void tellsAllAboutAFunction() {
        assertThat(Run.of("ops", "log").out()).isEqualTo("""
                log(x)
                  the natural logarithm

                domain        (0, ∞)
                derivative    d/dx = 1/x
                convention    log(0) is -inf
                elsewhere     ln, Log, loge

                $ autodiff grad -e 'z = log(x)' --at x=2
                z     = 0.6931471805599453
                dz/dx = 0.5
                """);
    }

    @Test
    void knowsFunctionsByTheirNamesElsewhere() {
        assertThat(Run.of("ops", "concatenate").out()).startsWith("'concatenate' is concat here\n\nconcat(");
        assertThat(Run.of("ops", "len").err()).isEqualTo("error: there is no function 'len': write size(x, 0)\n");
        assertThat(Run.of("ops", "logsumexpp").err())
                .isEqualTo("error: there is no function 'logsumexpp': did you mean 'logsumexp'?\n");
    }
}
