package dev.autodiff.cli;

import dev.autodiff.codegen.classfile.ClassFile;
import java.util.ArrayList;
import java.util.List;

/** Measures a class in several modes, and the memory that a call moves, in one run. */
final class Benchmark {
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
            return new Run(
                    mode,
                    value,
                    speed(
                            measured.call(workload.method(), workload.sizes(), workload.gradient()),
                            workload.gradient()));
        });
    }

    List<Run> run(List<Mode> modes) {
        List<Run> runs = new ArrayList<>();
        for (Mode mode : modes) {
            runs.add(run(mode));
            screen.progress(runs.size(), modes.size(), "measurement");
        }
        return runs;
    }

    private Speed speed(Runnable call, Object[] arguments) {
        double nanos = Stopwatch.median(call);
        return new Speed(nanos / workload.elements(), Workload.bytes(arguments) / nanos);
    }

    /** Copies as many bytes as a call for the gradient reads and writes: half of them are read, the others written. */
    Speed copy() {
        screen.progress("measuring the memory");
        long bytes = Workload.bytes(workload.gradient());
        double[] from = new double[(int) Math.max(1, Math.min(Integer.MAX_VALUE - 8, bytes / 16))];
        double[] to = new double[from.length];
        double nanos = Stopwatch.median(() -> System.arraycopy(from, 0, to, 0, from.length));
        return new Speed(nanos / workload.elements(), 16.0 * from.length / nanos);
    }
}
