package dev.autodiff.spark;

import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A function that has been sent to executors, where its rows are. */
final class LossOnExecutors {
    private final RowSum sum;
    private final RowBlocks blocks;
    private final Map<String, Tensor> fixed;
    private final int depth;
    private final ParameterVector vector;
    private final BlockCall call;
    private final Block noRows;
    private final JavaSparkContext context;
    private Broadcast<ShippedFunction> gradient;
    private Broadcast<ShippedFunction> product;

    LossOnExecutors(RowSum sum, RowColumns columns, RowBlocks blocks, Map<String, Tensor> fixed, int depth) {
        this.sum = sum;
        this.blocks = blocks;
        this.fixed = fixed;
        this.depth = depth;
        this.context = JavaSparkContext.fromSparkContext(blocks.blocks().context());
        this.vector = vector(columns);
        this.call = call(columns);
        this.noRows = new Block(0, List.of(), columns.widths());
    }

    ParameterVector parameters() {
        return vector;
    }

    RowBlocks blocks() {
        return blocks;
    }

    private ParameterVector vector(RowColumns columns) {
        Map<String, Integer> sizes = columns.sizes();
        CompiledFunction terms = sum.terms();
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Signature.Argument parameter : terms.signature().parameters()) {
            String name = parameter.name();
            boolean isFree = columns.indexOf(name) < 0 && !fixed.containsKey(name) && !name.equals(sum.count());
            if (isFree && !terms.variables().contains(name)) {
                throw new DataException("'" + name + "' of " + terms.name()
                        + " is neither data nor a variable: give its value with fixed(…), or its column with rows(…)");
            }
            if (isFree) {
                int[] lengths = lengths(parameter, sizes);
                values.put(name, Tensor.zeros(DType.F64, lengths));
            }
        }
        for (String name : fixed.keySet()) {
            if (!terms.parameters().contains(name) || columns.indexOf(name) >= 0) {
                throw new DataException("'" + name + "' has a fixed value, and is "
                        + (columns.indexOf(name) >= 0 ? "data" : "no parameter of " + terms.name()));
            }
        }
        if (values.isEmpty()) {
            throw new DataException("all parameters of " + terms.name() + " are data or fixed: none is left to vary");
        }
        return ParameterVector.of(values);
    }

    private static int[] lengths(Signature.Argument parameter, Map<String, Integer> sizes) {
        Shape shape = parameter.type().shape();
        if (!sizes.keySet().containsAll(shape.names())) {
            throw new DataException("'" + parameter.name() + "' is " + parameter.type()
                    + ", and the data do not tell its lengths: declare them as numbers");
        }
        return shape.lengths(sizes);
    }

    private BlockCall call(RowColumns columns) {
        BlockCall made = new BlockCall(vector.dimension());
        for (String name : sum.terms().parameters()) {
            int column = columns.indexOf(name);
            if (column >= 0) {
                made.addColumn(column, columns.row(column));
            } else if (vector.names().contains(name)) {
                made.addPart(vector.offset(name), lengths(name));
            } else {
                made.addValue(name.equals(sum.count()) ? Tensor.scalar(blocks.rows()) : fixed.get(name));
            }
        }
        for (String name : sum.terms().variables()) {
            made.addVariable(vector.names().contains(name) ? vector.offset(name) : -1, variableLengths(name));
        }
        return made;
    }

    private int[] lengths(String name) {
        return vector.tensor(name, new double[vector.dimension()]).lengths();
    }

    private int[] variableLengths(String name) {
        return vector.names().contains(name) ? lengths(name) : fixed.get(name).lengths();
    }

    /**
     * What is wanted of the sum over all rows and the rest.
     *
     * @param direction for a product
     */
    double[] run(BlockCall.Wanted wanted, double[] theta, double[] direction) {
        Broadcast<ShippedFunction> function = wanted == BlockCall.Wanted.PRODUCT ? product() : gradient();
        Broadcast<double[][]> point = context.broadcast(new double[][] {theta.clone(), direction});
        try {
            double[] total = blocks.sum(new BlockTerm(function, call, wanted, point), Addition.ELEMENTS, depth);
            return sum.rest() == null ? total : Addition.ELEMENTS.sum(total, rest(wanted, theta, direction));
        } finally {
            point.destroy();
        }
    }

    private synchronized Broadcast<ShippedFunction> gradient() {
        if (gradient == null) {
            gradient = context.broadcast(new ShippedFunction(sum.terms()));
        }
        return gradient;
    }

    /** Of a function that has its second derivatives with it: of no rows they are compiled here. */
    private synchronized Broadcast<ShippedFunction> product() {
        if (product == null) {
            double[] zeros = new double[vector.dimension()];
            call.run(sum.terms(), BlockCall.Wanted.PRODUCT, noRows, zeros, zeros);
            product = context.broadcast(new ShippedFunction(sum.terms()));
        }
        return product;
    }

    private double[] rest(BlockCall.Wanted wanted, double[] theta, double[] direction) {
        return call.withoutColumns()
                .run(sum.rest(), wanted, null, theta, direction);
    }

    void release() {
        blocks.release();
        for (Broadcast<ShippedFunction> sent : Arrays.asList(gradient, product)) {
            if (sent != null) {
                sent.destroy();
            }
        }
    }

    /** How many bytes of the function go to each executor, once. */
    int functionBytes() {
        return gradient().value().size();
    }
}
