package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * A compiled function whose result may have several elements, as a function of one flat vector with its Jacobian, for
 * Levenberg–Marquardt and Gauss–Newton. Any number of threads may call it.
 */
public final class VectorFunction implements MultivariateJacobianFunction {
    private final FlatJacobian jacobian;

    private VectorFunction(FlatJacobian jacobian) {
        this.jacobian = jacobian;
    }

    /**
     * @param parameters those of the function's parameters that vary
     * @param fixed the values of all others
     * @throws IllegalArgumentException if they are not all of the function's parameters, or it lacks a derivative
     */
    public static VectorFunction of(CompiledFunction function, ParameterVector parameters, Map<String, Tensor> fixed) {
        return new VectorFunction(new FlatJacobian(new Binding(function, parameters, fixed).requireComplete()));
    }

    @Override
    public Pair<RealVector, RealMatrix> value(RealVector x) {
        FlatJacobian.Answer answer = jacobian.at(x.toArray());
        return new Pair<>(
                new ArrayRealVector(answer.value(), false), new Array2DRowRealMatrix(answer.jacobian(), false));
    }
}
