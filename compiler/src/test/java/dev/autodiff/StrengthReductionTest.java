package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduced;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What classes compute in the place of powers and quotients is what these give. */
class StrengthReductionTest {
    /**
     * Some ten factors, each with a rounding or two of its own; and those of the exponents e - 1 and e - 2, below 16,
     * of three powers of numbers up to 1e9.
     */
    private static final double ROUNDING = 32 * 0x1p-53 + 6 * Math.log(1e9) * 0x1p-50;

    private static final int PRODUCTS = Integer.getInteger("programs", 300);

    /** No product of their powers leaves the range of normal numbers. */
    private static final double[] NUMBERS = {
        0, -0.0, 1, -1, 0.7, 3, -2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-9, -1e-9, 1e9
    };

    private static final String[] EXPONENTS = {"2.5", "(-0.3)", "(-1.5)", "9.5", "e", "(e/3)", "3"};

    private static Analysis hessian(String program, Level level) {
        Options options = Options.DEFAULT.withLevel(level).withDerivatives(Set.of(DerivativeKind.HESSIAN));
        return Autodiff.analyze(new Source("program.ad", program), options);
    }

    private static Entry reduced(Analysis analysis) {
        return analysis.entryPoints().entries().stream()
                .filter(entry -> entry.name().equals("hessian"))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Entry entry, Op op) {
        Graph graph = entry.nodes().get(0).graph();
        boolean[] needed = graph.reachable(entry.nodes());
        return IntStream.range(0, needed.length)
                .filter(id -> needed[id] && graph.get(id).op() == op)
                .count();
    }

    /** Each variable is in one factor only, so that no derivative is a difference. */
    private static String product(Random random) {
        StringJoiner factors = new StringJoiner("*", "f(x, y, w, const e: f64) = ", "");
        for (String variable : new String[] {"x", "y", "w"}) {
            String exponent = EXPONENTS[random.nextInt(EXPONENTS.length)];
            factors.add(
                    switch (random.nextInt(3)) {
                        case 0 -> variable + "^" + exponent;
                        case 1 -> "exp(" + variable + "/e)";
                        default -> "(" + variable + "^" + exponent + " - 1)";
                    });
        }
        return factors.toString();
    }

    @Test
    void derivativesDifferByRoundingOnly() {
        Random random = new Random(5);
        for (int i = 0; i < PRODUCTS; i++) {
            String program = product(random);
            Analysis analysis = hessian(program, Level.STABLE);
            double[] point = random.doubles(4, 0, NUMBERS.length).map(place -> NUMBERS[(int) place]).toArray();
            double[] plain = EntryCalls.interpreted(analysis.entries().get(DerivativeKind.HESSIAN), point);
            double[] actual = EntryCalls.interpreted(reduced(analysis), point);
            for (int k = 0; k < plain.length; k++) {
                boolean isSame = Double.compare(plain[k] + 0.0, actual[k] + 0.0) == 0
                        || Math.abs(plain[k] - actual[k]) <= ROUNDING * Math.abs(plain[k]);
                assertThat(isSame)
                        .as("%s: %s at %s is %s, not %s", program, k, Arrays.toString(point), actual[k], plain[k])
                        .isTrue();
            }
        }
    }

    @Test
    void onePowerGivesAllPowersOfLowerExponents() {
        Entry entry = reduced(hessian("x^3.7", Level.STABLE));

        assertThat(count(entry, Pointwise.POW)).isEqualTo(1);
        assertThat(count(entry, Reduced.POWER)).isEqualTo(2);
    }

    @Test
    void exponentsMayBeVariables() {
        Entry entry = reduced(hessian("f(x, const p: f64) = x^p", Level.STABLE));

        assertThat(count(entry, Pointwise.POW)).isEqualTo(1);
    }

    @Test
    void aPowerLessOneGivesTheLowerPower() {
        Entry entry = reduced(hessian("x^2.5 - 1", Level.STABLE));

        assertThat(count(entry, Pointwise.POW)).isZero();
        assertThat(count(entry, Reduced.POWER_BY_POWM1)).isEqualTo(1);
    }

    @Test
    void powersOfOneNumberShareItsLogarithm() {
        Entry entry = reduced(hessian("x^2.3 + y*x^-0.7 + exp(1 - x^0.9)", Level.STABLE));

        assertThat(count(entry, Pointwise.POW) + count(entry, Pointwise.POWM1)).isZero();
        assertThat(count(entry, Reduced.POWER_BESIDE_POWER)).isEqualTo(2);
        assertThat(count(entry, Reduced.POWM1_BESIDE_POWER)).isEqualTo(1);
    }

