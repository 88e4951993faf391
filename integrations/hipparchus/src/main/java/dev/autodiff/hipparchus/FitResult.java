package dev.autodiff.hipparchus;

import dev.autodiff.runtime.Tensor;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A fit and its errors.
 *
 * @param parameters what the elements of the vectors are
 * @param values the fitted parameters
 * @param errors their standard errors; NaN where the data do not tell, and for a parameter that a bound holds
 * @param residuals the response less the model, each times the root of its weight; none where the rows are elsewhere
 * @param sumOfSquares of these residuals
 * @param standardDeviation of a residual of weight 1; NaN without degrees of freedom
 * @param degreesOfFreedom rows less parameters
 * @param iterations steps that were taken
 * @param converged whether the search ended at a minimum; otherwise it was given up
 * @param undetermined the elements that could change together without changing the model at any row; empty if the data
 *     determine all
 */
public record FitResult(
        ParameterVector parameters,
        double[] values,
        double[] errors,
        double[] residuals,
        double sumOfSquares,
        double standardDeviation,
        long degreesOfFreedom,
        int iterations,
        boolean converged,
        List<String> undetermined) {
    public FitResult {
        undetermined = List.copyOf(undetermined);
    }

    /** The fitted value of a parameter. */
    public Tensor value(String name) {
        return parameters.tensor(name, values);
    }

    /** The standard error of a parameter, element by element. */
    public Tensor error(String name) {
        return parameters.tensor(name, errors);
    }

    /**
     * By how many standard errors an interval reaches beyond the value on each side: Student's t.
     *
     * @param confidence the probability that such an interval holds the true parameter, between 0 and 1
     */
    public double reach(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new ProblemException(
                    "the confidence is " + confidence + ": it is a probability between 0 and 1, 0.95 say");
        }
        return degreesOfFreedom == 0
                ? Double.NaN
                : new TDistribution(degreesOfFreedom).inverseCumulativeProbability((1 + confidence) / 2);
    }
}
