package dev.autodiff.runtime;

/** What a {@link Microkernel} is defined to do, for tiles of any number of columns. */
final class NumberMicrokernel implements Microkernel {
    private final int columns;

    NumberMicrokernel(int columns) {
        this.columns = columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void addProduct(double[] a, int atA, double[] b, int atB, int downB, double[] c, int atC, int downC, int k) {
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                int at = atC + row * downC + column;
                for (int l = 0; l < k; l++) {
                    c[at] = Math.fma(a[atA + l * ROWS + row], b[atB + l * downB + column], c[at]);
                }
            }
        }
    }
}
