package dev.autodiff.examples;

import dev.autodiff.examples.formula.MixtureLikelihood;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Describes the irises, without a look at their species, by a mixture of three normal distributions: the most likely
 * one, by ascent along the gradient. Parameters of a mixture are free of constraints, weights by softmax and
 * covariances by factors.
 */
public final class IrisMixture {
    private static final int COMPONENTS = 3;
    private static final int DIMENSIONS = 4;
    private static final int BELOW = DIMENSIONS * (DIMENSIONS - 1) / 2;
    private static final int PETAL_LENGTH = 2;
    private static final double RATE = 0.01;

    private final double[] x;
    private final int flowers;
    private final double[] place = place(DIMENSIONS);
    private final double[] alpha = new double[COMPONENTS];
    private final double[] mu = new double[COMPONENTS * DIMENSIONS];
    private final double[] q = new double[COMPONENTS * DIMENSIONS];
    private final double[] l = new double[COMPONENTS * BELOW];
    private final double[][] gradient = Adam.zerosLike(alpha, mu, q, l);
    private final Adam adam = new Adam(RATE, alpha, mu, q, l);
    private final double[] workspace;

    /** Starts at the flowers that stand in the middle of each third by the length of their petals. */
    IrisMixture() throws IOException {
        List<double[]> rows = Table.read("iris.csv").rows();
        this.flowers = rows.size();
        this.x = rows.stream().flatMapToDouble(row -> Arrays.stream(row, 0, DIMENSIONS)).toArray();
        List<double[]> sorted = rows.stream().sorted(Comparator.comparingDouble(row -> row[PETAL_LENGTH])).toList();
        for (int j = 0; j < COMPONENTS; j++) {
            System.arraycopy(sorted.get(flowers * (2 * j + 1) / (2 * COMPONENTS)), 0, mu, j * DIMENSIONS, DIMENSIONS);
        }
        Arrays.fill(q, 1);
        this.workspace = new double[MixtureLikelihood.workspaceSize(DIMENSIONS, COMPONENTS, flowers, BELOW)];
    }

    public static void main(String[] args) throws IOException {
        IrisMixture mixture = new IrisMixture();
        System.out.printf(Locale.ROOT, "log-likelihood %.4f", mixture.fit(5000));
        System.out.printf(Locale.ROOT, ", weights %s%n", Arrays.toString(mixture.weights()));
    }

    /** Where the elements below the diagonal stand in a row of {@code l}: column by column, from 1. */
    static double[] place(int dimensions) {
        double[] place = new double[dimensions * dimensions];
        int next = 1;
        for (int column = 0; column < dimensions; column++) {
            for (int row = column + 1; row < dimensions; row++) {
                place[row * dimensions + column] = next++;
            }
        }
        return place;
    }

    /** Takes some steps; answers the log-likelihood before the last one. */
    double fit(int steps) {
        double loglikelihood = Double.NaN;
        for (int i = 0; i < steps; i++) {
            // the cotangent -1 turns the way up into the way down
            loglikelihood = MixtureLikelihood.vjp(DIMENSIONS, COMPONENTS, flowers, BELOW, alpha, mu, q, l, x, place, -1,
                    gradient[0], gradient[1], gradient[2], gradient[3], workspace);
            adam.step(gradient);
        }
        return loglikelihood;
    }

    /** The parts of the components. */
    double[] weights() {
        double sum = Arrays.stream(alpha).map(Math::exp).sum();
        return Arrays.stream(alpha).map(a -> Math.exp(a) / sum).toArray();
    }
}
