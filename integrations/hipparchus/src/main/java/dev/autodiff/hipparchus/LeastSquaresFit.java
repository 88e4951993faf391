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
        return new LeastSquaresSearch(
                        model.name(), parameters, new TableRows(this, parameters), bounds, maxEvaluations)
                .from(parameters.flatten(start), progress);
    }
}
