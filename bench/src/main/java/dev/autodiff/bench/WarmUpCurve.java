package dev.autodiff.bench;

import dev.autodiff.Options;
import java.util.Locale;

/**
 * What an element costs from the first call on: value and gradient of {@code y*log(x) + sin(y)} for n points, or a
 * product of two n × n matrices, called again and again. Prints a line for each window of time: when it ended, how many
 * elements were done in it and in all, and nanoseconds for each. {@code bench/warm-up} draws them.
 */
public final class WarmUpCurve {
    private static final long WINDOW = 100_000_000;

    private WarmUpCurve() {}

    /** @param args {@code seed} or {@code product}, n, and how many windows */
    public static void main(String[] args) {
        int n = Integer.parseInt(args[1]);
        boolean isProduct = args[0].equals("product");
        print(isProduct ? product(n) : seed(n), isProduct ? (long) n * n * n : n, Integer.parseInt(args[2]));
    }

    private static Runnable seed(int n) {
        double[] x = PeerInputs.column(1, n, 0.5, 4);
        double[] y = PeerInputs.column(2, n, -3, 3);
        return PeerClass.of("z = y*log(x) + sin(y)", Options.DEFAULT)
                .batch("gradient", x, y, new double[n], new double[n], new double[n]);
    }

    private static Runnable product(int n) {
        double[] a = PeerInputs.column(1, n * n, -1, 1);
        double[] b = PeerInputs.column(2, n * n, -1, 1);
        PeerClass product = PeerClass.of("f(a: f64[n, n], b: f64[n, n]) = sum(a @ b)", Options.DEFAULT);
        return product.number(new double[1], "value", n, a, b, product.workspace(n));
    }

    private static void print(Runnable call, long elements, int windows) {
        try { Thread.sleep(Integer.getInteger("settle", 3000)); } catch (InterruptedException e) { return; }
        long first = clock();
        long begin = first;
        long done = 0;
        long all = 0;
        while (windows > 0) {
            for (long i = 0; i < Math.max(1, 20000 / elements); i++) {
                call.run();
                done += elements;
            }
            long now = clock();
            if (now - begin >= WINDOW) {
                all += done;
                System.out.printf(Locale.ROOT, "%d %d %d %.4g%n", (now - first) / 1_000_000, done, all,
                        (double) (now - begin) / done);
                begin = now;
                done = 0;
                windows--;
            }
        }
    }

    private static long clock() {
        return Boolean.getBoolean("wall") ? System.nanoTime() : java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
