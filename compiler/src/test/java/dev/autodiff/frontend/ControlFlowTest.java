package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Evaluation;
import dev.autodiff.Limits;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs of branches and loops compute what the language says. */
class ControlFlowTest {
    private static double number(String program) {
        return Evaluation.of(program).value()[0];
    }

    @Test
    void aLoopDoublesAVectorUntilItIsLong() {
        Evaluation program = Evaluation.of("input x: f64[3]; y = 2*x\nwhile norm(y) < 1000 { y = 2*y }")
                .with("x", 1, 2, 3);

        assertThat(program.value()).containsExactly(512, 1024, 1536);
    }

    @Test
    void newtonsMethodFindsARoot() {
        Evaluation program = Evaluation.of(
                        "root(a) {\n y = a\n while abs(y*y - a) > 1e-12 { y = (y + a/y)/2 }\n return y\n}")
                .with("a", 2);

        assertThat(program.value()[0]).isCloseTo(Math.sqrt(2), within(1e-12));
    }

    @Test
    void aRangeGoesThroughTheElements() {
        Evaluation program = Evaluation.of(
                        "f(x: f64[n]) { s = 0; for i in 0:n { s = s + x[i]^2 }; return s }", Map.of("n", 3))
                .with("x", 1, 2, 3);

        assertThat(program.value()).containsExactly(14);
    }

    @Test
    void theRowsOfATensorFollowEachOther() {
        assertThat(Evaluation.of("input x: f64[2, 2]; s = zeros(2); for row in x { s = 2*s + row }")
                        .with("x", 1, 2, 3, 4)
                        .value())
                .containsExactly(5, 8);
        assertThat(number("s = 0; for k in [2, 3, 5] { s = 10*s + k }")).isEqualTo(235);
    }

    @Test
    void rangesHaveStepsAndMayGoBackwards() {
        assertThat(number("s = 0; for i in 1:8:3 { s = 10*s + i }")).isEqualTo(147);
        assertThat(number("s = 0; for i in 3:0:-1 { s = 10*s + i }")).isEqualTo(321);
        assertThat(number("s = 0; for i in 9:-1:-4 { s = 10*s + i }")).isEqualTo(951);
    }

    @Test
    void theEndOfARangeMayBeAnyNumber() {
        assertThat(Evaluation.of("s = 0; for i in 0:t { s = s + 1 }").with("t", 2.5).value()).containsExactly(3);
        assertThat(Evaluation.of("s = 0; for i in 5:t:-2 { s = s + i }").with("t", 0.5).value()).containsExactly(9);
        assertThat(Evaluation.of("input k: int; s = 0; for i in k:k + 3 { s = s + i }")
                        .with("k", 4)
                        .value())
                .containsExactly(15);
    }

    @Test
    void aLoopWithoutStepsChangesNothing() {
        assertThat(number("s = 7; for i in 3:1 { s = 0 }")).isEqualTo(7);
        assertThat(Evaluation.of("s = 7; for i in 0:t { s = 0 }").with("t", -3).value()).containsExactly(7);
        assertThat(number("s = 7; while s < 0 { s = 0 }")).isEqualTo(7);
    }

    @Test
    void loopsNest() {
        Evaluation program = Evaluation.of(
                "input x: f64[2, 3]; s = 0\nfor i in 0:2 {\n t = 1\n for j in i:3 { t = t*x[i, j] }\n s = s + t\n}");

        assertThat(program.with("x", 1, 2, 3, 4, 5, 6).value()).containsExactly(1 * 2 * 3 + 5 * 6);
    }

    @Test
    void elementsAreAssignedOneByOne() {
        Evaluation cholesky = Evaluation.of("""
                lower(a: f64[n, n]) {
                  l = zeros(n, n)
                  for j in 0:n {
                    d = a[j, j]
                    for k in 0:j { d = d - l[j, k]^2 }
                    l[j, j] = sqrt(d)
                    for i in j + 1:n {
                      s = a[i, j]
                      for k in 0:j { s = s - l[i, k]*l[j, k] }
                      l[i, j] = s/l[j, j]
                    }
                  }
                  return l
                }
                """, Map.of("n", 3)).with("a", 4, 2, 2, 2, 5, 3, 2, 3, 6);

        assertThat(cholesky.value()).containsExactly(2, 0, 0, 1, 2, 0, 1, 1, 2);
    }

    @Test
    void rowsAndSlicesAreAssigned() {
        assertThat(Evaluation.of("s = zeros(2, 3); s[1] = [1, 2, 3]").value()).containsExactly(0, 0, 0, 1, 2, 3);
        assertThat(Evaluation.of("s = zeros(2, 3); s[:, 1] = [4, 5]").value()).containsExactly(0, 4, 0, 0, 5, 0);
        assertThat(Evaluation.of("s = zeros(2, 3); s[0, ::2] = 7").value()).containsExactly(7, 0, 7, 0, 0, 0);
        assertThat(Evaluation.of("s = arange(4); s[-1] = 9; s[1:3] = [5, 6]").value()).containsExactly(0, 5, 6, 9);
        assertThat(Evaluation.of("s = zeros(3); s[:] = 2").value()).containsExactly(2, 2, 2);
    }

    @Test
    void anAssignedElementMakesItsTensorMoreGeneral() {
        Evaluation program = Evaluation.of("s = int([1, 2]); s[0] = x/2").with("x", 3);

        assertThat(program.type().dtype()).isEqualTo(DType.F64);
        assertThat(program.value()).containsExactly(1.5, 2);
    }

