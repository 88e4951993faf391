package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Fits a compiled model to data: the parameters for which the sum of ρ(w r²) over all rows is least, where r is the
 * model less the response, w the weight and ρ the {@link Loss}, with what statistics says of their errors. The
 * derivatives are the model's own.
 *
 * @param model with one number as its result; some of its parameters are columns of the data, others are fitted
 * @param data the table
 * @param fixed values of parameters that are neither
 * @param bounds of the fitted parameters, one interval for each element; null for none
 * @param loss how much a residual counts
 * @param scale the residual at which the loss begins to count less than the square: its unit
 * @param maxEvaluations how often the model may be evaluated on all of the data
 */
public record LeastSquaresFit(
        CompiledFunction model,
        FitData data,
        Map<String, Tensor> fixed,
        Bounds bounds,
        Loss loss,
        double scale,
        int maxEvaluations) {
    public static final int MAX_EVALUATIONS = 10_000;

    /** @throws ProblemException if the scale is not a positive number */
    public LeastSquaresFit {
        fixed = Map.copyOf(fixed);
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new ProblemException("the scale of the loss is " + scale + ": it is a residual, above 0");
        }
    }

    /** Least squares without bounds. */
    public static LeastSquaresFit of(CompiledFunction model, FitData data) {
        return new LeastSquaresFit(model, data, Map.of(), null, Loss.LINEAR, 1, MAX_EVALUATIONS);
    }

    public LeastSquaresFit withFixed(Map<String, Tensor> values) {
        return new LeastSquaresFit(model, data, values, bounds, loss, scale, maxEvaluations);
    }

    public LeastSquaresFit withBounds(Bounds intervals) {
        return new LeastSquaresFit(model, data, fixed, intervals, loss, scale, maxEvaluations);
    }

    public LeastSquaresFit withLoss(Loss other, double unit) {
        return new LeastSquaresFit(model, data, fixed, bounds, other, unit, maxEvaluations);
    }

    public LeastSquaresFit withMaxEvaluations(int count) {
        return new LeastSquaresFit(model, data, fixed, bounds, loss, scale, count);
    }

    /**
     * Searches from a start.
     *
     * @param start values of the parameters that are fitted
     * @throws ProblemException if there are fewer rows than parameters, or the model has no finite value or derivative
     *     at the start
     */
    public FitResult from(Map<String, Tensor> start) {
        return from(start, evaluations -> { });
    }

    /** @param progress told how often the model has been evaluated */
    public FitResult from(Map<String, Tensor> start, IntConsumer progress) {
        ParameterVector parameters = ParameterVector.of(start);
        DataModel rows = new DataModel(new Binding(model, parameters, fixed), data.columns(), data.response().length);
        double[] x = parameters.flatten(start);
        Bounds intervals = bounds == null ? Bounds.none(x.length) : bounds;
        intervals.require(parameters, x);
        requireEnoughRows(x.length);
        requireFinite(rows, x);
        BoundedLeastSquares.Optimum optimum = new BoundedLeastSquares(
                        at -> lossOf(weighted(rows, at)), intervals, maxEvaluations, progress)
                .minimize(x);
        return FitStatistics.of(this, parameters, x, optimum, weighted(rows, optimum.x()));
    }

    private void requireEnoughRows(int count) {
        if (count == 0) {
            throw new ProblemException(
                    "there is nothing to fit: give a start for some parameters of '" + model.name() + "'");
        }
        if (data.countedRows() < count) {
            throw new ProblemException(data.countedRows() + (data.countedRows() == 1 ? " row cannot" : " rows cannot")
                    + " determine " + count + " parameters: give as many rows at least, or fix some parameters");
        }
    }

    private void requireFinite(DataModel rows, double[] x) {
        Residuals.Values start = weighted(rows, x);
        int row = start.badRow();
        if (row >= 0) {
            boolean hasValue = Math.abs(start.residuals()[row]) <= Residuals.LARGEST;
            throw new ProblemException("'" + model.name() + "' has no finite " + (hasValue ? "derivative" : "value")
                    + " here at the start: choose another start, or leave the row out", row);
        }
    }

    /** The residuals, each times the root of its weight. */
    private Residuals.Values weighted(DataModel rows, double[] x) {
        double[] residuals = new double[rows.rows()];
        double[][] jacobian = new double[rows.rows()][x.length];
        rows.evaluate(x, residuals, jacobian);
        for (int row = 0; row < residuals.length; row++) {
            double root = Math.sqrt(data.weights()[row]);
            residuals[row] = root == 0 ? 0 : root * (residuals[row] - data.response()[row]);
            for (int i = 0; i < x.length; i++) {
                jacobian[row][i] = root == 0 ? 0 : root * jacobian[row][i];
            }
        }
        return new Residuals.Values(residuals, jacobian);
    }

    /** Residuals whose squares are what the loss makes of these. */
    private Residuals.Values lossOf(Residuals.Values values) {
        if (loss == Loss.LINEAR) {
            return values;
        }
        double[] residuals = values.residuals();
        for (int row = 0; row < residuals.length; row++) {
            double slope = loss.residualSlope(residuals[row] / scale);
            residuals[row] = scale * loss.residual(residuals[row] / scale);
            for (int i = 0; i < values.jacobian()[row].length; i++) {
                values.jacobian()[row][i] *= slope;
            }
        }
        return values;
    }
}
