package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Map;

/**
 * A compiled function with one number as its result, as a function of one flat vector, for optimisers:
 * {@code new ObjectiveFunction(f)} and {@code new ObjectiveFunctionGradient(f.gradient())}. Any number of threads may
 * call it.
 */
public final class FlatFunction implements Objective {
    private final Binding binding;
    private final CompiledFunction function;

    private FlatFunction(Binding binding) {
        this.binding = binding;
        this.function = binding.function();
    }

    /**
     * @param parameters those of the function's parameters that vary
     * @param fixed the values of all others
     * @throws IllegalArgumentException if they are not all of the function's parameters, or it lacks a derivative
     */
    public static FlatFunction of(CompiledFunction function, ParameterVector parameters, Map<String, Tensor> fixed) {
        return new FlatFunction(new Binding(function, parameters, fixed).requireComplete());
    }

    /** A function of numbers that all vary, in the order in which it has them. */
    public static FlatFunction of(CompiledFunction function) {
        return of(function, ParameterVector.of(function.parameters()), Map.of());
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public ParameterVector parameters() {
        return binding.vector();
    }

    public CompiledFunction function() {
        return function;
    }

    @Override
    public double value(double[] x) {
        return function.signature().isScalar()
                ? function.value(binding.point(x))
                : function.value(binding.arguments(x)).item();
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        if (function.signature().isScalar()) {
            CompiledFunction.ValueAndGradient answer = function.valueAndGradient(binding.point(x));
            binding.arrange(answer.gradient(), gradient);
            return answer.value();
        }
        CompiledFunction.Pullback answer = function.valueAndGradient(binding.arguments(x));
        binding.arrange(answer.gradient(), gradient);
        return answer.value().item();
    }
}
