package dev.autodiff.frontend.values;

import dev.autodiff.runtime.Dimension;

/**
 * Every {@code step}-th index from a start on.
 *
 * @param step not 0
 */
public record Range(Dimension start, Dimension length, int step) {
    public static Range all(Dimension length) {
        return new Range(Dimension.ZERO, length, 1);
    }

    /**
     * A slice by NumPy's rules: bounds below 0 count from the end, and those beyond an axis of known length are cut.
     * Where the length is not known, the bounds are taken to be inside.
     *
     * @param from the first index, or null
     * @param to the index behind the last one, or null
     */
    public static Range of(Dimension from, Dimension to, int step, Dimension length) {
        boolean forward = step > 0;
        Dimension first = from == null ? forward ? Dimension.ZERO : length.plus(-1) : inside(from, forward, length);
        Dimension end = to == null ? forward ? length : Dimension.literal(-1) : inside(to, forward, length);
        Dimension span = forward ? end.minus(first) : first.minus(end);
        if (span.isLiteral() && span.literal() <= 0) {
            return new Range(Dimension.ZERO, Dimension.ZERO, 1);
        }
        return new Range(first, span.ceilingOver(Math.abs(step)), step);
    }

    private static Dimension inside(Dimension bound, boolean forward, Dimension length) {
        Dimension place = bound.isLiteral() && bound.literal() < 0 ? length.plus(bound) : bound;
        if (!place.isLiteral() || !length.isLiteral()) {
            return place;
        }
        long low = forward ? 0 : -1;
        long high = forward ? length.literal() : length.literal() - 1;
        return Dimension.literal(Math.max(low, Math.min(high, place.literal())));
    }
}
