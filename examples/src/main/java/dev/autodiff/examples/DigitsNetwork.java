package dev.autodiff.examples;

import dev.autodiff.examples.formula.NetworkLoss;
import dev.autodiff.examples.formula.NetworkScores;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Learns to read handwritten digits: a network of 64 pixels, 32 hidden units and 10 digits, trained on the first 1500
 * images in batches, and tested on the others. The number of images is the only dimension that the generated class
 * leaves open.
 */
public final class DigitsNetwork {
    private static final int PIXELS = 64;
    private static final int HIDDEN = 32;
    private static final int DIGITS = 10;
    private static final int TRAINING = 1500;
    private static final int BATCH = 50;
    private static final double GREY_LEVELS = 16;
    private static final double RATE = 0.005;

    private final double[] images;
    private final double[] digits;
    private final Random random = new Random(1);
    private final double[] w = random(PIXELS * HIDDEN, PIXELS);
    private final double[] b = new double[HIDDEN];
    private final double[] v = random(HIDDEN * DIGITS, HIDDEN);
    private final double[] a = new double[DIGITS];
    private final Adam adam = new Adam(RATE, w, b, v, a);
    private final double[][] gradient = Adam.zerosLike(w, b, v, a);
    private final double[] workspace = new double[NetworkLoss.workspaceSize(BATCH)];

    DigitsNetwork() throws IOException {
        List<String> lines = Table.lines("digits.txt");
        this.digits = lines.stream().mapToDouble(line -> Character.digit(line.charAt(0), DIGITS)).toArray();
        this.images = lines.stream().flatMapToInt(line -> line.substring(2).chars())
                .mapToDouble(level -> Character.digit(level, Character.MAX_RADIX) / GREY_LEVELS).toArray();
    }

    /** Weights that give sums of so many terms a variance near that of a term. */
    private double[] random(int count, int terms) {
        return random.doubles(count, -1, 1).map(weight -> weight * Math.sqrt(3.0 / terms)).toArray();
    }

    public static void main(String[] args) throws IOException {
        DigitsNetwork network = new DigitsNetwork();
        for (int epoch = 1; epoch <= 10; epoch++) {
            double loss = network.train();
            System.out.printf(
                    Locale.ROOT,
                    "epoch %2d: loss %.4f, %.1f %% of the other digits right%n",
                    epoch,
                    loss,
                    100 * network.accuracy());
        }
    }

    /** One pass over the images to learn from, batch by batch; answers the mean loss. */
    double train() {
        double sum = 0;
        for (int from = 0; from < TRAINING; from += BATCH) {
            sum += NetworkLoss.gradient(
                    BATCH,
                    w,
                    b,
                    v,
                    a,
                    images(from, from + BATCH),
                    Arrays.copyOfRange(digits, from, from + BATCH),
                    gradient[0],
                    gradient[1],
                    gradient[2],
                    gradient[3],
                    workspace);
            adam.step(gradient);
        }
        return sum * BATCH / TRAINING;
    }

    private double[] images(int from, int to) {
        return Arrays.copyOfRange(images, from * PIXELS, to * PIXELS);
    }

    /** The part of the images not learnt from that gets the highest score for its digit. */
    double accuracy() {
        int others = digits.length - TRAINING;
        double[] scores = new double[others * DIGITS];
        NetworkScores.value(others, w, b, v, a, images(TRAINING, digits.length), scores);
        int right = 0;
        for (int i = 0; i < others; i++) {
            right += highest(scores, i * DIGITS) == digits[TRAINING + i] ? 1 : 0;
        }
        return (double) right / others;
    }

    private static int highest(double[] scores, int from) {
        int best = 0;
        for (int digit = 1; digit < DIGITS; digit++) {
            best = scores[from + digit] > scores[from + best] ? digit : best;
        }
        return best;
    }
}
