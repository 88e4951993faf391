package dev.autodiff.hipparchus;

import java.util.function.IntConsumer;

/**
 * A fit to rows that may be elsewhere than in memory; {@link LeastSquaresFit} is the same for a table that is there.
 *
 * @param name of the model, for messages
 * @param parameters what is fitted
 * @param bounds one interval for each element; null for none
 * @param maxEvaluations how often the model may be evaluated on all rows
 */
public record LeastSquaresSearch(
        String name, ParameterVector parameters, FitRows rows, Bounds bounds, int maxEvaluations) {
    /**
     * Searches from a start.
     *
     * @param progress told how often the model has been evaluated
     * @throws ProblemException if there are fewer rows than parameters, or the model has no finite value or derivative
     *     at the start
     */
    public FitResult from(double[] start, IntConsumer progress) {
        Bounds intervals = bounds == null ? Bounds.none(start.length) : bounds;
        intervals.require(parameters, start);
        requireEnoughRows(start.length);
        ProblemException problem = rows.problem(start);
        if (problem != null) {
            throw problem;
        }
        BoundedLeastSquares.Optimum optimum =
                new BoundedLeastSquares(rows::ofLoss, intervals, maxEvaluations, progress).minimize(start);
        return FitStatistics.of(this, start, optimum);
    }

    private void requireEnoughRows(int count) {
        if (count == 0) {
            throw new ProblemException("there is nothing to fit: give a start for some parameters of '" + name + "'");
        }
        if (rows.counted() < count) {
            throw new ProblemException(rows.counted() + (rows.counted() == 1 ? " row cannot" : " rows cannot")
                    + " determine " + count + " parameters: give as many rows at least, or fix some parameters");
        }
    }
}
