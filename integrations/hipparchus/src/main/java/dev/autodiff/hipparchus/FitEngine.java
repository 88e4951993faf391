package dev.autodiff.hipparchus;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.Map;

/** Whoever reads tables that are too large for one machine, and computes there: found by its name as a service. */
public interface FitEngine {
    String name();

    /**
     * @param data where the table is, as users write it
     * @throws ProblemException if there is none
     */
    Table open(String data);

    /** A table somewhere else. */
    interface Table extends AutoCloseable {
        List<String> columns();

        /** @throws ProblemException if a row has no number in a column that is needed */
        FitRows rows(Model model);

        @Override
        void close();
    }

    /**
     * A model of the rows, as {@link LeastSquaresFit} has it.
     *
     * @param parameters what is fitted
     * @param fixed values of parameters that are neither fitted nor columns
     * @param response the column that the model should give
     * @param weights the column of weights; null for none
     */
    record Model(
            CompiledFunction function,
            ParameterVector parameters,
            Map<String, Tensor> fixed,
            String response,
            String weights,
            Loss loss,
            double scale) {}
}
