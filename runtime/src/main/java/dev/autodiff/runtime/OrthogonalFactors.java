package dev.autodiff.runtime;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * Orthogonal and triangular factors of m×n matrices with m ≥ n, a = q·r with k = n columns of q, one matrix for each
 * index of a batch. The diagonal of r is not negative, which makes the factors of a matrix of full rank unique.
 */
public final class OrthogonalFactors {
    private OrthogonalFactors() {}

    /** y = q. */
    public static void orthogonal(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k) {
        SingularValues.requireShorter(m, n, k);
        for (int i = 0; i < batch && n > 0; i++) {
            QRDecomposition<DMatrixRMaj> found = decompose(a, atA + i * m * n, m, n);
            double[] q = found.getQ(null, true).data;
            double[] r = found.getR(null, true).data;
            for (int place = 0; place < m * n; place++) {
                int column = place % n;
                y[atY + i * m * n + place] = r[column * n + column] < 0 ? -q[place] : q[place];
            }
        }
    }

    /** y = r. */
    public static void triangular(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k) {
        SingularValues.requireShorter(m, n, k);
        for (int i = 0; i < batch && n > 0; i++) {
            double[] r = decompose(a, atA + i * m * n, m, n).getR(null, true).data;
            for (int row = 0; row < n; row++) {
                int start = atY + (i * n + row) * n;
                Arrays.fill(y, start, start + row, 0);
                for (int column = row; column < n; column++) {
                    y[start + column] = r[row * n + row] < 0 ? -r[row * n + column] : r[row * n + column];
                }
            }
        }
    }

    private static QRDecomposition<DMatrixRMaj> decompose(double[] a, int at, int m, int n) {
        QRDecomposition<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.qr(m, n);
        decomposition.decompose(DMatrixRMaj.wrap(m, n, Arrays.copyOfRange(a, at, at + m * n)));
        return decomposition;
    }
}
