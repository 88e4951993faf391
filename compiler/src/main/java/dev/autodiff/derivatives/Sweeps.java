package dev.autodiff.derivatives;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;

/**
 * How a Jacobian is computed: by a reverse sweep for each row of it, or a forward one for each column, the fewer of
 * both; a sweep of either kind costs about the same.
 *
 * @param isForward whether by columns
 * @param count of the sweeps
 * @param hasLoop whether some of them are steps of a loop, and not side by side
 */
public record Sweeps(boolean isForward, Dimension count, boolean hasLoop) {
    /** As many sweeps may stand one beside the other: the code grows with each, and a loop has constant code. */
    static final int MAX_SIDE_BY_SIDE = 16;

    /** What is chosen for results and variables of these shapes. */
    public static Sweeps of(List<Shape> results, List<Shape> variables) {
        return isForward(elements(results), elements(variables)) ? forward(variables) : by(false, results);
    }

    /** By columns in any case. */
    public static Sweeps forward(List<Shape> variables) {
        return by(true, variables);
    }

    private static Sweeps by(boolean isForward, List<Shape> swept) {
        return new Sweeps(
                isForward,
                elements(swept),
                swept.stream().anyMatch(shape -> !areSideBySide(shape, MAX_SIDE_BY_SIDE)));
    }

    /**
     * Whether there are fewer columns than rows; a number known only when the function is called counts as the
     * larger.
     */
    private static boolean isForward(Dimension rows, Dimension columns) {
        if (rows.isLiteral() && columns.isLiteral()) {
            return columns.literal() < rows.literal();
        }
        return columns.isLiteral() && !rows.isLiteral();
    }

    private static Dimension elements(List<Shape> shapes) {
        return shapes.stream().map(Shape::size).reduce(Dimension.ZERO, Dimension::plus);
    }

    /** Whether the sweeps for the elements of one shape stand side by side. */
    static boolean areSideBySide(Shape shape, int maximum) {
        Dimension count = shape.size();
        return count.isLiteral() && count.literal() <= maximum && count.literal() > 0;
    }

    /** {@code forward mode, 2 sweeps side by side, one for each column}. */
    @Override
    public String toString() {
        return (isForward ? "forward mode, " : "reverse mode, ") + count + (count.is(1) ? " sweep" : " sweeps")
                + (count.is(1) ? "" : hasLoop ? " in a loop" : " side by side")
                + ", one for each " + (isForward ? "column" : "row");
    }
}
