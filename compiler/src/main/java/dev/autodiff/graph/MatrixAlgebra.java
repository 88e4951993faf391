package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.atMost;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.List;

/** Functions of matrices by the names of the language. A matrix is the last two axes; the axes before them are a batch. */
public final class MatrixAlgebra {
    private MatrixAlgebra() {}

    /** The inverse; a singular matrix is an error when the function is called. */
    public static Node inv(Node a) {
        return apply(MatrixFunction.INVERSE, a);
    }

    static Node inverseOrNan(Node a) {
        return apply(MatrixFunction.INVERSE_OR_NAN, a);
    }

    public static Node det(Node a) {
        return apply(MatrixFunction.DETERMINANT, a);
    }

    /** 1, -1, or 0 for a singular matrix. */
    public static Node signOfDet(Node a) {
        return apply(MatrixFunction.SIGN_OF_DETERMINANT, a);
    }

    public static Node logAbsDet(Node a) {
        return apply(MatrixFunction.LOG_ABS_DETERMINANT, a);
    }

    /** The logarithm of the determinant: -∞ for 0, NaN for a negative one. */
    public static Node logDet(Node a) {
        return log(signOfDet(a)).plus(logAbsDet(a));
    }

    /** The derivative of the determinant. */
    static Node cofactors(Node a) {
        return apply(MatrixFunction.COFACTORS, a);
    }

    /** The lower triangle l with l·lᵀ = (a + aᵀ)/2. */
    public static Node cholesky(Node a) {
        return apply(MatrixFunction.CHOLESKY, a);
    }

    private static Node apply(LibraryOp function, Node a) {
        return a.graph().node(function, real(a));
    }

    /** What consists of whole numbers or truths, as numbers that have derivatives. */
    private static Node real(Node a) {
        return a.type().isReal() ? a : Operands.convert(a, DType.F64);
    }

    /**
     * The solution of a·y = b. The right side is a vector if it has one axis, or all axes of a but the last; otherwise it is a
     * matrix of columns. Axes before the matrices stretch by NumPy's rule.
     */
    public static Node solve(Node a, Node b) {
        return solve(LinearSystem.GENERAL, a, b);
    }

    /** The solution of a·y = b as {@link #solve(Node, Node)}, where only one triangle of a counts, the diagonal included. */
    public static Node solveTriangular(Node a, Node b, boolean upper) {
        return solve(upper ? LinearSystem.UPPER : LinearSystem.LOWER, a, b);
    }

    private static Node solve(LinearSystem system, Node a, Node b) {
        Shape left = a.shape();
        Shape right = b.shape();
        if (left.rank() < 2 || right.isScalar()) {
            throw LinearSystem.mismatch(system.symbol(), left, right);
        }
        int last = left.rank() - 1;
        boolean vector = right.rank() == 1 || right.equals(left.between(0, last));
        if (vector) {
            Node solved = solve(system, a, TensorAlgebra.reshape(b, right.inserting(right.rank(), Dimension.ONE)));
            return TensorAlgebra.reshape(solved, solved.shape().between(0, solved.shape().rank() - 1));
        }
        int rows = right.rank() - 2;
        Shape batch = left.between(0, last - 1).broadcast(right.between(0, rows), system.symbol());
        DType dtype = DType.join(real(a).type().dtype(), real(b).type().dtype());
        Node matrix = Operands.convert(TensorAlgebra.broadcast(a, batch.followedBy(left.between(last - 1, last + 1))), dtype);
        Node columns = Operands.convert(TensorAlgebra.broadcast(b, batch.followedBy(right.between(rows, rows + 2))), dtype);
        return a.graph().node(system, matrix, columns);
    }

    /** The powers of a square matrix, of the inverse if n is negative, by repeated squaring. */
    public static Node matrixPower(Node a, int n) {
        Shape shape = square("matrix_power", a.shape());
        if (n == 0) {
            return TensorAlgebra.broadcast(Operands.convert(identity(a), real(a).type().dtype()), shape);
        }
        return n < 0 ? power(inv(a), -(long) n) : power(real(a), n);
    }

