package dev.autodiff.runtime;

/**
 * What a class compiled at run time implements if its function works on tensors. Arrays are {@code double[]}, or
 * {@code float[]} where the type is {@code f32}; a scalar is an array of one element.
 */
public interface TensorKernel {
    /**
     * @param sizes the values of the dimensions that have names, in the order of the names
     * @param arrays one for each parameter, then one that takes up each result
     */
    void value(int[] sizes, Object[] arrays);

    /**
     * Results and cotangents of the variables in one pass.
     *
     * @param arrays one for each parameter, the cotangent of each result, the one that takes up each result, and one
     *     for each variable
     * @throws IllegalStateException if the function was compiled without derivatives
     */
    default void gradient(int[] sizes, Object[] arrays) {
        throw new IllegalStateException("the function was compiled without derivatives");
    }
}
