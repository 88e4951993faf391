package dev.autodiff.check;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Derivatives at one point against finite differences of the function's own values. */
final class DifferenceCheck {
    /** Evaluations around the point, each argument moved by up to so many of its last units. */
    private static final int NEIGHBOURS = 8;
    private static final int MOVED_UNITS = 2;

    /**
     * What finite differences say of their own error is an estimate; they contradict only beyond several times that.
     */
    private static final double DOUBT = 10;

    /** Finite differences that are not sure of their first two digits have no say, */
    private static final double UNSETTLED = 0.01;

    /** unless they are sure that the derivative is small beside the change of the function. */
    private static final double SMALL = 1e-6;

    private final DifferentiableFunction function;
    private final double[] point;
    private final double value;
    private final double[] gradient;
    private final Precision precision;
    private final Differences differences;

    DifferenceCheck(DifferentiableFunction function, double[] point, double value, double[] gradient) {
        this.function = function;
        this.point = point;
        this.value = value;
        this.gradient = gradient;
        this.precision = function.precision();
        this.differences = new Differences(precision);
    }

    /** Of the derivative by a variable; none if it is no parameter. */
    Differences.Estimate estimate(String variable) {
        int parameter = function.parameters().indexOf(variable);
        return parameter < 0 ? Differences.Estimate.NONE : differences.central(along(parameter), point[parameter]);
    }

    /** Empty if the function has no values around the point. */
    Optional<Outcome> partial(int index, Differences.Estimate difference) {
        if (!Double.isFinite(DOUBT * difference.error()) || !Double.isFinite(value)) {
            return Optional.empty();
        }
        int parameter = function.parameters().indexOf(function.variables().get(index));
        DoubleUnaryOperator along = along(parameter);
        if (differences.hasKink(along, point[parameter])) {
            return Optional.of(atKink(
                    differences.sides(along, point[parameter]), gradient[index], small(along, point[parameter])));
        }
        double roundings = Math.max(0, precision.fullPrecision() - Judgement.FULL_PRECISION);
        Judgement judgement = new Judgement(
                gradient[index],
                new BigDecimal(difference.value()),
                new BigDecimal(DOUBT * difference.error() + roundings * Math.abs(difference.value())));
        Verdict verdict = judgement.isFullPrecision()
                ? Verdict.OK
                : difference.error()
                                        > Math.max(
                                                UNSETTLED * Math.abs(difference.value()),
                                                small(along, point[parameter]))
                                || judgement.isWithin(noise(index))
                        ? Verdict.ILL_CONDITIONED
                        : Verdict.WRONG;
        return Optional.of(new Outcome(judgement, verdict));
    }

    /**
     * Everything between the slopes of both sides may stand for a derivative, what is no number, and all if the slopes
     * do not settle.
     */
    private static Outcome atKink(Differences.Sides sides, double actual, double small) {
        double nearest = Double.isFinite(actual) ? Math.max(sides.low(), Math.min(sides.high(), actual)) : sides.low();
        double doubt = Math.max(UNSETTLED * Math.max(Math.abs(sides.low()), Math.abs(sides.high())), small);
        boolean isExcused = !Double.isFinite(actual) || !(sides.error() <= doubt);
        Judgement judgement = new Judgement(actual, new BigDecimal(nearest), new BigDecimal(isExcused ? 0 : doubt));
        return new Outcome(judgement, isExcused || judgement.isFullPrecision() ? Verdict.KINK : Verdict.WRONG);
    }

    /** A slope that is as good as none beside the change of the function over a large step. */
    private double small(DoubleUnaryOperator along, double x) {
        double unit = Differences.unit(x);
        return SMALL
                * Math.max(Math.abs(value), Math.abs(along.applyAsDouble(x + Differences.FIRST_STEP * unit)))
                / unit;
    }

    /** The function of one argument alone; NaN where a loop does not end, or an element does not exist. */
    private DoubleUnaryOperator along(int parameter) {
        return x -> {
            double[] moved = point.clone();
            moved[parameter] = x;
            try {
                return function.value(moved);
            } catch (CodeException | IllegalStateException | IndexOutOfBoundsException outsideOfTheDomain) {
                return Double.NaN;
            }
        };
    }

    /**
     * How much the function's own derivative changes with the last bits of its arguments, from one neighbour to the
     * other. The point itself is none of them: a number that is wrong there and nowhere else would excuse itself.
     */
    private BigDecimal noise(int index) {
        SplittableRandom random = new SplittableRandom(index);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < NEIGHBOURS; i++) {
            double[] moved = point.clone();
            for (int j = 0; j < moved.length; j++) {
                int units = random.nextInt(1, MOVED_UNITS + 1);
                moved[j] += (random.nextBoolean() ? units : -units) * precision.ulp(moved[j]);
            }
            double other = derivative(moved, index);
            if (Double.isFinite(other)) {
                low = Math.min(low, other);
                high = Math.max(high, other);
            }
        }
        return low <= high && Double.isFinite(high - low) ? new BigDecimal(high - low) : BigDecimal.ZERO;
    }

    private double derivative(double[] neighbour, int index) {
        try {
            return function.gradient(neighbour)[index];
        } catch (CodeException nothingIsKnown) {
            return Double.NaN;
        }
    }
}
