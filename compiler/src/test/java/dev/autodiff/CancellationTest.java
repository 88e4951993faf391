package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Differences of two large values that are nearly the same keep their digits, and so do their slopes. */
class CancellationTest {
    /** Where whatever stands in the formula once is known to so many digits. */
    private static final double TOLERANCE = 1e-13;

    /** Against 60 digits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(x) = x - sqrt(x^2 - 1) | 1000000000.0 | 5e-10 -5e-19",
                "f(x) = sqrt(x^2 + 1) - x | 100000000.0 | 5e-09 -5e-17",
                "f(x, y) = sqrt(x^2 + y^2) - x | 100000000.0 1.0 | 5e-09 -5e-17 1e-08",
                "f(x) = sqrt(x^2 + 1) - abs(x) | -100000000.0 | 5e-09 5e-17",
                "f(x, y) = hypot(x, y) - x | 100000000.0 1.0 | 5e-09 -5e-17 1e-08",
                "f(a, b, c) = (-b + sqrt(b^2 - 4*a*c))/(2*a) | 1e-12 3.0 1.0 | -0.3333333333333704 -0.0370370370370535 0.11111111111114814 -0.3333333333334074",
                "f(a, b, c) = (-b + sqrt(b^2 - 4*a*c))/(2*a) | 0.0 3.0 1.0 | -0.3333333333333333 -0.037037037037037035 0.1111111111111111 -0.3333333333333333",
                "f(a, b, c) = (-b - sqrt(b^2 - 4*a*c))/(2*a) | 1.0 -100000000.0 1.0 | 1e-08 1.0000000000000005e-24 1.0000000000000003e-16 1.0000000000000002e-08",
                "f(x) = log(sqrt(1 + x^2) - x) | 100000000.0 | -19.11382792451231 -1e-08",
                "f(x, y) = lgamma(x + y) - lgamma(x) | 10000000000.0 0.5 | 11.512925464957728 5.000000000125e-11 23.025850929940457",
                "f(x, y) = lgamma(x + y) - lgamma(x) | 10000000000.0 0.001 | 0.02302585092989051 1.0000000000499501e-13 23.025850929890556",
                "f(n) = lgamma((n + 1)/2) - lgamma(n/2) | 100000000.0 | 8.86376677919621 5.000000025e-09",
                "f(k, n) = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) | 3.0 1000000000.0 | 60.37803803861118 19.46714816601461 3.000000003e-09",
                "f(x, y) = lgamma(x) + lgamma(y) - lgamma(x + y) | 10000000000.0 2.0 | -46.051701859980916 -1.9999999999e-10 -22.60306659499199",
                "f(x) = gamma(x + 0.5)/gamma(x) | 200.0 | 14.133299559727925 0.035377415322425186",
                "f(x) = gamma(x)/gamma(x + 2) | 200.0 | 2.4875621890547263e-05 -2.4813742234103115e-07",
                "f(x, y) = digamma(x + y) - digamma(x) | 10000000000.0 0.5 | 5.000000000125e-11 -5.00000000025e-21 1e-10",
                "f(g, x, y) = log(0.5*exp(g*x) + 0.5*exp(g*y)) | 1e-10 1.0 3.0 | 2.00000000005e-10 2.0000000001 4.9999999995e-11 5.0000000005000005e-11",
                "f(w, p, t, v) = v/w*(cos(p) - cos(p + w*t)) | 1e-09 0.5 0.25 3 | 0.3595691540354256 0.08227336516973142 0.6581869213728334 1.4382766164707959 0.1198563846784752",
                "f(h, x) = sin(x + h) - sin(x) | 1e-09 2 | -4.161468370017911e-10 -0.4161468374564398 -9.092974266176083e-10",
                "f(h, x) = exp(x) - exp(x + h) | 1e-09 2 | -7.389056102625179e-09 -7.389056106319706 -7.389056102625179e-09",
                "f(h, x) = sinh(x + h) - sinh(x) | 1e-09 2 | 3.762195692897062e-09 3.762195694710492 3.626860409728117e-09",
                "f(h, x) = cosh(x + h) - cosh(x - h) | 1e-09 2 | 7.253720815694038e-09 7.253720815694037 7.524391382167264e-09",
            })
    void aDifferenceKeepsItsDigits(String program, String point, String expected) {
        double[] wanted = ThreeWays.numbers(expected);

        double[] actual = ThreeWays.at(program, ThreeWays.numbers(point));

        for (int i = 0; i < wanted.length; i++) {
            assertThat(actual[i]).isCloseTo(wanted[i], within(TOLERANCE * Math.abs(wanted[i])));
        }
    }
}
