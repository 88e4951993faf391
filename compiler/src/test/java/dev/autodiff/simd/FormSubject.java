package dev.autodiff.simd;

import dev.autodiff.check.TrueValue;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A row of the table of operators whose form is more than a call, in one precision. */
record FormSubject(Pointwise row, Precision precision, LaneMachine machine) {
    /** Arguments at which something may happen; rounded to floats where the lanes hold floats. */
    private static final double[] EDGES = {
        0.0,
        Double.MIN_VALUE,
        3 * Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Float.MIN_VALUE,
        3 * Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e-20,
        0.25,
        0.5,
        0.75,
        1,
        1 - 0x1p-53,
        1 + 0x1p-52,
        1 - 0x1p-24,
        1 + 0x1p-23,
        1.5,
        2,
        2.5,
        3,
        10,
        22.5,
        88.7,
        88.8,
        89.415985,
        103.9,
        104,
        126,
        127,
        128,
        149,
        150,
        708.3,
        709.78,
        709.782712893384,
        709.79,
        710.4758600739439,
        745.1,
        745.2,
        1022,
        1023,
        1024,
        1074,
        1075,
        // next to multiples of π/2, nearer than others: by continued fractions
        Math.PI / 2,
        45.553093477052,
        14461176.67027838,
        57844706.68111352,
        728.849495632832,
        252.89820861816406,
        4.71238899230957,
        1011.5928344726562,
        0x1p15,
        0x1p23,
        0x1p24 + 2,
        0x1p30,
        0x1p52,
        0x1p52 + 1,
        0x1p53 + 2,
        1e22,
        1e38,
        Float.MAX_VALUE,
        1e300,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    static Optional<FormSubject> of(Pointwise row, Precision precision) {
        if (!(row.code() instanceof Code.Call call)) {
            return Optional.empty();
        }
        LaneMachine machine = LaneMachine.of(call.form(), row.arity(), precision);
        return machine.calls() ? Optional.empty() : Optional.of(new FormSubject(row, precision, machine));
    }

    boolean isExact() {
        return row.isExact();
    }

    /** The scalar operator, not rounded to the precision. */
    double scalar(double... arguments) {
        double[] three = Arrays.copyOf(arguments, 3);
        return row.value(three[0], three[1], three[2]);
    }

    /** Every edge with either sign, or every pair of them. */
    List<double[]> edges() {
        double[] edges = Arrays.stream(EDGES)
                .flatMap(edge -> Arrays.stream(new double[] {edge, -edge}))
                .map(precision::round)
                .distinct()
                .toArray();
        return row.arity() == 1
                ? Arrays.stream(edges).mapToObj(x -> new double[] {x}).toList()
                : Arrays.stream(edges)
                        .boxed()
                        .flatMap(a -> Arrays.stream(edges).mapToObj(b -> new double[] {a, b}))
                        .toList();
    }

    /**
     * Arguments by turns from all binades, from around 1, from the interval that the row is tested in, and from where
     * errors are worst: the numbers next to multiples of π/2, which are poles and zeros, and next to the edges, at
     * which functions overflow.
     */
    double[] point(SplittableRandom random) {
        int way = random.nextInt(6);
        double[] point = new double[row.arity()];
        for (int i = 0; i < point.length; i++) {
            point[i] = precision.round(
                    switch (way) {
                        case 0 -> anyNumber(random);
                        case 1 -> random.nextDouble(-2, 2);
                        case 2 -> random.nextDouble(-50, 50);
                        case 3 -> nextTo(
                                Math.rint(Math.pow(2, random.nextDouble(0, precision == Precision.F64 ? 29 : 14)))
                                        * Math.PI
                                        / 2,
                                random);
                        case 4 -> nextTo(edge(random), random);
                        default -> inside(row.domains().get(i), random);
                    });
        }
        return point;
    }

    private static double edge(SplittableRandom random) {
        double edge = EDGES[random.nextInt(EDGES.length)];
        return Double.isFinite(edge) ? edge : 1;
    }

    /** The number itself, or one of the two next to it, with either sign. */
    private double nextTo(double x, SplittableRandom random) {
        double rounded = precision.round(x);
        double ulp = precision == Precision.F64 ? Math.ulp(rounded) : Math.ulp((float) rounded);
        double next = precision.round(rounded + (random.nextInt(3) - 1) * ulp);
        return (random.nextBoolean() ? 1 : -1) * (Double.isInfinite(next) ? rounded : next);
    }

    /** Arguments from the interval that the row is tested in. */
    double[] usualPoint(SplittableRandom random) {
        return row.domains().stream().mapToDouble(domain -> precision.round(inside(domain, random))).toArray();
    }

    private double anyNumber(SplittableRandom random) {
        double number = precision == Precision.F64
                ? Double.longBitsToDouble(random.nextLong())
                : Float.intBitsToFloat(random.nextInt());
        return Double.isFinite(number) ? number : 1;
    }

    private static double inside(Domain domain, SplittableRandom random) {
        return domain.low() + random.nextDouble() * (domain.high() - domain.low());
    }

    /** The value to many digits, where there is a finite one; decimals do not know on which side of a branch −0 is. */
    Optional<BigDecimal> truth(double... arguments) {
        boolean isKnown =
                Arrays.stream(arguments).allMatch(x -> Double.isFinite(x) && (x != 0 || Double.compare(x, 0) == 0));
        return isKnown ? TrueValue.of(row, arguments) : Optional.empty();
    }

    /** By how many units in the last place a result is wrong. */
    double error(double result, BigDecimal truth, double... arguments) {
        double nearest = precision.round(truth.doubleValue());
        if (!Double.isFinite(nearest) || !Double.isFinite(result)) {
            return nearest == result ? 0 : Double.POSITIVE_INFINITY;
        }
        return new BigDecimal(result)
                .subtract(truth)
                .abs()
                .divide(new BigDecimal(unit(nearest, arguments)), MathContext.DECIMAL32)
                .doubleValue();
    }

    /** The unit in the last place that errors of a result are counted in. */
    double unit(double result, double... arguments) {
        boolean isLogOfSum = row == Pointwise.LOGADDEXP || row == Pointwise.LOGADDEXP2;
        double scale = isLogOfSum ? largestSummand(result, Math.max(arguments[0], arguments[1])) : result;
        return precision == Precision.F64 ? Math.ulp(scale) : Math.ulp((float) scale);
    }

    /**
     * The logarithm of a sum may vanish beside max(a, b) and log(1 + exp(−|a − b|)), which are both right to the last
     * bits.
     */
    private static double largestSummand(double sum, double summand) {
        return Math.max(Math.abs(sum), Math.max(Math.abs(summand), Math.abs(sum - summand)));
    }

    @Override
    public String toString() {
        return row.symbol() + " " + precision;
    }
}
