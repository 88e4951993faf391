package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.MatrixProducts;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Products of matrices, one for each index of the first axis: {@code y[i] = a[i]·b[i]}, with either factor transposed as it
 * is read. What {@link Contraction} comes down to.
 */
public record MatrixProduct(boolean transposeA, boolean transposeB) implements LibraryOp {
    @Override
    public String symbol() {
        return "matmul" + (transposeA ? "T" : "N") + (transposeB ? "T" : "N");
    }

    @Override
    public Type type(List<Node> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        Shape shape = new Shape(List.of(a.dimension(0), a.dimension(transposeA ? 2 : 1), b.dimension(transposeB ? 1 : 2)));
        return inputs.get(0).type().with(shape);
    }

    @Override
    public Routine routine(Node y) {
        Dimension k = y.input(0).shape().dimension(transposeA ? 1 : 2);
        List<Dimension> sizes = List.of(y.shape().dimension(0), y.shape().dimension(1), y.shape().dimension(2), k);
        if (!transposeA && !transposeB) {
            return new Routine(MatrixProducts.class, "multiply", sizes,
                    (in, c, n) -> MatrixProducts.multiply(in[0], 0, in[1], 0, c, 0, n[0], n[1], n[2], n[3]));
        }
        if (!transposeA) {
            return new Routine(MatrixProducts.class, "multiplyByTransposed", sizes,
                    (in, c, n) -> MatrixProducts.multiplyByTransposed(in[0], 0, in[1], 0, c, 0, n[0], n[1], n[2], n[3]));
        }
        if (!transposeB) {
            return new Routine(MatrixProducts.class, "multiplyTransposed", sizes,
                    (in, c, n) -> MatrixProducts.multiplyTransposed(in[0], 0, in[1], 0, c, 0, n[0], n[1], n[2], n[3]));
        }
        return new Routine(MatrixProducts.class, "multiplyBothTransposed", sizes,
                (in, c, n) -> MatrixProducts.multiplyBothTransposed(in[0], 0, in[1], 0, c, 0, n[0], n[1], n[2], n[3]));
    }

    /** Takes part in no derivative: a {@link Contraction} does before it comes down to this. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        throw new UnsupportedOperationException(symbol());
    }
}
