package dev.autodiff.spark;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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
 * name, with {@code -Dspark.costs=10000x20,1000000x20} for rows and features.
 */
class Costs {
    private static final int REPETITIONS = 9;
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
        double alone = alone(function, rows, features);
        AtomicLong shipped = new AtomicLong();
        double ours = ours(function, data, features, shipped);
        double theirs = theirs(data);
        System.out.println(String.format(Locale.ROOT, "| %,d | %,d | %.2f ms | %.2f ms | %.2f ms | %,d |",
                rows, features, ours, theirs, alone, shipped.get()).replace(',', ' '));
    }

    private static Row row(long i, int features) {
        SplittableRandom random = new SplittableRandom(i);
        double[] x = random.doubles(features, -1, 1).toArray();
        return RowFactory.create(Vectors.dense(x), random.nextDouble() < 0.5 + 0.3 * x[0] ? 1.0 : 0.0);
    }

    private static double ours(CompiledFunction function, Dataset<Row> data, int features, AtomicLong shipped)
            throws Exception {
        try (DistributedLoss loss =
                DistributedLoss.of(function, data).rows(Map.of("x", "features", "t", "label"))) {
            double[] w = new double[features];
            double[] gradient = new double[features];
            double time = median(() -> loss.valueAndGradient(w, gradient));
            shipped.set(resultBytes(() -> loss.valueAndGradient(w, gradient)));
            return time;
        }
    }

    /** What tasks of one call send to the driver. */
    private static long resultBytes(Runnable call) throws InterruptedException {
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
        Thread.sleep(1000);
        LocalSpark.session().sparkContext().removeSparkListener(listener);
        return bytes.get();
    }

    /** An iteration of MLlib, which has a gradient: the difference of two fits over that of their iterations. */
    private static double theirs(Dataset<Row> data) {
        Dataset<Row> cached = data.cache();
        cached.count();
        fit(cached, 3);
        double few = milliseconds(() -> fit(cached, 3));
        double many = milliseconds(() -> fit(cached, 23));
        cached.unpersist(true);
        return (many - few) / 20;
    }

    private static void fit(Dataset<Row> data, int iterations) {
        new LogisticRegression()
                .setFitIntercept(false)
                .setStandardization(false)
                .setTol(0)
                .setMaxIter(iterations)
                .fit(data);
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
        return median(() -> function.valueAndGradient(arguments));
    }

    private static double median(Runnable call) {
        for (int i = 0; i < REPETITIONS; i++) {
            call.run();
        }
        double[] times = new double[REPETITIONS];
        Arrays.setAll(times, i -> milliseconds(call));
        return Arrays.stream(times).sorted().boxed().collect(Collectors.toList()).get(REPETITIONS / 2);
    }

    private static double milliseconds(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
