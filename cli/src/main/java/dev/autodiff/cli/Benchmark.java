package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.runtime.CompiledFunction;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Measures a function for one point at a time and for a batch, and the memory that a batch moves, in one run. */
final class Benchmark {
    private static final long WARM_UP_NANOS = 300_000_000;
    private static final long REPETITION_NANOS = 50_000_000;
    private static final int REPETITIONS = 7;
    private static final long SEED = 42;

    /** Points for single calls: few enough to stay in the cache. */
    private static final int SINGLE_POINTS = 256;

    private final CompiledFunction function;
    private final Batch batch;
    private final double[][] inputs;
    private final double[][] points;

    /** Keeps the JIT from leaving out calls whose results nobody needs. */
    private double sink;

    /** @param box a range for each parameter */
    Benchmark(Compiler.Analysis analysis, List<Range> box, int n) {
        this.function = analysis.load();
        this.batch = Batch.of(analysis);
        SplittableRandom random = new SplittableRandom(SEED);
        this.inputs = box.stream().map(range -> random.doubles(n).map(range::at).toArray()).toArray(double[][]::new);
        this.points = new double[SINGLE_POINTS][box.size()];
        for (double[] point : points) {
            Arrays.setAll(point, i -> box.get(i).at(random.nextDouble()));
        }
    }

    /**
     * @param nanosPerCall of a single point
     * @param nanosPerPoint of a batch
     * @param gigabytesPerSecond that a batch reads and writes
     */
    record Speed(double nanosPerCall, double nanosPerPoint, double gigabytesPerSecond) {}

    /** @param copy of as many bytes as the gradient of a batch reads and writes */
    record Result(Speed value, Speed gradient, Speed copy) {
        /** How many times as long a batch's gradients take as its values alone. */
        double ratio() {
            return gradient.nanosPerPoint / value.nanosPerPoint;
        }
    }

    Result run(Screen screen) {
        int n = batch.length(inputs);
        try {
            screen.progress("measuring the value");
            Speed value = speed(nanosPerCall(false), batch.arrays(inputs, false), false);
            screen.progress("measuring the gradient");
            double[][] arrays = batch.arrays(inputs, true);
            Speed gradient = speed(nanosPerCall(true), arrays, true);
            screen.progress("measuring the memory");
            return new Result(value, gradient, copy(arrays.length, n));
        } finally {
            screen.done();
        }
    }

    private Speed speed(double nanosPerCall, double[][] arrays, boolean hasGradient) {
        int n = batch.length(inputs);
        double nanos = median(() -> batch.run(arrays, hasGradient)) / n;
        return new Speed(nanosPerCall, nanos, 8 * arrays.length / nanos);
    }

    private double nanosPerCall(boolean hasGradient) {
        double[] gradient = new double[function.variables().size()];
        Runnable calls = hasGradient
                ? () -> {
                    for (double[] point : points) {
                        sink += function.valueAndGradient(point, gradient);
                    }
                }
                : () -> {
                    for (double[] point : points) {
                        sink += function.value(point);
                    }
                };
        return median(calls) / SINGLE_POINTS;
    }

    /** Half of the bytes are read and the other half is written. */
    private static Speed copy(int arrays, int n) {
        double[] from = new double[Math.max(1, (int) Math.min(Integer.MAX_VALUE - 8, (long) arrays * n / 2))];
        double[] to = new double[from.length];
        double nanos = median(() -> System.arraycopy(from, 0, to, 0, from.length));
        return new Speed(0, nanos / n, 16.0 * from.length / nanos);
    }

    /** The median time of one run, warmed up; short runs are measured many at a time. */
    private static double median(Runnable work) {
        long runs = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            work.run();
            runs++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < WARM_UP_NANOS);
        long times = Math.max(1, REPETITION_NANOS * runs / elapsed);
        double[] nanos = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            long begin = System.nanoTime();
            for (long k = 0; k < times; k++) {
                work.run();
            }
            nanos[i] = (double) (System.nanoTime() - begin) / times;
        }
        Arrays.sort(nanos);
        return nanos[REPETITIONS / 2];
    }
}
