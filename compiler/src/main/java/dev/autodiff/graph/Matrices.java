package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.List;

/** What formulas of matrices are made of. A matrix is the last two axes; the axes before them are a batch. */
final class Matrices {
    private Matrices() {}

    /** The shape, which must be one of square matrices. */
    static Shape square(String symbol, Shape shape) {
        int rank = shape.rank();
        if (rank < 2 || !shape.dimension(rank - 1).equals(shape.dimension(rank - 2))) {
            throw new ShapeException(
                    "'" + symbol + "' needs a square matrix, not the shape " + shape,
                    "the last two axes must be equally long");
        }
        return shape;
    }

    /** The shape, which must be one of matrices. */
    static Shape matrix(String symbol, Node a) {
        if (a.shape().rank() < 2) {
            throw new ShapeException(
                    "'" + symbol + "' needs a matrix, not the shape " + a.shape(), "give it at least two axes");
        }
        return a.shape();
    }

    /** The index of each row, as a column. */
    static Node rows(String symbol, Node a) {
        Dimension rows = matrix(symbol, a).dimension(a.shape().rank() - 2);
        return column(a.graph().node(new Leaf.Iota(rows)));
    }

    static Node columns(String symbol, Node a) {
        return a.graph().node(new Leaf.Iota(matrix(symbol, a).dimension(a.shape().rank() - 1)));
    }

    static Node onDiagonal(Node a) {
        return equal(rows("diagonal", a), columns("diagonal", a));
    }

    /** Ones on the diagonal of the last two axes. */
    static Node identity(Node a) {
        return where(onDiagonal(a), a.constant(1), a.constant(0));
    }

    /** A vector as a matrix of one column. */
    static Node column(Node x) {
        return TensorAlgebra.reshape(x, x.shape().inserting(x.shape().rank(), Dimension.ONE));
    }

    /** A vector as a matrix of one row. */
    static Node row(Node x) {
        return TensorAlgebra.reshape(x, x.shape().inserting(x.shape().rank() - 1, Dimension.ONE));
    }

    /** A number for each matrix, as a matrix of one element. */
    static Node spread(Node x) {
        return column(column(x));
    }

    /** The lower triangle, and its mirror image above the diagonal. */
    static Node mirrored(Node a) {
        return MatrixAlgebra.tril(a, 0).plus(TensorAlgebra.transpose(MatrixAlgebra.tril(a, -1)));
    }

    /** The sums of the products of corresponding elements. */
    static Node inner(Node a, Node b) {
        int rank = a.shape().rank();
        return TensorAlgebra.sum(a.times(b), List.of(rank - 2, rank - 1));
    }

    /** The products of matrices with the same axes before them. */
    static Node multiply(Node a, Node b) {
        return a.graph().node(product(a, false), a, b);
    }

    /** The same where a zero of a makes a product 0, whatever b is: a is 0 wherever the truth does not hold. */
    static Node multiplyStrong(Node a, Node truth, Node b) {
        return a.graph().node(product(a, true), a, b, truth);
    }

    private static Contraction product(Node a, boolean isStrong) {
        StringBuilder batch = new StringBuilder();
        for (int axis = 0; axis < a.shape().rank() - 2; axis++) {
            batch.append((char) ('A' + axis));
        }
        return new Contraction(batch + "ij", batch + "jk", batch + "ik", isStrong, false);
    }
}
