package dev.autodiff.autograd;

import java.util.List;

/** {@code x @ w + b}; weights begin spread evenly over ±1/√inputs, as PyTorch's do. */
public final class Linear implements Layer {
    private final Variable weight;
    private final Variable bias;

    public Linear(int inputs, int outputs, Generator random) {
        this.weight = spread(inputs, random, inputs, outputs);
        this.bias = spread(inputs, random, outputs);
    }

    private static Variable spread(int inputs, Generator random, int... shape) {
        double bound = 1 / Math.sqrt(inputs);
        return random.rand(shape).times(2 * bound).minus(bound).requiresGrad(true);
    }

    public Variable weight() {
        return weight;
    }

    public Variable bias() {
        return bias;
    }

    @Override
    public Variable forward(Variable x) {
        return x.matmul(weight).plus(bias);
    }

    @Override
    public List<Variable> parameters() {
        return List.of(weight, bias);
    }
}
