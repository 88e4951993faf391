package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Evaluation;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions return several results, and statements take them apart. */
class SeveralResultsTest {
    private static final String FLOW = """
            flow(v, a) {
              p = v*cos(a)
              q = v*sin(a)
              return p, q
            }
            """;

    private static Formula formula(String program) {
        return Autodiff.written(new Source("test", program), Options.DEFAULT);
    }

    private static double number(String program) {
        return Evaluation.of(program).value()[0];
    }

    @Test
    void resultsAreCalledAsTheirExpressionsOrNumbered() {
        assertThat(formula(FLOW).results()).containsOnlyKeys("p", "q");
        assertThat(formula("f(x) = x, x^2").results()).containsOnlyKeys("x", "result1");
        assertThat(formula("f(x) = pi, 2*x, x").results()).containsOnlyKeys("result0", "result1", "x");
    }

    @Test
    void noTwoResultsHaveOneName() {
        assertThat(formula("f(x) = x, x").results()).containsOnlyKeys("x", "result1");
        assertThat(formula("f(result1) = result1, 2*result1").results()).containsOnlyKeys("result1", "result1_");
    }

    @Test
    void branchesThatAgreeOnANameGiveItToTheResult() {
        assertThat(formula("f(x) {\n p = 2*x\n if x > 0 { return p, x }\n return 0, p\n}")
                        .results())
                .containsOnlyKeys("p", "result1");
    }

    @Test
    void theCallerTakesThemApart() {
        assertThat(number(FLOW + "p, q = flow(2, 0); z = 10*p + q")).isEqualTo(20);
        assertThat(number("f(x) = x, x^2, x^3; _, _, z = f(2)")).isEqualTo(8);
    }

    @Test
    void allValuesAreComputedBeforeTheFirstIsAssigned() {
        assertThat(number("a = 1; b = 2; a, b = b, a; z = 10*a + b")).isEqualTo(21);
        assertThat(number("s = [1, 2]; s[0], s[1] = s[1], s[0]; z = 10*s[0] + s[1]")).isEqualTo(21);
        assertThat(number("a = 0; b = 1; for i in 0:10 { a, b = b, a + b }; z = a")).isEqualTo(55);
    }

    @Test
    void functionsHandOnTheResultsOfOthers() {
        assertThat(formula(FLOW + "twice(v, a) = flow(2*v, a)").results()).containsOnlyKeys("p", "q");
        assertThat(number(FLOW + "twice(v, a) { return flow(2*v, a) }\np, q = twice(1, 0); z = p + q")).isEqualTo(2);
    }

    @Test
    void branchesLoopsAndBlocksAssignThem() {
        String sorted = "sorted(a, b) { if a > b { return b, a } else { return a, b } }\n";

        assertThat(number(sorted + "a, b = sorted(5, 3); z = 10*a + b")).isEqualTo(35);
        assertThat(number(sorted + "a = 9; b = 8; for k in 0:3 { a, b = sorted(b, a - k) }; z = 10*a + b"))
                .isEqualTo(59);
        assertThat(number(sorted + "a = 1; b = 0; if a > b { a, b = sorted(a, b) } else { a, b = b, a }; z = 10*a + b"))
                .isEqualTo(1);
        assertThat(number(sorted + "no_grad { a, b = sorted(7, 2) }; z = 10*a + b")).isEqualTo(27);
    }

    @Test
    void aLineGoesOnBehindACommaAndAnAssignment() {
        assertThat(number("f(x) = x,\n  x^2\na,\n b =\n  f(3)\nz = a + b")).isEqualTo(12);
    }

    @Test
    void bareValuesAtTheEndAreTheResults() {
        assertThat(formula("p = x*y; p, x + y").results()).containsOnlyKeys("p", "result1");
        assertThat(formula(FLOW + "flow(x, 2)").results()).containsOnlyKeys("p", "q");
    }

    @Test
    void theClassOfSuchAFunctionHasAllResults() {
        CompiledFunction flow = Autodiff.compile(FLOW);

        List<Tensor> values = flow.values(Tensor.scalar(2), Tensor.scalar(0));
        CompiledFunction.Pullback pullback =
                flow.pullback(List.of(Tensor.scalar(1), Tensor.scalar(10)), Tensor.scalar(2), Tensor.scalar(0));

        assertThat(flow.results()).containsExactly("p", "q");
        assertThat(values).extracting(value -> value.get()).containsExactly(2.0, 0.0);
        assertThat(pullback.gradient()).extracting(slope -> slope.get()).containsExactly(1.0, 20.0);
    }
}
