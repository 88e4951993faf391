package dev.autodiff.junit;

import static dev.autodiff.junit.DerivativeAssertions.assertGradient;
import static java.lang.Math.PI;
import static java.lang.Math.atan;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.analysis.ParametricUnivariateFunction;
import org.hipparchus.analysis.function.Gaussian;
import org.hipparchus.analysis.function.HarmonicOscillator;
import org.hipparchus.analysis.function.Logistic;
import org.hipparchus.analysis.function.Sigmoid;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No false alarm: gradients that people wrote and that are right are found right, at random points around the usual
 * starts. From Moré, Garbow and Hillstrom, <i>Testing Unconstrained Optimization Software</i> (TOMS 7, 1981), as
 * MINPACK computes them, from other collections of test functions, and from Hipparchus and Commons Math.
 */
class RightGradientsTest {
    /** More for longer runs. */
    private static final int SAMPLES = Integer.getInteger("samples", 4);

    private static final double[] BARD = {
        0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39,
    };
    private static final double[] KOWALIK = {
        0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246,
    };
    private static final double[] INVERSE_DOSES = {0.25, 0.5, 1, 2, 4, 6, 8, 10, 12, 14, 16};

    private record Row(String name, String formula, Points points, DerivativeAssertions.Gradient gradient) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row of(String name, String formula, Points points, DerivativeAssertions.Gradient gradient) {
        return new Row(name, formula, points.samples(SAMPLES), gradient);
    }

    private static Points around(double low, double high) {
        return Points.over("x", low, high);
    }

