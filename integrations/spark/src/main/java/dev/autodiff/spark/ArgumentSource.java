package dev.autodiff.spark;

import dev.autodiff.runtime.Tensor;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Where an argument of a function comes from, when it is called with a block of rows and a flat vector of parameters:
 * columns of the block, a part of the vector, or a value of its own. No record, which Kryo cannot read on Spark 3.5.
 */
final class ArgumentSource implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The first column of the block, or -1. */
    private final int column;

    /** Where it begins in the vector, or -1. */
    private final int offset;

    /** Its own value, or null. */
    private final double[] value;

    /** The shape, of columns that in a row. */
    private final int[] lengths;

    private ArgumentSource(int column, int offset, double[] value, int[] lengths) {
        this.column = column;
        this.offset = offset;
        this.value = value;
        this.lengths = lengths;
    }

    static ArgumentSource column(int column, int[] row) {
        return new ArgumentSource(column, -1, null, row);
    }

    static ArgumentSource part(int offset, int[] lengths) {
        return new ArgumentSource(-1, offset, null, lengths);
    }

    static ArgumentSource value(Tensor value) {
        return new ArgumentSource(-1, -1, value.toArray(), value.lengths());
    }

    boolean isColumn() {
        return column >= 0;
    }

    int column() {
        return column;
    }

    int offset() {
        return offset;
    }

    int[] lengths() {
        return lengths;
    }

    /** The first element of its own value, or of its part of the vector. */
    double first(double[] vector) {
        return value != null ? value[0] : vector[offset];
    }

    /** Its own value, or its part of the vector; zeros if it has neither. */
    double[] elements(double[] vector) {
        if (value != null) {
            return value;
        }
        int size = Tensor.size(lengths);
        return offset < 0 ? new double[size] : Arrays.copyOfRange(vector, offset, offset + size);
    }
}
