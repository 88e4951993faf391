package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotients as people write them have their limits, with slopes, where dividend and divisor vanish together. */
@Tag("oracle")
class LimitsTest {
    private static final double TOLERANCE = 1e-14;

    /** Beside the point by so much the slopes differ from those at it by less than the tolerance below. */
    private static final double STEP = 1e-7;

    private static final double BESIDE = 1e-5;

    /** Series of some 20 terms, of derivatives, of formulas that are made of some. */
    private static final double ROUNDING = 2e-13;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(x - y)/log(x/y) | 2 2 | 2 0.5 0.5",
                "(x - y)/(log(x) - log(y)) | 2 2 | 2 0.5 0.5",
                "(y - x)/(log(x) - log(y)) | 2 2 | -2 -0.5 -0.5",
                "(log(x) - log(y))/(x - y) | 2 2 | 0.5 -0.125 -0.125",
                "log(x/y)/(x - y) | 2 2 | 0.5 -0.125 -0.125",
                "(x - 1)/log(x) | 1 | 1 0.5",
                "log(x)/(1 - x) | 1 | -1 0.5",
                "(1 - x^10)/(1 - x) | 1 | 10 45",
                "(x^3 - 1)/(x - 1) | 1 | 3 3",
                "(1 - x^y)/(1 - x) | 1 5 | 5 10 1",
                "(x^2 - 4)/(x - 2) | 2 | 4 1",
                "(x^2 - y^2)/(y - x) | 2 2 | -4 -1 -1",
                "(x^(1 - y) - 1)/(y - 1) | 2 1 | -0.6931471805599453 -0.5 0.2402265069591007",
                "1/x - 1/(exp(x) - 1) | 0 | 0.5 -0.08333333333333333",
                "1/tan(x) - 1/x | 0 | 0 -0.3333333333333333",
                "1/tan(x/y) - y/x | 0 2 | 0 -0.16666666666666666 0",
                "1/sinh(x/y) - 1/sin(x/y) | 0 2 | 0 -0.16666666666666666 0",
                "1/sin(x/y) - 1/sin(x/y) | 0 2 | 0 0 0",
                "(sin(x) - sin(y))/(x - y) | 1 1 | 0.5403023058681398 -0.42073549240394825 -0.42073549240394825",
                "(cos(x) - cos(y))/(x - y) | 1 1 | -0.8414709848078965 -0.2701511529340699 -0.2701511529340699",
                "(exp(x) - exp(-x))/(2*x) | 0 | 1 0",
                "(exp(2*x) - exp(2*y))/(x - y) | 1 1 | 14.7781121978613 14.7781121978613 14.7781121978613",
                "x/(x - y)*(exp(-3*y) - exp(-3*x)) | 1 1 | 0.14936120510359183 -0.07468060255179591 -0.22404180765538775",
                "(1 + x)^(1/x) | 0 | 2.718281828459045 -1.3591409142295225",
                "(2*j1(x)/x)^2 | 0 | 1 0",
            })
    void aQuotientHasItsLimitAndSlopes(String formula, String point, String expected) {
        double[] at = ThreeWays.numbers(point);
        String program = (at.length == 1 ? "f(x) = " : "f(x, y) = ") + formula;
        double[] wanted = ThreeWays.numbers(expected);

        double[] actual = ThreeWays.at(program, at);

        for (int i = 0; i < wanted.length; i++) {
            assertThat(actual[i]).isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
        }
        at[0] += STEP;
        double[] beside = ThreeWays.inMemory(program, at);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(beside[i]).as("beside it").isCloseTo(wanted[i], within(BESIDE * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    /** Against limits with 60 digits: the value, the gradient and the Hessian, and little else beside the point. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(x) { return (x/tanh(x) - 1)/x^2 } | 0 | 0.3333333333333333 0 -0.044444444444444446",
                "f(x) { return (1 - x/tan(x))/x^2 } | 0 | 0.3333333333333333 0 0.044444444444444446",
                "f(x) { return 3*(sin(x) - x*cos(x))/x^3 } | 0 | 1 0 -0.2",
                "f(x) { return sin(x)/x^2 - cos(x)/x } | 0 | 0 0.3333333333333333 0",
                "f(x) { return (sinh(x)/x - cosh(x))/x^2 } | 0 | -0.3333333333333333 0 -0.06666666666666667",
                "f(x) { return (1 - tanh(x)/x)/x^2 } | 0 | 0.3333333333333333 0 -0.26666666666666666",
                "f(x) { return (1 - 1/sqrt(1 + x))/x } | 0 | 0.5 -0.375 0.625",
                "f(x) { return (1/sqrt(1 - x^2) - 1)/x^2 } | 0 | 0.5 0 0.75",
                "f(x) { return log(cosh(x))/x^2 } | 0 | 0.5 0 -0.16666666666666666",
                "f(x) { return log(sin(x)/x)/x^2 } | 0 | -0.16666666666666666 0 -0.011111111111111112",
                "f(x) { return log(1 + x^2)/x } | 0 | 0 1 0",
                "f(x) { return (gamma(1 + x) - 1)/x } | 0 | -0.5772156649015329 0.9890559953279726 -1.8149581521617726",
                "f(x) { return lgamma(1 + x)/x } | 0 | -0.5772156649015329 0.8224670334241132 -0.8013712687730629",
                "f(x) { return x/(1 - 2^(-x)) } | 0 | 1.4426950408889634 0.5 0.11552453009332422",
                "f(x) { return (tanh(x) - sin(x))/x^3 } | 0 | -0.16666666666666666 0 0.25",
                "f(x) { return (exp(x) - cos(x) - x)/x^2 } | 0 | 1 0.16666666666666666 0",
                "f(t, x) { return x/(exp((x)/t) - 1) } | 2 0 | 2 1 -0.5 0 0 0 0.08333333333333333",
                "f(k, x) { return tanh(k*x)/x } | 2 0 | 2 1 0 0 0 0 -5.333333333333333",
                "f(k, x) { return x/atan(x*k) } | 2 0 | 0.5 -0.25 0 0.25 0 0 1.3333333333333333",
                "f(k, t) { return ((1 - exp(-k*t))/(k*t) - exp(-k*t))/k } | 0 3 | 1.5 -3 0.5 6.75 -2 -2 0",
                "f(a, k) { return (1 - sin(k*a)/(k*a))/k^2 } | 2 0 | 0.6666666666666666 0.6666666666666666 0 0.3333333333333333 0 0 -0.26666666666666666",
                "f(t, x, y) { return (x - y)/(exp((x - y)/t) - 1) } | 2 1 1 | 2 1 -0.5 0.5 0 0 0 0 0.08333333333333333 -0.08333333333333333 0 -0.08333333333333333 0.08333333333333333",
                "f(x) { return (1 - cos(sqrt(x)))/x } | 0 | 0.5 -0.041666666666666664 0.002777777777777778",
                "f(x) { return tanh(sqrt(x))/sqrt(x) } | 0 | 1 -0.3333333333333333 0.26666666666666666",
                "f(x) { return (sqrt(x) - sin(sqrt(x)))/sqrt(x)^3 } | 0 | 0.16666666666666666 -0.008333333333333333 0.0003968253968253968",
                "f(x) { return acos(x)/sqrt(1 - x^2) } | 1 | 1 -0.3333333333333333 0.26666666666666666",
                "f(x) { return acos(x)^2 } | 1 | 0 -2 0.6666666666666666",
                "f(x) { return acosh(x)^2 } | 1 | 0 2 -0.6666666666666666",
                "f(h, x) { return (sqrt(x + h) - sqrt(x))/h } | 0 2 | 0.3535533905932738 -0.04419417382415922 -0.08838834764831845 0.02209708691207961 0.03314563036811941 0.03314563036811941 0.06629126073623882",
                "f(h, x) { return (log(x + h) - log(x))/h } | 0 2 | 0.5 -0.125 -0.25 0.08333333333333333 0.125 0.125 0.25",
                "f(h, x) { return (exp(x + h) - exp(x))/h } | 0 2 | 7.38905609893065 3.694528049465325 7.38905609893065 2.46301869964355 3.694528049465325 3.694528049465325 7.38905609893065",
                "f(h, x) { return (sin(x + h) - sin(x))/h } | 0 2 | -0.4161468365471424 -0.45464871341284085 -0.9092974268256817 0.1387156121823808 0.2080734182735712 0.2080734182735712 0.4161468365471424",
                "f(h, x) { return ((x + h)^3 - x^3)/h } | 0 2 | 12 6 12 2 3 3 6",
                "f(x, y) { return (tanh(x) - tanh(y))/(x - y) } | 1 1 | 0.4199743416140261 -0.31985000422461224 -0.31985000422461224 0.2072088935904321 0.10360444679521603 0.10360444679521603 0.2072088935904321",
                "f(x, y) { return (sqrt(x) - sqrt(y))/(x - y) } | 2 2 | 0.3535533905932738 -0.04419417382415922 -0.04419417382415922 0.02209708691207961 0.011048543456039806 0.011048543456039806 0.02209708691207961",
                "f(x, y) { return (atan(x) - atan(y))/(x - y) } | 1 1 | 0.5 -0.25 -0.25 0.16666666666666666 0.08333333333333333 0.08333333333333333 0.16666666666666666",
                "f(x, y) { return (x*log(x) - y*log(y))/(x - y) } | 2 2 | 1.6931471805599454 0.25 0.25 -0.08333333333333333 -0.041666666666666664 -0.041666666666666664 -0.08333333333333333",
                "f(x, y) { return (1/x - 1/y)/(x - y) } | 2 2 | -0.25 0.125 0.125 -0.125 -0.0625 -0.0625 -0.125",
                "f(a, r, x, y) { return (a*x^r + (1 - a)*y^r)^(1/r) } | 0.3 0 2 3 | 2.6564024798866686 -1.0770785186860439 0.045855364592101926 0.3984603719830002 0.6198272453068893 0.4367177580200184 0.06875080124232777 1.1666394621404277 -1.1367858143222997 0.06875080124232777 -0.004166502051893946 -0.10621493977321932 0.08609508137951352 1.1666394621404277 -0.10621493977321932 -0.1394611301940501 0.09297408679603339 -1.1367858143222997 0.08609508137951352 0.09297408679603339 -0.061982724530688926",
                "f(p, x, y) { return ((x^p + y^p)/2)^(1/p) } | 0 2 3 | 2.449489742783178 0.05033761246935271 0.6123724356957945 0.408248290463863 0.0010344502305348192 -0.11156342480358945 0.0911548206921772 -0.11156342480358945 -0.15309310892394862 0.10206207261596575 0.0911548206921772 0.10206207261596575 -0.06804138174397717",
                "f(g, x) { return (1 + g*x)^(-1/g) } | 0 2 | 0.1353352832366127 0.2706705664732254 -0.1353352832366127 -0.18044704431548358 0 0 0.1353352832366127",
                "f(b, x, y) { return (x^(1 - b) - y^(1 - b))/(1 - b) } | 1 2 1.5 | 0.28768207245178096 -0.158025530012518 0.5 -0.6666666666666666 0.08878846532681457 -0.34657359027997264 0.2703100720721096 -0.34657359027997264 -0.25 0 0.2703100720721096 0 0.4444444444444444",
                "f(a, b) { return 1/(1/a + 1/b) } | 0 2 | 0 1 0 -1 0 0 0",
                "f(a, b, c) { return 1/(1/a + 1/b + 1/c) } | 2 0 3 | 0 0 1 0 0 0 0 0 -1.6666666666666667 0 0 0 0",
                "f(T, k) { return (T - (1 - exp(-k*T))/k)/k } | 2 0 | 2 2 -1.3333333333333333 1 -2 -2 1.3333333333333333",
                "f(T, k) { return T/k - (1 - exp(-k*T))/k^2 } | 2 0 | 2 2 -1.3333333333333333 1 -2 -2 1.3333333333333333",
                "f(T, k, s) { return s^2/(2*k^2)*(T - 2*(1 - exp(-k*T))/k + (1 - exp(-2*k*T))/(2*k)) } | 2 0 1 | 1.3333333333333333 2 -2 2.6666666666666665 2 -4 4 -4 3.7333333333333334 -4 4 -4 2.6666666666666665",
                "f(g, k, t, v) { return (v + g/k)*(1 - exp(-k*t))/k - g*t/k } | 9 0 2 3 | -12 -2 6 -15 2 0 1.3333333333333333 -2 0 1.3333333333333333 -4 12 -2 -2 12 -9 1 0 -2 1 0",
                "f(k, x) { return (sin(k*x)/k - x*cos(k*x))/k^2 } | 0 2 | 2.6666666666666665 0 4 -2.1333333333333333 0 0 4",
                "f(k, x) { return (x - tanh(k*x)/k)/k^2 } | 0 2 | 2.6666666666666665 0 4 -8.533333333333333 0 0 4",
                "f(k, x) { return (log(1 + k*x)/k - x)/k } | 0 2 | -2 2.6666666666666665 -2 -8 4 4 -1",
                "f(g, k, v, x) { return g*x/(k*v) + g/k^2*log(1 - k*x/v) } | 9 0 5 2 | -0.72 -0.08 -0.192 0.288 -0.72 0 -0.021333333333333333 0.032 -0.08 -0.021333333333333333 -0.1152 0.1152 -0.288 0.032 0.1152 -0.1728 0.288 -0.08 -0.288 0.288 -0.36",
                "f(a, b, x) { return a/tanh(a*x) - b/tanh(b*x) } | 2 3 0 | 0 0 0 -1.6666666666666667 0 0 1.3333333333333333 0 0 -2 1.3333333333333333 -2 0",
                "f(a, b, x) { return a/sin(a*x) - b/sin(b*x) } | 2 3 0 | 0 0 0 -0.8333333333333334 0 0 0.6666666666666666 0 0 -1 0.6666666666666666 -1 0",
                "f(a, b, x) { return a/tan(a*x) - b/tan(b*x) } | 2 3 0 | 0 0 0 1.6666666666666667 0 0 -1.3333333333333333 0 0 2 -1.3333333333333333 2 0",
                "f(a, b, x) { return a/(exp(a*x) - 1) - b/(exp(b*x) - 1) } | 2 3 0 | 0.5 -0.5 0.5 -0.4166666666666667 0 0 0.3333333333333333 0 0 -0.5 0.3333333333333333 -0.5 0",
                "f(j, x) { return (2*j + 1)/(2*j)/tanh((2*j + 1)/(2*j)*x) - 1/(2*j)/tanh(x/(2*j)) } | 2 0 | 0 0 0.5 0 -0.08333333333333333 -0.08333333333333333 0",
                "f(d, f) { return 1/(1/f - 1/d) } | 2 0 | 0 0 1 0 0 0 1",
                "f(a, b, n) { return 1/((n - 1)*(1/a - 1/b)) } | 0 2 3 | 0 0.5 0 0 0.5 0 -0.25 0 0 0 -0.25 0 0",
                "f(x, y) { return 1/(1/x^2 + 1/y^2) } | 0 2 | 0 0 0 2 0 0 0",
                "f(g, x, y) { return -log((exp(-g*x) + exp(-g*y))/2)/g } | 0 1 3 | 2 -0.5 0.5 0.5 0 0.5 -0.5 0.5 0 0 -0.5 0 0",
                "f(g, p, x, y) { return log(p*exp(g*x) + (1 - p)*exp(g*y))/g } | 0 0.25 1 3 | 2.5 0.375 -2 0.25 0.75 -0.25 1 -0.375 0.375 1 0 1 -1 -0.375 1 0 0 0.375 -1 0 0",
                "f(w, p, t, v) { return v/w*(cos(p) - cos(p + w*t)) } | 0 0.5 0.25 3 | 0.35956915395315225 0.08227336517722245 0.6581869214177796 1.438276615812609 0.11985638465105075 -0.007491024040690672 -0.04494614424414403 0.6581869214177796 0.02742445505907415 -0.04494614424414403 -0.35956915395315225 2.6327476856711183 0.2193956404725932 0.6581869214177796 2.6327476856711183 0 0.479425538604203 0.02742445505907415 0.2193956404725932 0.479425538604203 0",
                "f(w, t, x) { return (sin(x + 2*w*t) - sin(x))/w } | 0 0.25 0.5 | 0.4387912809451864 -0.059928192325525376 1.7551651237807455 -0.2397127693021015 -0.03656594007876553 -0.479425538604203 -0.1096978202362966 -0.479425538604203 0 -0.958851077208406 -0.1096978202362966 -0.958851077208406 -0.4387912809451864",
                "f(w, t, x) { return (exp(x + w*t) - exp(x))/w } | 0 0.25 0.5 | 0.41218031767503205 0.051522539709379006 1.6487212707001282 0.41218031767503205 0.008587089951563168 0.41218031767503205 0.051522539709379006 0.41218031767503205 0 1.6487212707001282 0.051522539709379006 1.6487212707001282 0.41218031767503205",
                "f(h, x) { return (cosh(x + h) - cosh(x - h))/h } | 0 0.5 | 1.0421906109874948 0 2.2552519304127614 0.3473968703291649 0 0 1.0421906109874948",
                "f(h, x) { return (sinh(x + h) - sinh(x))/h } | 0 0.5 | 1.1276259652063807 0.2605476527468737 0.5210953054937474 0.3758753217354603 0.5638129826031903 0.5638129826031903 1.1276259652063807",
            })
    void aFormulaIsSmoothWhereItIsNoQuotient(String program, String point, String expected) {
        double[] at = ThreeWays.numbers(point);
        double[] wanted = ThreeWays.numbers(expected);

        assertDerivatives(program, at, wanted, ROUNDING);

        // inside the domain
        at[0] += program.contains("acos(") ? -STEP : STEP;
        assertDerivatives(program, at, wanted, BESIDE);
    }

    /** Against limits with 60 digits: at the point itself, where there is no form that keeps digits beside it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(w, t, x) { return (tan(x + w*t) - tan(x))/w } | 0 0.25 0.5 | 0.3246116026023812 0.04433403168346598 1.2984464104095248 0.35467225346772785 0.025635379388511365 0.35467225346772785 0.15381227633106817 0.35467225346772785 0 1.4186890138709114 0.15381227633106817 1.4186890138709114 1.2304982106485454",
                "f(w, t, x) { return (normcdf(x + w*t) - normcdf(x))/w } | 0 0.25 0.5 | 0.08801633169107487 -0.005501020730692179 0.35206532676429947 -0.044008165845537434 -0.0013752551826730448 -0.044008165845537434 -0.008251531096038269 -0.044008165845537434 0 -0.17603266338214973 -0.008251531096038269 -0.17603266338214973 -0.06601224876830615",
                "f(w, t, x) { return ((x + w*t)^2.5 - x^2.5)/w } | 0 0.25 0.5 | 0.2209708691207961 0.08286407592029854 0.8838834764831844 0.6629126073623883 0.013810679320049757 0.6629126073623883 0.08286407592029854 0.6629126073623883 0 2.6516504294495533 0.08286407592029854 2.6516504294495533 0.6629126073623883",
                "f(w, t, x) { return (1/(x + w*t) - 1/x)/w } | 0 0.25 0.5 | -1.0 0.5 -4.0 4.0 -0.5 4.0 -3.0 4.0 0 16.0 -3.0 16.0 -24.0",
                "f(w, t, x) { return 1/(w*(x + w*t)) - 1/(w*x) } | 0 0.25 0.5 | -1.0 0.5 -4.0 4.0 -0.5 4.0 -3.0 4.0 0 16.0 -3.0 16.0 -24.0",
                "f(w, a, p, t) { return ((w + a*w*t)*sin(p + w*t) + a*cos(p + w*t) - w*sin(p) - a*cos(p))/w^2 } | 0 0.5 0.25 2 | 2.9067372651319343 -0.8246798641817431 1.9378248434212895 -0.7422118777635688 1.9378248434212895 -4.5215913013163425 -0.6597438913453945 -3.229708072368816 -0.9896158370180917 -0.6597438913453945 0 -0.4948079185090459 1.9378248434212895 -3.229708072368816 -0.4948079185090459 -2.9067372651319343 -0.4948079185090459 -0.9896158370180917 1.9378248434212895 -0.4948079185090459 0.48445621085532237",
                "f(k, x) { return -(1/k + 1)*log(1 + k*x/2) } | 0 0.5 | -0.25 -0.21875 -0.5 0.052083333333333336 -0.375 -0.375 0",
                "f(k, x) { return -(1 + 1/k)*log(1 + k*x) - (1 + k*x)^(-1/k) } | 0 0.5 | -1.1065306597126334 -0.45081633246407915 -0.3934693402873666 0.2077338467513762 -0.7274489973922376 -0.7274489973922376 -0.6065306597126334",
                "f(a, x) { return abs(a - 2)/a*((x^2/abs(a - 2) + 1)^(a/2) - 1) } | 0 1.5 | 0.7537718023763802 0.029862963679185273 0.7058823529411765 0.0231049750223971 0.07918589564841098 0.07918589564841098 -0.02768166089965398",
                "f(x, y) { return (atan(x)*y - atan(y)*x)/(x - y) } | 1.5 1.5 | -0.5212552617088675 -0.21301775147928995 -0.21301775147928995 0.1675011379153391 -0.05826126536185708 -0.05826126536185708 0.1675011379153391",
                "f(y, x) { return atan2(y, x)/y } | 0 2 | 0.5 0 -0.25 -0.08333333333333333 0 0 0.25",
                "f(x, y, w) { n = sqrt(x^2 + y^2); return 2*atan2(n, w)/n } | 0 0 0.75 | 2.6666666666666665 0 0 -3.5555555555555554 -3.1604938271604937 0 0 0 -3.1604938271604937 0 0 0 9.481481481481481",
            })
    void aQuotientThatVanishesByItsTermsHasItsLimit(String program, String point, String expected) {
        assertDerivatives(program, ThreeWays.numbers(point), ThreeWays.numbers(expected), ROUNDING);
    }

    @Test
    void soDoDerivativesOfAnyOrder() {
        String third = "f(w, x) { z = (normcdf(x + w) - normcdf(x))/w; return grad(grad(grad(z, w), w), w) }";

        // a quarter of the fourth derivative, (3x - x³) φ(x)
        double density = Math.exp(-0.125) / Math.sqrt(2 * Math.PI);
        assertThat(Autodiff.compile(third).value(0, 0.5)).isCloseTo(0.25 * (1.5 - 0.125) * density, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abs(w)*x/w", "sqrt(w)*x/w", "(max(x + w, x) - x)/w", "floor(w)*x/w", "x*w*sin(1/w)/w", "x/w - y/w",
                "where(w > 0, x, 2*x)*w/w^2", "(exp(x*w) - cos(y*w))/w^2",
            })
    void whereThereIsNoneAQuotientIsNoNumber(String formula) {
        assertThat(Autodiff.compile("f(w, x, y) { return " + formula + " + 0*y }").value(0, 1, 2)).isNaN();
    }

    /** Of functions of several numbers whose difference divides, and of those that vanish at a point other than 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(n, x, y) = (x^n - y^n)/(x - y) | 2.5 2 2 | 7.0710678118654755 7.729717842088926 2.6516504294495533 2.6516504294495533 7.318348415704938 4.666411143749716 4.666411143749716 4.666411143749716 0.4419417382415922 0.2209708691207961 4.666411143749716 0.2209708691207961 0.4419417382415922",
                "f(g, n, r) = (1 - ((1 + g)/(1 + r))^n)/(r - g) | 0.05 10 0.05 | 9.523809523809524 40.816326530612244 0.9523809523809523 -49.88662131519274 207.32102364755426 8.616780045351474 -285.0664075153871 8.616780045351474 0 -9.523809523809524 -285.0664075153871 -9.523809523809524 380.0885433538495",
                "f(a, g, n, r) = a/(r - g)*(1 - ((1 + g)/(1 + r))^n) | 100 0.05 10 0.05 | 952.3809523809524 9.523809523809524 4081.6326530612246 95.23809523809524 -4988.662131519274 0 40.816326530612244 0.9523809523809523 -49.88662131519274 40.816326530612244 20732.102364755425 861.6780045351474 -28506.64075153871 0.9523809523809523 861.6780045351474 0 -952.3809523809524 -49.88662131519274 -28506.64075153871 -952.3809523809524 38008.854335384945",
                "f(g, p, x) = log(1 + p*(exp(g*x) - 1))/g | 0 0.25 2 | 0.5 0.375 2 0.25 0.25 1 0.375 1 0 1 0.375 1 0",
                "f(g, x, y, z) = (log(exp(-g*x) + exp(-g*y) + exp(-g*z)) - log(3))/g | 0 1 2 4 | -2.3333333333333335 0.7777777777777778 -0.3333333333333333 -0.3333333333333333 -0.3333333333333333 -0.24691358024691357 -0.4444444444444444 -0.1111111111111111 0.5555555555555556 -0.4444444444444444 0 0 0 -0.1111111111111111 0 0 0 0.5555555555555556 0 0 0",
                "f(c, s) = c^(1 - s)/(1 - s) - 1/(1 - s) | 2 1 | 0.6931471805599453 0.5 -0.24022650695910072 -0.25 -0.34657359027997264 -0.34657359027997264 0.11100821732964317",
                "f(a, p, q) = log(p^a + q^a + (1 - p - q)^a)/(1 - a) | 1 0.25 0.5 | 1.0397207708399179 -0.06005662673977518 0 -0.6931471805599453 0 0 -0.6931471805599453 0 -8 -4 -0.6931471805599453 -4 -6",
                "f(a, p, q) = (1 - (p^a + q^a + (1 - p - q)^a))/(a - 1) | 1 0.25 0.5 | 1.0397207708399179 -0.6005662673977518 0 -0.6931471805599453 0.4995369779833942 0 0.027532340317356827 0 -8 -4 0.027532340317356827 -4 -6",
                "f(a, p) = log(p^a + (1 - p)^a)/(1 - a) | 1 0.25 | 0.5623351446188084 -0.11315146507617956 1.0986122886681098 0.0414365300044971 0.7968750484649642 0.7968750484649642 -5.333333333333333",
                "f(a, p) = (1 - p^a - (1 - p)^a)/(a - 1) | 1 0.25 | 0.5623351446188084 -0.2712618725129076 1.0986122886681098 0.22796864684716484 0.1790867482367827 0.1790867482367827 -5.333333333333333",
                "f(x, y) = (exp(sin(x)) - exp(sin(y)))/(x - y) | 2 2 | -1.0331168679958345 -0.9137366117894145 -0.9137366117894145 1.2241450294068041 0.6120725147034021 0.6120725147034021 1.2241450294068041",
                "f(x, y) = (x*exp(-x) - y*exp(-y))/(x - y) | 2 2 | -0.1353352832366127 0 0 0.045111761078870896 0.022555880539435448 0.022555880539435448 0.045111761078870896",
                "f(a, b, t) = a/(b - a)*(exp(-a*t) - exp(-b*t)) | 2 2 3 | 0.014872513059998151 -0.014872513059998151 -0.022308769589997227 -0.024787521766663583 0.022308769589997227 0.011154384794998614 0.01735126523666451 0.011154384794998614 0.044617539179994455 0.029745026119996302 0.01735126523666451 0.029745026119996302 0.039660034826661736",
                "f(x, y) = (sqrt(1 + x^2) - sqrt(1 + y^2))/(x - y) | 2 2 | 0.8944271909999159 0.044721359549995794 0.044721359549995794 -0.03577708763999664 -0.01788854381999832 -0.01788854381999832 -0.03577708763999664",
                "f(x, y) = (1/(1 + x^2) - 1/(1 + y^2))/(x - y) | 2 2 | -0.16 0.088 0.088 -0.0768 -0.0384 -0.0384 -0.0768",
                "f(x, y) = (x/(1 + x) - y/(1 + y))/(x - y) | 2 2 | 0.1111111111111111 -0.037037037037037035 -0.037037037037037035 0.024691358024691357 0.012345679012345678 0.012345679012345678 0.024691358024691357",
                "f(x) = (sqrt(x + 2) - 2)/(x - 2) | 2 | 0.25 -0.015625 0.00390625",
                "f(x) = (exp(x) - exp(1))/(x - 1) | 1 | 2.718281828459045 1.3591409142295225 0.9060939428196817",
                "f(x) = (2^x - 8)/(x - 3) | 3 | 5.545177444479562 1.9218120556728058 0.8880657386371453",
                "f(x) = (x^x - 1)/(x - 1) | 1 | 1 1 1",
                "f(x, y) = (cosh(x) - cosh(y))/(x - y) | 2 2 | 3.6268604078470186 1.8810978455418157 1.8810978455418157 1.2089534692823396 0.6044767346411698 0.6044767346411698 1.2089534692823396",
                "f(x, y) = (tanh(2*x) - tanh(2*y))/(x - y) | 0.5 0.5 | 0.8399486832280522 -1.279400016898449 -1.279400016898449 1.6576711487234568 0.8288355743617284 0.8288355743617284 1.6576711487234568",
                "f(h, x) = (1/(1 + (x + h)^2) - 1/(1 + x^2))/h | 0 2 | -0.16 0.088 0.176 -0.0768 -0.1152 -0.1152 -0.2304",
                "f(h, x) = ((x + h)*log(x + h) - x*log(x))/h | 0 2 | 1.6931471805599454 0.25 0.5 -0.08333333333333333 -0.125 -0.125 -0.25",
                "f(x, y) = (x - y)/(exp(x) - exp(y)) | 2 2 | 0.1353352832366127 -0.06766764161830635 -0.06766764161830635 0.022555880539435448 0.045111761078870896 0.045111761078870896 0.022555880539435448",
                "f(x, y) = (x - y)/(sqrt(x) - sqrt(y)) | 2 2 | 2.8284271247461903 0.3535533905932738 0.3535533905932738 -0.08838834764831845 0 0 -0.08838834764831845",
                "f(x, y) = (x - y)/(x^3 - y^3) | 2 2 | 0.08333333333333333 -0.041666666666666664 -0.041666666666666664 0.027777777777777776 0.034722222222222224 0.034722222222222224 0.027777777777777776",
                "f(x, y) = (x - y)/(sin(x) - sin(y)) | 1 1 | 1.8508157176809257 1.4412373478144902 1.4412373478144902 2.8615327511077395 2.553063464827585 2.553063464827585 2.8615327511077395",
                "f(h, x) = (sqrt(1 + (x + h)^2) - sqrt(1 + x^2))/h | 0 2 | 0.8944271909999159 0.044721359549995794 0.08944271909999159 -0.03577708763999664 -0.05366563145999495 -0.05366563145999495 -0.1073312629199899",
            })
    void aDividedDifferenceIsSmoothWhereItIsADerivative(String program, String point, String expected) {
        double[] at = ThreeWays.numbers(point);
        double[] wanted = ThreeWays.numbers(expected);

        assertDerivatives(program, at, wanted, ROUNDING);

        for (int i = 0; i < at.length; i++) {
            double[] beside = at.clone();
            beside[i] += STEP;
            assertDerivatives(program, beside, wanted, BESIDE);
        }
    }

    /** Against limits with 60 digits: the value, the gradient and the Hessian at the point, near it and far from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(x, y) = (x^3 - y^3)/(x^2 - y^2) | 2 2 | 3.0 0.75 0.75 0.125 -0.125 -0.125 0.125",
                "f(x, y) = (x^3 - y^3)/(x^2 - y^2) | 2.001 2 | 3.000750062484379 0.7501249531406201 0.749875015624999 0.12490629685547608 -0.12496875000390381 -0.12496875000390381 0.12503123437890576",
                "f(x, y) = (x^3 - y^3)/(x^2 - y^2) | 2.5 2 | 3.388888888888889 0.8024691358024691 0.691358024691358 0.0877914951989026 -0.10973936899862825 -0.10973936899862825 0.13717421124828533",
                "f(x, y) = (exp(x) - exp(y))/(x^2 - y^2) | 2 2 | 1.8472640247326626 0.46181600618316565 0.46181600618316565 0.3848466718193047 0.07696933436386094 0.07696933436386094 0.3848466718193047",
                "f(x, y) = (exp(x) - exp(y))/(x^2 - y^2) | 2.001 2 | 1.8477260331910532 0.4622009394782006 0.4618929851444681 0.3850199509679547 0.07698859401186635 0.07698859401186635 0.3848659353164179",
                "f(x, y) = (exp(x) - exp(y))/(x^2 - y^2) | 2.5 2 | 2.1304168274545883 0.6801821437469036 0.5033827603945343 0.4977061637001164 0.09058434356219677 0.09058434356219677 0.3994842840599112",
                "f(x, y) = (exp(x) - exp(y))/(sin(x) - sin(y)) | 1 1 | 5.0310387331984465 6.4332086596598606 6.4332086596598606 13.373154683003374 11.696141771937226 11.696141771937226 13.373154683003374",
                "f(x, y) = (exp(x) - exp(y))/(sin(x) - sin(y)) | 1.001 1 | 5.037478634603165 6.446600323001759 6.444921163456891 13.410194031273539 11.72888561963148 11.72888561963148 13.40589685744472",
                "f(x, y) = (exp(x) - exp(y))/(sin(x) - sin(y)) | 1.25 1 | 7.18105319619098 11.403170437968898 10.804748410671957 28.961003150235108 25.6170345230095 25.6170345230095 27.11034037746818",
                "f(x, y) = log(x/y)/(x^2 - y^2) | 2 2 | 0.125 -0.0625 -0.0625 0.052083333333333336 0.041666666666666664 0.041666666666666664 0.052083333333333336",
                "f(x, y) = log(x/y)/(x^2 - y^2) | 2.001 2 | 0.12493752603125417 -0.06244794790000847 -0.062458354157295705 0.05202088329950023 0.041625028108862726 0.041625028108862726 0.05204169061302641",
                "f(x, y) = log(x/y)/(x^2 - y^2) | 2.5 2 | 0.09917491169520433 -0.042610914878231855 -0.04591126809741451 0.030115255729737736 0.026272302655175616 0.026272302655175616 0.03602652382715225",
                "f(x, y) = 1/(x^2 + y^2) - (1 + cos(hypot(x, y)))/(2*hypot(x, y)*sin(hypot(x, y))) | 0 0 | 0.08333333333333333 0 0 0.002777777777777778 0 0 0.002777777777777778",
                "f(x, y) = 1/(x^2 + y^2) - (1 + cos(hypot(x, y)))/(2*hypot(x, y)*sin(hypot(x, y))) | 0.001 0.002 | 0.08333334027777861 2.7777784391535634e-06 5.555556878307127e-06 0.002777778703703927 5.291007275132776e-10 5.291007275132776e-10 0.002777779497355018",
                "f(x, y) = 1/(x^2 + y^2) - (1 + cos(hypot(x, y)))/(2*hypot(x, y)*sin(hypot(x, y))) | 0.1 0.2 | 0.08340286055320605 0.0002784403956095019 0.0005568807912190038 0.0027870594044804927 5.31089677094823e-06 5.31089677094823e-06 0.002795025749636915",
                "f(x, y) = 1/(x^2 + y^2) - 1/(2*sqrt(x^2 + y^2)*tan(sqrt(x^2 + y^2)/2)) | 0 0 | 0.08333333333333333 0 0 0.002777777777777778 0 0 0.002777777777777778",
                "f(x, y) = 1/(x^2 + y^2) - 1/(2*sqrt(x^2 + y^2)*tan(sqrt(x^2 + y^2)/2)) | 0.001 0.002 | 0.08333334027777861 2.7777784391535634e-06 5.555556878307127e-06 0.002777778703703927 5.291007275132776e-10 5.291007275132776e-10 0.002777779497355018",
                "f(x, y) = 1/(x^2 + y^2) - 1/(2*sqrt(x^2 + y^2)*tan(sqrt(x^2 + y^2)/2)) | 0.1 0.2 | 0.08340286055320605 0.0002784403956095019 0.0005568807912190038 0.0027870594044804927 5.31089677094823e-06 5.31089677094823e-06 0.002795025749636915",
                "f(h, x) = (exp(-(x + h)^2) - exp(-x^2))/h | 0 0.5 | -0.7788007830714049 -0.38940039153570244 -0.7788007830714049 1.298001305119008 1.9470019576785123 1.9470019576785123 3.8940039153570245",
                "f(h, x) = (exp(-(x + h)^2) - exp(-x^2))/h | 1e-9 0.5 | -0.7788007834608053 -0.3894003902377011 -0.7788007811244029 1.2980013053137083 1.9470019579381124 1.9470019579381124 3.8940039157464246",
                "f(h, x) = (exp(-(x + h)^2) - exp(-x^2))/h | 0.001 0.5 | -0.7791895344301041 -0.38810229394467854 -0.7768536526438455 1.2981928129043356 1.947257567392776 1.947257567392776 3.894387994952151",
                "f(h, x) = (exp(-(x + h)^2) - exp(-x^2))/h | 0.25 0.5 | -0.8360718333619275 -0.07440961493782833 -0.3034938160999186 1.1650597442335495 1.7837580891305973 1.7837580891305973 3.6849859570165426",
                "f(h, x) = (log(1 + (x + h)^2) - log(1 + x^2))/h | 0 0.5 | 0.8 0.48 0.96 -0.9386666666666666 -1.408 -1.408 -2.816",
                "f(h, x) = (log(1 + (x + h)^2) - log(1 + x^2))/h | 1e-9 0.5 | 0.80000000048 0.47999999906133334 0.959999998592 -0.9386666661290667 -1.4079999992832 -1.4079999992832 -2.8159999989248",
                "f(h, x) = (log(1 + (x + h)^2) - log(1 + x^2))/h | 0.001 0.5 | 0.8004795307564344 0.4790616028042787 0.9585923592387217 -0.9381270546291358 -1.4072806847933768 -1.4072806847933768 -2.814921446071745",
                "f(h, x) = (log(1 + (x + h)^2) - log(1 + x^2))/h | 0.25 0.5 | 0.8925742052568391 0.2697031789726439 0.64 -0.7240254317811513 -1.1264 -1.1264 -2.4064",
                "f(x) = acos(x)/sqrt(1 - x^2) | 1 | 1.0 -0.3333333333333333 0.26666666666666666",
                "f(x) = acos(x)/sqrt(1 - x^2) | 0.999999 | 1.0000003333334666 -0.3333336000001714 0.2666670095241143",
                "f(x) = acos(x)/sqrt(1 - x^2) | 0.9999 | 1.0000333346667238 -0.3333600017143873 0.26670095542880234",
                "f(x) = acos(x)/sqrt(1 - x^2) | 0.9 | 1.0347264702353929 -0.3618219830955073 0.3042479783027537",
                "f(x) = acos(x)/sqrt(1 - x^2) | 0.25 | 1.3613444250345883 -0.7036414866574431 0.8891875307109397",
                "f(x) = acosh(x)/sqrt(x^2 - 1) | 1 | 1.0 -0.3333333333333333 0.26666666666666666",
                "f(x) = acosh(x)/sqrt(x^2 - 1) | 1.000001 | 0.9999996666668001 -0.3333330666668381 0.2666663238098286",
                "f(x) = acosh(x)/sqrt(x^2 - 1) | 1.0001 | 0.9999666679999428 -0.3333066683808508 0.26663238399976913",
                "f(x) = acosh(x)/sqrt(x^2 - 1) | 1.1 | 0.9679452864758181 -0.3082848339209521 0.2352126926824941",
                "f(x) = acosh(x)/sqrt(x^2 - 1) | 3 | 0.6232252401402305 -0.10870946505258644 0.04439499316663093",
            })
    void aRemovableSingularityIsSmoothAtAndBesideThePoint(String program, String point, String expected) {
        double[] at = ThreeWays.numbers(point);
        double[] wanted = ThreeWays.numbers(expected);

        assertDerivatives(program, at, wanted, ROUNDING);
        assertSameThreeWays(program, at, wanted);
    }

    /** The value and the gradient by the interpreter, the class and the Java source. */
    private static void assertSameThreeWays(String program, double[] at, double[] wanted) {
        double[] actual = ThreeWays.at(program, at);
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as(program).isCloseTo(wanted[i], within(ROUNDING * Math.max(largest, 1)));
        }
    }

    /** Whatever a program says at a point of its own stays. */
    @Test
    void aChoiceOfTheUserIsNoLimit() {
        String program = "f(x, y) = where(x > y, exp(x) - exp(y), 0)/(x - y)";

        assertThat(Autodiff.compile(program).value(2, 2)).isNaN();
        assertThat(Autodiff.compile(program).value(2, 2.25)).isZero();
    }

    /** Each order relative to its largest number. */
    private static void assertDerivatives(String program, double[] at, double[] wanted, double tolerance) {
        CompiledFunction function = Autodiff.compile(program);
        double[][] hessian = function.hessian(at);
        double[] actual = DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(function.value(at)), Arrays.stream(function.gradient(at))),
                        Arrays.stream(hessian).flatMapToDouble(Arrays::stream))
                .toArray();
        int[] ends = {1, Math.min(1 + at.length, wanted.length), wanted.length};
        for (int order = 0, i = 0; order < ends.length; order++) {
            double largest = Arrays.stream(wanted, i, ends[order]).map(Math::abs).max().orElseThrow();
            for (; i < ends[order]; i++) {
                assertThat(actual[i]).as("%s: %s", program, Arrays.toString(actual))
                        .isCloseTo(wanted[i], within(tolerance * Math.max(largest, 1)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sin(q)/q | 1 | -0.3333333333333333",
                "(1 - cos(q))/q^2 | 0.5 | -0.08333333333333333",
                "sinh(q)/q | 1 | 0.3333333333333333",
                "cos(q) | 1 | -1",
                "tanh(q)/q | 1 | -0.6666666666666666",
                "q/tanh(q) | 1 | 0.6666666666666666",
                "q*tanh(q) | 0 | 2",
                "(q - sin(q))/q^3 | 0.16666666666666666 | -0.016666666666666666",
                "(q - tanh(q))/q^3 | 0.3333333333333333 | -0.26666666666666666",
                "sin(q)^2/q^2 | 1 | -0.6666666666666666",
                "log(cosh(q)) | 0 | 1",
                "q*atan(q) + sqrt(1 + q^2) | 1 | 3",
                "j0(q) | 1 | -0.5",
                "(1 + sqrt(3)*q)*exp(-sqrt(3)*q) | 1 | -3",
                "(1 + sqrt(5)*q + 5*q^2/3)*exp(-sqrt(5)*q) | 1 | -1.6666666666666667",
                "max(1 - q, 0)^4*(4*q + 1) | 1 | -20",
                "exp(q) - q | 1 | 1",
            })
    void aFunctionOfALengthKeepsItsCurvatureAtTheOrigin(String formula, double value, double curvature) {
        String[] lengths = {
            "sqrt(x^2 + y^2)", "sqrt(x^2 + y^2 + w^2)", "hypot(x - y, x + y)/sqrt(2)", "norm([x, y])", "norm([w, x, y])"
        };
        for (String length : lengths) {
            String parameters = length.contains("w") ? "w, x, y" : "x, y";
            String program = "f(" + parameters + ") { q = " + length + "; return " + formula + " }";
            double[] origin = new double[parameters.split(",").length];

            assertThat(Autodiff.compile(program).value(origin)).isCloseTo(value, within(TOLERANCE));
            assertThat(Autodiff.compile(program).gradient(origin)).containsOnly(new double[] {0}, within(TOLERANCE));
            double[][] hessian = Autodiff.compile(program).hessian(origin);
            for (int i = 0; i < origin.length; i++) {
                for (int j = 0; j < origin.length; j++) {
                    assertThat(hessian[i][j]).isCloseTo(i == j ? curvature : 0, within(TOLERANCE));
                }
            }
        }
    }

    /** A sum over three multiples of a length, in all the ways that a program may compute it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "r = hypot(x, y); s = 0; for k in 1:4 { q = k*r; s = s + F }; return s",
                "s = 0; for k in 1:4 { q = hypot(k*x, k*y); s = s + F }; return s",
                "s = 0; for k in 1:4 { q = sqrt((k*x)^2 + (k*y)^2); s = s + F }; return s",
                "c = [1, 2, 3]; s = 0; for k in 0:3 { q = norm([c[k]*x, c[k]*y]); s = s + F }; return s",
                "r = hypot(x, y); s = 0; k = 1; while k < 4 { q = k*r; s = s + F; k = k + 1 }; return s",
                "s = 0; k = 1; while k < 4 { q = hypot(k*x, k*y); if k > 0 { s = s + F }; k = k + 1 }; return s",
                "s = 0; for i in 0:2 { for k in 1:4 { q = hypot(k*x, k*y); s = s + (F)/2 } }; return s",
                "r = hypot(x, y); t = zeros(3); for k in 0:3 { q = (k + 1)*r; t[k] = F }; return sum(t)",
                "r = hypot(x, y); return sum(map(k -> F(k*r), [1, 2, 3]))",
                "return sum(map(k -> F(hypot(k*x, k*y)), [1, 2, 3]))",
                "q = hypot(x, y)*[1, 2, 3]; return sum(F)",
                "s = 0; for k in 1:4 { q = abs(k*(x + y)); s = s + F }; return s",
                "r = abs(x + y); s = 0; for k in 1:4 { q = k*r; s = s + F }; return s",
                "q = abs(x + y)*[1, 2, 3]; return sum(F)",
            })
    void soDoesOneThatALoopComputes(String body) {
        Map<String, Double> curvatures = Map.of(
                "(1 + q)*exp(-q)", -1.0,
                "cos(q)", -1.0,
                "log(cosh(q)) + q^3", 1.0,
                "q*tanh(q)", 2.0,
                "(1 + sqrt(5)*q + 5*q^2/3)*exp(-sqrt(5)*q)", -5.0 / 3,
                "exp(-q)", 0.0);
        curvatures.forEach((formula, curvature) -> {
            String ofFormula = body.replaceAll("\\bF\\(", "g(").replace("F", formula);
            String program = "g(q) = %s\nf(x, y) { %s }".formatted(formula, ofFormula);

            double[][] hessian = Autodiff.compile(program).hessian(0, 0);

            double ofSum = 14 * curvature;
            double mixed = body.contains("abs") ? ofSum : 0;
            double[][] expected = {{ofSum, mixed}, {mixed, ofSum}};
            for (int i = 0; i < expected.length; i++) {
                assertThat(hessian[i]).as(program).containsExactly(expected[i], within(ROUNDING));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(1 + q)*exp(-q) | -1",
                "cos(q) | -1",
                "sin(q)/q | -0.3333333333333333",
                "log(cosh(q)) | 1",
                "max(1 - q, 0)^4*(4*q + 1) | -20",
                "q^2*log(2 + q) | 1.3862943611198906",
                "q | 0",
                "exp(-q) | 0",
            })
    void aFunctionOfAnAbsoluteValueKeepsItsCurvature(String formula, double curvature) {
        CompiledFunction function = Autodiff.compile("f(x) { q = abs(x); return " + formula + " }");

        assertThat(function.gradient(0)).containsExactly(new double[] {0}, within(0.0));
        double tolerance = TOLERANCE * Math.max(1, Math.abs(curvature));
        assertThat(function.hessian(0)[0][0]).isCloseTo(curvature, within(tolerance));
    }

    @Test
    void aFunctionWithASignMayHaveASlope() {
        assertThat(Autodiff.compile("f(x) = grad(sign(x)*log(1 + abs(x)), x)").gradient(0)[0]).isZero();
        assertThat(Autodiff.compile("f(x) = sign(x)*log(1 + abs(x))").gradient(0)).containsExactly(1);
        assertThat(Autodiff.compile("f(x) = sign(x)*sqrt(abs(x))").value(0)).isZero();
        assertThat(Autodiff.compile("f(x) = sign(x)*(1 + abs(x))").gradient(0)).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(x: f64[2]) { q = norm(x); return tanh(q)/q } | 0 0 | -0.6666666666666666 0 0 -0.6666666666666666",
                "f(x: f64[n]) { q = sqrt(sum(x^2)); return (1 + q)*exp(-q) } | 0 0 | -1 0 0 -1",
                "f(x: f64[2]) = sum(log(cosh(norm(reshape(x, 2, 1), axis=1)))*[1, 2]) | 0 0 | 1 0 0 2",
                "f(x: f64[2]) = sum(map(t -> cosh(hypot(t, 2*t)), x)) | 0 0 | 5 0 0 5",
            })
    void soDoesOneOfANorm(String program, String point, String expected) {
        Tensor x = Tensor.of(ThreeWays.numbers(point));

        double[] hessian = Autodiff.compile(program).hessian(x).blocks().get("x").get("x").toArray();

        assertThat(hessian).containsExactly(ThreeWays.numbers(expected), within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(-q)", "q", "sin(q)", "log(1 + q)"})
    void aKinkAtTheOriginStaysOne(String formula) {
        String program = "f(x, y) { q = hypot(x, y); return " + formula + " }";

        assertThat(Autodiff.compile(program).gradient(0, 0)).containsOnly(0);
        assertThat(Autodiff.compile(program).hessian(0, 0)).isDeepEqualTo(new double[2][2]);
    }
}
