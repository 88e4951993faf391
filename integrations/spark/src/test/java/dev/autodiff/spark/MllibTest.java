package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.hipparchus.Minimum;
import dev.autodiff.runtime.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.AFTSurvivalRegressionModel;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The coefficients of MLlib, whose losses are written as programs here. */
class MllibTest {
    private static final int ROWS = Integer.getInteger("spark.rows", 200_000);
    private static final double[] TRUTH = {0.5, -0.3, 0.2, 0.8};
    private static final double CLOSE = 1e-6;
    private static final double TIGHT = 1e-12;
    private static final StructType SCHEMA = new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("class", DataTypes.DoubleType)
            .add("time", DataTypes.DoubleType)
            .add("censor", DataTypes.DoubleType);

    private static Dataset<Row> data;

    /** What follows each of the three models, with outliers and censored times. */
    private static Row row(long i) {
        SplittableRandom random = new SplittableRandom(i);
        double[] x = random.doubles(TRUTH.length, -1, 1).toArray();
        double mean = 0.4;
        for (int k = 0; k < x.length; k++) {
            mean += TRUTH[k] * x[k];
        }
        double noise = random.nextDouble(-0.5, 0.5) + (random.nextInt(50) == 0 ? 20 * random.nextDouble() : 0);
        double isOne = random.nextDouble() < 1 / (1 + Math.exp(-mean)) ? 1 : 0;
        double time = Math.exp(mean + 0.7 * Math.log(-Math.log(1 - random.nextDouble())));
        double end = random.nextDouble(0.5, 8);
        return RowFactory.create(
                Vectors.dense(x), mean + noise, isOne, Math.min(time, end) + 1e-9, time < end ? 1.0 : 0.0);
    }

    @BeforeAll
    static void makeData() {
        data = LocalSpark.rows(ROWS, 2, SCHEMA, MllibTest::row).cache();
    }

    @AfterAll
    static void release() {
        data.unpersist();
    }

    private static Map<String, Tensor> minimum(
            String program, Map<String, String> columns, double lambda, double... start) {
        try (DistributedLoss loss =
                DistributedLoss.of(Autodiff.compile(program), data).rows(columns).l2(lambda, "w")) {
            Minimum minimum = Minimization.of(loss).from(start);

            assertThat(minimum.converged()).isTrue();
            return new LinkedHashMap<>(loss.parameters().tensors(minimum.x()));
        }
    }

    private static void assertCoefficients(Map<String, Tensor> found, Vector coefficients, double intercept) {
        assertThat(found.get("w").toArray()).containsExactly(coefficients.toArray(), within(CLOSE));
        assertThat(found.get("b").item()).isCloseTo(intercept, within(CLOSE));
    }

    @Test
    void logisticRegression() {
        LogisticRegressionModel expected = new LogisticRegression()
                .setLabelCol("class")
                .setRegParam(0.01)
                .setStandardization(false)
                .setTol(TIGHT)
                .setMaxIter(200)
                .fit(data);

        Map<String, Tensor> found = minimum(
                "loss(const x: f64[n, d], const t: f64[n], w: f64[d], b) = mean(bce_with_logits(x @ w + b, t))",
                Map.of("x", "features", "t", "class"),
                0.01,
                0, 0, 0, 0, 0);

        assertCoefficients(found, expected.coefficients(), expected.intercept());
    }

    /** MLlib finds the scale beside the coefficients, as Owen (2007) does: residuals count by their part of it. */
    @Test
    void huberRegression() {
        LinearRegressionModel expected = new LinearRegression()
                .setLoss("huber")
                .setEpsilon(1.35)
                .setStandardization(false)
                .setTol(TIGHT)
                .setMaxIter(500)
                .fit(data);

        Map<String, Tensor> found = minimum(
                """
                loss(const x: f64[n, d], const t: f64[n], w: f64[d], b, s) {
                  scale = exp(s)
                  return mean(scale + 2*scale*huber((t - x @ w - b)/scale, 0, 1.35))/2
                }
                """,
                Map.of("x", "features", "t", "label"),
                0,
                0, 0, 0, 0, 0, 0);

        assertCoefficients(found, expected.coefficients(), expected.intercept());
        assertThat(Math.exp(found.get("s").item())).isCloseTo(expected.scale(), within(CLOSE));
    }

    /** Times that fail faster or slower, with errors of the least extreme value; some are not observed to their end. */
    @Test
    void survivalRegression() {
        AFTSurvivalRegressionModel expected = new AFTSurvivalRegression()
                .setLabelCol("time")
                .setCensorCol("censor")
                .setTol(TIGHT)
                .setMaxIter(500)
                .fit(data);

        Map<String, Tensor> found = minimum(
                """
                loss(const x: f64[n, d], const t: f64[n], const c: f64[n], w: f64[d], b, s) {
                  e = (log(t) - x @ w - b)*exp(-s)
                  return mean(exp(e) - c*(e - s))
                }
                """,
                Map.of("x", "features", "t", "time", "c", "censor"),
                0,
                0, 0, 0, 0, 0, 0);

        assertCoefficients(found, expected.coefficients(), expected.intercept());
        assertThat(Math.exp(found.get("s").item())).isCloseTo(expected.scale(), within(CLOSE));
    }

    private static DistributedLoss logisticLoss(Dataset<Row> rows) {
        return DistributedLoss.of(
                        Autodiff.compile("loss(const x: f64[n, d], const t: f64[n], w: f64[d], b) = "
                                + "mean(bce_with_logits(x @ w + b, t))"),
                        rows)
                .rows(Map.of("x", "features", "t", "class"));
    }

    private static double[] gradient(DistributedLoss loss) {
        double[] gradient = new double[TRUTH.length + 1];
        loss.valueAndGradient(new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, gradient);
        return gradient;
    }

    @Test
    void gradientsHaveTheSameBitsForOneTwoAndEightPartitions() {
        double[][] gradients = new double[3][];
        int[] partitions = {1, 2, 8};
        for (int i = 0; i < partitions.length; i++) {
            try (DistributedLoss loss =
                    logisticLoss(data.coalesce(Math.min(2, partitions[i]))).partitions(partitions[i])) {
                gradients[i] = gradient(loss);

                assertThat(loss.rowsOfPartitions()).hasSize(partitions[i]);
            }
        }

        assertThat(gradients[1]).isEqualTo(gradients[0]);
        assertThat(gradients[2]).isEqualTo(gradients[0]);
    }

    @Test
    void gradientsHaveTheSameBitsForSkewedAndEmptyPartitionsWhoseTasksFail() {
        Dataset<Row> failing = LocalSpark.rows(ROWS, 1, SCHEMA, i -> {
            if (TaskContext.get().attemptNumber() < 1 && i == ROWS / 2) {
                throw new IllegalStateException("an executor is lost");
            }
            return row(i);
        });
        Dataset<Row> skewed = failing.union(LocalSpark.rows(0, 7, SCHEMA, MllibTest::row));
        try (DistributedLoss calm = logisticLoss(data);
                DistributedLoss uneven = logisticLoss(skewed)) {
            assertThat(gradient(uneven)).isEqualTo(gradient(calm));
        }
    }
}
