package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotients as people write them have their limits, with slopes, where dividend and divisor vanish together. */
class LimitsTest {
    private static final double TOLERANCE = 1e-14;

    /** Beside the point by so much the slopes differ from those at it by less than the tolerance below. */
    private static final double STEP = 1e-7;

    private static final double BESIDE = 1e-5;

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
                "(sin(x) - sin(y))/(x - y) | 1 1 | 0.5403023058681398 -0.42073549240394825 -0.42073549240394825",
                "(cos(x) - cos(y))/(x - y) | 1 1 | -0.8414709848078965 -0.2701511529340699 -0.2701511529340699",
                "(exp(x) - exp(-x))/(2*x) | 0 | 1 0",
                "(exp(2*x) - exp(2*y))/(x - y) | 1 1 | 14.7781121978613 14.7781121978613 14.7781121978613",
                "x/(x - y)*(exp(-3*y) - exp(-3*x)) | 1 1 | 0.14936120510359183 -0.07468060255179591 -0.22404180765538775",
                "(1 + x)^(1/x) | 0 | 2.718281828459045 -1.3591409142295225",
                "(2*j1(x)/x)^2 | 0 | 1 0",
            })
    void aQuotientHasItsLimitAndSlopes(String formula, String point, String expected) {
        double[] at = numbers(point);
        String program = (at.length == 1 ? "f(x) = " : "f(x, y) = ") + formula;
        double[] wanted = numbers(expected);

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
        double[] hessian = Autodiff.compile(program).hessian(Tensor.of(numbers(point))).blocks().get("x").get("x").toArray();

        assertThat(hessian).containsExactly(numbers(expected), within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(-q)", "q", "sin(q)", "log(1 + q)"})
    void aKinkAtTheOriginStaysOne(String formula) {
        String program = "f(x, y) { q = hypot(x, y); return " + formula + " }";

        assertThat(Autodiff.compile(program).gradient(0, 0)).containsOnly(0);
        assertThat(Autodiff.compile(program).hessian(0, 0)).isDeepEqualTo(new double[2][2]);
    }

    private static double[] numbers(String cell) {
        String[] words = cell.split(" ");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }
}
