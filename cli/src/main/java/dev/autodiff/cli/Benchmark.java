package dev.autodiff.cli;

import dev.autodiff.codegen.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures a class in several modes, and the memory that a call moves, in one run. */
final class Benchmark {
    private static final long ROUND_NANOS = 100_000_000;
    private static final int STALE_ROUNDS = 3;
    private static final int MAX_ROUNDS = 30;
    private static final double IMPROVEMENT = 0.95;
    private static final long REPETITION_NANOS = 50_000_000;
    private static final int REPETITIONS = 7;

    private final List<ClassFile> files;
    private final Workload workload;
    private final Screen screen;

    Benchmark(List<ClassFile> files, Workload workload, Screen screen) {
        this.files = files;
        this.workload = workload;
        this.screen = screen;
    }

    /** @param gigabytesPerSecond that a call reads and writes */
    record Speed(double nanosPerElement, double gigabytesPerSecond) {}

    record Run(Mode mode, Speed value, Speed gradient) {
        /** How many times as long the gradient takes as the value alone. */
        double ratio() {
            return gradient.nanosPerElement / value.nanosPerElement;
        }
    }

    /** What a class does in a mode. */
    Run run(Mode mode) {
        return mode.with(() -> {
            MeasuredClass measured = new MeasuredClass(files);
            screen.progress("measuring the value: " + mode);
            Speed value = speed(measured.call("value", workload.sizes(), workload.value()), workload.value());
            screen.progress("measuring the gradient: " + mode);
            return new Run(mode, value, speed(measured.call(workload.method(), workload.sizes(), workload.gradient()), workload.gradient()));
        });
    }

    List<Run> run(List<Mode> modes) {
        List<Run> runs = new ArrayList<>();
        modes.forEach(mode -> runs.add(run(mode)));
        return runs;
    }

    private Speed speed(Runnable call, Object[] arguments) {
        double nanos = median(call);
        return new Speed(nanos / workload.elements(), Workload.bytes(arguments) / nanos);
    }

    /** Copies as many bytes as a call for the gradient reads and writes: half of them are read, the others written. */
    Speed copy() {
        screen.progress("measuring the memory");
        long bytes = Workload.bytes(workload.gradient());
        double[] from = new double[(int) Math.max(1, Math.min(Integer.MAX_VALUE - 8, bytes / 16))];
        double[] to = new double[from.length];
        double nanos = median(() -> System.arraycopy(from, 0, to, 0, from.length));
        return new Speed(nanos / workload.elements(), 16.0 * from.length / nanos);
    }

    /** The median time of one run, warmed up; short runs are measured many at a time. */
    static double median(Runnable work) {
        long times = (long) Math.max(1, REPETITION_NANOS / warmUp(work));
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

    /** The time of one run, roughly, when the JIT seems to be done: it compiles long after the first runs, more so what has vectors. */
    private static double warmUp(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        int stale = 0;
        for (int round = 0; round < MAX_ROUNDS && stale < STALE_ROUNDS; round++) {
            double once = round(work);
            stale = once < IMPROVEMENT * best ? 0 : stale + 1;
            best = Math.min(best, once);
        }
        return best;
    }

    private static double round(Runnable work) {
        long runs = 0;
        long start = System.nanoTime();
        long elapsed;
        do {
            work.run();
            runs++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < ROUND_NANOS);
        return (double) elapsed / runs;
    }
}
