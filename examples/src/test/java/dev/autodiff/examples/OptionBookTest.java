package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.examples.formula.Call;
import dev.autodiff.examples.formula.Decay;
import dev.autodiff.examples.formula.Delta;
import dev.autodiff.examples.formula.DualDelta;
import dev.autodiff.examples.formula.Put;
import dev.autodiff.examples.formula.Rho;
import dev.autodiff.examples.formula.Vega;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionBookTest {
    private static final double[] STRIKES = {80, 90, 100, 110, 120};

    static Stream<BlackScholes> options() {
        return Stream.of(0.7, 1.0, 1.5).flatMap(moneyness -> Stream.of(0.05, 0.2, 0.8).flatMap(sigma ->
                Stream.of(0.1, 1.0, 5.0).map(t -> new BlackScholes(100 * moneyness, 100, 0.03, sigma, t))));
    }

    /**
     * Both sides round some hundred times, and a density amplifies the error of d1 by up to d1², here below 1000:
     * together some 1e5 units of 1e-16, of a price of 100 and of its derivatives in their units.
     */
    private static Offset<Double> rounding(double scale) {
        return within(1e-11 * Math.max(1, Math.abs(scale)));
    }

    private static void assertRow(double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("derivative %s", i).isCloseTo(expected[i], rounding(expected[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void priceAndFirstOrderAreTheClosedForms(BlackScholes o) {
        double[] gradient = new double[5];

        assertThat(Call.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), gradient)).isCloseTo(o.price(), rounding(100));
        assertRow(gradient, o.gradient());
    }

    /** The class of each first derivative was compiled for those variables only that its predecessors leave. */
    @ParameterizedTest
    @MethodSource("options")
    void secondOrderIsTheClosedForm(BlackScholes o) {
        double[][] rows = {new double[5], new double[4], new double[3], new double[2], new double[1]};
        double[] first = {
            Delta.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), rows[0]),
            DualDelta.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), rows[1]),
            Rho.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), rows[2]),
            Vega.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), rows[3]),
            Decay.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), rows[4]),
        };

        assertRow(first, o.gradient());
        for (int i = 0; i < rows.length; i++) {
            assertRow(rows[i], o.hessian()[i]);
        }
    }

    /** C - P = S - K exp(-r T); so the gamma and the vega of both are the same, and their deltas differ by 1. */
    @ParameterizedTest
    @MethodSource("options")
    void putAndCallAreInParity(BlackScholes o) {
        double[] call = new double[5];
        double[] put = new double[5];
        double c = Call.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), call);
        double p = Put.gradient(o.s(), o.k(), o.r(), o.sigma(), o.t(), put);

        assertThat(p).isCloseTo(o.put(), rounding(100));
        assertThat(c - p).isCloseTo(o.s() - o.k() * Math.exp(-o.r() * o.t()), rounding(100));
        assertThat(call[0] - put[0]).isCloseTo(1, rounding(1));
        assertThat(call[3]).isCloseTo(put[3], rounding(call[3]));
    }

    @Test
    void manyOptionsArePricedAsOneIs() {
        double[][] prices = OptionBook.ofStrikes(100, 0.05, 0.2, 0.5, STRIKES).pricesAndGradients();
        double[] gradient = new double[5];
        for (int i = 0; i < STRIKES.length; i++) {
            assertThat(prices[0][i]).isEqualTo(Call.gradient(100, STRIKES[i], 0.05, 0.2, 0.5, gradient));
            for (int j = 0; j < 5; j++) {
                assertThat(prices[1 + j][i]).isEqualTo(gradient[j]);
            }
        }
    }

    @Test
    void printsATableOfTheBook() {
        String[] lines = OptionBook.ofStrikes(100, 0.05, 0.2, 0.5, STRIKES).table().split("\n");

        assertThat(lines).hasSize(1 + STRIKES.length);
        assertThat(lines[0].trim().split(" +"))
                .containsExactly(
                        "strike", "price", "delta", "vega", "theta", "rho", "gamma", "vanna", "volga", "charm");
        assertThat(Arrays.stream(lines[3].trim().split(" +")).mapToDouble(Double::parseDouble).toArray())
                .containsExactly(atTheMoney(), within(0.5e-4 + 1e-9));
    }

    private static double[] atTheMoney() {
        BlackScholes o = new BlackScholes(100, 100, 0.05, 0.2, 0.5);
        double[] g = o.gradient();
        double[][] h = o.hessian();
        return new double[] {100, o.price(), g[0], g[3], -g[4], g[2], h[0][0], h[0][3], h[3][0], -h[0][4]};
    }
}
