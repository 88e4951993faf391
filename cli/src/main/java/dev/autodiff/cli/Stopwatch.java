package dev.autodiff.cli;

import java.util.Arrays;

/** Measures how long work takes that is done again and again. */
final class Stopwatch {
    private static final long ROUND_NANOS = 50_000_000;
    private static final long REPETITION_NANOS = 30_000_000;
    private static final int REPETITIONS = 7;

    private Stopwatch() {}

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

    /** Works until this takes its time and no less; the time of one run, roughly. */
    private static double warmUp(Runnable work) {
        Steadiness steadiness = new Steadiness();
        while (!steadiness.isReached()) {
            ProcessorTime before = ProcessorTime.now();
            long start = System.nanoTime();
            long runs = 0;
            long elapsed;
            do {
                work.run();
                runs++;
                elapsed = System.nanoTime() - start;
            } while (elapsed < ROUND_NANOS);
            steadiness.add((double) elapsed / runs, elapsed, ProcessorTime.now().since(before));
        }
        return steadiness.best();
    }
}
