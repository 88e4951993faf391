package dev.autodiff.hipparchus;

import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.analysis.MultivariateVectorFunction;

/** One number of a flat vector of parameters, with its gradient: what is minimised. */
public interface Objective extends MultivariateFunction {
    /** What messages call it. */
    String name();

    /** What the elements of the vector are. */
    ParameterVector parameters();

    /** The value, with the partial derivatives written to the array, from one pass. */
    double valueAndGradient(double[] x, double[] gradient);

    /** The gradient as a function of its own. */
    default MultivariateVectorFunction gradient() {
        return x -> {
            double[] gradient = new double[parameters().dimension()];
            valueAndGradient(x, gradient);
            return gradient;
        };
    }
}
