package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The scalar examples of PyTorch's autograd tutorials, through the command line. */
class TutorialTest {
    private static final String AT = "x=2,y=3";

    @Test
    void gradientOfTheSeedFormula() {
        assertThat(Run.of("grad", "-e", "z = y*log(x)+sin(y)", "--at", AT, "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":2.220561549739703,\"gradient\":{\"x\":1.5,\"y\":-0.29684531604050013}}\n");
    }

    @Test
    void gradientOfAnIntermediate() {
        assertThat(Run.of("grad", "-e", "sum_xy = x + y; z = sum_xy ** 2", "--at", AT, "--wrt", "x,y,sum_xy", "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":25.0,\"gradient\":{\"x\":10.0,\"y\":10.0,\"sum_xy\":10.0}}\n");
    }

    @Test
    void powerAsAFunction() {
        assertThat(Run.of("grad", "-e", "sum_xy = x + y; z = pow(sum_xy, 2)", "--at", AT, "--wrt", "x,y,sum_xy", "--json").out())
                .isEqualTo("{\"function\":\"z\",\"value\":25.0,\"gradient\":{\"x\":10.0,\"y\":10.0,\"sum_xy\":10.0}}\n");
    }

    @Test
    void valuesOfANoGradBlockHaveNoDerivative() {
        String program = "no_grad { z1 = y*log(x)+sin(y) }\nz2 = y*log(x)+sin(y)";

        assertThat(Run.of("grad", "-e", program, "--at", AT, "--json").out())
                .isEqualTo("{\"function\":\"z2\",\"value\":2.220561549739703,\"gradient\":{\"x\":1.5,\"y\":-0.29684531604050013}}\n");
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
}
