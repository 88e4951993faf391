package dev.autodiff.examples;

/**
 * Descends along gradients by the method of Kingma and Ba (2015): steps follow a moving average of the gradient,
 * divided by the root of one of its squares, so that every parameter moves at a pace of its own.
 */
final class Adam {
    private static final double MOMENTUM = 0.9;
    private static final double MEMORY = 0.999;
    private static final double TINY = 1e-8;

    private final double rate;
    private final double[][] parameters;
    private final double[][] mean;
    private final double[][] square;
    private double momentumLeft = 1;
    private double memoryLeft = 1;

    /** @param parameters arrays that the steps change */
    Adam(double rate, double[]... parameters) {
        this.rate = rate;
        this.parameters = parameters.clone();
        this.mean = zerosLike(parameters);
        this.square = zerosLike(parameters);
    }

    /** One array of zeros for each of these, as long. */
    static double[][] zerosLike(double[]... arrays) {
        double[][] zeros = new double[arrays.length][];
        for (int i = 0; i < arrays.length; i++) {
            zeros[i] = new double[arrays[i].length];
        }
        return zeros;
    }

    /** @param gradient in the order of the parameters */
    void step(double[]... gradient) {
        momentumLeft *= MOMENTUM;
        memoryLeft *= MEMORY;
        double scale = rate * Math.sqrt(1 - memoryLeft) / (1 - momentumLeft);
        for (int p = 0; p < parameters.length; p++) {
            for (int i = 0; i < parameters[p].length; i++) {
                double slope = gradient[p][i];
                mean[p][i] += (1 - MOMENTUM) * (slope - mean[p][i]);
                square[p][i] += (1 - MEMORY) * (slope * slope - square[p][i]);
                parameters[p][i] -= scale * mean[p][i] / (Math.sqrt(square[p][i]) + TINY);
            }
        }
    }
}
