package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThurberFitTest {
    /** As NIST publishes them, to 11 digits. */
    private static final double[] CERTIFIED = {1.2881396800E+03, 1.4910792535E+03, 5.8323836877E+02, 7.5416644291E+01,
        9.6629502864E-01, 3.9797285797E-01, 4.9727297349E-02};
    private static final double CERTIFIED_SUM_OF_SQUARES = 5.6427082397E+03;
    /** Eight digits. */
    private static final Percentage EIGHT_DIGITS = withinPercentage(1e-6);

    @ParameterizedTest
    @CsvSource({"1000, 1000, 400, 40, 0.7, 0.3, 0.03", "1300, 1500, 500, 75, 1, 0.4, 0.05"})
    void reachesTheCertifiedParametersFromBothStarts(
            double b1, double b2, double b3, double b4, double b5, double b6, double b7) throws IOException {
        double[] best = new ThurberFit().from(b1, b2, b3, b4, b5, b6, b7);

        for (int i = 0; i < best.length; i++) {
            assertThat(best[i]).as("b%s", i + 1).isCloseTo(CERTIFIED[i], EIGHT_DIGITS);
        }
    }

    @Test
    void reachesTheCertifiedSumOfSquares() throws IOException {
        ThurberFit fit = new ThurberFit();

        assertThat(fit.sumOfSquares(fit.from(ThurberFit.START))).isCloseTo(CERTIFIED_SUM_OF_SQUARES, EIGHT_DIGITS);
    }
}
