package dev.autodiff.spark;

import dev.autodiff.hipparchus.Residuals;
import dev.autodiff.runtime.CompiledFunction;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/** What a task of a fit computes of each block; as {@link BlockTerm}, it needs nothing of ours but the runtime. */
final class FitTerm implements RowBlocks.Term {
    private static final long serialVersionUID = 1L;

    /** A constant, which the compiler of Java copies: executors do not load that interface. */
    private static final double LARGEST = Residuals.LARGEST;

    private final Broadcast<ShippedFunction> function;
    private final RowModel model;
    private final FitColumns columns;

    private final ResidualLoss loss;

    /** Whether residuals are wanted as they are before the loss. */
    private final boolean before;

    private final Broadcast<double[]> point;

    FitTerm(
            Broadcast<ShippedFunction> function,
            RowModel model,
            FitColumns columns,
            ResidualLoss loss,
            boolean before,
            Broadcast<double[]> point) {
        this.function = function;
        this.model = model;
        this.columns = columns;
        this.loss = loss;
        this.before = before;
        this.point = point;
    }

    @Override
    public double[] of(Block block) {
        double[][] all = weighted(block);
        double[] residuals = all[model.dimension()];
        double squares = 0;
        double slopes = 0;
        for (int row = 0; row < residuals.length; row++) {
            double psi = loss.psi(residuals[row]);
            squares += psi * psi;
            slopes += columns.weight(block, row) > 0 ? loss.psiSlope(residuals[row]) : 0;
        }
        if (!before) {
            applyLoss(all);
        }
        return FitSums.of(all, squares, slopes);
    }

    /** Makes of residuals those whose squares are the loss. */
    private void applyLoss(double[][] all) {
        double[] residuals = all[model.dimension()];
        for (int row = 0; row < residuals.length; row++) {
            double slope = loss.residualSlope(residuals[row]);
            residuals[row] = loss.residual(residuals[row]);
            for (int i = 0; i < model.dimension(); i++) {
                all[i][row] *= slope;
            }
        }
    }

    /** The columns of the Jacobian, and the residuals, each row times the root of its weight. */
    private double[][] weighted(Block block) {
        CompiledFunction known = function.value().function();
        double[][] all = model.columns(known, block, point.value());
        for (int row = 0; row < block.rows(); row++) {
            double root = Math.sqrt(columns.weight(block, row));
            all[model.dimension()][row] -= columns.response(block, row);
            for (double[] column : all) {
                column[row] = root == 0 ? 0 : root * column[row];
            }
        }
        return all;
    }

    /**
     * For each partition the first row for which a fit cannot begin here, in words, if there is one: by a lambda that
     * executors can read.
     */
    List<String> problems(JavaRDD<Block> blocks) {
        return blocks.mapPartitions(this::problems).collect();
    }

    private Iterator<String> problems(Iterator<Block> blocks) {
        while (blocks.hasNext()) {
            Block block = blocks.next();
            String problem = columns.firstProblem(block);
            problem = problem == null ? firstNotFinite(block) : problem;
            if (problem != null) {
                return List.of(problem).iterator();
            }
        }
        return List.<String>of().iterator();
    }

    private String firstNotFinite(Block block) {
        double[][] all = weighted(block);
        for (int row = 0; row < block.rows(); row++) {
            String problem = notFinite(all, row);
            if (problem != null) {
                return problem + columns.text(block, row);
            }
        }
        return null;
    }

    private String notFinite(double[][] all, int row) {
        String name = "'" + function.value().function().name() + "' has no finite ";
        if (!(Math.abs(all[model.dimension()][row]) <= LARGEST)) {
            return name + "value here at the start: choose another start, or leave the row out";
        }
        for (double[] column : all) {
            if (!(Math.abs(column[row]) <= LARGEST)) {
                return name + "derivative here at the start: choose another start, or leave the row out";
            }
        }
        return null;
    }
}
