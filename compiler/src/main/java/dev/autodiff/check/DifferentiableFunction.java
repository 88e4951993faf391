package dev.autodiff.check;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import java.util.List;

/** What is checked: a function of numbers with something that claims to be its derivatives. */
public interface DifferentiableFunction {
    /** {@code z}, as reports call it. */
    String name();

    List<String> parameters();

    /** The names that derivatives are taken by: parameters, or variables of the formula. */
    List<String> variables();

    /** Whether a parameter takes whole numbers only. */
    default boolean isWhole(String parameter) {
        return false;
    }

    /** In which it computes values, and takes arguments. */
    default Precision precision() {
        return Precision.DOUBLE;
    }

    /** Whether {@link #value} is part of what is checked; if not, it only serves finite differences. */
    default boolean claimsValue() {
        return true;
    }

    /** @throws CodeException if the function throws */
    double value(double[] point);

    /**
     * The partial derivatives by the {@link #variables}, in their order.
     *
     * @throws CodeException if the function throws
     */
    double[] gradient(double[] point);

    static DifferentiableFunction of(CompiledFunction function) {
        return new DifferentiableFunction() {
            @Override
            public String name() {
                return function.name();
            }

            @Override
            public List<String> parameters() {
                return function.parameters();
            }

            @Override
            public List<String> variables() {
                return function.variables();
            }

            @Override
            public boolean isWhole(String parameter) {
                return function.signature().parameters().stream()
                        .anyMatch(argument -> argument.name().equals(parameter)
                                && argument.type().dtype() == DType.INT);
            }

            @Override
            public Precision precision() {
                return Precision.of(function.signature());
            }

            @Override
            public double value(double[] point) {
                return function.value(point);
            }

            @Override
            public double[] gradient(double[] point) {
                return function.gradient(point);
            }
        };
    }
}
