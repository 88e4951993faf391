package dev.autodiff.graph;

import static dev.autodiff.graph.Matrices.multiply;
import static dev.autodiff.graph.Matrices.multiplyStrong;
import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.MatrixInverses;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The solution y of a·y = b, where the matrices are the last two axes, and the axes before them are a batch of both.
 * The derivatives are those of Giles (2008), section 2.2.3: b̄ = a⁻ᵀ·g and ā = -b̄·yᵀ, as far as a is read.
 */
public enum LinearSystem implements LibraryOp {
    GENERAL("solve", "solve", MatrixInverses::solve),
    /** Reads only the lower triangle of a. */
    LOWER("solve_lower", "solveLower", MatrixInverses::solveLower),
    /** Reads only the upper triangle of a. */
    UPPER("solve_upper", "solveUpper", MatrixInverses::solveUpper);

    /** A method of the library for n×n matrices and k right sides. */
    private interface Method {
        void run(double[] a, int atA, double[] b, int atB, double[] y, int atY, int batch, int n, int k);
    }

    private final String symbol;
    private final String name;
    private final Method method;

    LinearSystem(String symbol, String name, Method method) {
        this.symbol = symbol;
        this.name = name;
        this.method = method;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(1).type();
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.shape();
        int rank = shape.rank();
        List<Dimension> sizes =
                List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 2), shape.dimension(rank - 1));
        return new Routine(
                MatrixInverses.class,
                name,
                sizes,
                (in, r, n) -> method.run(in[0], 0, in[1], 0, r, 0, n[0], n[1], n[2]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /** Columns of b are problems of their own. */
    @Override
    public Node influencing(int index, Node y, Node counting) {
        List<Integer> rows = List.of(y.shape().rank() - 2);
        return index == 0
                ? LibraryOp.super.influencing(index, y, counting)
                : TensorAlgebra.restore(TensorAlgebra.any(counting, rows), rows, y.shape());
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        return pullback(index, y, g, null);
    }

    @Override
    public Node pullback(int index, Node y, Node g, Node counting) {
        Node right = y.graph().node(transposed(), transpose(y.input(0)), g);
        if (index == 1) {
            return right;
        }
        Node product = counting == null
                ? multiply(right, transpose(y))
                : multiplyStrong(right, influencing(1, y, counting), transpose(y));
        Node whole = product.negate();
        return switch (this) {
            case GENERAL -> whole;
            case LOWER -> MatrixAlgebra.tril(whole, 0);
            case UPPER -> MatrixAlgebra.triu(whole, 0);
        };
    }

    private LinearSystem transposed() {
        return switch (this) {
            case GENERAL -> GENERAL;
            case LOWER -> UPPER;
            case UPPER -> LOWER;
        };
    }
}
