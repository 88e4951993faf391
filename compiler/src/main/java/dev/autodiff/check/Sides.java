package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The slopes that a function has on the two sides of a point, where it need not have a derivative: at a kink, at a
 * step, at the edge of its domain, where its graph is vertical.
 *
 * @param left the slope just before the point; empty if the function has no values there
 * @param right the slope just after it
 * @param error of the slopes that are finite
 * @param isolated whether the value at the point is the limit of neither side, so that these slopes say nothing about
 *     the point
 * @param continuous whether it is the limit of both
 */
record Sides(
        Optional<BigDecimal> left, Optional<BigDecimal> right, BigDecimal error, boolean isolated, boolean continuous) {
    /** A slope beyond all doubles stands for an infinite one. */
    private static final BigDecimal INFINITE = BigDecimal.ONE.scaleByPowerOfTen(1_000);

    /**
     * Between two distances a converging slope comes so much closer to its limit: a power √h does, a logarithm does
     * not.
     */
    private static final BigDecimal APPROACH = new BigDecimal("1e-6");

    /** A logarithm grows by 1.8 between the distances that the oracle takes, a power by far more. */
    private static final BigDecimal GROWTH = new BigDecimal("1.5");

    /** A slope that settles to so many digits is a limit. */
    private static final int SETTLED_DIGITS = 18;

    /**
     * Values of a function at a distance from the point; they throw {@link ArithmeticException} where there is none.
     */
    interface Values {
        BigDecimal at(BigDecimal distance);
    }

    /** The values with some precision, and a distance that suits it. */
    record Zoom(Values values, BigDecimal distance, MathContext mc) {}

    /**
     * @param zooms three of them, each far closer than the one before; empty if no side has values, or one has no limit
     * of its slope
     */
    static Optional<Sides> of(List<Zoom> zooms) {
        Optional<Side> left = Side.of(zooms, -1);
        Optional<Side> right = Side.of(zooms, 1);
        List<Side> existing = Stream.of(left, right).flatMap(Optional::stream).toList();
        if (existing.isEmpty() || existing.stream().anyMatch(side -> side.slope().isEmpty())) {
            return Optional.empty();
        }
        boolean isolated = existing.stream().noneMatch(Side::reaches);
        BigDecimal error = existing.stream().map(Side::error).reduce(BigDecimal.ZERO, BigDecimal::max);
        return Optional.of(new Sides(left.flatMap(Side::slope), right.flatMap(Side::slope), error, isolated,
                existing.size() == 2 && existing.stream().allMatch(Side::reaches)));
    }

    /** Whether the function has values on both sides. */
    boolean areTwo() {
        return left.isPresent() && right.isPresent();
    }

    /** Whether it has finite slopes on both sides. */
    boolean areFinite() {
        return areTwo() && isFinite(low()) && isFinite(high());
    }

    /** Whether they are the two sides of a derivative, which converges too slowly for central differences. */
    boolean isDerivative() {
        return continuous && areFinite() && high().subtract(low()).compareTo(error.multiply(BigFunctions.TWO)) <= 0;
    }

    /** The smaller slope. */
    BigDecimal low() {
        return Stream.of(left, right).flatMap(Optional::stream).min(BigDecimal::compareTo).orElseThrow();
    }

    /** The greater slope. */
    BigDecimal high() {
        return Stream.of(left, right).flatMap(Optional::stream).max(BigDecimal::compareTo).orElseThrow();
    }

    private static boolean isFinite(BigDecimal slope) {
        return slope.abs().compareTo(INFINITE) < 0;
    }

    /**
     * One of them.
     *
     * @param slope its limit; empty if none is seen
     * @param error by how much it has changed at last; 0 of an infinite one
     * @param reaches whether the values come to that at the point
     */
    private record Side(Optional<BigDecimal> slope, BigDecimal error, boolean reaches) {
        static Optional<Side> of(List<Zoom> zooms, int sign) {
            BigDecimal[] slopes = new BigDecimal[zooms.size()];
            BigDecimal[] gaps = new BigDecimal[zooms.size()];
            try {
                for (int i = 0; i < slopes.length; i++) {
                    Zoom zoom = zooms.get(i);
                    BigDecimal step = zoom.distance().multiply(BigDecimal.valueOf(sign));
                    BigDecimal near = zoom.values().at(step);
                    BigDecimal far = zoom.values().at(step.multiply(BigFunctions.TWO));
                    slopes[i] = far.subtract(near).divide(step, zoom.mc());
                    gaps[i] = near.subtract(zoom.values().at(BigDecimal.ZERO)).abs();
                }
            } catch (ArithmeticException noValuesThere) {
                return Optional.empty();
            }
            boolean reaches = gaps[gaps.length - 1].compareTo(gaps[0].multiply(APPROACH)) <= 0;
            return Optional.of(of(slopes, reaches));
        }

        private static Side of(BigDecimal[] slopes, boolean reaches) {
            BigDecimal last = slopes[2];
            BigDecimal change = last.subtract(slopes[1]).abs();
            BigDecimal before = slopes[1].subtract(slopes[0]).abs();
            if (change.compareTo(last.abs().movePointLeft(SETTLED_DIGITS)) <= 0
                    || change.compareTo(before.multiply(APPROACH)) <= 0) {
                return new Side(Optional.of(last), change, reaches);
            }
            boolean grows = isGreater(last, slopes[1]) && isGreater(slopes[1], slopes[0]);
            Optional<BigDecimal> infinite = Optional.of(INFINITE.multiply(BigDecimal.valueOf(last.signum())));
            return new Side(grows ? infinite : Optional.empty(), BigDecimal.ZERO, reaches);
        }

        private static boolean isGreater(BigDecimal slope, BigDecimal former) {
            return slope.signum() == former.signum() && slope.abs().compareTo(former.abs().multiply(GROWTH)) >= 0;
        }
    }
}
