package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;

/** Measures a function of numbers that is called for one point at a time. */
final class SinglePoints {
    /** Few enough to stay in the cache. */
    private static final int COUNT = 256;

    private final CompiledFunction function;
    private final double[][] points;

    /** Keeps the JIT from leaving out calls whose results nobody needs. */
    private double sink;

    SinglePoints(CompiledFunction function, RandomArguments random) {
        this.function = function;
        this.points = new double[COUNT][function.parameters().size()];
        for (int k = 0; k < function.parameters().size(); k++) {
            double[] column = random.column(function.signature().parameters().get(k), COUNT);
            for (int i = 0; i < COUNT; i++) {
                points[i][k] = column[i];
            }
        }
    }

    double nanosPerValue() {
        return Stopwatch.median(() -> {
            for (double[] point : points) {
                sink += function.value(point);
            }
        }) / COUNT;
    }

    double nanosPerGradient() {
        double[] gradient = new double[function.variables().size()];
        return Stopwatch.median(() -> {
            for (double[] point : points) {
                sink += function.valueAndGradient(point, gradient);
            }
        }) / COUNT;
    }
}
