package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import java.util.List;
import org.hipparchus.analysis.differentiation.Derivative;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;

/**
 * A compiled function of one number, for root finders and Hipparchus' own differentiation. A compiled function knows
 * its first derivative; higher ones come from functions that are derivatives themselves, {@code d = grad(z, x)}.
 */
public final class UnivariateDerivatives implements UnivariateDifferentiableFunction {
    private final List<CompiledFunction> derivatives;

    private UnivariateDerivatives(List<CompiledFunction> derivatives) {
        this.derivatives = derivatives;
    }

    /**
     * @param derivatives functions of one number: the derivatives of order 0, 1, 2 and so on, of which the first alone
     *     will do
     * @throws IllegalArgumentException if one is not a function of one number with its derivative
     */
    public static UnivariateDerivatives of(CompiledFunction... derivatives) {
        if (derivatives.length == 0) {
            throw new IllegalArgumentException("no function is given");
        }
        for (CompiledFunction each : derivatives) {
            Signature signature = each.signature();
            if (!signature.isScalar()
                    || signature.results().size() != 1
                    || signature.parameters().size() != 1
                    || signature.variables().size() != 1) {
                throw new IllegalArgumentException(
                        "a function of one number with its derivative is needed, and got " + signature);
            }
        }
        return new UnivariateDerivatives(List.of(derivatives));
    }

    @Override
    public double value(double x) {
        return derivatives.get(0).value(x);
    }

    /** @throws IllegalArgumentException if the argument asks for a higher order than there is */
    @Override
    public <T extends Derivative<T>> T value(T x) {
        int order = x.getOrder();
        if (order > derivatives.size()) {
            throw new IllegalArgumentException(
                    "derivatives of " + derivatives.get(0) + " are known up to order " + derivatives.size() + ", and "
                            + order + " is asked for: give the functions of the derivatives below it as well");
        }
        double[] taylor = new double[order + 1];
        for (int i = 0; i < order; i++) {
            CompiledFunction.ValueAndGradient answer = derivatives.get(i).valueAndGradient(x.getReal());
            taylor[i] = answer.value();
            taylor[i + 1] = answer.gradient()[0];
        }
        if (order == 0) {
            taylor[0] = value(x.getReal());
        }
        return x.compose(taylor);
    }
}
