package dev.autodiff.examples;

import dev.autodiff.examples.formula.Evidence;
import dev.autodiff.examples.formula.Prediction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Draws a smooth curve through Thurber's electron mobilities without a formula for it: a Gaussian process, whose length
 * scale, amplitude and noise make the observations most likely. The generated classes are called with tensors.
 */
public final class MobilityCurve {
    private static final double RATE = 0.02;

    private final Tensor x;
    private final Tensor y;
    /** Logarithms of length scale, amplitude and noise. */
    private final double[] theta = {0, 0, -2};

    MobilityCurve() throws IOException {
        Table table = Table.read("thurber.csv");
        this.x = Tensor.of(table.column(0));
        this.y = Tensor.of(table.standardised(1));
    }

    public static void main(String[] args) throws IOException {
        MobilityCurve curve = new MobilityCurve();
        double evidence = curve.fit(1000);
        double[] best = Arrays.stream(curve.theta()).map(Math::exp).toArray();
        System.out.printf(
                Locale.ROOT,
                "log evidence %.4f, length %.4f, amplitude %.4f, noise %.4f%n",
                evidence,
                best[0],
                best[1],
                best[2]);
        Pullback prediction = curve.at(-2, 0, 2);
        System.out.println("curve " + prediction.value() + ", slope " + prediction.gradient().get(0));
    }

    /** Takes some steps; answers the logarithm of the evidence before the last one. */
    double fit(int steps) {
        Adam adam = new Adam(RATE, theta);
        double evidence = Double.NaN;
        for (int i = 0; i < steps; i++) {
            Pullback answer = Evidence.vjp(Tensor.of(theta), x, y, Tensor.scalar(-1));
            evidence = answer.value().item();
            adam.step(answer.gradient().get(0).toArray());
        }
        return evidence;
    }

    double[] theta() {
        return theta.clone();
    }

    /**
     * The curve at some places, in standard deviations from the mean, with its slopes: each value depends on its own
     * place only.
     */
    Pullback at(double... places) {
        double[] ones = new double[places.length];
        Arrays.fill(ones, 1);
        return Prediction.vjp(Tensor.of(theta), x, y, Tensor.of(places), Tensor.of(ones));
    }
}
