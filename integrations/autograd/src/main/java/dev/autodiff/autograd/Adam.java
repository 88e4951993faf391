package dev.autodiff.autograd;

import java.util.List;

/** Steps by running means of the gradient and its square (Kingma and Ba, ICLR 2015, algorithm 1). */
public final class Adam extends Optimizer {
    private static final double DECAY = 0.9;
    private static final double DECAY_OF_SQUARES = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[][] means;
    private final double[][] squares;
    private int steps;

    public Adam(List<Variable> parameters, double rate) {
        super(parameters);
        this.rate = rate;
        this.means = zeros();
        this.squares = zeros();
    }

    @Override
    void begin() {
        steps++;
    }

    @Override
    void move(int index, double[] x, double[] gradient) {
        double[] m = means[index];
        double[] v = squares[index];
        double size = rate / (1 - Math.pow(DECAY, steps));
        double correction = Math.sqrt(1 - Math.pow(DECAY_OF_SQUARES, steps));
        for (int i = 0; i < x.length; i++) {
            m[i] = DECAY * m[i] + (1 - DECAY) * gradient[i];
            v[i] = DECAY_OF_SQUARES * v[i] + (1 - DECAY_OF_SQUARES) * gradient[i] * gradient[i];
            x[i] -= size * m[i] / (Math.sqrt(v[i]) / correction + EPSILON);
        }
    }
}
