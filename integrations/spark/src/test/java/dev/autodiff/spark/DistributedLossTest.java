package dev.autodiff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributedLossTest {
    private static final int ROWS = 2000;
    private static final int WIDTH = 4;
    private static final StructType SCHEMA = new StructType()
            .add("features", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("label", DataTypes.DoubleType);
    private static final Map<String, String> COLUMNS = Map.of("x", "features", "t", "label");
    private static final String PARAMETERS = "loss(const x: f64[n, d], const t: f64[n], w: f64[d], b) = ";
    private static final String LOGISTIC = PARAMETERS + "mean(bce_with_logits(x @ w + b, t)) + 0.01*dot(w, w)";
    private static final double[] THETA = {0.3, -0.2, 0.1, 0.7, -0.4};

    /** Sums of some thousand numbers below 10, in another order. */
    private static final double ROUNDINGS = 1e-12;

    /** Value and gradient of the logistic loss, and a product, which are the same however rows are partitioned. */
    private static double[] usual;
    private static double[] usualProduct;

    @BeforeAll
    static void sumInTwoPartitions() {
        try (DistributedLoss loss = loss(LOGISTIC, data(2))) {
            usual = answer(loss);
            usualProduct = product(loss);
        }
    }

    private static Row row(long i) {
        SplittableRandom random = new SplittableRandom(i);
        double[] x = random.doubles(WIDTH, -1, 1).toArray();
        return RowFactory.create(x, random.nextDouble() < 0.5 ? 0.0 : 1.0);
    }

    private static Dataset<Row> data(int partitions) {
        return LocalSpark.rows(ROWS, partitions, SCHEMA, DistributedLossTest::row);
    }

    private static DistributedLoss loss(String program, Dataset<Row> data) {
        return DistributedLoss.of(Autodiff.compile(program), data).rows(COLUMNS).blockSize(256);
    }

    /** The value, and the gradient behind it. */
    private static double[] answer(DistributedLoss loss) {
        double[] gradient = new double[THETA.length];
        double value = loss.valueAndGradient(THETA, gradient);
        double[] all = Arrays.copyOf(new double[] {value}, 1 + gradient.length);
        System.arraycopy(gradient, 0, all, 1, gradient.length);
        return all;
    }

    private static double[] product(DistributedLoss loss) {
        double[] product = new double[THETA.length];
        loss.hessianVectorProduct(THETA, new double[] {1, 2, -1, 0.5, 3}, product);
        return product;
    }

    /** The arguments of a call with all rows. */
    private static Tensor[] allRows() {
        double[][] x = new double[ROWS][];
        double[] t = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = (double[]) row(i).get(0);
            t[i] = row(i).getDouble(1);
        }
        return new Tensor[] {
            Tensor.of(x), Tensor.of(t), Tensor.of(Arrays.copyOf(THETA, WIDTH)), Tensor.scalar(THETA[WIDTH])
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "mean(bce_with_logits(x @ w + b, t)) + 0.01*dot(w, w)",
        "sum(huber(x @ w + b, t))",
        "log1p((x @ w + b - t)^2)",
    })
    void givesWhatOneMachineGives(String result) {
        CompiledFunction function = Autodiff.compile(
                result.startsWith("log1p") ? PARAMETERS + "sum(" + result + ")" : PARAMETERS + result);
        CompiledFunction.Pullback expected = function.valueAndGradient(allRows());
        List<Tensor> products = function.hvp(
                List.of(Tensor.of(1, 2, -1, 0.5), Tensor.scalar(3)), allRows());
        try (DistributedLoss loss = loss(PARAMETERS + result, data(3))) {
            double[] actual = answer(loss);
            double tolerance = ROUNDINGS * Math.max(1, Math.abs(expected.value().item()));

            assertThat(actual[0]).isCloseTo(expected.value().item(), within(tolerance));
            assertThat(loss.value(THETA)).isCloseTo(expected.value().item(), within(tolerance));
            assertThat(Arrays.copyOfRange(actual, 1, 1 + WIDTH))
                    .containsExactly(expected.gradient().get(0).toArray(), within(tolerance));
            assertThat(actual[1 + WIDTH]).isCloseTo(expected.gradient().get(1).item(), within(tolerance));
            assertThat(Arrays.copyOf(product(loss), WIDTH))
                    .containsExactly(products.get(0).toArray(), within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void hasTheSameBitsForAnyPartitioning(int partitions) {
        try (DistributedLoss loss = loss(LOGISTIC, data(partitions).repartition(partitions)).treeDepth(3)) {
            assertThat(answer(loss)).isEqualTo(usual);
            assertThat(product(loss)).isEqualTo(usualProduct);
            assertThat(loss.value(THETA)).isEqualTo(usual[0]);
        }
    }

    @Test
    void hasTheSameBitsWhenTasksFailAndAreTriedAgain() {
        Dataset<Row> failing = LocalSpark.rows(ROWS, 4, SCHEMA, i -> {
            if (TaskContext.get().attemptNumber() < 2 && i % 500 == 400) {
                throw new IllegalStateException("an executor is lost");
            }
            return row(i);
        });
        try (DistributedLoss retried = loss(LOGISTIC, failing)) {
            assertThat(answer(retried)).isEqualTo(usual);
        }
    }

    @Test
    void skewAndEmptyPartitionsMakeNoDifference() {
        Dataset<Row> skewed = LocalSpark.rows(ROWS, 1, SCHEMA, DistributedLossTest::row)
                .union(LocalSpark.rows(0, 7, SCHEMA, DistributedLossTest::row));
        try (DistributedLoss uneven = loss(LOGISTIC, skewed)) {
            assertThat(skewed.toJavaRDD().getNumPartitions()).isEqualTo(8);
            assertThat(answer(uneven)).isEqualTo(usual);
            assertThat(uneven.rowsOfPartitions()).hasSize(8).allMatch(rows -> rows < ROWS / 4);
        }
    }

    @Test
    void equalRowsCountAsOftenAsThereAre() {
        Dataset<Row> equal = LocalSpark.rows(1000, 3, SCHEMA, i -> row(i % 2));
        try (DistributedLoss loss = loss(PARAMETERS + "sum(x @ w + b - t)", equal)) {
            double[] once = {0, 0};
            for (int i = 0; i < 2; i++) {
                once[0] += ((double[]) row(i).get(0))[0];
            }

            assertThat(answer(loss)[1]).isCloseTo(500 * once[0], within(1000 * ROUNDINGS));
            assertThat(loss.count()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"7", "100000"})
    void theSizeOfBlocksChangesRoundingsOnly(int blockSize) {
        try (DistributedLoss loss = loss(LOGISTIC, data(2)).blockSize(blockSize)) {
            assertThat(answer(loss)).containsExactly(usual, within(ROUNDINGS));
        }
    }

    @Test
    void penaltiesAreAddedOnce() {
        double squares = Arrays.stream(THETA, 0, WIDTH).map(x -> x * x).sum();
        try (DistributedLoss some = loss(LOGISTIC, data(2)).l2(0.5, "w");
                DistributedLoss all = loss(LOGISTIC, data(2)).l2(2)) {
            double[] of = answer(some);

            assertThat(of[0]).isCloseTo(usual[0] + 0.25 * squares, within(ROUNDINGS));
            assertThat(of[1]).isCloseTo(usual[1] + 0.5 * THETA[0], within(ROUNDINGS));
            assertThat(of[1 + WIDTH]).isEqualTo(usual[1 + WIDTH]);
            assertThat(product(all)[4]).isCloseTo(usualProduct[4] + 6, within(ROUNDINGS));
        }
    }

    @Test
    void parametersMayBeFixed() {
        try (DistributedLoss fixed = loss(LOGISTIC, data(2)).fixed(Map.of("b", Tensor.scalar(THETA[WIDTH])))) {
            double[] gradient = new double[WIDTH];
            double value = fixed.valueAndGradient(Arrays.copyOf(THETA, WIDTH), gradient);

            assertThat(fixed.parameters().names()).containsExactly("w");
            assertThat(value).isEqualTo(usual[0]);
            assertThat(gradient).isEqualTo(Arrays.copyOfRange(usual, 1, 1 + WIDTH));
        }
    }

    private static Dataset<Row> broken(Object[] features, Double label) {
        Dataset<Row> bad = LocalSpark.session()
                .createDataFrame(Collections.singletonList(RowFactory.create(features, label)), SCHEMA);
        return data(2).union(bad);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "1, null, 'label' is null",
                "null, 1, 'features' has an element that is null",
                "NaN, 1, 'features' is NaN at element 2",
                "1, NaN, 'label' is NaN",
            })
    void aRowThatLacksSomethingIsNamed(Double feature, Double label, String problem) {
        Dataset<Row> data = broken(new Object[] {1.0, 2.0, feature, 4.0}, label);
        try (DistributedLoss loss = loss(LOGISTIC, data)) {
            assertThatThrownBy(() -> answer(loss))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("row 0 of partition 2: " + problem)
                    .hasMessageContaining("leave such rows out with skipIncomplete()");
        }
        try (DistributedLoss skipping = loss(LOGISTIC, data).skipIncomplete()) {
            assertThat(answer(skipping)).isEqualTo(usual);
            assertThat(skipping.skipped()).isEqualTo(1);
            assertThat(skipping.count()).isEqualTo(ROWS);
        }
    }

    @Test
    void vectorsOfOtherLengthsAreNamed() {
        Dataset<Row> data = broken(new Object[] {1.0, 2.0}, 1.0);

        assertThatThrownBy(() -> answer(loss(LOGISTIC, data).skipIncomplete()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the columns have [2, 1] numbers in rows of partition 2, and [4, 1] in those");
        assertThatThrownBy(() -> answer(loss(LOGISTIC, data.coalesce(1)).skipIncomplete()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row " + ROWS + " of partition 0: its columns have [2, 1] numbers");
        assertThatThrownBy(() -> answer(loss(LOGISTIC.replace("[n, d]", "[n, 5]").replace("w: f64[d]", "w: f64[5]"),
                        data(2))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'x' is f64[n, 5], and the vectors of 'features' have 4 elements");
    }

    @Test
    void whatIsNoSumOverRowsIsRefused() {
        assertThatThrownBy(() -> answer(loss(PARAMETERS + "norm(x @ w + b - t)", data(2))))
                .hasMessageContaining("'loss' is no sum over rows: rows are brought together by 'norm'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|colour|there is no column 'colour' for x: there are features, label",
                "y|label|loss has no parameter 'y': it has x, t, w, b",
                "x|label|'x' is f64[n, d], and the column 'label' has a number in each row",
            })
    void columnsThatDoNotFitAreNamed(String parameter, String column, String message) {
        Map<String, String> columns = new java.util.HashMap<>(COLUMNS);
        columns.put(parameter, column);

        assertThatThrownBy(() -> answer(loss(LOGISTIC, data(2)).rows(columns)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void noRowsAreAnError() {
        assertThatThrownBy(() -> answer(loss(LOGISTIC, data(2).filter(functions.col("label").gt(2)))))
                .hasMessageContaining("there are no rows to sum over");
    }

    @Test
    void aFormulaOfNumbersTakesColumnsOfNumbers() {
        Dataset<Row> data = data(3).withColumn("u", functions.col("features").getItem(0));
        CompiledFunction formula = Autodiff.compile("z = mean((a*u + c - v)^2)");
        double expected = 0;
        for (int i = 0; i < ROWS; i++) {
            double residual = 2 * ((double[]) row(i).get(0))[0] + 1 - row(i).getDouble(1);
            expected += residual * residual / ROWS;
        }
        try (DistributedLoss loss = DistributedLoss.of(formula, data).rows(Map.of("u", "u", "v", "label"))) {
            assertThat(loss.value(new double[] {2, 1})).isCloseTo(expected, within(100 * ROUNDINGS));
        }
    }

    @Test
    void pointsOfAllRowsAreColumns() {
        CompiledFunction scalar = Autodiff.compile("z = y*log(x) + sin(y)");
        FunctionColumns z = FunctionColumns.of(scalar, LocalSpark.session());
        FunctionColumns norm =
                FunctionColumns.of(Autodiff.compile("f(v: f64[4], k) = k*norm(v)"), LocalSpark.session());
        Row answer = data(2)
                .limit(1)
                .select(
                        z.value(functions.lit(2.0), functions.lit(3)),
                        z.gradient(functions.lit(2.0), functions.lit(3)),
                        norm.gradient(functions.col("features"), functions.lit(2)),
                        z.value(functions.lit(null).cast(DataTypes.DoubleType), functions.lit(3)),
                        norm.value(functions.expr("array(1.0D, null, 2.0D, 3.0D)"), functions.lit(2)))
                .first();

        double[] v = (double[]) row(0).get(0);
        double length = Math.sqrt(Arrays.stream(v).map(each -> each * each).sum());
        assertThat(answer.getDouble(0)).isEqualTo(scalar.value(2, 3));
        assertThat(answer.<Double>getList(1)).containsExactly(1.5, scalar.gradient(2, 3)[1]);
        assertThat(answer.<Double>getList(2).get(0)).isCloseTo(2 * v[0] / length, within(ROUNDINGS));
        assertThat(answer.isNullAt(3)).isTrue();
        assertThat(answer.isNullAt(4)).isTrue();
    }
}
