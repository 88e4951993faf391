package dev.autodiff.examples;

import dev.autodiff.examples.formula.SoftmaxLoss;
import dev.autodiff.examples.formula.SoftmaxProbabilities;
import java.io.IOException;
import java.util.Locale;

/**
 * Tells three species of iris apart by four lengths, with the softmax of a linear function, found by gradient descent.
 * The generated class works on flat arrays, among them a workspace that it is given: after the first step nothing is
 * allocated.
 */
public final class IrisClassifier {
    static final int CLASSES = 3;
    private static final int FEATURES = 4;
    private static final double DECAY = 0.01;
    /** The features have variance 1 and their squares the sum 4, so that no second derivative exceeds (4 + 1)/2. */
    private static final double RATE = 0.4;

    private final double[] x;
    private final double[] species;
    private final int flowers;
    private final double[] weights = new double[FEATURES * CLASSES];
    private final double[] bias = new double[CLASSES];
    private final double[] weightsGradient = new double[weights.length];
    private final double[] biasGradient = new double[bias.length];
    private final double[] workspace;

    IrisClassifier() throws IOException {
        Table table = Table.read("iris.csv");
        this.x = Table.matrix(
                table.standardised(0), table.standardised(1), table.standardised(2), table.standardised(3));
        this.species = table.column(FEATURES);
        this.flowers = species.length;
        this.workspace = new double[SoftmaxLoss.workspaceSize(flowers)];
    }

    public static void main(String[] args) throws IOException {
        IrisClassifier classifier = new IrisClassifier();
        double loss = classifier.train(1000);
        System.out.printf(Locale.ROOT, "loss %.6f, %d of %d right%n", loss, classifier.right(), classifier.flowers);
    }

    /** Takes some steps down; answers the loss before the last one. */
    double train(int steps) {
        double loss = Double.NaN;
        for (int i = 0; i < steps; i++) {
            loss = SoftmaxLoss.gradient(
                    flowers, weights, bias, x, species, DECAY, weightsGradient, biasGradient, workspace);
            descend(weights, weightsGradient);
            descend(bias, biasGradient);
        }
        return loss;
    }

    private static void descend(double[] parameters, double[] gradient) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= RATE * gradient[i];
        }
    }

    double[] weights() {
        return weights.clone();
    }

    /** For each flower and species, in rows. */
    double[] probabilities() {
        double[] probabilities = new double[flowers * CLASSES];
        SoftmaxProbabilities.value(flowers, weights, bias, x, probabilities);
        return probabilities;
    }

    /** How many flowers get the highest probability for their own species. */
    int right() {
        double[] probabilities = probabilities();
        int right = 0;
        for (int i = 0; i < flowers; i++) {
            int own = CLASSES * i + (int) species[i];
            boolean isHighest = true;
            for (int j = CLASSES * i; j < CLASSES * (i + 1); j++) {
                isHighest &= probabilities[j] <= probabilities[own];
            }
            right += isHighest ? 1 : 0;
        }
        return right;
    }
}
