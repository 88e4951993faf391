package dev.autodiff.runtime;

/**
 * What a class compiled at run time implements: one function of p numbers and its derivatives by w of them. Methods
 * neither keep state nor allocate, unless the function is too large for one method of the JVM. A function of one result
 * has the methods that return it, one of m results the others.
 */
public interface Kernel {
    /** @param point p numbers in the order of the parameters */
    default double value(double[] point) {
        throw new IllegalStateException("the function has several results");
    }

    /**
     * The value, with the w partial derivatives written to {@code gradient}.
     *
     * @param point p numbers in the order of the parameters
     * @param gradient takes up w numbers
     */
    default double gradient(double[] point, double[] gradient) {
        throw new IllegalStateException("the function has several results, or was compiled without derivatives");
    }

    /** @param results takes up m numbers */
    default void value(double[] point, double[] results) {
        results[0] = value(point);
    }

    /**
     * The results and the cotangents of the variables.
     *
     * @param arguments the p numbers of a point, then the m cotangents of the results
     * @param outputs takes up m results, then w cotangents
     */
    default void vjp(double[] arguments, double[] outputs) {
        throw new IllegalStateException("the function has one result, or was compiled without derivatives");
    }
}
