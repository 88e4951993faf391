package dev.autodiff.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    /** On both sides of where huber's form changes. */
    private static final double[] RESIDUALS = {-30, -1.5, -0.9, -1e-3, 1e-8, 0.5, 2, 1e5};

    /**
     * Central differences of a smooth function over a part of 1e-5 are right to the square of that, and to the
     * roundings divided by it.
     */
    private static final double STEP = 1e-5;
    private static final double PRECISION = 1e-9;

    @ParameterizedTest
    @EnumSource
    void slopeAndCurvatureAreDerivatives(Loss loss) {
        for (double r : RESIDUALS) {
            double z = r * r;
            double h = STEP * z;
            assertThat(loss.slope(z)).isCloseTo((loss.value(z + h) - loss.value(z - h)) / (2 * h), within(PRECISION));
            assertThat(z * loss.curvature(z))
                    .isCloseTo(z * (loss.slope(z + h) - loss.slope(z - h)) / (2 * h), within(PRECISION));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theResidualIsTheSignedRootOfTheLoss(Loss loss) {
        for (double r : RESIDUALS) {
            double h = STEP * r;
            double root = loss.residual(r);
            assertThat(root * root).isCloseTo(loss.value(r * r), within(1e-14 * r * r));
            assertThat(Math.signum(root)).isEqualTo(Math.signum(r));
            assertThat(loss.residualSlope(r))
                    .isCloseTo((loss.residual(r + h) - loss.residual(r - h)) / (2 * h), within(PRECISION));
        }
        assertThat(loss.residualSlope(0)).isEqualTo(1);
        assertThat(loss.residualSlope(1e-200)).isEqualTo(1);
    }
}
