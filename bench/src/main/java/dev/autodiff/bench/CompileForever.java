package dev.autodiff.bench;

import dev.autodiff.Autodiff;
import java.lang.management.ManagementFactory;

/** Compiles 100 000 formulas in one JVM and prints what the classes take: what nobody holds is unloaded. */
public final class CompileForever {
    private static final int COMPILATIONS = 100_000;
    private static final int REPORTS = 10;

    private CompileForever() {}

    public static void main(String[] args) {
        double sum = 0;
        long start = System.nanoTime();
        System.out.println("compilations  classes  metaspace KB  microseconds each");
        for (int i = 1; i <= COMPILATIONS; i++) {
            sum += Autodiff.compile("z = y*log(x) + sin(y) + " + i).value(2, 3);
            if (i % (COMPILATIONS / REPORTS) == 0) {
                System.gc();
                int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
                System.out.printf(
                        "%12d  %7d  %12d  %17d%n",
                        i, classes, metaspaceKilobytes(), (System.nanoTime() - start) / 1000 / i);
            }
        }
        System.out.println("sum of the values: " + sum);
    }

    private static long metaspaceKilobytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed()).sum() / 1024;
    }
}
