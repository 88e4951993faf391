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
}
