package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Solutions of equations, fixed points and minima: their values, and their derivatives by the implicit function
 * theorem.
 */
class ImplicitFunctionTest {
    /** What the residuals are computed with, times the condition of these problems, which is below 100. */
    private static final double ROUNDING = 1e-13;

    /**
     * @param head the parameters
     * @param body ends with the result z
     * @param gradient of z by the parameters, from 50 digits of the solution's own differences
     * @param hessian the same, row after row
     */
    private record Problem(
            String head, String body, double[] point, double value, double[] gradient, double[][] hessian) {}

    private static final Problem KEPLER = new Problem(
            "M, e",
            "z = root(E -> E - e*sin(E) - M, M)",
            new double[] {1, 0.5},
            1.4987011335178483141,
            new double[] {1.0373620218936458705, 1.0346672323734563504},
            new double[][] {
                {-0.55671303266858777946, -0.4777509557247130013}, {-0.4777509557247130013, -0.39919536674114936251}
            });

    private static final Problem IMPLIED_VOLATILITY = new Problem(
            "S, P",
            """
            z = root(s -> S*normcdf((log(S/110) + (0.02 + s^2/2)*1.5)/(s*sqrt(1.5)))
                - 110*exp(-0.03)*normcdf((log(S/110) + (0.02 + s^2/2)*1.5)/(s*sqrt(1.5)) - s*sqrt(1.5)) - P, 0.3)""",
            new double[] {100, 9},
            0.24002390054936283996,
            new double[] {-0.0096472006651945718498, 0.020524460272395200191},
            new double[][] {
                {-0.000046221418487447670279, -0.00023484149054178339828},
                {-0.00023484149054178339828, -0.000048709863427467966539}
            });

    /** The least over x of the largest over y of {@code ax²/2 + bxy - y² - sin(y)/4 + x}. */
    private static final Problem SADDLE_POINT = new Problem(
            "a, b",
            """
            x = minimize(x -> inner(a, b, x), 0)
              y = highest(b, x)
              z = x + 2*y""",
            new double[] {2, 0.7},
            -0.93464184160607881556,
            new double[] {0.30584820397156682724, -0.09371420513746680049},
            new double[][] {
                {-0.27275295231476272162, -0.052245114606455933151}, {-0.052245114606455933151, 0.46460215915379739934}
            });

    private static final String SADDLE_FUNCTIONS = """
            highest(b, x) = minimize(y -> y^2 + sin(y)/4 - b*x*y, 0)
            inner(a, b, x) {
              y = highest(b, x)
              return a*x^2/2 + b*x*y - y^2 - sin(y)/4 + x
            }
            """;

    /** A layer that is its own input. */
    private static final Problem EQUILIBRIUM = new Problem("b: f64[3]", """
            W = [[0.3, -0.2, 0.1], [0.5, 0.2, -0.4], [0.1, 0.3, 0.2]]
              x = fixpoint(x -> tanh(W @ x + b), zeros(3))
              z = x[0]^2 + 2*x[1] + x[2]*x[0]""", new double[] {0.5, -0.2, 0.8}, 0.5567940957514423741,
            new double[] {2.000684086118598565, 1.9214301960703237485, 0.051305158270372212276},
            new double[][] {{-2.4734393075948943246, 0.90677029762116322416, -0.01127342260831479164},
                {0.90677029762116322416, 0.73728874609716142735, -0.19079250854995945435},
                {-0.01127342260831479164, -0.19079250854995945435, -0.022916809582063127752}});

    static Stream<Problem> problems() {
        return Stream.of(KEPLER, IMPLIED_VOLATILITY, SADDLE_POINT, EQUILIBRIUM);
    }

    private static String program(Problem problem, String result) {
        return SADDLE_FUNCTIONS + "f(" + problem.head() + ") {\n  " + problem.body() + "\n  " + result + "\n}";
    }

