package dev.autodiff.hipparchus;

/** Residuals as a function of a vector, with their partial derivatives. */
@FunctionalInterface
public interface Residuals {
    /** Numbers above cannot be squared and added up. */
    double LARGEST = 1e140;

    /** @param jacobian one row for each residual */
    record Values(double[] residuals, double[][] jacobian) {
        /** Half of the gradient of the sum of squares: Jᵀr. */
        double[] gradient() {
            double[] gradient = new double[jacobian.length == 0 ? 0 : jacobian[0].length];
            for (int row = 0; row < residuals.length; row++) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += jacobian[row][i] * residuals[row];
                }
            }
            return gradient;
        }

        /** √(rᵀr). */
        double norm() {
            double squares = 0;
            for (double residual : residuals) {
                squares += residual * residual;
            }
            return Math.sqrt(squares);
        }

        /** The length of a column of the Jacobian. */
        double columnNorm(int column) {
            double squares = 0;
            for (double[] row : jacobian) {
                squares += row[column] * row[column];
            }
            return Math.sqrt(squares);
        }

        /** The length of a vector whose elements are weighed by the columns that belong to them. */
        double scaled(int[] columns, double[] vector) {
            double squares = 0;
            for (int i : columns) {
                double element = columnNorm(i) * vector[i];
                squares += element * element;
            }
            return Math.sqrt(squares);
        }

        /** The first row with a number that is NaN or too large, or -1. */
        int badRow() {
            for (int row = 0; row < residuals.length; row++) {
                boolean isFine = Math.abs(residuals[row]) <= LARGEST;
                for (double partial : jacobian[row]) {
                    isFine &= Math.abs(partial) <= LARGEST;
                }
                if (!isFine) {
                    return row;
                }
            }
            return -1;
        }
    }

    Values at(double[] x);
}
