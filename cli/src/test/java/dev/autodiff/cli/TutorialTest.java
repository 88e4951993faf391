package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What PyTorch's autograd tutorials show beside numbers, through the command line: exact answers and messages. */
class TutorialTest {
    private static final String AT = "x=2,y=3";

    @Test
    void gradientOfTheSeedFormula() {
        assertThat(Run.of("grad", "-e", "z = y*log(x)+sin(y)", "--at", AT, "--json")
                        .out())
                .isEqualTo(
                        "{\"function\":\"z\",\"value\":2.220561549739703,\"gradient\":{\"x\":1.5,\"y\":-0.29684531604050013}}\n");
    }

    @Test
    void gradientOfAnIntermediate() {
        assertThat(Run.of("grad", "-e", "sum_xy = x + y; z = sum_xy ** 2", "--at", AT, "--wrt", "x,y,sum_xy", "--json")
                        .out())
                .isEqualTo(
                        "{\"function\":\"z\",\"value\":25.0,\"gradient\":{\"x\":10.0,\"y\":10.0,\"sum_xy\":10.0}}\n");
    }

    @Test
    void powerAsAFunction() {
        assertThat(Run.of(
                                "grad",
                                "-e",
                                "sum_xy = x + y; z = pow(sum_xy, 2)",
                                "--at",
                                AT,
                                "--wrt",
                                "x,y,sum_xy",
                                "--json")
                        .out())
                .isEqualTo(
                        "{\"function\":\"z\",\"value\":25.0,\"gradient\":{\"x\":10.0,\"y\":10.0,\"sum_xy\":10.0}}\n");
    }

    @Test
    void valuesOfANoGradBlockHaveNoDerivative() {
        String program = "no_grad { z1 = y*log(x)+sin(y) }\nz2 = y*log(x)+sin(y)";

        assertThat(Run.of("grad", "-e", program, "--at", AT, "--json").out())
                .isEqualTo(
                        "{\"function\":\"z2\",\"value\":2.220561549739703,\"gradient\":{\"x\":1.5,\"y\":-0.29684531604050013}}\n");
        assertThat(Run.of("eval", "-e", program, "--of", "z1", "--at", AT).out()).contains("2.220561549739703");
        Run refused = Run.of("grad", "-e", program, "--of", "z1", "--at", AT);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("the result is detached: it has no derivative");
    }

    @Test
    void aCotangentScalesTheGradient() {
        assertThat(Run.of("grad", "-e", "z = x^2", "--at", "x=3", "--seed", "0.5", "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":9.0,\"gradient\":{\"x\":3.0}}\n");
    }

    @Test
    void valuesOfANoGradBlockHaveNoDerivativeAsTensorsEither() {
        Run refused = Run.of("grad", "-e", "no_grad { z = mean(x^2) }", "--at", "x=[1,2]");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo(
                        "error: formula: the result is detached: it has no derivative: compute it outside of no_grad\n");
    }

    @Test
    void aDetachedValueIsAConstant() {
        assertThat(Run.of("grad", "-e", "z = sum(detach(x)*x)", "--at", "x=[1,2,3]", "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":14.0,\"gradient\":{\"x\":[1.0,2.0,3.0]}}\n");
    }

    /**
     * The tutorial switches requires_grad on for a tensor that was computed before: b = sum(a*a) has the gradient 2 a.
     */
    @Test
    void aDetachedIntermediateMayBeDifferentiatedBy() {
        assertThat(Run.of(
                                "grad",
                                "-e",
                                "no_grad { a = x*3/(x - 1) }; b = sum(a*a)",
                                "--at",
                                "x=[[2,3],[4,5]]",
                                "--wrt",
                                "a",
                                "--json")
                        .out())
                .isEqualTo("{\"function\":\"b\",\"value\":86.3125,\"gradient\":{\"a\":[[12.0,9.0],[8.0,7.5]]}}\n");
    }

    @Test
    void aFrozenParameterHasNoGradient() {
        String program = "const x: f64[2]; z = sum(w*x)";

        assertThat(Run.of("grad", "-e", program, "--at", "x=[1,2],w=[3,4]", "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":11.0,\"gradient\":{\"w\":[1.0,2.0]}}\n");
        assertThat(Run.of("grad", "-e", program, "--at", "x=[1,2],w=[3,4]", "--wrt", "x").err())
                .isEqualTo("error: formula: 'x' is const: it is never differentiated: declare it with 'input'\n");
    }
}
