package dev.autodiff.runtime;

/** A function that takes and gives numbers and works on tensors in between. */
final class NumberKernel implements Kernel {
    private static final int[] NO_SIZES = {};

    private final TensorKernel kernel;
    private final int variables;

    NumberKernel(TensorKernel kernel, Signature signature) {
        this.kernel = kernel;
        this.variables = signature.variables().size();
    }

    @Override
    public double value(double[] point) {
        Object[] arrays = arrays(point, 1);
        kernel.value(NO_SIZES, arrays);
        return number(arrays[point.length]);
    }

    @Override
    public double gradient(double[] point, double[] gradient) {
        Object[] arrays = arrays(point, 2 + variables);
        ((double[]) arrays[point.length])[0] = 1;
        kernel.gradient(NO_SIZES, arrays);
        for (int i = 0; i < variables; i++) {
            gradient[i] = number(arrays[point.length + 2 + i]);
        }
        return number(arrays[point.length + 1]);
    }

    /** The numbers of the point, each an array, and room for more. */
    private static Object[] arrays(double[] point, int more) {
        Object[] arrays = new Object[point.length + more];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new double[] {i < point.length ? point[i] : 0};
        }
        return arrays;
    }

    private static double number(Object array) {
        return ((double[]) array)[0];
    }
}
