package dev.autodiff.autograd;

import static dev.autodiff.autograd.Named.bias;
import static dev.autodiff.autograd.Named.correction;
import static dev.autodiff.autograd.Named.weight;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalises each channel, axis 1: by the batch while it is trained, else by the running mean and variance of the
 * batches so far, as PyTorch has it (momentum 0.1; the running variance is unbiased).
 */
public final class BatchNorm implements Layer {
    private static final double MOMENTUM = 0.1;

    private final Variable scale;
    private final Variable shift;
    private Variable mean;
    private Variable variance;
    private boolean isTraining = true;

    public BatchNorm(int channels) {
        this.scale = Functions.ones(channels).requiresGrad(true);
        this.shift = Functions.zeros(channels).requiresGrad(true);
        this.mean = Functions.zeros(channels);
        this.variance = Functions.ones(channels);
    }

    @Override
    public Variable forward(Variable x) {
        if (!isTraining) {
            return x.batch_norm_eval(mean, variance, weight(scale), bias(shift));
        }
        NoGrad.noGrad(() -> follow(x));
        return x.batch_norm(weight(scale), bias(shift));
    }

    /** Computed at once: what waits for a look would grow from step to step. */
    private void follow(Variable x) {
        int[] others = IntStream.range(0, x.lengths().length).filter(axis -> axis != 1).toArray();
        mean = running(mean, x.mean(Named.axis(others)));
        variance = running(variance, x.var(Named.axis(others), correction(1)));
        Evaluation.evaluate(List.of(mean.value(), variance.value()));
    }

    private static Variable running(Variable before, Variable now) {
        return before.times(1 - MOMENTUM).plus(now.times(MOMENTUM));
    }

    @Override
    public List<Variable> parameters() {
        return List.of(scale, shift);
    }

    @Override
    public void train(boolean training) {
        isTraining = training;
    }
}
