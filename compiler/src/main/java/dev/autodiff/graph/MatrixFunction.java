package dev.autodiff.graph;

import static dev.autodiff.graph.Matrices.column;
import static dev.autodiff.graph.Matrices.identity;
import static dev.autodiff.graph.Matrices.multiply;
import static dev.autodiff.graph.Matrices.row;
import static dev.autodiff.graph.Matrices.spread;
import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.CholeskyFactors;
import dev.autodiff.runtime.Determinants;
import dev.autodiff.runtime.MatrixExponential;
import dev.autodiff.runtime.MatrixInverses;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.SymmetricEigen;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Functions of square matrices, which are the last two axes; the axes before them are a batch. Derivatives are those of
 * Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008), unless a
 * row says otherwise: a is the argument, y the result, and g its cotangent.
 */
public enum MatrixFunction implements LibraryOp {
    /** ā = -yᵀ·g·yᵀ. */
    INVERSE(
            "inv",
            Result.MATRIX,
            "inverse",
            MatrixInverses.class,
            MatrixInverses::inverse,
            MatrixFunction::inversePullback),
    /** The inverse in a derivative, where a singular matrix is no error: NaN. */
    INVERSE_OR_NAN(
            "inv_or_nan",
            Result.MATRIX,
            "inverseOrNan",
            MatrixInverses.class,
            MatrixInverses::inverseOrNan,
            MatrixFunction::inversePullback),
    /** ā = g times the cofactors, which a singular matrix has too. */
    DETERMINANT("det", Result.NUMBER, "determinant", Determinants.class, Determinants::determinant,
            (a, y, g) -> spread(g).times(MatrixAlgebra.cofactors(a))),
    /** Constant wherever it has a derivative. */
    SIGN_OF_DETERMINANT("sign_of_det", Result.NUMBER, "sign", Determinants.class, Determinants::sign,
            (a, y, g) -> a.graph().constant(0, a.type())),
    /** ā = g·a⁻ᵀ. */
    LOG_ABS_DETERMINANT("log_abs_det", Result.NUMBER, "logAbsolute", Determinants.class, Determinants::logAbsolute,
            (a, y, g) -> spread(g).times(transpose(MatrixAlgebra.inverseOrNan(a)))),
    /**
     * The derivative of the cofactors along g, which is that of the determinant along two directions: symmetric in
     * both.
     */
    COFACTORS("cofactors", Result.MATRIX, "cofactors", Determinants.class, Determinants::cofactors,
            (a, y, g) -> DeterminantDerivative.along(a, List.of(g))),
    /**
     * With m the lower triangle of yᵀ·g, mirrored, ā = y⁻ᵀ·m·y⁻¹/2: Murray, Differentiation of the Cholesky
     * decomposition (2016). It is symmetric, since only the symmetric part of a counts.
     */
    CHOLESKY("cholesky", Result.MATRIX, "lower", CholeskyFactors.class, CholeskyFactors::lower, (a, y, g) -> {
        Node mirrored = Matrices.mirrored(multiply(transpose(y), g));
        Node half = MatrixAlgebra.solveTriangular(transpose(y), mirrored, true);
        return MatrixAlgebra.solveTriangular(transpose(y), transpose(half), true).over(a.constant(2));
    }),
    /** Of the symmetric part, with the eigenvectors v: ā = v·diag(g)·vᵀ. */
    EIGENVALUES("eigvalsh", Result.VECTOR, "values", SymmetricEigen.class, SymmetricEigen::values,
            (a, y, g) -> a.graph().node(SpectralSum.SPECTRAL_SUM, a, g)),
    /**
     * With h = yᵀ·g, ā = y·f·yᵀ/2, where {@code f[i, j] = (h[i, j] - h[j, i])/(λ[j] - λ[i])}. Equal eigenvalues have no
     * vectors of their own.
     */
    EIGENVECTORS("eigh", Result.MATRIX, "vectors", SymmetricEigen.class, SymmetricEigen::vectors, (a, y, g) -> {
        Node h = multiply(transpose(y), g);
        Node values = MatrixAlgebra.eigenvalues(a);
        Node f = h.minus(transpose(h)).over(row(values).minus(column(values)).plus(identity(h)));
        return multiply(y, multiply(f, transpose(y))).over(a.constant(2));
    }),
    /** The derivative of the exponential at aᵀ along g. */
    EXPONENTIAL("expm", Result.MATRIX, "exponential", MatrixExponential.class, MatrixExponential::exponential,
            (a, y, g) -> a.graph().node(ExponentialTangent.EXPONENTIAL_TANGENT, transpose(a), g));

    private enum Result {
        MATRIX,
        VECTOR,
        NUMBER
    }

    /** A method of the library for n×n matrices. */
    private interface Method {
        void run(double[] a, int atA, double[] y, int atY, int batch, int n);
    }

    private interface Pullback {
        Node apply(Node a, Node y, Node g);
    }

    private final String symbol;
    private final Result result;
    private final String name;
    private final Class<?> owner;
    private final Method method;
    private final Pullback pullback;

    MatrixFunction(String symbol, Result result, String name, Class<?> owner, Method method, Pullback pullback) {
        this.symbol = symbol;
        this.result = result;
        this.name = name;
        this.owner = owner;
        this.method = method;
        this.pullback = pullback;
    }

    private static Node inversePullback(Node a, Node y, Node g) {
        return multiply(transpose(y), multiply(g, transpose(y))).negate();
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public Type type(List<Node> inputs) {
        Type type = inputs.get(0).type();
        Shape shape = Matrices.square(symbol, type.shape());
        int lost = result == Result.MATRIX ? 0 : result == Result.VECTOR ? 1 : 2;
        return type.with(shape.between(0, shape.rank() - lost));
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.input(0).shape();
        int rank = shape.rank();
        return new Routine(owner, name, List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 1)),
                (in, r, n) -> method.run(in[0], 0, r, 0, n[0], n[1]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.input(0).shape().rank() - 2;
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        return pullback.apply(y.input(0), y, g);
    }
}
