package dev.autodiff.junit;

import static dev.autodiff.junit.DerivativeAssertions.assertGradient;
import static dev.autodiff.junit.DerivativeAssertions.assertHessian;
import static dev.autodiff.junit.DerivativeAssertions.assertJacobian;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class DerivativeAssertionsTest {
    private static final String PRODUCT = "z = y*log(x) + sin(y)";

    @Test
    void acceptsWhatIsRight() {
        assertGradient(PRODUCT, x -> new double[] {x[1] / x[0], Math.log(x[0]) + Math.cos(x[1])});
        assertHessian(PRODUCT, x -> new double[][] {
            {-x[1] / (x[0] * x[0]), 1 / x[0]}, {1 / x[0], -Math.sin(x[1])},
        });
        assertJacobian("p(r, t) = r*cos(t), r*sin(t)", x -> new double[][] {
            {Math.cos(x[1]), -x[0] * Math.sin(x[1])}, {Math.sin(x[1]), x[0] * Math.cos(x[1])},
        });
    }

    @Test
    void takesDerivativesByWhatIsNotConst() {
        assertGradient("f(a, const b: f64, x: f64[2]) = a*b*sum(x)", Points.over("x", -1, 1).samples(3), p ->
                new double[] {p[1] * (p[2] + p[3]), p[0] * p[1], p[0] * p[1]});
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> assertGradient(PRODUCT, Points.at(2, 3), x -> new double[] {x[1] / x[0], 0}))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageMatching("""
                        the gradient of 'z' is wrong
                        variable +worst relative error +ulp +at +verdict
                        x +0 +0 +x=2.0,y=3.0 +OK
                        y +1.0 +\\S+ +x=2.0,y=3.0 +WRONG: is 0.0, should be -0.296845316040500\\d+

                        y is wrong at 1 of 1 point, most of all at
                          x=2.0, y=3.0
                          is           0.0
                          should be    -0.29684531604050\\d{3}
                          differences  -0.29684531604\\d+""");
    }

    @Test
    void saysWhatHasBeenThrown() {
        assertThatThrownBy(() -> assertGradient("z = x^2", x -> {
            throw new IllegalStateException("not yet written");
        }))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("x throws at 100 of 100 points")
                .hasMessageContaining("java.lang.IllegalStateException: not yet written");
    }

    @Test
    void pointsOutsideOfTheDomainProveNothing() {
        assertThatThrownBy(() -> assertGradient("z = log(x)", Points.at(-1).andAt(-2), x -> new double[] {1 / x[0]}))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("'z' has no value at any of the points");
    }

    @Test
    void aKinkIsNoFailure() {
        assertGradient("z = abs(x)", Points.at(0), x -> new double[] {1});
    }

    @Test
    void namesWhatDoesNotFit() {
        assertThatThrownBy(() -> assertGradient(PRODUCT, x -> new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 derivatives instead of 2");
        assertThatThrownBy(() -> assertGradient(PRODUCT, Points.over("u", 0, 1), x -> x))
                .hasMessageContaining("'z' has no parameter 'u', it has x, y");
        assertThatThrownBy(() -> assertGradient(PRODUCT, Points.at(1), x -> x))
                .hasMessageContaining("a point of 'z' has 2 numbers, x, y, not [1.0]");
    }
}
