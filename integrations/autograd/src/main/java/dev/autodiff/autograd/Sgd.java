package dev.autodiff.autograd;

import java.util.List;

/** Gradient descent, with momentum as PyTorch has it: {@code v = m·v + g}, {@code x = x - rate·v}. */
public final class Sgd extends Optimizer {
    private final double rate;
    private final double momentum;
    private final double[][] velocities;

    public Sgd(List<Variable> parameters, double rate) {
        this(parameters, rate, 0);
    }

    public Sgd(List<Variable> parameters, double rate, double momentum) {
        super(parameters);
        this.rate = rate;
        this.momentum = momentum;
        this.velocities = momentum == 0 ? null : zeros();
    }

    @Override
    void move(int index, double[] x, double[] gradient) {
        double[] v = velocities == null ? gradient : velocities[index];
        if (velocities != null) {
            for (int i = 0; i < v.length; i++) {
                v[i] = momentum * v[i] + gradient[i];
            }
        }
        for (int i = 0; i < x.length; i++) {
            x[i] -= rate * v[i];
        }
    }
}
