package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One point of a curve of {@code bench/scale}: the processor time of compiling a program of size n, and of its value
 * with its gradient. Prints both in seconds.
 */
public final class Scale {
    private static final int REPETITIONS = 5;

    /** Shorter calls are repeated for so long; longer ones are made once. */
    private static final double WINDOW_SECONDS = 1;

    private Scale() {}

    /** What grows with n; each makes a call of a function that it compiles. */
    private enum Growth {
        ELEMENTS(WarmUpCurve::seed),
        STATEMENTS(n -> point(statements(n), Options.DEFAULT, 0.75)),
        PARAMETERS(Scale::parameters),
        STEPS(n -> point(LOOP, Options.DEFAULT.withCheckpoints(true), 1, 1e-9, n));

        private final IntFunction<Runnable> work;

        Growth(IntFunction<Runnable> work) {
            this.work = work;
        }
    }

    private static final String LOOP = "f(x, h, const n: int) { y = x; for i in 0:n { y = y + h*sin(y) }; return y }";

    /** @param args a growth, and n */
    public static void main(String[] args) {
        int n = (int) Double.parseDouble(args[1]);
        double start = seconds();
        Runnable call = Growth.valueOf(args[0].toUpperCase(Locale.ROOT)).work.apply(n);
        double compiled = seconds() - start;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i == 0 || i < REPETITIONS && best < WINDOW_SECONDS; i++) {
            best = Math.min(best, timed(call));
        }
        System.out.printf(Locale.ROOT, "%.6g %.6g%n", compiled, best);
    }

    private static double timed(Runnable call) {
        double start = seconds();
        double end = start;
        int calls = 0;
        while (end - start < WINDOW_SECONDS) {
            call.run();
            calls++;
            end = seconds();
        }
        return (end - start) / calls;
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
    }

    private static String statements(int n) {
        return IntStream.range(1, n)
                .mapToObj(i -> "v" + i + " = v" + (i - 1) + "*0.5 + cos(v" + i / 2 + "*x)\n")
                .collect(Collectors.joining("", "v0 = sin(x)\n", "z = v" + (n - 1)));
    }

    private static Runnable parameters(int n) {
        String program = IntStream.range(0, n)
                .mapToObj(i -> "p" + i + "*sin(p" + (i + 1) % n + ")")
                .collect(Collectors.joining(" + ", "z = ", ""));
        double[] point = new double[n];
        Arrays.setAll(point, i -> 1.0 / (i + 1));
        return point(program, Options.DEFAULT, point);
    }

    private static Runnable point(String program, Options options, double... point) {
        CompiledFunction function = Autodiff.compile(new Source("scale.ad", program), options);
        return () -> function.valueAndGradient(point);
    }
}
