package dev.autodiff.bench;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * The time that code of another build takes over that of this one, above 1 where this one is faster: both in one
 * process, in turns, by the processor time of the thread, so that a busy machine slows both.
 *
 * <pre>
 *   java -cp benchmarks.jar dev.autodiff.bench.Builds other.jar 10 kmeans.ad dir value 10000,8 10,8
 * </pre>
 */
public final class Builds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Calls are timed together for so long, in nanoseconds: far more than the clock's step. */
    private static final double ROUND = 200_000;

    private final DoubleSupplier[] works;
    private final double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final List<Double> ratios = new ArrayList<>();
    private double sum;

    private Builds(DoubleSupplier... works) {
        this.works = works;
    }

    /**
     * @param args another build's jar, seconds, then what {@link BuildWork} takes: a file, a function, {@code value} or
     *     {@code gradient}, and the shapes of the arguments
     */
    public static void main(String[] args) throws Exception {
        URL own = Builds.class.getProtectionDomain().getCodeSource().getLocation();
        URL other = new File(args[0]).toURI().toURL();
        String program = Files.readString(Path.of(args[2]));
        List<String> rest = Arrays.asList(args).subList(3, args.length);
        Builds builds = new Builds(work(program, rest, other, own), work(program, rest, own));
        builds.run(Double.parseDouble(args[1]) * 1e9);
        builds.print(String.join(" ", rest));
    }

    /** The work by the classes of the first jar that has them. */
    private static DoubleSupplier work(String program, List<String> arguments, URL... jars) throws Exception {
        ClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
        return (DoubleSupplier) loader.loadClass(BuildWork.class.getName())
                .getConstructor(String.class, List.class)
                .newInstance(program, arguments);
    }

    /** Ratios count from half of the time on, when the JIT has compiled both. */
    private void run(double nanoseconds) {
        double spent = 0;
        for (int round = 0; spent < nanoseconds; round++) {
            int calls = (int) Math.max(1, ROUND / Math.min(best[0], ROUND));
            double[] now = new double[works.length];
            for (int turn = 0; turn < works.length; turn++) {
                int which = (turn + round) % works.length;
                now[which] = time(works[which], calls);
                best[which] = Math.min(best[which], now[which]);
                spent += now[which] * calls;
            }
            if (spent > nanoseconds / 2) {
                ratios.add(now[0] / now[1]);
            }
        }
    }

    /** Nanoseconds a call. */
    private double time(DoubleSupplier work, int calls) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int call = 0; call < calls; call++) {
            sum += work.getAsDouble();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) calls;
    }

    private void print(String what) {
        Collections.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s: other %.1f µs, this %.1f µs, ratio %.2f; median of ratios %.2f%s%n",
                what,
                best[0] / 1000,
                best[1] / 1000,
                best[0] / best[1],
                ratios.get(ratios.size() / 2),
                Double.isNaN(sum) ? "; some results are no numbers" : "");
    }
}
