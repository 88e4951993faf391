package dev.autodiff.simd;

/**
 * A polynomial in the shape that suits the precision: floats need fewer coefficients.
 *
 * @param f64 the coefficients for doubles, from that of the highest power to the constant
 * @param f32 those for floats
 */
record Fit(double[] f64, double[] f32) {
    /** The coefficients of both precisions, the constant last. */
    static Fit of(double[] f64, double... f32) {
        return new Fit(f64, f32);
    }

    static double[] f64(double... coefficients) {
        return coefficients;
    }

    Lane at(Lane x) {
        return x.polynomial(x.program().precision() == Precision.F64 ? f64 : f32);
    }
}
