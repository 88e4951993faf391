package dev.autodiff.runtime;

/** {@code yₖ = aₖ·yₖ₋₁ + bₖ} along the middle one of three axes. */
public final class Recurrences {
    private Recurrences() {}

    /** From the first to the last. */
    public static void forward(double[] a, int atA, double[] b, int atB, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            run(a, atA, b, atB, y, atY, line / inner * length * inner + line % inner, length, inner);
        }
    }

    /** From the last to the first. */
    public static void backward(double[] a, int atA, double[] b, int atB, double[] y, int atY, int outer, int length, int inner) {
        for (int line = 0; line < outer * inner; line++) {
            run(a, atA, b, atB, y, atY, (line / inner * length + length - 1) * inner + line % inner, length, -inner);
        }
    }

    private static void run(double[] a, int atA, double[] b, int atB, double[] y, int atY, int start, int length, int step) {
        double last = 0;
        int place = start;
        for (int k = 0; k < length; k++) {
            last = a[atA + place] * last + b[atB + place];
            y[atY + place] = last;
            place += step;
        }
    }
}
