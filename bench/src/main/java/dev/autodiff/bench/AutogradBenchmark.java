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
 * best of several rounds; and the heap in use after many steps.
 */
public final class AutogradBenchmark {
    private static final double RATE = 0.01;
    private static final double LIMIT = 1000;
    private static final int ROUNDS = 10;
    private static final int WARM_UP = 5;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private AutogradBenchmark() {}

    public static void main(String[] args) {
        network(50);
        network(1500);
        loop(1000);
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
        report("network, batches of " + batch, Math.max(50, 50_000 / batch), compiled, () -> {
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
        report("loop of " + size + " numbers", Math.max(20, 1_000_000 / size), compiled, () -> {
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

    private static void report(String name, int steps, Runnable compiled, Runnable recorded) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        long[] used = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int way = 0; way < best.length; way++) {
                double time = time(way == 0 ? compiled : recorded, steps);
                best[way] = round < WARM_UP ? best[way] : Math.min(best[way], time);
            }
            System.gc();
            used[round] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        System.out.printf(
                Locale.ROOT,
                "%-28s compiled %8.1f µs, recorded %8.1f µs, ratio %.2f, heap after %d steps %+d KB%n",
                name, best[0], best[1], best[1] / best[0], (ROUNDS - WARM_UP) * steps,
                (used[ROUNDS - 1] - used[WARM_UP - 1]) / 1024);
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
