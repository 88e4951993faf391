package dev.autodiff.spark;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a model of single rows is called with the rows of a block and a flat vector of parameters. */
final class RowModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int dimension;
    private final List<ArgumentSource> sources = new ArrayList<>();

    /** For each variable of the function where its derivatives go, or -1. */
    private final List<Integer> offsets = new ArrayList<>();

    /** @param dimension of the vector */
    RowModel(int dimension) {
        this.dimension = dimension;
    }

    int dimension() {
        return dimension;
    }

    /** The next argument has its elements in columns that follow each other. */
    void addColumns(int first, Signature.Argument parameter) {
        sources.add(ArgumentSource.column(first, parameter.type().shape().lengths(Map.of())));
    }

    /** The next argument is a part of the vector. */
    void addPart(int offset, int[] lengths) {
        sources.add(ArgumentSource.part(offset, lengths));
    }

    /** The next argument is the same for all rows. */
    void addValue(Tensor value) {
        sources.add(ArgumentSource.value(value));
    }

    /** @param offset of the next variable in the vector, or -1 */
    void addVariable(int offset) {
        offsets.add(offset);
    }

    /** The values at the rows of a block, and behind their partial derivatives; column by column. */
    double[][] columns(CompiledFunction function, Block block, double[] x) {
        double[][] columns = new double[dimension + 1][block.rows()];
        if (function.signature().isScalar()) {
            evaluateNumbers(function, block, x, columns);
        } else {
            Parallel.with(1, () -> {
                evaluateTensors(function, block, x, columns);
                return columns;
            });
        }
        return columns;
    }

    private void evaluateNumbers(CompiledFunction function, Block block, double[] x, double[][] columns) {
        double[] point = new double[sources.size()];
        double[] partials = new double[offsets.size()];
        for (int row = 0; row < block.rows(); row++) {
            for (int i = 0; i < point.length; i++) {
                ArgumentSource source = sources.get(i);
                point[i] = source.isColumn() ? block.column(source.column())[row] : source.first(x);
            }
            columns[dimension][row] = function.valueAndGradient(point, partials);
            for (int i = 0; i < partials.length; i++) {
                if (offsets.get(i) >= 0) {
                    columns[offsets.get(i)][row] = partials[i];
                }
            }
        }
    }

    /** Those of a row lie in columns one behind the other. */
    private static double[] elements(ArgumentSource source, Block block, int row, double[] x) {
        if (!source.isColumn()) {
            return source.elements(x);
        }
        double[] elements = new double[Tensor.size(source.lengths())];
        for (int k = 0; k < elements.length; k++) {
            elements[k] = block.column(source.column() + k)[row];
        }
        return elements;
    }

    private void evaluateTensors(CompiledFunction function, Block block, double[] x, double[][] columns) {
        Tensor[] arguments = new Tensor[sources.size()];
        for (int row = 0; row < block.rows(); row++) {
            for (int i = 0; i < arguments.length; i++) {
                ArgumentSource source = sources.get(i);
                arguments[i] = Tensor.wrap(DType.F64, source.lengths(), elements(source, block, row, x));
            }
            CompiledFunction.Pullback answer = function.valueAndGradient(arguments);
            columns[dimension][row] = answer.value().item();
            for (int i = 0; i < offsets.size(); i++) {
                Tensor partials = answer.gradient().get(i);
                for (int k = 0; k < partials.size() && offsets.get(i) >= 0; k++) {
                    columns[offsets.get(i) + k][row] = partials.at(k);
                }
            }
        }
    }
}
