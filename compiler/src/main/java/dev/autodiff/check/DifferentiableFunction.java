package dev.autodiff.check;

import dev.autodiff.runtime.CompiledFunction;
import java.util.List;

/** What is checked: a function of numbers with something that claims to be its derivatives. */
public interface DifferentiableFunction {
    /** {@code z}, as reports call it. */
    String name();

    List<String> parameters();

    /** The names that derivatives are taken by: parameters, or variables of the formula. */
    List<String> variables();

    double value(double[] point);

    /** The partial derivatives by the {@link #variables}, in their order. */
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
