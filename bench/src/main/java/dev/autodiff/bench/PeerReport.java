package dev.autodiff.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Measures work and prints what it took, as {@code common.py} does for the peers: the median time of repeated runs,
 * warm, with a few elements of the results by which they are compared.
 */
final class PeerReport {
    /** Time for one measurement, after the warm-up. */
    private static final double SECONDS = Double.parseDouble(System.getProperty("peers.seconds", "0.6"));
    private static final int MIN_RUNS = 3;
    private static final double MIN_SECONDS_A_RUN = 1e-3;
    private static final int SAMPLES = 16;

    private static final double ROUND_SECONDS = 0.2;

    /** Products of matrices go over to vector registers after a second or two of work in numbers. */
    private static final int MIN_ROUNDS = 15;
    private static final int STALE_ROUNDS = 3;
    private static final int MAX_ROUNDS = 20;
    private static final double IMPROVEMENT = 0.95;

    private final PrintStream out;
    private final String peer = System.getProperty("peers.name", "autodiff");
    private final int threads = Integer.getInteger("autodiff.threads", Runtime.getRuntime().availableProcessors());

    PeerReport(PrintStream out) {
        this.out = out;
    }

    /** @param results of the last run, by which it is compared with the peers' */
    void measure(String name, int n, String what, Runnable work, double[]... results) {
        print(peer, name, n, what, seconds(work), results);
    }

    /** Loops by hand are for one thread, and there is nothing in them that a module could change. */
    void measureByHand(String name, int n, String what, Runnable work, double[]... results) {
        if (threads == 1 && peer.equals("autodiff")) {
            print("by hand", name, n, what, seconds(work), results);
        }
    }

    /**
     * @param arrays how many of n numbers the work reads and writes; a copy reads half of the bytes and writes the
     * others
     */
    void measureCopy(String name, int n, String what, int arrays) {
        if (threads == 1 && peer.equals("autodiff")) {
            double[] from = new double[n / 2 * arrays];
            double[] to = new double[from.length];
            print("copy", name, n, what, seconds(() -> System.arraycopy(from, 0, to, 0, from.length)));
        }
    }

    private void print(String measured, String name, int n, String what, double seconds, double[]... results) {
        StringJoiner samples = new StringJoiner(", ", "[", "]");
        for (double[] result : results) {
            samples.add(Double.toString(Arrays.stream(result).map(Math::abs).average().orElse(0)));
            for (int i = 0; i < SAMPLES; i++) {
                samples.add(Double.toString(result[(int) ((long) i * (result.length - 1) / (SAMPLES - 1))]));
            }
        }
        out.println("{\"peer\": \"" + measured + "\", \"case\": \"" + name + "\", \"n\": " + n + ", \"what\": \"" + what
                + "\", \"threads\": " + threads + ", \"seconds\": " + seconds + ", \"samples\": " + samples + "}");
    }

    private static double seconds(Runnable work) {
        double once = warmUp(work);
        int calls = (int) Math.max(1, Math.ceil(MIN_SECONDS_A_RUN / once));
        double[] runs = new double[(int) Math.max(MIN_RUNS, SECONDS / (once * calls))];
        for (int i = 0; i < runs.length; i++) {
            long start = System.nanoTime();
            for (int k = 0; k < calls; k++) {
                work.run();
            }
            runs[i] = (System.nanoTime() - start) * 1e-9 / calls;
        }
        Arrays.sort(runs);
        return runs[runs.length / 2];
    }

    /**
     * The time of one call, roughly, when the JIT seems to be done: it compiles long after the first calls, more so
     * what has vectors.
     */
    private static double warmUp(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        int stale = 0;
        for (int round = 0; round < MAX_ROUNDS && (round < MIN_ROUNDS || stale < STALE_ROUNDS); round++) {
            double once = round(work);
            stale = once < IMPROVEMENT * best ? 0 : stale + 1;
            best = Math.min(best, once);
        }
        return best;
    }

    private static double round(Runnable work) {
        long start = System.nanoTime();
        double elapsed;
        int calls = 0;
        do {
            work.run();
            calls++;
            elapsed = (System.nanoTime() - start) * 1e-9;
        } while (elapsed < ROUND_SECONDS);
        return elapsed / calls;
    }
}
