package dev.autodiff.runtime;

/**
 * What a class compiled at run time implements: one function of p numbers and its derivatives by w of them. Methods neither
 * keep state nor allocate, unless the function is too large for one method of the JVM.
 */
public interface Kernel {
    /** @param point p numbers in the order of the parameters */
    double value(double[] point);

    /**
     * The value, with the w partial derivatives written to {@code gradient}.
     *
     * @param point p numbers in the order of the parameters
     * @param gradient takes up w numbers
     */
    double gradient(double[] point, double[] gradient);
}
