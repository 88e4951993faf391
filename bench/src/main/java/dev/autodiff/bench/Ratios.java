package dev.autodiff.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The time of Java written by hand over that of generated code, above 1 where the latter is faster: by the processor
 * time of this thread, in rounds in which all take turns, so that a busy machine slows all of them down alike.
 */
public final class Ratios {
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 500;
    private static final int CALLS = 20;

    /** Computes {@link Points#COUNT} points. */
    private interface Code {
        double run() throws Throwable;
    }

    private record Case(String name, Code generated, Code byHand) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is computed has a use. */
    private double sum;

    private Ratios() {}

    /** @param args the names of cases, none for all */
    public static void main(String[] args) throws Throwable {
        RealWorldBenchmark formulas = new RealWorldBenchmark();
        BlackScholesBenchmark option = new BlackScholesBenchmark();
        List<Case> cases = new ArrayList<>(List.of(
                new Case("flow", formulas::flow, formulas::flowByHand),
                new Case("robot", formulas::robot, formulas::robotByHand),
                new Case("sabr", formulas::sabr, formulas::sabrByHand),
                new Case("twu", formulas::twu, formulas::twuByHand),
                new Case("helmholtz", formulas::helmholtz, formulas::helmholtzByHand),
                new Case("option", option::gradient, option::gradientByHand)));
        cases.removeIf(each -> args.length > 0 && !List.of(args).contains(each.name()));
        Ratios ratios = new Ratios();
        for (Case each : cases) {
            ratios.print(each);
        }
        if (Double.isNaN(ratios.sum)) {
            System.out.println("some results are no numbers");
        }
    }

    private void print(Case each) throws Throwable {
        double[] ratios = new double[ROUNDS];
        double generated = Double.POSITIVE_INFINITY;
        double byHand = Double.POSITIVE_INFINITY;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            boolean isFirst = round % 2 == 0;
            double first = time(isFirst ? each.generated() : each.byHand());
            double second = time(isFirst ? each.byHand() : each.generated());
            generated = Math.min(generated, isFirst ? first : second);
            byHand = Math.min(byHand, isFirst ? second : first);
            if (round >= 0) {
                ratios[round] = isFirst ? second / first : first / second;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%-10s best %.1f ns, by hand %.1f ns, ratio %.2f; median of ratios %.2f%n",
                each.name(), generated, byHand, byHand / generated, ratios[ROUNDS / 2]);
    }

    /** Nanoseconds a point. */
    private double time(Code code) throws Throwable {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int call = 0; call < CALLS; call++) {
            sum += code.run();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) (CALLS * Points.COUNT);
    }
}