    @ParameterizedTest
    @MethodSource("problems")
    void derivativesAreThoseOfTheSolution(Problem problem) {
        double[] answer = ThreeWays.at(program(problem, "return z"), problem.point());

        assertThat(answer[0]).isCloseTo(problem.value(), within(ROUNDING*Math.abs(problem.value())));
        for (int i = 0; i < problem.gradient().length; i++) {
            assertThat(answer[1 + i]).isCloseTo(problem.gradient()[i], within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource("problems")
    void secondDerivativesAreThoseOfTheSolution(Problem problem) {
        int n = problem.gradient().length;
        for (int i = 0; i < n; i++) {
            String partial = problem.head().contains("[")
                    ? "g = grad(z, b)\n  return g[" + i + "]"
                    : "return grad(z, " + problem.head().split(", ")[i] + ")";
            double[] answer = ThreeWays.at(program(problem, partial), problem.point());
            assertThat(answer[0]).isCloseTo(problem.gradient()[i], within(ROUNDING));
            for (int j = 0; j < n; j++) {
                assertThat(answer[1 + j]).isCloseTo(problem.hessian()[i][j], within(ROUNDING));
            }
        }
    }

    /** {@code x³ = a}: {@code x = a^(1/3)}. */
    @Test
    void derivativesOfAnyOrder() {
        double[] answer = ThreeWays.at("x = root(x -> x^3 - a, 1); p = grad(x, a); q = grad(p, a); r = grad(q, a)", 2);

        assertThat(answer[0]).isCloseTo(10.0/27*Math.pow(2, -8.0/3), within(1e-14));
        assertThat(answer[1]).isCloseTo(-80.0/81*Math.pow(2, -11.0/3), within(1e-14));
    }

    @Test
    void tangentsAreThoseOfTheSolution() {
        double[] answer =
                ThreeWays.at("f(a: f64[2]) {\n x = root(x -> x^3 - a, ones(2))\n return jvp(x, a, [1, 2])\n}", 2, 3);

        assertThat(answer)
                .containsExactly(
                        new double[] {
                            Math.pow(2, -2.0 / 3) / 3,
                            2 * Math.pow(3, -2.0 / 3) / 3,
                            -2.0 / 9 * Math.pow(2, -5.0 / 3),
                            -4.0 / 9 * Math.pow(3, -5.0 / 3)
                        },
                        within(1e-14));
    }

    @Test
    void solutionsOfAnyShape() {
        // the square root of a matrix: X·X = A
        double[] answer =
                ThreeWays.at("f(A: f64[2, 2]) {\n X = root(X -> X @ X - A, eye(2))\n return trace(X)\n}", 5, 4, 4, 5);

        // the trace is √1 + √9, and its derivative the transpose of the inverse of 2·X
        assertThat(answer).containsExactly(new double[] {4, 1.0/3, -1.0/6, -1.0/6, 1.0/3}, within(1e-13));
    }

    @Test
    void equationsMayHoldLoopsAndStandInLoops() {
        double[] inside = ThreeWays.at(
                "x = root(x -> iterate(x, a), 1)\niterate(x, a) { s = x; for i in 0:3 { s = s*x }; return s - a }\nz = x",
                16);
        assertThat(inside).containsExactly(new double[] {2, 1.0/32}, within(1e-14));

        double[] around = ThreeWays.at("s = a\nfor i in 0:3 { s = root(x -> x^2 - s*(i + 1), 1) }", 16);
        // s → √(s·(i + 1)): 16^(1/8) · 1^(1/8) · 2^(1/4) · 3^(1/2)
        double expected = Math.pow(16, 0.125)*Math.pow(2, 0.25)*Math.sqrt(3);
        assertThat(around).containsExactly(new double[] {expected, expected/8/16}, within(1e-14));
    }

    @Test
    void whatIsNotChosenIsNotSolved() {
        String program =
                "f(a, x: f64[2]) {\n  z = 0\n  if a > 0 { z = sum(root(y -> y*y - a*x, x)) }\n  return z + a\n}";

        assertThat(ThreeWays.at(program, -1, 0, 0)).containsExactly(-1, 1, 0, 0);
        assertThat(ThreeWays.at(program, 2, 2, 8))
                .containsExactly(new double[] {2 + 2 + 4, 1 + 0.5 + 1, 0.5, 0.25}, within(1e-14));
        assertThat(ThreeWays.at("z = root(x -> x^2 - a, 1) if a > 0 else a", -4)).containsExactly(-4, 1);
    }

    @Test
    void solversStartWhereSlopesVanishAndStepsMustBeShort() {
        assertThat(Math.abs(ThreeWays.at("z = root(x -> x^2 - a, 0)", 2)[0])).isCloseTo(Math.sqrt(2), within(1e-14));
        assertThat(ThreeWays.at("z = root(x -> atan(x - a), 20)", 3))
                .containsExactly(new double[] {3, 1}, within(1e-14));
        assertThat(ThreeWays.at("f(a: f64[2]) = root(x -> [x[0]*x[1], 2*x[0] + x[1]] - a, [0, 0])", 3, 5.5)[0])
                .isCloseTo(2, within(1e-14));
        // Rosenbrock's valley, the minimum in (1, p)
        double[] valley = ThreeWays.at(
                "f(p) {\n x = minimize(v -> (1 - v[0])^2 + 100*(v[1] - p*v[0]^2)^2, [-1.2, 1])\n return x\n}", 1);
        assertThat(valley).containsExactly(new double[] {1, 1, 1}, within(1e-10));
    }

    /** Maps that come near their fixed point at once, fast, slowly and not at all, by few numbers and by many. */
    @ParameterizedTest
    @CsvSource({
        "1, 0", "1, 1e-3", "1, -0.99", "3, 0.5", "3, -2", "30, 0.1", "30, 0.7", "30, 0.99", "30, 1.5", "100, 0.9"
    })
    void fixedPointsOfMapsOfAnySlope(int size, double q) {
        double[] point = new double[1 + size];
        point[0] = q;
        Arrays.setAll(point, i -> i == 0 ? q : Math.sin(i));
        // x[0] = q·x[-1] + b[0] and so on around: the powers of q, weighted
        double around = 1 - Math.pow(q, size);
        double[] expected = new double[2 + size];
        for (int k = 0; k < size; k++) {
            int i = (size - k) % size;
            expected[2 + i] = Math.pow(q, k)/around;
            expected[0] += expected[2 + i]*point[1 + i];
            expected[1] += k*(k == 0 ? 0 : Math.pow(q, k - 1))/around*point[1 + i];
        }
        expected[1] += size*Math.pow(q, size - 1)/around*expected[0];

        double[] answer = ThreeWays.inMemory(
                "f(q, b: f64[%1$d]) = fixpoint(x -> q*roll(x, 1) + b, zeros(%1$d))[0]".formatted(size), point);

        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(answer).containsExactly(expected, within(ROUNDING/Math.abs(1 - Math.abs(q))*largest));
    }

    @Test
    void anErrorTellsTheResidualWhereThereIsNoSolution() {
        for (String program : List.of(
                "z = root(x -> x^2 + a, 1)", "z = minimize(x -> x^3 - a*x, -10)", "z = fixpoint(x -> x + a, 1)")) {
            CompiledFunction function = Autodiff.compile(new Source("z.ad", "\n" + program), Options.DEFAULT);
            assertThatThrownBy(() -> function.value(2)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("no solution was found in line 2: the last residual is ");
        }
    }
}
