package dev.autodiff.spark;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a gradient of the logistic loss costs, as {@code docs/spark.md} tells: no test by its name, so it is run by
 * name, with {@code -Dspark.costs=10000x20,1000000x20} for rows and features, and {@code -Dspark.repetitions=3} for
 * fewer calls than seven.
 */
class Costs {
    private static final int REPETITIONS = Integer.getInteger("spark.repetitions", 7);
    private static final StructType SCHEMA = new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);

    static String[] sizes() {
        return System.getProperty("spark.costs", "10000x20").split(",");
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void print(String size) throws Exception {
        String[] numbers = size.split("x");
        int rows = Integer.parseInt(numbers[0]);
        int features = Integer.parseInt(numbers[1]);
        Dataset<Row> data = LocalSpark.rows(rows, 4, SCHEMA, i -> row(i, features));
        CompiledFunction function = Autodiff.compile(
                "loss(const x: f64[n, d], const t: f64[n], w: f64[d]) = mean(bce_with_logits(x @ w, t))");
        Cost ours = ours(function, data, features);
        Cost theirs = theirs(data);
        double alone = alone(function, rows, features);
        System.out.println(String.format(Locale.ROOT, "| %d | %d | %.2f ms | %.2f ms | %.2f ms | %d | %d |", rows,
                features, ours.milliseconds, theirs.milliseconds, alone, ours.bytes, theirs.bytes));
    }

    /** @param bytes that tasks send */
    private record Cost(double milliseconds, long bytes) {}

    private static Row row(long i, int features) {
        SplittableRandom random = new SplittableRandom(i);
        double[] x = random.doubles(features, -1, 1).toArray();
        return RowFactory.create(Vectors.dense(x), random.nextDouble() < 0.5 + 0.3 * x[0] ? 1.0 : 0.0);
    }

    private static Cost ours(CompiledFunction function, Dataset<Row> data, int features) throws Exception {
        try (DistributedLoss loss =
                DistributedLoss.of(function, data).rows(Map.of("x", "features", "t", "label"))) {
            double[] w = new double[features];
            double[] gradient = new double[features];
            double time = shortest(() -> loss.valueAndGradient(w, gradient));
            return new Cost(time, sentBytes(() -> loss.valueAndGradient(w, gradient)));
        }
    }

    private static long sentBytes(Runnable call) throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                bytes.addAndGet(end.taskMetrics().resultSize()
                        + end.taskMetrics().shuffleWriteMetrics().bytesWritten());
            }
        };
        LocalSpark.session().sparkContext().addSparkListener(listener);
        call.run();
        // the listener is told later
        Thread.sleep(1000);
        LocalSpark.session().sparkContext().removeSparkListener(listener);
        return bytes.get();
    }

    /** An iteration of MLlib, which has a gradient: the difference of two fits over that of their iterations. */
    private static Cost theirs(Dataset<Row> data) throws Exception {
        Dataset<Row> cached = data.cache();
        cached.count();
        int few = 3;
        int many = 13;
        int iterations = iterations(cached, many) - iterations(cached, few);
        double time = shortest(() -> iterations(cached, many)) - shortest(() -> iterations(cached, few));
        long bytes = sentBytes(() -> iterations(cached, many)) - sentBytes(() -> iterations(cached, few));
        cached.unpersist(true);
        return new Cost(time / iterations, bytes / iterations);
    }

    private static int iterations(Dataset<Row> data, int most) {
        return new LogisticRegression()
                .setFitIntercept(false)
                .setStandardization(false)
                .setTol(0)
                .setMaxIter(most)
                .fit(data)
                .summary()
                .totalIterations();
    }

    private static double alone(CompiledFunction function, int rows, int features) {
        double[] x = new double[rows * features];
        double[] t = new double[rows];
        for (int i = 0; i < rows; i++) {
            Row row = row(i, features);
            System.arraycopy(((Vector) row.get(0)).toArray(), 0, x, i * features, features);
            t[i] = row.getDouble(1);
        }
        Tensor[] arguments = {
            Tensor.of(new int[] {rows, features}, x), Tensor.of(t), Tensor.of(new double[features])
        };
        return shortest(() -> function.valueAndGradient(arguments));
    }

    /** Of calls that are warm; longer ones had to wait for something else. */
    private static double shortest(Runnable call) {
        for (int i = 0; i < REPETITIONS; i++) {
            call.run();
        }
        return IntStream.range(0, REPETITIONS).mapToDouble(i -> milliseconds(call)).min().orElseThrow();
    }

    private static double milliseconds(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
