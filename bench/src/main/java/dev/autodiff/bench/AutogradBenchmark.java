package dev.autodiff.bench;

import static dev.autodiff.autograd.Functions.cross_entropy;
import static dev.autodiff.autograd.Functions.indices;
import static dev.autodiff.autograd.Functions.mul;
import static dev.autodiff.autograd.Functions.zeros;

import dev.autodiff.Autodiff;
import dev.autodiff.autograd.Generator;
import dev.autodiff.autograd.Optimizer;
import dev.autodiff.autograd.Sgd;
import dev.autodiff.autograd.Variable;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Training steps define by run beside the same of compiled text, in one run, by turns: processor time of a step, the
 * best of many short rounds once the JIT has had its time; and the heap in use after many steps. {@code
 * bench/peers/autograd} sets PyTorch beside it.
 */
public final class AutogradBenchmark {
    private static final double RATE = 0.01;
    private static final double LIMIT = 1000;

    /** Of the wall clock, for each case: the first half is warm-up. */
    private static final double SECONDS = Double.parseDouble(System.getProperty("peers.seconds", "20"));

    /** Microseconds of a round, about: short enough that some rounds are not disturbed. */
    private static final int ROUND = 10_000;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private AutogradBenchmark() {}

    public static void main(String[] args) {
        network(50);
        network(1500);
        loop(1000);
        loop(10_000);
        loop(100_000);
    }

    private static void network(int batch) {
        Generator random = new Generator(1);
        Variable x = random.rand(batch, 64);
        Variable t = indices(IntStream.range(0, batch).map(i -> i % 10).toArray());
        Variable[] all = {random.randn(64, 32).times(0.1), zeros(32), random.randn(32, 10).times(0.1), zeros(10)};
        List<Variable> parameters = IntStream.range(0, all.length).mapToObj(i -> all[i].requiresGrad(true)).toList();
        Tensor[] arguments = IntStream.range(0, 6)
                .mapToObj(i -> i < 4 ? all[i].tensor() : i == 4 ? x.tensor() : t.tensor()).toArray(Tensor[]::new);
        CompiledFunction function = Autodiff.compile("loss(w: f64[64, 32], b: f64[32], v: f64[32, 10], a: f64[10], "
                + "const x: f64[n, 64], const t: int[n]) = cross_entropy(tanh(x @ w + b) @ v + a, t)");
        Optimizer optimizer = new Sgd(parameters, RATE);
        Runnable compiled = () -> descend(function, arguments, 4);
        report("network, batches of " + batch, compiled, () -> {
            Variable h = x.matmul(all[0]).plus(all[1]).tanh();
            optimizer.zeroGrad();
            cross_entropy(h.matmul(all[2]).plus(all[3]), t).backward();
            optimizer.step();
        });
    }

    private static void loop(int size) {
        double limit = LIMIT * Math.sqrt(size);
        Variable x = new Generator(1).randn(size).requiresGrad(true);
        Tensor[] arguments = {x.tensor()};
        CompiledFunction function = Autodiff.compile("input x: f64[" + size + "]\ny = 1.7*x\nwhile norm(y) < " + limit
                + " { y = 1.7*y }\nloss = mean((y/1000 - 0.25)^2)");
        Optimizer optimizer = new Sgd(List.of(x), RATE);
        Runnable compiled = () -> descend(function, arguments, 1);
        report("loop of " + size + " numbers", compiled, () -> {
            Variable y = mul(1.7, x);
            while (y.norm().item() < limit) {
                y = mul(1.7, y);
            }
            optimizer.zeroGrad();
            y.over(1000).minus(0.25).pow(2).mean().backward();
            optimizer.step();
        });
    }

    private static void descend(CompiledFunction function, Tensor[] arguments, int count) {
        List<Tensor> gradient = function.valueAndGradient(arguments).gradient();
        for (int i = 0; i < count; i++) {
            double[] x = arguments[i].toArray();
            double[] g = gradient.get(i).toArray();
            for (int k = 0; k < x.length; k++) {
                x[k] -= RATE * g[k];
            }
            arguments[i] = Tensor.wrap(DType.F64, arguments[i].lengths(), x);
        }
    }

    private static void report(String name, Runnable compiled, Runnable recorded) {
        Runnable[] ways = {compiled, recorded};
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        turns(ways, new double[2]);
        long used = used();
        int steps = turns(ways, best);
        System.out.printf(
                Locale.ROOT,
                "%-28s compiled %8.1f µs, recorded %8.1f µs, ratio %.2f, heap after %d steps %+d KB%n",
                name, best[0], best[1], best[1] / best[0], steps, (used() - used) / 1024);
    }

    /** Runs by turns for half of the time; answers how many steps. */
    private static int turns(Runnable[] ways, double[] best) {
        int steps = 1;
        int count = 0;
        long end = System.nanoTime() + (long) (SECONDS / 2 * 1e9);
        while (System.nanoTime() < end) {
            for (int way = 0; way < ways.length; way++) {
                double time = time(ways[way], steps);
                best[way] = Math.min(best[way], time);
                steps = way == 0 ? Math.max(2, (int) (ROUND / time)) : steps;
            }
            count += steps;
        }
        return count;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Microseconds of the processor for a step. */
    private static double time(Runnable step, int steps) {
        long start = CLOCK.getCurrentThreadCpuTime();
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        return (CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / steps;
    }
}
