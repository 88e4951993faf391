package dev.autodiff.examples;

import dev.autodiff.examples.formula.Seed;
import java.util.Arrays;

/**
 * The first formula, z = y*log(x) + sin(y): its value and both partial derivatives, dz/dx = y/x and dz/dy = log(x) +
 * cos(y), at one point and at many.
 */
public final class SeedFormula {
    private SeedFormula() {}

    public static void main(String[] args) {
        System.out.print(atOnePoint(2, 3) + alongX(3, 1, 2, 4));
    }

    static String atOnePoint(double x, double y) {
        double[] gradient = new double[2];
        double z = Seed.gradient(x, y, gradient);
        return "z(%s, %s) = %s, dz/dx = %s, dz/dy = %s%n".formatted(x, y, z, gradient[0], gradient[1]);
    }

    /** One call for all points; the arrays are the caller's and can be used again. */
    static String alongX(double y, double... xs) {
        double[] ys = new double[xs.length];
        Arrays.fill(ys, y);
        double[] z = new double[xs.length];
        double[] dx = new double[xs.length];
        double[] dy = new double[xs.length];
        Seed.gradient(xs, ys, z, dx, dy);
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            table.append("%8.3f %8.3f %12.6f %12.6f %12.6f%n".formatted(xs[i], ys[i], z[i], dx[i], dy[i]));
        }
        return table.toString();
    }
}