    /** A power of a root that is exact has to stay so. */
    @Test
    void powersThatMayBeExactAreLeftToPow() {
        Entry entry = reduced(hessian("x^1.5 + x^2.25 + x^0.1 + y^0.3", Level.STABLE));

        assertThat(count(entry, Reduced.POWER_BESIDE_POWER)).isZero();
    }

    @Test
    void powersOfDerivativesDoNotChangeThoseOfAValue() {
        Entry entry = reduced(hessian("x^2.3*y^0.3", Level.STABLE));

        assertThat(count(entry, Reduced.POWER_BESIDE_POWER)).isZero();
        assertThat(count(entry, Pointwise.POW)).isEqualTo(2);
    }

    @Test
    void powersBesideOthersAreTheSameInAllEntries() {
        Analysis analysis = hessian("x^2.3*y^0.3 + x^-0.7", Level.STABLE);
        List<Node> values = analysis.entryPoints().entries().stream()
                .map(entry -> entry.returned().node())
                .toList();

        assertThat(values).hasSize(2).containsOnly(values.get(0));
    }

    @Test
    void quotientsOfOneDivisorShareItsReciprocal() {
        Entry entry = reduced(hessian("sin(x/w)*cos(y/w)", Level.STABLE));

        assertThat(count(entry, Reduced.QUOTIENT)).isGreaterThan(2);
        assertThat(count(entry, Pointwise.DIV)).as("two of the value, and the reciprocal").isEqualTo(3);
    }

    @Test
    void sineAndCosineOfOneArgumentShareItsReduction() {
        Entry entry = reduced(hessian("x*sin(y/w)*cos(y/w)", Level.STABLE));

        assertThat(count(entry, Reduced.SINE)).isEqualTo(1);
        assertThat(count(entry, Reduced.COSINE)).isEqualTo(1);
        assertThat(count(entry, Pointwise.SIN) + count(entry, Pointwise.COS)).isZero();
    }

    @Test
    void aCosineOfDerivativesDoesNotChangeTheSineOfAValue() {
        Entry entry = reduced(hessian("x*sin(y)", Level.STABLE));

        assertThat(count(entry, Reduced.SINE)).isZero();
        assertThat(count(entry, Pointwise.SIN)).isEqualTo(1);
    }

    @Test
    void valuesHaveTheSameBitsInAllEntries() {
        Analysis analysis = hessian("x*sin(y)*cos(y) + sin(x)/y", Level.STABLE);
        List<Node> values = analysis.entryPoints().entries().stream()
                .map(entry -> entry.returned().node())
                .toList();

        assertThat(values).hasSize(2).containsOnly(values.get(0));
    }

    @Test
    void whatCountsUnderOneConditionIsAddedUnderIt() {
        Analysis analysis = hessian(
                "f(x, y) = where(x > y, y/x, 0) - where(x > y, log(y - 1), 0) + where(x > y, x, 0)", Level.STABLE);
        Entry plain = EntryPoints.value(analysis.function().formula());
        Entry reduced = analysis.entryPoints().entries().get(0);

        assertThat(count(plain, Pointwise.WHERE)).isEqualTo(3);
        assertThat(count(reduced, Pointwise.WHERE)).isEqualTo(1);
        for (double x : NUMBERS) {
            for (double y : NUMBERS) {
                assertThat(EntryCalls.interpreted(reduced, x, y))
                        .as("%s, %s", x, y)
                        .isEqualTo(EntryCalls.interpreted(plain, x, y));
            }
        }
    }

    @Test
    void valuesStayWhatTheProgramSays() {
        Analysis analysis = hessian("z = (x + y)^2.5/w + (x + y)^1.5/w + x/w", Level.STABLE);
        Node value = analysis.function().formula().result();

        assertThat(reduced(analysis).returned().node()).isSameAs(value);
    }

    @Test
    void exactDerivativesStayToTheBit() {
        Analysis analysis = hessian("x^2.5*sin(y/w)*cos(x/w)", Level.EXACT);

        assertThat(reduced(analysis)).isEqualTo(analysis.entries().get(DerivativeKind.HESSIAN));
    }
}
