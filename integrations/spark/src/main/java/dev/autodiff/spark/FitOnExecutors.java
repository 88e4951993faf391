package dev.autodiff.spark;

import dev.autodiff.hipparchus.FitData;
import dev.autodiff.hipparchus.FitEngine;
import dev.autodiff.hipparchus.FitRows;
import dev.autodiff.hipparchus.Loss;
import dev.autodiff.hipparchus.ProblemException;
import dev.autodiff.hipparchus.Residuals;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of a dataset, to which a model is fitted where they are; with the same bits for any partitioning. */
final class FitOnExecutors implements FitRows {
    private static final int TREE_DEPTH = 2;

    private final FitEngine.Model model;
    private final List<String> names = new ArrayList<>();
    private final List<Boolean> areWhole = new ArrayList<>();
    private final RowModel calls;
    private final FitColumns columns;
    private final ResidualLoss loss;
    private final RowBlocks blocks;
    private final JavaSparkContext context;
    private final Broadcast<ShippedFunction> function;
    private final double[] totals;

    /** @throws DataException if a row has no number in a column that is needed */
    FitOnExecutors(FitEngine.Model model, Dataset<Row> dataset) {
        this.model = model;
        this.calls = calls();
        int response = column(model.response(), false);
        int weight = model.weights() == null ? -1 : column(model.weights(), false);
        this.columns = new FitColumns(names.toArray(new String[0]), whole(), response, weight);
        this.loss = model.loss() == Loss.LINEAR ? new ResidualLoss() : new RobustLoss(model.loss(), model.scale());
        requireNumbers(dataset.schema());
        ColumnTable table = new ColumnTable(dataset, names, false, "mend the data, or leave such rows out");
        this.blocks = RowBlocks.of(table, widths -> { }, DistributedLoss.BLOCK_SIZE, 0);
        this.context = JavaSparkContext.fromSparkContext(blocks.blocks().context());
        this.function = context.broadcast(new ShippedFunction(model.function()));
        this.totals = blocks.sum(columns.totals(), Addition.ELEMENTS, TREE_DEPTH);
    }

    private void requireNumbers(StructType schema) {
        for (String name : names) {
            DataType type = schema.apply(name).dataType();
            if (!RowColumns.isNumber(type) && !type.equals(DataTypes.StringType)) {
                throw new DataException("the column '" + name + "' is of type " + type.simpleString()
                        + ": data are numbers, an array has a column for each of its elements");
            }
        }
    }

    private RowModel calls() {
        RowModel made = new RowModel(model.parameters().dimension());
        double[] zeros = new double[model.parameters().dimension()];
        for (Signature.Argument parameter : model.function().signature().parameters()) {
            String name = parameter.name();
            if (model.parameters().names().contains(name)) {
                made.addPart(
                        model.parameters().offset(name),
                        model.parameters().tensor(name, zeros).lengths());
            } else if (model.fixed().containsKey(name)) {
                made.addValue(model.fixed().get(name));
            } else {
                made.addColumns(names.size(), parameter);
                boolean isWhole = parameter.type().dtype() == DType.INT;
                FitData.columnsOf(parameter).forEach(each -> column(each, isWhole));
            }
        }
        for (String name : model.function().variables()) {
            made.addVariable(model.parameters().names().contains(name) ? model.parameters().offset(name) : -1);
        }
        return made;
    }

    private int column(String name, boolean isWhole) {
        names.add(name);
        areWhole.add(isWhole);
        return names.size() - 1;
    }

    private boolean[] whole() {
        boolean[] whole = new boolean[areWhole.size()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = areWhole.get(i);
        }
        return whole;
    }

    @Override
    public long counted() {
        return Math.round(totals[0]);
    }

    @Override
    public double responseNorm() {
        return Math.sqrt(totals[1]);
    }

    /** @param before whether what is before the loss is wanted */
    private double[] sums(double[] x, boolean before) {
        Broadcast<double[]> point = context.broadcast(x.clone());
        try {
            return Jobs.answer(() -> blocks.sum(term(point, before), Addition.TRIANGLES, TREE_DEPTH));
        } finally {
            point.destroy();
        }
    }

    private FitTerm term(Broadcast<double[]> point, boolean before) {
        return new FitTerm(function, calls, columns, loss, before, point);
    }

    private static Residuals.Values values(double[] sums) {
        int n = FitSums.columns(sums);
        double[] residuals = new double[n];
        double[][] jacobian = new double[n][];
        for (int row = 0; row < n; row++) {
            jacobian[row] = Arrays.copyOfRange(sums, row * n, row * n + n - 1);
            residuals[row] = sums[row * n + n - 1];
        }
        return new Residuals.Values(residuals, jacobian);
    }

    @Override
    public Residuals.Values ofLoss(double[] x) {
        return values(sums(x, false));
    }

    @Override
    public Summary summary(double[] x) {
        double[] sums = sums(x, true);
        return new Summary(values(sums), new double[0], FitSums.squares(sums), FitSums.slopes(sums));
    }

    @Override
    public ProblemException problem(double[] x) {
        Broadcast<double[]> point = context.broadcast(x.clone());
        try {
            FitTerm term = term(point, true);
            List<String> problems = Jobs.answer(() -> term.problems(blocks.blocks()));
            return problems.isEmpty() ? null : new ProblemException(problems.get(0));
        } finally {
            point.destroy();
        }
    }

    void release() {
        blocks.release();
        function.destroy();
    }
}
