package dev.autodiff.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Level;
import dev.autodiff.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Formulas of operators whose results IEEE 754 fixes: vector registers give the bits that the loop of numbers gives.
 */
@Tag("vectors")
class ExactFormulasTest {
    /** Other levels reduce quotients in derivatives, in the loop of numbers alone. */
    private static final Options EXACT = Options.DEFAULT.withLevel(Level.EXACT);

    private static final double[] EDGES = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        1e300,
        -1e300,
        1e-310,
        -1e-310,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        4503599627370497.5,
        -4503599627370495.5,
        0x1p53
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x + y",
                "x - y",
                "x*y",
                "x/y",
                "-x + 0*y",
                "abs(x) + y",
                "sign(x)*y",
                "sqrt(x)*y",
                "x^2 + y^3",
                "y*x^-2",
                "min(x, y)",
                "max(x, y)",
                "floor(x)*y",
                "ceil(x)*y",
                "round(x)*y",
                "trunc(x) + y",
                "copysign(x, y)",
                "where(x < y, x, 2*y)",
                "where(x <= y, x, 2*y)",
                "where(x == y, 1, x*y)",
                "where(x != y, 1, x*y)",
                "where(x > y and not (x > 1), x, y)",
                "where(x >= y or y < 0, x, y)",
                "relu(x)*y"
            })
    void eachOperatorGivesTheSameBits(String formula) {
        double[] x = new double[EDGES.length * EDGES.length];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = EDGES[i / EDGES.length];
            y[i] = EDGES[i % EDGES.length];
        }
        assertSameBits("z = " + formula, x, y);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 40, 100, 250, 600})
    void bodiesOfAllLengthsGiveTheSameBits(int statements) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(1000L * statements + seed);
            int points = 48 + random.nextInt(2000);
            double[] x = random.doubles(points, -3, 3).toArray();
            double[] y = random.doubles(points, -3, 3).toArray();
            assertSameBits(program(random, statements), x, y);
        }
    }

    /** Each statement combines two of the last values, or one of the parameters; the last one adds up what is left. */
    private static String program(Random random, int statements) {
        List<String> names = new ArrayList<>(List.of("x", "y"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < statements; i++) {
            String a = pick(random, names);
            String b = pick(random, names);
            text.append('t').append(i).append(" = ").append(switch (random.nextInt(10)) {
                case 0 -> a + " + " + b;
                case 1 -> a + " - " + b;
                case 2 -> a + "*" + b + "/8";
                case 3 -> a + "/(1 + abs(" + b + "))";
                case 4 -> "where(" + a + " < " + b + ", " + a + ", " + b + "/2)";
                case 5 -> "max(" + a + ", " + b + ")";
                case 6 -> "sqrt(abs(" + a + ")) - " + b;
                case 7 -> "where(" + a + " > 0 and " + b + " <= 1, " + b + ", 0.5)";
                case 8 -> "round(" + a + ") + " + b;
                default -> a + "^2 - " + b;
            }).append('\n');
            names.add("t" + i);
        }
        text.append("z = t").append(statements - 1);
        for (int i = 1; i < Math.min(statements, 8); i++) {
            text.append(" + t").append(statements - 1 - i);
        }
        return text.append(" + x*y\n").toString();
    }

    private static String pick(Random random, List<String> names) {
        int back = random.nextInt(4) == 0 ? names.size() : Math.min(names.size(), 12);
        return names.get(names.size() - 1 - random.nextInt(back));
    }

    private static void assertSameBits(String program, double[] x, double[] y) {
        List<Class<?>> classes = Vectors.withAndWithout(() -> Vectors.warmClassOf(program, EXACT));
        double[][] inVectors = Vectors.gradient(classes.get(0), x, y);
        double[][] inNumbers = Vectors.gradient(classes.get(1), x, y);
        for (int result = 0; result < inVectors.length; result++) {
            for (int i = 0; i < x.length; i++) {
                assertThat(Double.compare(inVectors[result][i], inNumbers[result][i]))
                        .as(
                                "result %s at x=%s, y=%s: %s and %s%n%s",
                                result, x[i], y[i], inVectors[result][i], inNumbers[result][i], program)
                        .isZero();
            }
        }
    }
}
