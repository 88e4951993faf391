package dev.autodiff.spark;

/** How two vectors become that of both; null is that of nothing. */
enum Addition {
    /** Element by element. */
    ELEMENTS {
        @Override
        double[] added(double[] a, double[] b) {
            double[] sum = new double[a.length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = a[i] + b[i];
            }
            return sum;
        }
    },

    /** {@link FitSums}: the triangle of two, and then sums. */
    TRIANGLES {
        @Override
        double[] added(double[] a, double[] b) {
            return FitSums.added(a, b);
        }
    };

    abstract double[] added(double[] a, double[] b);

    double[] sum(double[] a, double[] b) {
        return a == null ? b : b == null ? a : added(a, b);
    }
}
