package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Evaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a branch that is not taken does no harm, to values and to derivatives. */
class GuardsTest {
    @Test
    void aRangeThatIsNotAssignedKeepsItsDerivative() {
        Evaluation program = Evaluation.of("input x: f64[3]; input q; s = x; if q > 1 { s[1:] = 0.5 }; z = sum(s)")
                .with("x", 1, 2, 3);

        assertThat(program.with("q", 0).gradient("x")).containsExactly(1, 1, 1);
        assertThat(program.with("q", 2).gradient("x")).containsExactly(1, 0, 0);
    }

    @Test
    void aCallUnderAConditionIsReusedUnderFurtherOnes() {
        String steps = "f(x) { s = x; for i in 0:x { s = s + 1 }; return s }\n";
        int inOneBranch = Evaluation.of(steps + "z = 0; if a > 0 { z = f(a) }").formula().graph().size();
        int inAnother = Evaluation.of(steps + "z = 0; if a > 0 { z = f(a); if a > 1 { z = f(a) } }")
                .formula()
                .graph()
                .size();

        assertThat(inAnother - inOneBranch).isLessThan(5);
    }

    @Test
    void aCallUnderAConditionIsNotReusedWhereItDoesNotHold() {
        Evaluation program = Evaluation.of("input x: f64[3]; input k: int; f(x: f64[n], k) = x[k]; z = 0\n"
                + "if k < 3 { if k < 2 { z = f(x, k) }; z = z + 10*f(x, k) }").with("x", 1, 2, 4);

        assertThat(program.with("k", 1).value()).containsExactly(22);
        assertThat(program.with("k", 2).value()).containsExactly(40);
        assertThat(program.with("k", 3).value()).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "take(x, i)",
                "index_select(x, 0, i)",
                "gather(x, 0, i)",
                "scatter_add(x, 0, i, x[:2])",
                "one_hot(i, 3)",
                "cross_entropy(stack([x, x]), i)"
            })
    void indicesOfFunctionsThatAreNotCalledMayBeBeyondTheAxis(String call) {
        Evaluation program = Evaluation.of(
                        "input x: f64[3]; input i: int[2]; z = 0; if all(i < 3) { z = sum(" + call + ") }")
                .with("x", 1, 2, 4);

        assertThat(program.with("i", 7, 8).value()).containsExactly(0);
        assertThat(program.with("i", 7, 8).gradient("x")).containsExactly(0, 0, 0);
        assertThat(program.with("i", 2, 1).value()[0]).isPositive();
    }

    @Test
    void aRowThatIsNotAssignedMayBeBeyondTheLast() {
        Evaluation program = Evaluation.of(
                        "input x: f64[2, 3]; input k: int; s = x; if k < 2 { s[k, 1:] = 0 }; z = sum(s)")
                .with("x", 1, 2, 3, 4, 5, 6);

        assertThat(program.with("k", 5).gradient("x")).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(program.with("k", 1).gradient("x")).containsExactly(1, 1, 1, 1, 0, 0);
    }
}
