package dev.autodiff.graph;

import static dev.autodiff.graph.Matrices.column;
import static dev.autodiff.graph.Matrices.identity;
import static dev.autodiff.graph.Matrices.multiply;
import static dev.autodiff.graph.Matrices.row;
import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.OrthogonalFactors;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.SingularValues;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Factors of rectangular matrices, which are the last two axes; the axes before them are a batch. With m rows and n
 * columns, k is the smaller one. In the derivatives a is the argument, y the result, and g its cotangent.
 */
public enum Factorization implements LibraryOp {
    /** ā = u·diag(g)·vᵀ (Giles 2008, section 3.2). */
    SINGULAR_VALUES(
            "svdvals",
            "values",
            SingularValues.class,
            SingularValues::values,
            (m, n, k) -> List.of(k),
            (a, y, g) ->
                    multiply(MatrixAlgebra.leftVectors(a).times(row(g)), transpose(MatrixAlgebra.rightVectors(a)))),
    LEFT_VECTORS("svd_u", "left", SingularValues.class, SingularValues::left, (m, n, k) -> List.of(m, k),
            (a, y, g) -> vectors(y, MatrixAlgebra.rightVectors(a), MatrixAlgebra.singularValues(a), g)),
    /** The left ones of the transposed matrix. */
    RIGHT_VECTORS("svd_v", "right", SingularValues.class, SingularValues::right, (m, n, k) -> List.of(n, k),
            (a, y, g) -> transpose(vectors(y, MatrixAlgebra.leftVectors(a), MatrixAlgebra.singularValues(a), g))),
    /**
     * Of a = q·r, ā = (q̄ + q·t)·r⁻ᵀ, where t is the lower triangle of r·r̄ᵀ - q̄ᵀ·q, mirrored: Walter and Lehmann,
     * Algorithmic differentiation of linear algebra functions with application in optimum experimental design (2010).
     */
    ORTHOGONAL(
            "qr_q",
            "orthogonal",
            OrthogonalFactors.class,
            OrthogonalFactors::orthogonal,
            (m, n, k) -> List.of(m, k),
            (a, y, g) -> {
                Node mirrored = Matrices.mirrored(multiply(transpose(g), y));
                return byTriangle(g.minus(multiply(y, mirrored)), a.graph().node(triangular(), a));
            }),
    /** As {@link #ORTHOGONAL}, with the other part of the sum. */
    TRIANGULAR(
            "qr_r",
            "triangular",
            OrthogonalFactors.class,
            OrthogonalFactors::triangular,
            (m, n, k) -> List.of(k, n),
            (a, y, g) -> {
                Node mirrored = Matrices.mirrored(multiply(y, transpose(g)));
                return byTriangle(multiply(a.graph().node(ORTHOGONAL, a), mirrored), y);
            });

    /** A method of the library for m×n matrices. */
    private interface Method {
        void run(double[] a, int atA, double[] y, int atY, int batch, int m, int n, int k);
    }

    /** What follows the batch in the shape of the result. */
    private interface Result {
        List<Dimension> of(Dimension m, Dimension n, Dimension k);
    }

    private interface Pullback {
        Node apply(Node a, Node y, Node g);
    }

    private final String symbol;
    private final String name;
    private final Class<?> owner;
    private final Method method;
    private final Result result;
    private final Pullback pullback;

    Factorization(String symbol, String name, Class<?> owner, Method method, Result result, Pullback pullback) {
        this.symbol = symbol;
        this.name = name;
        this.owner = owner;
        this.method = method;
        this.result = result;
        this.pullback = pullback;
    }

    private static Factorization triangular() {
        return TRIANGULAR;
    }

    /** x·r⁻ᵀ. */
    private static Node byTriangle(Node x, Node r) {
        return transpose(MatrixAlgebra.solveTriangular(r, transpose(x), true));
    }

    /**
     * Of the singular vectors u, with h = uᵀ·ū, ā = (u·f·s + (1 - u·uᵀ)·ū·s⁻¹)·vᵀ, where {@code f[i, j] = (h[i, j] -
     * h[j, i])/(s[j]² - s[i]²)}: Townsend, Differentiating the singular value decomposition (2016). Equal singular
     * values have no vectors of their own.
     */
    private static Node vectors(Node u, Node v, Node s, Node g) {
        Node h = multiply(transpose(u), g);
        Node squares = row(s).minus(column(s)).times(row(s).plus(column(s)));
        Node f = h.minus(transpose(h)).over(squares.plus(identity(h)));
        Node within = multiply(u, f).times(row(s));
        int rank = u.shape().rank();
        boolean square = u.shape().dimension(rank - 1).equals(u.shape().dimension(rank - 2));
        Node whole = square ? within : within.plus(g.minus(multiply(u, h)).over(row(s)));
        return multiply(whole, transpose(v));
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public Type type(List<Node> inputs) {
        Shape shape = Matrices.matrix(symbol, inputs.get(0));
        int rank = shape.rank();
        Dimension m = shape.dimension(rank - 2);
        Dimension n = shape.dimension(rank - 1);
        return inputs.get(0)
                .type()
                .with(shape.between(0, rank - 2).followedBy(new Shape(result.of(m, n, shorter(m, n)))));
    }

    /** The smaller one; of a number and a name it should be the number, which the routines check. */
    Dimension shorter(Dimension m, Dimension n) {
        if (m.isLiteral() && n.isLiteral()) {
            return m.literal() < n.literal() ? m : n;
        }
        if (!m.isLiteral() && !n.isLiteral() && !m.equals(n)) {
            throw new ShapeException(
                    "'" + symbol + "' cannot tell which of " + m + " and " + n + " is less",
                    "give one of them as a number");
        }
        return m.isLiteral() ? m : n;
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.input(0).shape();
        int rank = shape.rank();
        Dimension m = shape.dimension(rank - 2);
        Dimension n = shape.dimension(rank - 1);
        Dimension k = shorter(m, n);
        return new Routine(owner, name, List.of(shape.between(0, rank - 2).size(), m, n, k),
                (in, r, sizes) -> method.run(in[0], 0, r, 0, sizes[0], sizes[1], sizes[2], sizes[3]));
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
