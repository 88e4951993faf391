package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues of symmetric matrices in rising order, and their eigenvectors, one matrix for each index of a batch. What is not
 * symmetric counts as (a + aᵀ)/2; a matrix with an element that is not finite has only NaN.
 */
public final class SymmetricEigen {
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

    private static void write(EigenDecomposition_F64<DMatrixRMaj> found, double[] y, int at, int n) {
        int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(k -> found.getEigenvalue(k).real)).mapToInt(k -> k).toArray();
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
