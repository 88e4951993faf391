package dev.autodiff.runtime;

/**
 * What a class compiled at run time implements if its function works on tensors. Arrays are {@code double[]}, or
 * {@code float[]} where the type is {@code f32}; a scalar is an array of one element.
 */
public interface TensorKernel {
    /**
     * @param sizes the values of the dimensions that have names, in the order of the names
     * @param arrays one for each parameter, then the one that takes up the value
     */
    void value(int[] sizes, Object[] arrays);

    /**
     * Value and cotangents of the variables in one pass.
     *
     * @param arrays one for each parameter, the cotangent of the result, the one that takes up the value, and one for each variable
     */
    void gradient(int[] sizes, Object[] arrays);
}