    /** 2 Jᵀr, of the residuals and the rows of their Jacobian. */
    private static double[] ofSquares(double[] residuals, double[][] jacobian) {
        double[] gradient = new double[jacobian[0].length];
        for (int i = 0; i < residuals.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] += 2 * residuals[i] * jacobian[i][j];
            }
        }
        return gradient;
    }

    static Stream<Row> inTwoVariables() {
        return Stream.of(
                of("Rosenbrock", "f(x: f64[2]) = 100*(x[1] - x[0]^2)^2 + (1 - x[0])^2", around(-2, 2),
                        x -> new double[] {
                            -400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]), 200 * (x[1] - x[0] * x[0]),
                        }),
                of("Freudenstein and Roth",
                        "f(x: f64[2]) = (-13 + x[0] + ((5 - x[1])*x[1] - 2)*x[1])^2"
                                + " + (-29 + x[0] + ((x[1] + 1)*x[1] - 14)*x[1])^2",
                        around(-5, 5),
                        x -> ofSquares(
                                new double[] {
                                    -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1],
                                    -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1],
                                },
                                new double[][] {
                                    {1, 10 * x[1] - 3 * x[1] * x[1] - 2}, {1, 3 * x[1] * x[1] + 2 * x[1] - 14},
                                })),
                of("Powell, badly scaled",
                        "f(x: f64[2]) = (1e4*x[0]*x[1] - 1)^2 + (exp(-x[0]) + exp(-x[1]) - 1.0001)^2", around(0, 2),
                        x -> ofSquares(
                                new double[] {1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001},
                                new double[][] {{1e4 * x[1], 1e4 * x[0]}, {-exp(-x[0]), -exp(-x[1])}})),
                of("Brown, badly scaled", "f(x: f64[2]) = (x[0] - 1e6)^2 + (x[1] - 2e-6)^2 + (x[0]*x[1] - 2)^2",
                        around(0, 3),
                        x -> ofSquares(
                                new double[] {x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2},
                                new double[][] {{1, 0}, {0, 1}, {x[1], x[0]}})),
                of("Beale",
                        "f(x: f64[2]) = (1.5 - x[0]*(1 - x[1]))^2 + (2.25 - x[0]*(1 - x[1]^2))^2"
                                + " + (2.625 - x[0]*(1 - x[1]^3))^2",
                        around(-3, 3),
                        x -> ofSquares(
                                new double[] {
                                    1.5 - x[0] * (1 - x[1]), 2.25 - x[0] * (1 - pow(x[1], 2)),
                                    2.625 - x[0] * (1 - pow(x[1], 3)),
                                },
                                new double[][] {
                                    {x[1] - 1, x[0]}, {pow(x[1], 2) - 1, 2 * x[0] * x[1]},
                                    {pow(x[1], 3) - 1, 3 * x[0] * pow(x[1], 2)},
                                })),
                of("Jennrich and Sampson",
                        "f(x: f64[2]) { s = 0; for i in 1:11 { s = s + (2 + 2*i - (exp(i*x[0]) + exp(i*x[1])))^2 }\n"
                                + "return s }",
                        around(0, 0.5), RightGradientsTest::jennrichSampson),
                of("Himmelblau", "f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2",
                        Points.over("x", -5, 5).and("y", -5, 5),
                        x -> new double[] {
                            4 * x[0] * (x[0] * x[0] + x[1] - 11) + 2 * (x[0] + x[1] * x[1] - 7),
                            2 * (x[0] * x[0] + x[1] - 11) + 4 * x[1] * (x[0] + x[1] * x[1] - 7),
                        }),
                of("Camel with three humps", "f(x, y) = 2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
                        Points.over("x", -5, 5).and("y", -5, 5),
                        x -> new double[] {4 * x[0] - 4.2 * pow(x[0], 3) + pow(x[0], 5) + x[1], x[0] + 2 * x[1]}),
                of("Camel with six humps", "f(x, y) = (4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
                        Points.over("x", -3, 3).and("y", -2, 2),
                        x -> new double[] {
                            8 * x[0] - 8.4 * pow(x[0], 3) + 2 * pow(x[0], 5) + x[1],
                            x[0] - 8 * x[1] + 16 * pow(x[1], 3),
                        }),
                of("Booth", "f(x, y) = (x + 2*y - 7)^2 + (2*x + y - 5)^2", Points.over("x", -9, 9).and("y", -9, 9),
                        x -> new double[] {10 * x[0] + 8 * x[1] - 34, 8 * x[0] + 10 * x[1] - 38}),
                of("McCormick", "f(x, y) = sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
                        Points.over("x", -1.5, 4).and("y", -3, 4),
                        x -> new double[] {
                            cos(x[0] + x[1]) + 2 * (x[0] - x[1]) - 1.5, cos(x[0] + x[1]) - 2 * (x[0] - x[1]) + 2.5,
                        }),
                of("Easom", "f(x, y) = -cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
                        Points.over("x", 1, 5).and("y", 1, 5), RightGradientsTest::easom),
                of("Matyas", "f(x, y) = 0.26*(x^2 + y^2) - 0.48*x*y", Points.over("x", -9, 9).and("y", -9, 9),
                        x -> new double[] {0.52 * x[0] - 0.48 * x[1], 0.52 * x[1] - 0.48 * x[0]}));
    }

    static Stream<Row> inSeveralVariables() {
        return Stream.of(
                of("Helical valley",
                        "f(x: f64[3]) = 100*((x[2] - 10*(atan(x[1]/x[0])/(2*pi)))^2"
                                + " + (sqrt(x[0]^2 + x[1]^2) - 1)^2) + x[2]^2",
                        around(0.5, 3), RightGradientsTest::helicalValley),
                of("Bard",
                        "f(x: f64[3]) { y = " + Arrays.toString(BARD) + "; u = arange(1, 16); v = 16 - u\n"
                                + "return sum((y - (x[0] + u/(v*x[1] + minimum(u, v)*x[2])))^2) }",
                        around(0.5, 2), RightGradientsTest::bard),
                of("Box, in three dimensions",
                        "f(x: f64[3]) { t = 0.1*arange(1, 11)\n"
                                + "return sum((exp(-t*x[0]) - exp(-t*x[1]) - x[2]*(exp(-t) - exp(-10*t)))^2) }",
                        around(0, 10), RightGradientsTest::box),
                of("Powell, singular",
                        "f(x: f64[4]) = (x[0] + 10*x[1])^2 + 5*(x[2] - x[3])^2 + (x[1] - 2*x[2])^4"
                                + " + 10*(x[0] - x[3])^4",
                        around(-3, 3),
                        x -> new double[] {
                            2 * (x[0] + 10 * x[1]) + 40 * pow(x[0] - x[3], 3),
                            20 * (x[0] + 10 * x[1]) + 4 * pow(x[1] - 2 * x[2], 3),
                            10 * (x[2] - x[3]) - 8 * pow(x[1] - 2 * x[2], 3),
                            -10 * (x[2] - x[3]) - 40 * pow(x[0] - x[3], 3),
                        }),
                of("Wood",
                        "f(x: f64[4]) = 100*(x[1] - x[0]^2)^2 + (1 - x[0])^2 + 90*(x[3] - x[2]^2)^2 + (1 - x[2])^2"
                                + " + 10*(x[1] + x[3] - 2)^2 + (x[1] - x[3])^2/10",
                        around(-3, 1),
                        x -> new double[] {
                            -400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]),
                            200 * (x[1] - x[0] * x[0]) + 20 * (x[1] + x[3] - 2) + 0.2 * (x[1] - x[3]),
                            -360 * x[2] * (x[3] - x[2] * x[2]) - 2 * (1 - x[2]),
                            180 * (x[3] - x[2] * x[2]) + 20 * (x[1] + x[3] - 2) - 0.2 * (x[1] - x[3]),
                        }),
                of("Kowalik and Osborne",
                        "f(x: f64[4]) { y = " + Arrays.toString(KOWALIK) + "; u = 1/" + Arrays.toString(INVERSE_DOSES)
                                + "\nreturn sum((y - x[0]*(u^2 + u*x[1])/(u^2 + u*x[2] + x[3]))^2) }",
                        around(0.1, 0.5), RightGradientsTest::kowalikOsborne),
                of("Brown and Dennis",
                        "f(x: f64[4]) { t = arange(1, 21)/5\n"
                                + "return sum(((x[0] + t*x[1] - exp(t))^2 + (x[2] + x[3]*sin(t) - cos(t))^2)^2) }",
                        around(-5, 5), RightGradientsTest::brownDennis),
                of("Rosenbrock, extended",
                        "f(x: f64[6]) { y = reshape(x, 3, 2); a = y[:, 0]; b = y[:, 1]\n"
                                + "return sum(100*(b - a^2)^2 + (1 - a)^2) }",
                        around(-1.5, 1.5), RightGradientsTest::extendedRosenbrock),
                of("Penalty I", "f(x: f64[4]) = 1e-5*sum((x - 1)^2) + (sum(x^2) - 0.25)^2", around(-1, 4), x -> {
                    double sum = Arrays.stream(x).map(each -> each * each).sum();
                    return Arrays.stream(x).map(each -> 2e-5 * (each - 1) + 4 * (sum - 0.25) * each).toArray();
                }),
                of("Variably dimensioned",
                        "f(x: f64[4]) { s = sum(arange(1, 5)*(x - 1))\nreturn sum((x - 1)^2) + s^2 + s^4 }",
                        around(0, 1), RightGradientsTest::variablyDimensioned),
                of("Brown, almost linear",
                        "f(x: f64[4]) { r = x + sum(x) - 5\nreturn sum(r[0:3]^2) + (prod(x) - 1)^2 }", around(0.2, 1.5),
                        RightGradientsTest::almostLinear),
                of("Broyden, tridiagonal",
                        "f(x: f64[4]) { r = (3 - 2*x)*x - concat([0], x[0:3]) - 2*concat(x[1:4], [0]) + 1\n"
                                + "return sum(r^2) }",
                        around(-1, 1), RightGradientsTest::broyden),
                of("Linear, of full rank", "f(x: f64[3]) = sum((x - 2/5*sum(x) - 1)^2) + 2*(2/5*sum(x) + 1)^2",
                        around(-2, 2), RightGradientsTest::linear),
                of("Rastrigin", "f(x: f64[3]) = sum(x^2 - 10*cos(2*pi*x) + 10)", around(-5, 5),
                        x -> Arrays.stream(x).map(each -> 2 * each + 20 * PI * sin(2 * PI * each)).toArray()),
                of("Zakharov", "f(x: f64[3]) { s = sum(arange(1, 4)*x)/2\nreturn sum(x^2) + s^2 + s^4 }", around(-2, 2),
                        x -> {
                            double sum = (x[0] + 2 * x[1] + 3 * x[2]) / 2;
                            double slope = 2 * sum + 4 * pow(sum, 3);
                            return new double[] {2 * x[0] + slope / 2, 2 * x[1] + slope, 2 * x[2] + 1.5 * slope};
                        }),
                of("Dixon and Price", "f(x: f64[3]) = (x[0] - 1)^2 + 2*(2*x[1]^2 - x[0])^2 + 3*(2*x[2]^2 - x[1])^2",
                        around(-3, 3), x -> {
                            double second = 2 * x[1] * x[1] - x[0];
                            double third = 2 * x[2] * x[2] - x[1];
                            return new double[] {
                                2 * (x[0] - 1) - 4 * second, 16 * x[1] * second - 6 * third, 24 * x[2] * third,
                            };
                        }),
                of("Styblinski and Tang", "f(x: f64[3]) = sum(x^4 - 16*x^2 + 5*x)/2", around(-5, 5),
                        x -> Arrays.stream(x).map(each -> 2 * pow(each, 3) - 16 * each + 2.5).toArray()));
    }

    static Stream<Row> ofLibraries() {
        String x = "const x: f64";
        List<String> formulas = List.of(
                "gaussian(norm, mean, sigma, " + x + ") = norm*exp(-(x - mean)^2/(2*sigma^2))",
                "harmonic(amplitude, omega, phase, " + x + ") = amplitude*cos(omega*x + phase)",
                "logistic(k, m, b, q, a, n, " + x + ") = a + (k - a)/(1 + q*exp(b*(m - x)))^(1/n)",
                "sigmoid(lo, hi, " + x + ") = lo + (hi - lo)/(1 + exp(-x))",
                "polynomial(c0, c1, c2, c3, " + x + ") = c0 + x*(c1 + x*(c2 + x*c3))");
        List<ParametricUnivariateFunction> hipparchus = List.of(new Gaussian.Parametric(),
                new HarmonicOscillator.Parametric(), new Logistic.Parametric(), new Sigmoid.Parametric(),
                new PolynomialFunction.Parametric());
        List<org.apache.commons.math3.analysis.ParametricUnivariateFunction> commons = List.of(
                new org.apache.commons.math3.analysis.function.Gaussian.Parametric(),
                new org.apache.commons.math3.analysis.function.HarmonicOscillator.Parametric(),
                new org.apache.commons.math3.analysis.function.Logistic.Parametric(),
                new org.apache.commons.math3.analysis.function.Sigmoid.Parametric(),
                new org.apache.commons.math3.analysis.polynomials.PolynomialFunction.Parametric());
        Points points = Points.over("x", 0.4, 0.9);
        return IntStream.range(0, formulas.size()).boxed().flatMap(i -> Stream.of(
                of("Hipparchus: " + formulas.get(i), formulas.get(i), points,
                        all -> hipparchus.get(i).gradient(last(all), withoutLast(all))),
                of("Commons Math: " + formulas.get(i), formulas.get(i), points,
                        all -> commons.get(i).gradient(last(all), withoutLast(all)))));
    }

    private static double last(double[] x) {
        return x[x.length - 1];
    }

    private static double[] withoutLast(double[] x) {
        return Arrays.copyOf(x, x.length - 1);
    }

    /** They are to be enough to trust the others: forty, whatever else changes. */
    @Test
    void areForty() {
        assertThat(Stream.of(inTwoVariables(), inSeveralVariables(), ofLibraries()).flatMap(rows -> rows).count())
                .isGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource({"inTwoVariables", "inSeveralVariables", "ofLibraries"})
    void areFoundRight(Row row) {
        assertGradient(row.formula(), row.points(), row.gradient());
    }

    private static double[] jennrichSampson(double[] x) {
        double[] residuals = new double[10];
        double[][] jacobian = new double[10][];
        for (int i = 1; i <= 10; i++) {
            residuals[i - 1] = 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]));
            jacobian[i - 1] = new double[] {-i * exp(i * x[0]), -i * exp(i * x[1])};
        }
        return ofSquares(residuals, jacobian);
    }

    private static double[] easom(double[] x) {
        double bump = exp(-pow(x[0] - PI, 2) - pow(x[1] - PI, 2));
        return new double[] {
            cos(x[1]) * bump * (sin(x[0]) + 2 * (x[0] - PI) * cos(x[0])),
            cos(x[0]) * bump * (sin(x[1]) + 2 * (x[1] - PI) * cos(x[1])),
        };
    }

    private static double[] helicalValley(double[] x) {
        double square = x[0] * x[0] + x[1] * x[1];
        double radius = sqrt(square);
        double angle = 10 * (x[2] - 10 * atan(x[1] / x[0]) / (2 * PI));
        double factor = 50 / (PI * square);
        return ofSquares(
                new double[] {angle, 10 * (radius - 1), x[2]},
                new double[][] {
                    {factor * x[1], -factor * x[0], 10}, {10 * x[0] / radius, 10 * x[1] / radius, 0}, {0, 0, 1},
                });
    }

    private static double[] bard(double[] x) {
        double[] residuals = new double[15];
        double[][] jacobian = new double[15][];
        for (int i = 0; i < 15; i++) {
            double u = i + 1;
            double v = 15 - i;
            double w = Math.min(u, v);
            double denominator = v * x[1] + w * x[2];
            residuals[i] = BARD[i] - (x[0] + u / denominator);
            jacobian[i] = new double[] {-1, u * v / (denominator * denominator), u * w / (denominator * denominator)};
        }
        return ofSquares(residuals, jacobian);
    }

    private static double[] box(double[] x) {
        double[] residuals = new double[10];
        double[][] jacobian = new double[10][];
        for (int i = 0; i < 10; i++) {
            double t = 0.1 * (i + 1);
            residuals[i] = exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t));
            jacobian[i] = new double[] {-t * exp(-t * x[0]), t * exp(-t * x[1]), exp(-10 * t) - exp(-t)};
        }
        return ofSquares(residuals, jacobian);
    }

    private static double[] kowalikOsborne(double[] x) {
        double[] residuals = new double[11];
        double[][] jacobian = new double[11][];
        for (int i = 0; i < 11; i++) {
            double u = 1 / INVERSE_DOSES[i];
            double top = u * (u + x[1]);
            double bottom = u * (u + x[2]) + x[3];
            residuals[i] = KOWALIK[i] - x[0] * top / bottom;
            double down = x[0] * top / (bottom * bottom);
            jacobian[i] = new double[] {-top / bottom, -u * x[0] / bottom, u * down, down};
        }
        return ofSquares(residuals, jacobian);
    }

    private static double[] brownDennis(double[] x) {
        double[] gradient = new double[4];
        for (int i = 1; i <= 20; i++) {
            double t = i / 5.0;
            double first = x[0] + t * x[1] - exp(t);
            double second = x[2] + x[3] * sin(t) - cos(t);
            double factor = 4 * (first * first + second * second);
            gradient[0] += factor * first;
            gradient[1] += factor * first * t;
            gradient[2] += factor * second;
            gradient[3] += factor * second * sin(t);
        }
        return gradient;
    }

    private static double[] extendedRosenbrock(double[] x) {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i += 2) {
            double residual = x[i + 1] - x[i] * x[i];
            gradient[i] = -400 * x[i] * residual - 2 * (1 - x[i]);
            gradient[i + 1] = 200 * residual;
        }
        return gradient;
    }

    private static double[] variablyDimensioned(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (i + 1) * (x[i] - 1);
        }
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            gradient[i] = 2 * (x[i] - 1) + (i + 1) * (2 * sum + 4 * pow(sum, 3));
        }
        return gradient;
    }

    private static double[] almostLinear(double[] x) {
        double sum = Arrays.stream(x).sum();
        double product = Arrays.stream(x).reduce(1, (a, b) -> a * b);
        double[] gradient = new double[4];
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 3; i++) {
                gradient[j] += 2 * (x[i] + sum - 5) * (i == j ? 2 : 1);
            }
            gradient[j] += 2 * (product - 1) * product / x[j];
        }
        return gradient;
    }

    private static double[] broyden(double[] x) {
        double[] residuals = new double[4];
        double[][] jacobian = new double[4][4];
        for (int i = 0; i < 4; i++) {
            residuals[i] = (3 - 2 * x[i]) * x[i] - (i > 0 ? x[i - 1] : 0) - 2 * (i < 3 ? x[i + 1] : 0) + 1;
            jacobian[i][i] = 3 - 4 * x[i];
            if (i > 0) {
                jacobian[i][i - 1] = -1;
            }
            if (i < 3) {
                jacobian[i][i + 1] = -2;
            }
        }
        return ofSquares(residuals, jacobian);
    }

    private static double[] linear(double[] x) {
        double share = 2 / 5.0 * (x[0] + x[1] + x[2]);
        double[] gradient = new double[3];
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) {
                gradient[j] += 2 * (x[i] - share - 1) * ((i == j ? 1 : 0) - 0.4);
            }
            gradient[j] += 4 * (share + 1) * 0.4;
        }
        return gradient;
    }
}
