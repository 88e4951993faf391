package dev.autodiff.graph;

import static dev.autodiff.graph.Matrices.multiply;
import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.SymmetricEigen;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The matrix Σ gₖ·vₖ·vₖᵀ of the eigenvectors of (a + aᵀ)/2 and as many numbers: the derivative of a function of the
 * eigenvalues λ, if g is its gradient. Where eigenvalues are equal, a function that takes them all alike has equal gₖ,
 * and does not depend on the choice of their vectors.
 */
public enum SpectralSum implements LibraryOp {
    SPECTRAL_SUM;

    @Override
    public String symbol() {
        return "spectral_sum";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.shape();
        int rank = shape.rank();
        List<Dimension> sizes = List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 1));
        return new Routine(
                SymmetricEigen.class,
                "sum",
                sizes,
                (in, r, n) -> SymmetricEigen.sum(in[0], 0, in[1], 0, r, 0, n[0], n[1]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /** By the matrix it is unknown where eigenvalues are equal, unless the tangent is known: {@link #byMatrix}. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        if (index == 0) {
            return byMatrix(y, g, y.graph().constant(Double.NaN, y.input(1).type()));
        }
        Node v = MatrixAlgebra.eigenvectors(y.input(0));
        return TensorAlgebra.sum(v.times(multiply(g, v)), List.of(y.shape().rank() - 2));
    }

    /** The eigenvalues of the matrix, which the numbers may depend on. */
    public static Node values(Node y) {
        return MatrixAlgebra.eigenvalues(y.input(0));
    }

    /** A direction in which eigenvalues that are equal part: element k is k. */
    public static Node parting(Node y) {
        Shape shape = y.input(1).shape();
        int last = shape.rank() - 1;
        Node places = y.graph().node(new Leaf.Iota(shape.dimension(last)));
        return TensorAlgebra.as(TensorAlgebra.alongAxis(places, last, shape), y.input(1).type());
    }

    /**
     * With w = vᵀ·ȳ·v and the divided differences {@code k[i, j] = (g[i] - g[j])/(λ[i] - λ[j])}, ā = v·(k∘(w +
     * wᵀ)/2)·vᵀ: the theorem of Daleckii and Krein (Bhatia, Matrix Analysis, section V.3).
     *
     * @param tangent of the numbers as the eigenvalues move along {@link #parting}: of two equal ones k is its divided
     *     difference, by the rule of l'Hôpital
     */
    public static Node byMatrix(Node y, Node cotangent, Node tangent) {
        Node v = MatrixAlgebra.eigenvectors(y.input(0));
        Node w = multiply(transpose(v), multiply(cotangent, v));
        Node k = y.graph().node(DividedDifferences.DIVIDED_DIFFERENCES, values(y), y.input(1), tangent);
        Node inner = k.times(w.plus(transpose(w))).over(y.constant(2));
        return multiply(v, multiply(inner, transpose(v)));
    }
}
