package dev.autodiff.runtime;

/** What a {@link Microkernel} is defined to do, for tiles of any number of columns. */
class NumberMicrokernel implements Microkernel {
    private final int columns;

    NumberMicrokernel(int columns) {
        this.columns = columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void addProduct(double[] a, int atA, double[] b, int atB, double[] c, int atC, int downC, int k) {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                int at = atC + row * downC + column;
                for (int l = 0; l < k; l++) {
                    c[at] = Math.fma(a[atA + l * ROWS + row], b[atB + l * columns + column], c[at]);
                }
            }
        }
    }

    @Override
    public void multiply(
            double[] a,
            int atA,
            int downA,
            int acrossA,
            double[] b,
            int atB,
            int downB,
            double[] c,
            int atC,
            int downC,
            int m,
            int n,
            int k) {
        for (int row = 0; row < m; row++) {
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(a[atA + row * downA + l * acrossA], b[atB + l * downB + column], sum);
                }
                c[atC + row * downC + column] = sum;
            }
        }
    }
}