    private static Node power(Node a, long n) {
        if (n == 1) {
            return a;
        }
        Node half = power(a, n / 2);
        Node even = multiply(half, half);
        return n % 2 == 0 ? even : multiply(even, a);
    }

    static Shape square(String symbol, Shape shape) {
        int rank = shape.rank();
        if (rank < 2 || !shape.dimension(rank - 1).equals(shape.dimension(rank - 2))) {
            throw new ShapeException("'" + symbol + "' needs a square matrix, not the shape " + shape, "the last two axes must be equally long");
        }
        return shape;
    }

    /** The sum of the diagonal. */
    public static Node trace(Node a) {
        Node diagonal = diagonal(a);
        return TensorAlgebra.sum(diagonal, List.of(diagonal.shape().rank() - 1));
    }

    /** The elements at equal indices; of two different lengths the shorter one counts, so it must be known which it is. */
    public static Node diagonal(Node a) {
        int rank = matrix("diagonal", a).rank();
        Dimension rows = a.shape().dimension(rank - 2);
        Dimension columns = a.shape().dimension(rank - 1);
        Dimension length = shorter("diagonal", rows, columns);
        Node part = TensorAlgebra.part(TensorAlgebra.part(a, rank - 2, Dimension.ZERO, length), rank - 1, Dimension.ZERO, length);
        return TensorAlgebra.sum(where(onDiagonal(part), part, part.constant(0)), List.of(rank - 1));
    }

    /** The shorter one of two dimensions; of a number and a name the number, which the routines check when they are called. */
    static Dimension shorter(String symbol, Dimension rows, Dimension columns) {
        if (rows.isLiteral() && columns.isLiteral()) {
            return rows.literal() < columns.literal() ? rows : columns;
        }
        if (!rows.equals(columns)) {
            throw new ShapeException("'" + symbol + "' cannot tell which of " + rows + " and " + columns + " is less", "give both as numbers");
        }
        return rows;
    }

    /** The elements up to the k-th diagonal right of the main one; 0 above it. */
    public static Node tril(Node a, int k) {
        return where(atMost(columns("tril", a), rows("tril", a).plus(a.constant(k))), a, a.constant(0));
    }

    /** The elements from the k-th diagonal right of the main one on; 0 below it. */
    public static Node triu(Node a, int k) {
        return where(atMost(rows("triu", a).plus(a.constant(k)), columns("triu", a)), a, a.constant(0));
    }

    private static Shape matrix(String symbol, Node a) {
        if (a.shape().rank() < 2) {
            throw new ShapeException("'" + symbol + "' needs a matrix, not the shape " + a.shape(), "give it at least two axes");
        }
        return a.shape();
    }

    /** The index of each row, as a column. */
    private static Node rows(String symbol, Node a) {
        Dimension rows = matrix(symbol, a).dimension(a.shape().rank() - 2);
        return column(a.graph().node(new Leaf.Iota(rows)));
    }

    private static Node columns(String symbol, Node a) {
        return a.graph().node(new Leaf.Iota(matrix(symbol, a).dimension(a.shape().rank() - 1)));
    }

    private static Node onDiagonal(Node a) {
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
        return tril(a, 0).plus(TensorAlgebra.transpose(tril(a, -1)));
    }

    /** The sums of the products of corresponding elements. */
    static Node inner(Node a, Node b) {
        int rank = a.shape().rank();
        return TensorAlgebra.sum(a.times(b), List.of(rank - 2, rank - 1));
    }

    /** The products of matrices with the same axes before them. */
    static Node multiply(Node a, Node b) {
        StringBuilder batch = new StringBuilder();
        for (int axis = 0; axis < a.shape().rank() - 2; axis++) {
            batch.append((char) ('A' + axis));
        }
        return TensorAlgebra.contract(batch + "ij", batch + "jk", batch + "ik", a, b);
    }
}
