package dev.autodiff.spark;

import dev.autodiff.hipparchus.Objective;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A compiled function as a sum over the rows of a dataset, with its derivatives by the parameters that are not columns:
 *
 * <pre>{@code
 * DistributedLoss loss = DistributedLoss.of(function, dataset)
 *         .rows(Map.of("x", "features", "t", "label")).blockSize(1024).l2(0.01);
 * double value = loss.valueAndGradient(theta, gradient);
 * }</pre>
 *
 * <p>The function takes all rows, {@code loss(x: f64[n, 20], t: f64[n], w: f64[20]) = mean(bce_with_logits(x @ w, t))},
 * and must be a sum or mean over them, by its graph; or it gives a number for each row, whose sum is meant. Values and
 * derivatives have the same bits however the rows are partitioned, and when tasks are repeated.
 *
 * <p>Settings give a new loss and leave this one as it is. The rows are read, checked and moved into blocks at the
 * first call, and kept until {@link #close}.
 */
public final class DistributedLoss implements Objective, AutoCloseable {
    /** Rows of a block: a matrix of 20 columns then fits a cache of the second level. */
    public static final int BLOCK_SIZE = 1024;

    private static final int TREE_DEPTH = 2;

    private final CompiledFunction function;
    private final Dataset<Row> dataset;
    private Map<String, String> columns = Map.of();
    private Map<String, Tensor> fixed = Map.of();
    private int blockSize = BLOCK_SIZE;
    private int partitions;
    private int depth = TREE_DEPTH;
    private double penalty;
    private List<String> penalised = List.of();
    private boolean skips;
    private LossOnExecutors prepared;

    private DistributedLoss(CompiledFunction function, Dataset<Row> dataset) {
        this.function = function;
        this.dataset = dataset;
    }

    /**
     * @param function with one result, compiled in this JVM
     * @param dataset is read twice: keep it in memory if that takes long
     */
    public static DistributedLoss of(CompiledFunction function, Dataset<Row> dataset) {
        return new DistributedLoss(function, dataset);
    }

    private DistributedLoss changed(Consumer<DistributedLoss> change) {
        DistributedLoss copy = new DistributedLoss(function, dataset);
        copy.columns = columns;
        copy.fixed = fixed;
        copy.blockSize = blockSize;
        copy.partitions = partitions;
        copy.depth = depth;
        copy.penalty = penalty;
        copy.penalised = penalised;
        copy.skips = skips;
        change.accept(copy);
        return copy;
    }

    /**
     * @param parameters the function's parameters that are data, each with its column: of numbers, arrays or
     * vectors
     */
    public DistributedLoss rows(Map<String, String> parameters) {
        return changed(copy -> copy.columns = new LinkedHashMap<>(parameters));
    }

    /** @param values of parameters that are neither data nor to be found */
    public DistributedLoss fixed(Map<String, Tensor> values) {
        return changed(copy -> copy.fixed = Map.copyOf(values));
    }

    /** @param rows the most that a block has: a call of the function holds what these need in memory, and no more */
    public DistributedLoss blockSize(int rows) {
        requirePositive("rows of a block", rows);
        return changed(copy -> copy.blockSize = rows);
    }

    /** @param count of the partitions that hold the blocks; by default as many as the dataset has */
    public DistributedLoss partitions(int count) {
        requirePositive("partitions", count);
        return changed(copy -> copy.partitions = count);
    }

    /** @param levels of the tree in which partitions are added: more for many executors; 2 by default, 1 for none */
    public DistributedLoss treeDepth(int levels) {
        requirePositive("levels", levels);
        return changed(copy -> copy.depth = levels);
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of " + what + " is " + number + ": it is 1 or more");
        }
    }

    /**
     * Adds {@code λ/2 · Σθ²} once, not for each row.
     *
     * @param names of the parameters that it is taken of; none for all
     */
    public DistributedLoss l2(double lambda, String... names) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor of the penalty is " + lambda + ": it is 0 or more");
        }
        return changed(copy -> {
            copy.penalty = lambda;
            copy.penalised = List.of(names);
        });
    }

    /** Leaves out rows with null or NaN in a column, where otherwise the first one is an error. */
    public DistributedLoss skipIncomplete() {
        return changed(copy -> copy.skips = true);
    }

    private synchronized LossOnExecutors prepared() {
        if (prepared == null) {
            RowColumns layout = new RowColumns(function, dataset.schema(), columns);
            RowSum sum = layout.rowSum();
            ColumnTable table = new ColumnTable(
                    dataset,
                    layout.columns(),
                    skips,
                    "mend the data, or leave such rows out with skipIncomplete()");
            RowBlocks blocks = RowBlocks.of(table, layout::require, blockSize, partitions);
            prepared = new LossOnExecutors(sum, layout, blocks, fixed, depth);
        }
        return prepared;
    }

    @Override
    public String name() {
        return function.name();
    }

    /** The parameters that are neither data nor fixed, in the order of the function. */
    @Override
    public ParameterVector parameters() {
        return prepared().parameters();
    }

    /** How many rows are summed over. */
    public long count() {
        return prepared().blocks().rows();
    }

    /** How many rows were left out. */
    public long skipped() {
        return prepared().blocks().incomplete();
    }

    @Override
    public double value(double[] theta) {
        requireLength("parameters", theta);
        return prepared().run(BlockCall.Wanted.VALUE, theta, null)[0] + penalty(theta);
    }

    @Override
    public double valueAndGradient(double[] theta, double[] gradient) {
        requireLength("parameters", theta);
        requireLength("partial derivatives", gradient);
        double[] sums = prepared().run(BlockCall.Wanted.GRADIENT, theta, null);
        System.arraycopy(sums, 1, gradient, 0, gradient.length);
        addPenalty(theta, gradient);
        return sums[0] + penalty(theta);
    }

    /**
     * The Hessian times a direction, for Newton's method with conjugate gradients.
     *
     * @param product takes up as many numbers as there are parameters
     */
    public void hessianVectorProduct(double[] theta, double[] direction, double[] product) {
        requireLength("parameters", theta);
        requireLength("elements of the direction", direction);
        requireLength("elements of the product", product);
        double[] sums = prepared().run(BlockCall.Wanted.PRODUCT, theta, direction);
        System.arraycopy(sums, 0, product, 0, product.length);
        addPenalty(direction, product);
    }

    private void requireLength(String what, double[] array) {
        int dimension = parameters().dimension();
        if (array.length != dimension) {
            throw new IllegalArgumentException(name() + " has " + dimension + " parameters, and got " + array.length
                    + " " + what);
        }
    }

    private List<String> penalised() {
        return penalised.isEmpty() ? parameters().names() : penalised;
    }

    private double penalty(double[] theta) {
        double squares = 0;
        for (String name : penalty == 0 ? List.<String>of() : penalised()) {
            int offset = parameters().offset(name);
            squares += Arrays.stream(theta, offset, offset + parameters().size(name)).map(x -> x * x).sum();
        }
        return penalty / 2 * squares;
    }

    private void addPenalty(double[] theta, double[] gradient) {
        for (String name : penalty == 0 ? List.<String>of() : penalised()) {
            int offset = parameters().offset(name);
            for (int i = offset; i < offset + parameters().size(name); i++) {
                gradient[i] += penalty * theta[i];
            }
        }
    }

    /** How many rows each partition of the blocks has. */
    public List<Long> rowsOfPartitions() {
        return prepared().blocks().rowsOfPartitions();
    }

    /** Lets go of the blocks on the executors. */
    @Override
    public synchronized void close() {
        if (prepared != null) {
            prepared.release();
            prepared = null;
        }
    }
}