    @Test
    void branchesChooseWhatTheyAssign() {
        String program = "if a > b { c = a; d = 1 } else { c = b; d = 2 }\nz = 10*c + d";

        assertThat(Evaluation.of(program).with("a", 3).with("b", 2).value()).containsExactly(31);
        assertThat(Evaluation.of(program).with("a", 3).with("b", 5).value()).containsExactly(52);
    }

    @Test
    void aVariableThatABranchDoesNotAssignKeepsItsValue() {
        String program = "y = 1\nif x > 2 { y = 3 }\nelif x > 1 {\n y = 2 }\nelse if x < 0 { y = -1 }";

        for (double[] pair : new double[][] {{3, 3}, {1.5, 2}, {0.5, 1}, {-1, -1}}) {
            assertThat(Evaluation.of(program).with("x", pair[0]).value()).containsExactly(pair[1]);
        }
    }

    @Test
    void functionsReturnFromBranches() {
        String program =
                "f(x) {\n if x < 0 { return -1 }\n y = x^2\n if y > 4 { t = y + 1; return t } else { return y }\n}\nz = f(x)";

        assertThat(Evaluation.of(program).with("x", -2).value()).containsExactly(-1);
        assertThat(Evaluation.of(program).with("x", 1).value()).containsExactly(1);
        assertThat(Evaluation.of(program).with("x", 3).value()).containsExactly(10);
    }

    @Test
    void truthsAreStateToo() {
        assertThat(number("k = 0; done = false; while not done { k = k + 1; done = k*k > 50 }; z = k")).isEqualTo(8);
    }

    @Test
    void countersAreIndices() {
        Evaluation program = Evaluation.of("input x: f64[4]; k = 0; while k < 4 and x[k] > 0 { k = k + 1 }");

        assertThat(program.with("x", 1, 2, -1, 3).value()).containsExactly(2);
        assertThat(program.with("x", 1, 2, 1, 3).value()).containsExactly(4);
        assertThat(Evaluation.of("input x: f64[2]; j = 0; if x[1] > x[0] { j = 1 }; z = x[j]")
                        .with("x", 1, 2)
                        .value())
                .containsExactly(2);
    }

    @Test
    void theStateTakesOnTheTypeThatItGets() {
        Evaluation program = Evaluation.ofTypes("input k: int; s = k; for i in 0:3 { s = s/2 }", Map.of());

        assertThat(program.type()).isEqualTo(Type.NUMBER);
        assertThat(program.with("k", 4).value()).containsExactly(0.5);
    }

    @Test
    void whatIsNotRunDoesNoHarm() {
        Evaluation element = Evaluation.of(
                "input x: f64[3]; s = 0; for i in 0:3 { if i > 0 { s = s + x[i] - x[i - 1] }; if i < 2 { s = s + x[i + 1] } }");
        assertThat(element.with("x", 1, 2, 4).value()).containsExactly(3 + 6);

        String endless = "y = x; if x > 0 { while y != 0 { y = y/2 } } else { while y < 0 { y = y + 1 } }";
        assertThat(Evaluation.of(endless).with("x", -1.5).value()).containsExactly(0.5);
        assertThat(Evaluation.of("f(x) { y = x; while y != 1 { y = y - 1 }; return y }\nz = f(x) if x > 0 else f(-x)")
                        .with("x", -3)
                        .value())
                .containsExactly(1);
    }

    @Test
    void whatDoesNotDependOnTheLoopAroundItIsGuardedFromOutside() {
        Evaluation program =
                Evaluation.of("input x: f64[3]; input k: int; s = 0; if k < 3 { for i in 0:2 { s = s + x[k] } }");

        assertThat(program.with("x", 1, 2, 4).with("k", 7).value()).containsExactly(0);
        assertThat(program.with("x", 1, 2, 4).with("k", 2).value()).containsExactly(8);
    }

    @Test
    void theVariableOfALoopHidesAnotherOneForItsTime() {
        assertThat(number("i = 100; s = 0; for i in 0:3 { s = s + i }; z = s + i")).isEqualTo(103);
        assertThat(number("s = 0; for i in 0:3 { i = 2*i; s = s + i }; z = s")).isEqualTo(6);
    }

    @Test
    void functionsWithLoopsAreCalledInLoops() {
        assertThat(
                        number(
                                "tri(n) { s = 0; for i in 0:n { s = s + i }; return s }\nt = 0\nfor k in 0:4 { t = t + tri(k) + tri(2) }"))
                .isEqualTo(8);
    }

    @Test
    void aDerivativeIsTakenInEachStep() {
        Evaluation program = Evaluation.of("x = x0\nfor k in 0:100 { y = (x - 1)^2; g = grad(y, x); x = x - 0.1*g }")
                .with("x0", 5);

        assertThat(program.value()[0]).isCloseTo(1, within(1e-8));
    }

    @Test
    void theLastVariableThatIsLeftIsTheResult() {
        assertThat(number("y = 1; t = 0; for i in 0:3 { y = 2*y; u = y; t = u }")).isEqualTo(8);
        assertThat(number("y = 1; for i in 0:3 { y = 2*y; u = y + 1; y = u }")).isEqualTo(15);
    }

    @Test
    void anEndlessLoopIsAnErrorThatNamesIt() {
        Source source = new Source("test", "y = 1\nwhile y > 0 { y = y + 1 }");
        Formula formula = Autodiff.written(source, Options.DEFAULT.withLimits(Limits.DEFAULT.withLoops(1000, 1000)));

        assertThatThrownBy(() -> Interpreter.evaluate(List.of(formula.result()), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loop in line 2 does not end within 1000 steps");
    }
}
