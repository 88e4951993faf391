package dev.autodiff.bench;

import dev.autodiff.Options;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What an element costs from the first call on: value and gradient of {@code y*log(x) + sin(y)} for n points, or a
 * product of two n × n matrices, called again and again. Prints a line for each window of a tenth of a second: when it
 * ended, how many elements have been done in all, and the nanoseconds for each in the window. {@code bench/warm-up}
 * draws them.
 *
 * <p>With {@code -Dcurve.clock=thread} the clock is the processor time of the calling thread: on a machine that others
 * use, too, it tells of the calls and not of the others.
 */
public final class WarmUpCurve {
    private static final long WINDOW = 100_000_000;

    /** Short calls are timed together. */
    private static final long TIMED_ELEMENTS = 20_000;

    /** The JIT is to be through with the compiler of the formula, as if the class had come from a file. */
    private static final long SETTLING_MILLIS = 3000;

    private WarmUpCurve() {}

    /** @param args {@code seed} or {@code product}, n, and how many windows */
    public static void main(String[] args) throws InterruptedException {
        int n = Integer.parseInt(args[1]);
        boolean isProduct = args[0].equals("product");
        Runnable call = isProduct ? product(n) : seed(n);
        Thread.sleep(SETTLING_MILLIS);
        print(call, isProduct ? (long) n * n * n : n, Integer.parseInt(args[2]));
    }

    /** Value and gradient of {@code y*log(x) + sin(y)} for n points. */
    static Runnable seed(int n) {
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
        long first = clock();
        long begin = first;
        long before = 0;
        long done = 0;
        for (int window = 0; window < windows; window++) {
            long now = begin;
            while (now - begin < WINDOW) {
                for (long timed = 0; timed < TIMED_ELEMENTS; timed += elements) {
                    call.run();
                    done += elements;
                }
                now = clock();
            }
            double cost = (double) (now - begin) / (done - before);
            System.out.printf(Locale.ROOT, "%d %d %.4g%n", (now - first) / 1_000_000, done, cost);
            begin = now;
            before = done;
        }
    }

    private static long clock() {
        return System.getProperty("curve.clock", "").equals("thread")
                ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                : System.nanoTime();
    }
}
