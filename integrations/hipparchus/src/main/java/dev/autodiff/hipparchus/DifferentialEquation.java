package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.ode.ODEJacobiansProvider;

/**
 * A compiled function as the right-hand side f of y' = f(t, y; p), with its Jacobians by the state and by each
 * parameter: what the variational equations integrate beside the state, to tell how it depends on where it started and
 * on p. Any number of threads may use it.
 */
public final class DifferentialEquation implements ODEJacobiansProvider {
    private final Binding binding;
    private final FlatJacobian jacobian;
    private final Map<String, Tensor> constants;
    private final int dimension;
    private final int time;

    private DifferentialEquation(Binding binding, Map<String, Tensor> constants, int dimension) {
        this.binding = binding;
        this.jacobian = new FlatJacobian(binding);
        this.constants = constants;
        this.dimension = dimension;
        this.time = binding.open().isEmpty() ? -1 : binding.function().parameters().indexOf(binding.open().get(0));
    }

    /**
     * @param state the parameter that is the state, a vector
     * @param dimension how many elements the state has
     * @param constants the values of all other parameters but the time; by numbers among them derivatives can be asked
     *         for, if the function has them
     * @throws IllegalArgumentException if more than the time is left open
     */
    public static DifferentialEquation of(
            CompiledFunction function, String state, int dimension, Map<String, Tensor> constants) {
        Map<String, Tensor> varying = new LinkedHashMap<>();
        varying.put(state, Tensor.of(new double[dimension]));
        Map<String, Tensor> fixed = new LinkedHashMap<>();
        constants.forEach((name, value) -> (isVariable(function, name, value) ? varying : fixed).put(name, value));
        Binding binding = new Binding(function, ParameterVector.of(varying), fixed);
        if (binding.open().size() > 1) {
            throw new IllegalArgumentException("no value for " + String.join(", ", binding.open()) + " of "
                    + function.name() + ": only the time may be open");
        }
        return new DifferentialEquation(binding, Map.copyOf(constants), dimension);
    }

    private static boolean isVariable(CompiledFunction function, String name, Tensor value) {
        return value.rank() == 0 && function.variables().contains(name);
    }

    @Override
    public int getDimension() {
        return dimension;
    }

    @Override
    public double[] computeDerivatives(double t, double[] y) {
        return required(binding.function().value(arguments(t, y)).toArray());
    }

    @Override
    public double[][] computeMainStateJacobian(double t, double[] y, double[] yDot) {
        return columns(t, y, 0, dimension);
    }

    /** The parameters that derivatives can be asked for by. */
    @Override
    public List<String> getParametersNames() {
        List<String> names = new ArrayList<>(binding.vector().names());
        return names.subList(1, names.size());
    }

    @Override
    public boolean isSupported(String name) {
        return getParametersNames().contains(name);
    }

    @Override
    public double[] computeParameterJacobian(double t, double[] y, double[] yDot, String name) {
        double[][] column = columns(t, y, binding.vector().offset(name), 1);
        double[] partials = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            partials[i] = column[i][0];
        }
        return partials;
    }

    private double[][] columns(double t, double[] y, int from, int count) {
        double[][] whole = jacobian.at(arguments(t, y)).jacobian();
        double[][] part = new double[whole.length][count];
        for (int i = 0; i < part.length; i++) {
            System.arraycopy(whole[i], from, part[i], 0, count);
        }
        return part;
    }

    private Tensor[] arguments(double t, double[] y) {
        double[] x = new double[binding.vector().dimension()];
        System.arraycopy(required(y), 0, x, 0, dimension);
        for (String name : getParametersNames()) {
            x[binding.vector().offset(name)] = constants.get(name).item();
        }
        Tensor[] arguments = binding.arguments(x);
        if (time >= 0) {
            arguments[time] = Tensor.scalar(t);
        }
        return arguments;
    }

    private double[] required(double[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException("the state has " + dimension + " elements, and got " + vector.length);
        }
        return vector;
    }
}
