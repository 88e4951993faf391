package dev.autodiff.spark;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How a function is called with a block and a flat vector of parameters: where each of its arguments comes from. */
final class BlockCall implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    enum Wanted {
        VALUE,
        /** The value, and the partial derivatives behind it. */
        GRADIENT,
        /** The Hessian times a direction. */
        PRODUCT
    }

    private final int dimension;
    private final List<ArgumentSource> sources = new ArrayList<>();

    /** Of the directions of the variables of the function; that of a variable that has a value is 0. */
    private final List<ArgumentSource> variables = new ArrayList<>();

    /** @param dimension of the vector */
    BlockCall(int dimension) {
        this.dimension = dimension;
    }

    /** The next argument is a column of the block, of this shape in each row. */
    void addColumn(int column, int[] row) {
        sources.add(ArgumentSource.column(column, row));
    }

    /** The next argument is a part of the vector. */
    void addPart(int offset, int[] lengths) {
        sources.add(ArgumentSource.part(offset, lengths));
    }

    /** The next argument is the same in all calls. */
    void addValue(Tensor value) {
        sources.add(ArgumentSource.value(value));
    }

    /** The next variable of the function is a part of the vector, or none if it has a value. */
    void addVariable(int offset, int[] lengths) {
        variables.add(ArgumentSource.part(offset, lengths));
    }

    /** The same call of a function that lacks the columns. */
    BlockCall withoutColumns() {
        BlockCall rest = new BlockCall(dimension);
        sources.stream().filter(source -> !source.isColumn()).forEach(rest.sources::add);
        rest.variables.addAll(variables);
        return rest;
    }

    /**
     * One number, or the value and its gradient, or a product; on the thread that calls, since Spark has one for each
     * of its tasks.
     *
     * @param direction for a product
     */
    double[] run(CompiledFunction function, Wanted wanted, Block block, double[] x, double[] direction) {
        Tensor[] arguments = sources.stream().map(source -> argument(source, block, x)).toArray(Tensor[]::new);
        return Parallel.with(1, () -> switch (wanted) {
            case VALUE -> new double[] {function.value(arguments).item()};
            case GRADIENT -> gradient(function.valueAndGradient(arguments));
            case PRODUCT -> product(function, direction, arguments);
        });
    }

    /** All rows of a column, or what is the same for all. */
    private static Tensor argument(ArgumentSource source, Block block, double[] vector) {
        int[] lengths = source.lengths();
        if (!source.isColumn()) {
            return Tensor.wrap(DType.F64, lengths, source.elements(vector));
        }
        int[] shape = new int[lengths.length + 1];
        shape[0] = block.rows();
        System.arraycopy(lengths, 0, shape, 1, lengths.length);
        return Tensor.wrap(DType.F64, shape, block.column(source.column()));
    }

    private double[] gradient(CompiledFunction.Pullback answer) {
        double[] all = new double[1 + dimension];
        all[0] = answer.value().item();
        arrange(answer.gradient(), all, 1);
        return all;
    }

    private double[] product(CompiledFunction function, double[] direction, Tensor[] arguments) {
        List<Tensor> directions = variables.stream()
                .map(variable -> Tensor.wrap(DType.F64, variable.lengths(), variable.elements(direction)))
                .toList();
        double[] all = new double[dimension];
        arrange(function.hvp(directions, arguments), all, 0);
        return all;
    }

    private void arrange(List<Tensor> tensors, double[] all, int from) {
        for (int i = 0; i < tensors.size(); i++) {
            int offset = variables.get(i).offset();
            double[] elements = tensors.get(i).toArray();
            if (offset >= 0) {
                System.arraycopy(elements, 0, all, from + offset, elements.length);
            }
        }
    }
}
