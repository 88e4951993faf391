package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Singular values of m×n matrices in falling order, and their vectors: a = u·diag(s)·vᵀ with k = min(m, n) columns of u
 * and of v, one matrix for each index of a batch. A matrix with an element that is not finite has only NaN.
 */
public final class SingularValues {
    /** The last places of a singular value relative to the largest, in the manner of LAPACK. */
    private static final double EPSILON = Math.ulp(1.0);

    private final double[] values;
    private final DMatrixRMaj u;
    private final DMatrixRMaj v;

    private SingularValues(double[] a, int at, int m, int n, boolean vectors) {
        DMatrixRMaj matrix = DMatrixRMaj.wrap(m, n, Arrays.copyOfRange(a, at, at + m * n));
        int k = Math.min(m, n);
        this.values = new double[k];
        this.u = new DMatrixRMaj(m, k);
        this.v = new DMatrixRMaj(n, k);
        if (!SymmetricEigen.isFinite(matrix)) {
            Arrays.fill(values, Double.NaN);
            Arrays.fill(u.data, Double.NaN);
            Arrays.fill(v.data, Double.NaN);
            return;
        }
        SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
                DecompositionFactory_DDRM.svd(m, n, vectors, vectors, true);
        if (!decomposition.decompose(matrix)) {
            throw new ArithmeticException("the singular values were not found");
        }
        sort(decomposition, vectors);
    }

    private void sort(SingularValueDecomposition_F64<DMatrixRMaj> decomposition, boolean vectors) {
        double[] found = decomposition.getSingularValues();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -found[k]))
                .mapToInt(k -> k)
                .toArray();
        Arrays.setAll(values, k -> found[order[k]]);
        if (vectors) {
            DMatrixRMaj left = decomposition.getU(null, false);
            DMatrixRMaj right = decomposition.getV(null, false);
            for (int k = 0; k < order.length; k++) {
                double sign = SymmetricEigen.sign(left.data, order[k], left.numCols, left.numRows);
                copyColumn(sign, left, order[k], u, k);
                copyColumn(sign, right, order[k], v, k);
            }
        }
    }

    private static void copyColumn(double factor, DMatrixRMaj from, int column, DMatrixRMaj to, int place) {
        for (int i = 0; i < to.numRows; i++) {
            to.set(i, place, factor * from.get(i, column));
        }
    }

    /** y = s. */
    public static void values(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k) {
        requireShorter(m, n, k);
        for (int i = 0; i < batch && k > 0; i++) {
            System.arraycopy(new SingularValues(a, atA + i * m * n, m, n, false).values, 0, y, atY + i * k, k);
        }
    }

    /** y = u, whose columns have length 1, and their largest element is positive. */
    public static void left(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k) {
        requireShorter(m, n, k);
        for (int i = 0; i < batch && k > 0; i++) {
            System.arraycopy(new SingularValues(a, atA + i * m * n, m, n, true).u.data, 0, y, atY + i * m * k, m * k);
        }
    }

    /** y = v. */
    public static void right(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k) {
        requireShorter(m, n, k);
        for (int i = 0; i < batch && k > 0; i++) {
            System.arraycopy(new SingularValues(a, atA + i * m * n, m, n, true).v.data, 0, y, atY + i * n * k, n * k);
        }
    }

    static void requireShorter(int m, int n, int k) {
        if (k != Math.min(m, n)) {
            throw new ShapeException(
                    "a matrix of the shape [" + m + ", " + n + "] came, but " + k + " was taken for its shorter side",
                    "");
        }
    }

    /**
     * y = v·diag(1/s)·uᵀ, where what is within rounding of zero is left out: the pseudoinverse of Moore and Penrose.
     * Its bound is the largest singular value times ε·max(m, n).
     */
    public static void pseudoInverse(double[] a, int atA, double[] y, int atY, int batch, int m, int n) {
        int k = Math.min(m, n);
        for (int i = 0; i < batch && k > 0; i++) {
            SingularValues found = new SingularValues(a, atA + i * m * n, m, n, true);
            double bound = found.values[0] * EPSILON * Math.max(m, n);
            for (int column = 0; column < k; column++) {
                double factor = found.values[column] <= bound ? 0 : 1 / found.values[column];
                copyColumn(factor, found.v, column, found.v, column);
            }
            MatrixProducts.multiplyByTransposed(found.v.data, 0, found.u.data, 0, y, atY + i * m * n, 1, n, m, k);
        }
    }
}
