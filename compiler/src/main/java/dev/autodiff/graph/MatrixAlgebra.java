package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.atMost;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.List;

/**
 * Functions of matrices by the names of the language. A matrix is the last two axes; the axes before them are a batch.
 */
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

    /** The eigenvalues of (a + aᵀ)/2 in rising order. */
    public static Node eigenvalues(Node a) {
        return apply(MatrixFunction.EIGENVALUES, a);
    }

    /**
     * The eigenvectors of (a + aᵀ)/2 as columns in the order of the eigenvalues, the largest element of each positive.
     */
    public static Node eigenvectors(Node a) {
        return apply(MatrixFunction.EIGENVECTORS, a);
    }

    /** The matrix exponential. */
    public static Node expm(Node a) {
        return apply(MatrixFunction.EXPONENTIAL, a);
    }

    /** The singular values in falling order. */
    public static Node singularValues(Node a) {
        return apply(Factorization.SINGULAR_VALUES, a);
    }

    /**
     * The left singular vectors as columns, as many as there are singular values; the largest element of each is
     * positive.
     */
    public static Node leftVectors(Node a) {
        return apply(Factorization.LEFT_VECTORS, a);
    }

    /** The right singular vectors as columns. */
    public static Node rightVectors(Node a) {
        return apply(Factorization.RIGHT_VECTORS, a);
    }

    /** The pseudoinverse of Moore and Penrose. */
    public static Node pinv(Node a) {
        return apply(PseudoInverse.PSEUDO_INVERSE, a);
    }

    /** q of a = q·r, with orthogonal columns of length 1, as many as the smaller dimension of a. */
    public static Node orthogonalFactor(Node a) {
        return apply(Factorization.ORTHOGONAL, leading(a));
    }

    /** r of a = q·r, an upper triangle whose diagonal is not negative. */
    public static Node triangularFactor(Node a) {
        Node leading = leading(a);
        Node r = apply(Factorization.TRIANGULAR, leading);
        int last = a.shape().rank() - 1;
        Dimension rows = a.shape().dimension(last - 1);
        if (leading == a) {
            return r;
        }
        Node rest = TensorAlgebra.part(real(a), last, rows, a.shape().dimension(last).minus(rows));
        return TensorAlgebra.concat(
                List.of(r, Matrices.multiply(TensorAlgebra.transpose(orthogonalFactor(a)), rest)), last);
    }

    /** The first columns, as many as there are rows, if there are more columns than rows. */
    private static Node leading(Node a) {
        int rank = Matrices.matrix("qr", a).rank();
        Dimension rows = a.shape().dimension(rank - 2);
        boolean wide = Factorization.ORTHOGONAL.shorter(rows, a.shape().dimension(rank - 1)).equals(rows);
        return wide ? TensorAlgebra.part(a, rank - 1, Dimension.ZERO, rows) : a;
    }

    private static Node apply(LibraryOp function, Node a) {
        return a.graph().node(function, real(a));
    }

    /** What consists of whole numbers or truths, as numbers that have derivatives. */
    private static Node real(Node a) {
        return a.type().isReal() ? a : Operands.convert(a, DType.F64);
    }

    /**
     * The solution of a·y = b. The right side is a vector if it has one axis, or all axes of a but the last; otherwise
     * it is a matrix of columns. Axes before the matrices stretch by NumPy's rule.
     */
    public static Node solve(Node a, Node b) {
        return solve(LinearSystem.GENERAL, a, b);
    }

    /**
     * The solution of a·y = b as {@link #solve(Node, Node)}, where only one triangle of a counts, the diagonal
     * included.
     */
    public static Node solveTriangular(Node a, Node b, boolean upper) {
        return solve(upper ? LinearSystem.UPPER : LinearSystem.LOWER, a, b);
    }

    private static Node solve(LinearSystem system, Node a, Node b) {
        Shape left = a.shape();
        boolean vector = b.shape().rank() == 1 || left.rank() > 2 && b.shape().equals(left.between(0, left.rank() - 1));
        Node columns = vector ? Matrices.column(b) : b;
        int last = left.rank() - 1;
        int rows = columns.shape().rank() - 2;
        if (last < 1
                || rows < 0
                || !left.dimension(last - 1).equals(left.dimension(last))
                || !left.dimension(last).equals(columns.shape().dimension(rows))) {
            throw new ShapeException("'" + system.symbol() + "' cannot take the shapes " + left + " and " + b.shape(),
                    "the matrix must be square, and the right side must have as many rows");
        }
        Node solved = a.graph().node(system, stretched(system, a, columns), stretched(system, columns, a));
        return vector ? TensorAlgebra.reshape(solved, solved.shape().between(0, solved.shape().rank() - 1)) : solved;
    }

    /** Matrices of the type of elements of both, stretched along the axes before the matrices as the other ones are. */
    private static Node stretched(LinearSystem system, Node a, Node other) {
        Shape shape = a.shape();
        int batch = shape.rank() - 2;
        Shape common = shape.between(0, batch)
                .broadcast(other.shape().between(0, other.shape().rank() - 2), system.symbol());
        DType dtype = DType.join(real(a).type().dtype(), real(other).type().dtype());
        return Operands.convert(TensorAlgebra.broadcast(a, common.followedBy(shape.between(batch, batch + 2))), dtype);
    }

    /** The powers of a square matrix, of the inverse if n is negative, by repeated squaring. */
    public static Node matrixPower(Node a, int n) {
        Shape shape = Matrices.square("matrix_power", a.shape());
        if (n == 0) {
            return TensorAlgebra.broadcast(Operands.convert(Matrices.identity(a), real(a).type().dtype()), shape);
        }
        return n < 0 ? power(inv(a), -(long) n) : power(real(a), n);
    }

    private static Node power(Node a, long n) {
        if (n == 1) {
            return a;
        }
        Node half = power(a, n / 2);
        Node even = Matrices.multiply(half, half);
        return n % 2 == 0 ? even : Matrices.multiply(even, a);
    }

    /** The sum of the diagonal. */
    public static Node trace(Node a) {
        Node diagonal = diagonal(a);
        return TensorAlgebra.sum(diagonal, List.of(diagonal.shape().rank() - 1));
    }

    /**
     * The elements at equal indices; of two different lengths the shorter one counts, so it must be known which it is.
     */
    public static Node diagonal(Node a) {
        int rank = Matrices.matrix("diagonal", a).rank();
        Dimension rows = a.shape().dimension(rank - 2);
        Dimension columns = a.shape().dimension(rank - 1);
        Dimension length = shorter("diagonal", rows, columns);
        Node part = TensorAlgebra.part(
                TensorAlgebra.part(a, rank - 2, Dimension.ZERO, length), rank - 1, Dimension.ZERO, length);
        return TensorAlgebra.sum(where(Matrices.onDiagonal(part), part, part.constant(0)), List.of(rank - 1));
    }

    /**
     * The shorter one of two dimensions; of a number and a name the number, which the routines check when they are
     * called.
     */
    static Dimension shorter(String symbol, Dimension rows, Dimension columns) {
        if (rows.isLiteral() && columns.isLiteral()) {
            return rows.literal() < columns.literal() ? rows : columns;
        }
        if (!rows.equals(columns)) {
            throw new ShapeException(
                    "'" + symbol + "' cannot tell which of " + rows + " and " + columns + " is less",
                    "give both as numbers");
        }
        return rows;
    }

    /** The elements up to the k-th diagonal right of the main one; 0 above it. */
    public static Node tril(Node a, int k) {
        return where(
                atMost(Matrices.columns("tril", a), Matrices.rows("tril", a).plus(a.constant(k))), a, a.constant(0));
    }

    /** The elements from the k-th diagonal right of the main one on; 0 below it. */
    public static Node triu(Node a, int k) {
        return where(
                atMost(Matrices.rows("triu", a).plus(a.constant(k)), Matrices.columns("triu", a)), a, a.constant(0));
    }
}
