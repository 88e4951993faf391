package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues of symmetric matrices in rising order, and their eigenvectors, one matrix for each index of a batch. What
 * is not symmetric counts as (a + aᵀ)/2; a matrix with an element that is not finite has only NaN.
 */
public final class SymmetricEigen {
    /**
     * Numbers whose difference, relative to the largest, is no more are taken for equal in divided differences: the
     * quotient is as wrong as the limit, by √ε, if it is the root of the rounding error ε.
     */
    private static final double EQUAL = Math.sqrt(Math.ulp(1.0));

    private SymmetricEigen() {}

    /** y = λ for n×n matrices: n numbers. */
    public static void values(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch && n > 0; i++) {
            EigenDecomposition_F64<DMatrixRMaj> found = decompose(a, atA + i * n * n, n, false);
            for (int k = 0; k < n; k++) {
                y[atY + i * n + k] = found == null ? Double.NaN : found.getEigenvalue(k).real;
            }
            Arrays.sort(y, atY + i * n, atY + (i + 1) * n);
        }
    }

    /** y = v for n×n matrices, whose columns have length 1, and their largest element is positive. */
    public static void vectors(double[] a, int atA, double[] y, int atY, int batch, int n) {
        for (int i = 0; i < batch && n > 0; i++) {
            EigenDecomposition_F64<DMatrixRMaj> found = decompose(a, atA + i * n * n, n, true);
            if (found == null) {
                Arrays.fill(y, atY + i * n * n, atY + (i + 1) * n * n, Double.NaN);
            } else {
                write(found, y, atY + i * n * n, n);
            }
        }
    }

    /** y = v·diag(g)·vᵀ for n×n matrices a with the eigenvectors v. */
    public static void sum(double[] a, int atA, double[] g, int atG, double[] y, int atY, int batch, int n) {
        double[] v = new double[batch * n * n];
        vectors(a, atA, v, 0, batch, n);
        double[] scaled = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            scaled[i] = v[i] * g[atG + i / (n * n) * n + i % n];
        }
        MatrixProducts.multiplyByTransposed(scaled, 0, v, 0, y, atY, batch, n, n, n);
    }

    /**
     * {@code y[i, j] = (g[i] - g[j])/(x[i] - x[j])} for vectors of length n; of the tangent t of g along 0, 1, 2, …,
     * {@code (t[i] - t[j])/(i - j)} instead where x and g have equal elements but for rounding; on the diagonal 0.
     */
    public static void dividedDifferences(
            double[] x, int atX, double[] g, int atG, double[] t, int atT, double[] y, int atY, int batch, int n) {
        for (int line = 0; line < batch * n; line++) {
            int start = line / n * n;
            int i = line % n;
            double bound = EQUAL * largest(x, atX + start, n);
            double boundOfG = EQUAL * largest(g, atG + start, n);
            for (int j = 0; j < n; j++) {
                double dx = x[atX + line] - x[atX + start + j];
                double dg = g[atG + line] - g[atG + start + j];
                double limit = (t[atT + line] - t[atT + start + j]) / (i - j);
                boolean isLimit = Math.abs(dx) <= bound && Math.abs(dg) <= boundOfG + Math.abs(limit) * bound;
                y[atY + line * n + j] = i == j ? 0 : isLimit ? limit : dg / dx;
            }
        }
    }

    private static double largest(double[] x, int at, int count) {
        double largest = 0;
        for (int i = at; i < at + count; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        return largest;
    }

    private static void write(EigenDecomposition_F64<DMatrixRMaj> found, double[] y, int at, int n) {
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> found.getEigenvalue(k).real))
                .mapToInt(k -> k)
                .toArray();
        for (int column = 0; column < n; column++) {
            double[] vector = found.getEigenVector(order[column]).data;
            double sign = sign(vector, 0, 1, n);
            for (int row = 0; row < n; row++) {
                y[at + row * n + column] = sign * vector[row];
            }
        }
    }

    /** The sign of the largest of some elements that lie a step apart, so that vectors have one direction. */
    static double sign(double[] x, int at, int step, int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double element = x[at + i * step];
            largest = Math.abs(element) > Math.abs(largest) ? element : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    /** Null if there is an element that is not finite. */
    private static EigenDecomposition_F64<DMatrixRMaj> decompose(double[] a, int at, int n, boolean vectors) {
        DMatrixRMaj symmetric = new DMatrixRMaj(n, n);
        for (int i = 0; i < n * n; i++) {
            symmetric.data[i] = (a[at + i] + a[at + i % n * n + i / n]) / 2;
        }
        if (!isFinite(symmetric)) {
            return null;
        }
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, vectors, true);
        if (!decomposition.decompose(symmetric)) {
            throw new ArithmeticException("the eigenvalues were not found");
        }
        return decomposition;
    }

    static boolean isFinite(DMatrixRMaj x) {
        return Arrays.stream(x.data).allMatch(Double::isFinite);
    }
}
