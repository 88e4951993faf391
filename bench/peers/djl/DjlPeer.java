import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * The training steps of AutogradBenchmark in DJL on PyTorch, on one thread: processor time of a step, the best of many
 * rounds.
 */
public final class DjlPeer {
    private static final float RATE = 0.01f;
    private static final double SECONDS = Double.parseDouble(System.getProperty("peers.seconds", "20"));
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Engine ENGINE = Engine.getInstance();

    private DjlPeer() {}

    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            network(manager, 50);
            network(manager, 1500);
            loop(manager, 1000);
            loop(manager, 10_000);
            loop(manager, 100_000);
        }
    }

    private static Optimizer optimizer() {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(RATE)).build();
    }

    private static NDArray normal(NDManager manager, double deviation, long... lengths) {
        NDArray array = manager.randomNormal(0, (float) deviation, new Shape(lengths), DataType.FLOAT64);
        array.setRequiresGradient(true);
        return array;
    }

    private static void network(NDManager manager, int batch) {
        NDArray x = manager.randomUniform(0, 1, new Shape(batch, 64), DataType.FLOAT64);
        NDArray t = manager.arange(batch).toType(DataType.INT64, false).mod(10);
        NDArray[] all = {
            normal(manager, 0.1, 64, 32), normal(manager, 0, 32), normal(manager, 0.1, 32, 10), normal(manager, 0, 10)
        };
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Optimizer optimizer = optimizer();
        report("network, batches of " + batch, () -> {
            try (GradientCollector collector = ENGINE.newGradientCollector()) {
                NDArray h = x.matMul(all[0]).add(all[1]).tanh();
                collector.backward(loss.evaluate(new NDList(t), new NDList(h.matMul(all[2]).add(all[3]))));
            }
            for (int i = 0; i < all.length; i++) {
                optimizer.update("p" + i, all[i], all[i].getGradient());
            }
        });
    }

    private static void loop(NDManager manager, int size) {
        double limit = 1000 * Math.sqrt(size);
        NDArray x = normal(manager, 1, size);
        Optimizer optimizer = optimizer();
        report("loop of " + size + " numbers", () -> {
            try (GradientCollector collector = ENGINE.newGradientCollector()) {
                NDArray y = x.mul(1.7);
                while (y.norm().getDouble() < limit) {
                    y = y.mul(1.7);
                }
                collector.backward(y.div(1000).sub(0.25).pow(2).mean());
            }
            optimizer.update("x", x, x.getGradient());
        });
    }

    private static void report(String name, Runnable step) {
        double best = Double.MAX_VALUE;
        int steps = 1;
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        while (System.nanoTime() < end) {
            long start = CLOCK.getCurrentThreadCpuTime();
            for (int i = 0; i < steps; i++) {
                try (NDScope scope = new NDScope()) {
                    step.run();
                }
            }
            double took = (CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / steps;
            best = Math.min(best, took);
            steps = Math.max(2, (int) (10_000 / took));
        }
        System.out.printf(
                Locale.ROOT, "%-28s djl %s %8.1f µs%n", name, ENGINE.getEngineName() + " " + ENGINE.getVersion(), best);
    }
}
