package dev.autodiff.runtime;

import java.util.List;

/**
 * A function of p named numbers with its derivatives by w of its variables, compiled in this JVM. It has no state: any number
 * of threads may call it. Its class is unloaded when the function is no longer reachable.
 */
public final class CompiledFunction {
    private final String name;
    private final List<String> parameters;
    private final List<String> variables;
    private final String source;
    private final Kernel kernel;

    /** For the compiler; see {@code Compiler.compile}. */
    public CompiledFunction(String name, List<String> parameters, List<String> variables, String source, Kernel kernel) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.variables = List.copyOf(variables);
        this.source = source;
        this.kernel = kernel;
    }

    /** A value with the partial derivatives by the {@link #variables}, in their order. */
    public record ValueAndGradient(double value, double[] gradient) {}

    public String name() {
        return name;
    }

    /** The names of the arguments, in order. */
    public List<String> parameters() {
        return parameters;
    }

    /** The names that derivatives are taken by, in order; by default all parameters that are not {@code const}. */
    public List<String> variables() {
        return variables;
    }

    /** The program. */
    public String source() {
        return source;
    }

    /**
     * @param point one number for each parameter
     * @throws IllegalArgumentException if there are more or fewer
     */
    public double value(double... point) {
        requireLength("point", point.length, parameters);
        return kernel.value(point);
    }

    /** The partial derivatives at a point. */
    public double[] gradient(double... point) {
        return valueAndGradient(point).gradient();
    }

    /** The value and the partial derivatives at a point, from one pass. */
    public ValueAndGradient valueAndGradient(double... point) {
        double[] gradient = new double[variables.size()];
        return new ValueAndGradient(valueAndGradient(point, gradient), gradient);
    }

    /**
     * The value, with the partial derivatives written to an array of the caller's; allocates nothing.
     *
     * @throws IllegalArgumentException if an array has not one element for each parameter or variable
     */
    public double valueAndGradient(double[] point, double[] gradient) {
        requireLength("point", point.length, parameters);
        requireLength("gradient", gradient.length, variables);
        return kernel.gradient(point, gradient);
    }

    /** The cotangents of the variables when the result has cotangent {@code v}: v times the gradient. */
    public double[] pullback(double[] point, double v) {
        double[] gradient = gradient(point);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= v;
        }
        return gradient;
    }

    private void requireLength(String array, int length, List<String> names) {
        if (length != names.size()) {
            throw new IllegalArgumentException(name + " takes a " + array + " of " + names.size() + " numbers ("
                    + String.join(", ", names) + "), and got " + length);
        }
    }

    /** {@code z(x, y)}. */
    @Override
    public String toString() {
        return name + "(" + String.join(", ", parameters) + ")";
    }
}
