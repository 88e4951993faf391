package dev.autodiff.graph;

import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.MatrixExponential;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The derivative of the matrix exponential of a along e, which is linear in e (Higham, Functions of Matrices, section
 * 10.6).
 */
enum ExponentialTangent implements LibraryOp {
    EXPONENTIAL_TANGENT;

    @Override
    public String symbol() {
        return "expm_tangent";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.shape();
        int rank = shape.rank();
        return new Routine(
                MatrixExponential.class,
                "tangent",
                List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 1)),
                (in, r, n) -> MatrixExponential.tangent(in[0], 0, in[1], 0, r, 0, n[0], n[1]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /**
     * ē is the tangent of aᵀ along g. And since y is the upper right block of exp [a e; 0 a], ā is the sum of both
     * diagonal blocks of this matrix's cotangent, which is a tangent again.
     */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node a = transpose(y.input(0));
        if (index == 1) {
            return y.graph().node(this, a, g);
        }
        Node zero = y.graph().constant(0, y.type());
        Node point = blocks(a, zero, transpose(y.input(1)), a);
        Node cotangent = y.graph().node(this, point, blocks(zero, g, zero, zero));
        int rank = y.shape().rank();
        Dimension n = y.shape().dimension(rank - 1);
        Node upper = TensorAlgebra.part(
                TensorAlgebra.part(cotangent, rank - 2, Dimension.ZERO, n), rank - 1, Dimension.ZERO, n);
        Node lower = TensorAlgebra.part(TensorAlgebra.part(cotangent, rank - 2, n, n), rank - 1, n, n);
        return upper.plus(lower);
    }

    private static Node blocks(Node a, Node b, Node c, Node d) {
        int rank = a.shape().rank();
        return TensorAlgebra.concat(
                List.of(TensorAlgebra.concat(List.of(a, b), rank - 1), TensorAlgebra.concat(List.of(c, d), rank - 1)),
                rank - 2);
    }
}
