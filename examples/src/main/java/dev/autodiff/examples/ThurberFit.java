package dev.autodiff.examples;

import dev.autodiff.examples.formula.Thurber;
import java.io.IOException;
import java.util.Arrays;

/**
 * Fits a rational function, (b1 + b2 x + b3 x² + b4 x³)/(1 + b5 x + b6 x² + b7 x³), to measured electron mobilities:
 * the problem Thurber of NIST's reference data sets, of the higher level of difficulty. One batch call of the generated
 * class gives all residuals with their derivatives by the seven parameters.
 */
public final class ThurberFit {
    static final double[] START = {1000, 1000, 400, 40, 0.7, 0.3, 0.03};
    private static final int PARAMETERS = 7;

    private final double[] x;
    private final double[] y;
    /** Each parameter once for each observation, as the batch entry point takes it. */
    private final double[][] columns;

    ThurberFit() throws IOException {
        Table observations = Table.read("thurber.csv");
        this.x = observations.column(0);
        this.y = observations.column(1);
        this.columns = new double[PARAMETERS][x.length];
    }

    public static void main(String[] args) throws IOException {
        ThurberFit fit = new ThurberFit();
        double[] best = fit.from(START);
        System.out.println("parameters " + Arrays.toString(best) + ", sum of squares " + fit.sumOfSquares(best));
    }

    double[] from(double... start) {
        return new LeastSquares(this::evaluate, x.length).fit(start);
    }

    double sumOfSquares(double[] parameters) {
        double[] residuals = new double[x.length];
        evaluate(parameters, residuals, new double[PARAMETERS][x.length]);
        return LeastSquares.dot(residuals, residuals);
    }

    private void evaluate(double[] b, double[] residuals, double[][] d) {
        for (int j = 0; j < PARAMETERS; j++) {
            Arrays.fill(columns[j], b[j]);
        }
        double[][] c = columns;
        Thurber.gradient(
                x, y, c[0], c[1], c[2], c[3], c[4], c[5], c[6], residuals, d[0], d[1], d[2], d[3], d[4], d[5], d[6]);
    }
}
