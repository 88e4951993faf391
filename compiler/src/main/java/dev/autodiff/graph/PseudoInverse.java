package dev.autodiff.graph;

import static dev.autodiff.graph.Matrices.multiply;
import static dev.autodiff.graph.TensorAlgebra.transpose;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.SingularValues;
import dev.autodiff.runtime.Type;
import java.util.List;

/** The pseudoinverse of Moore and Penrose: n×m for m×n matrices, which are the last two axes. */
enum PseudoInverse implements LibraryOp {
    PSEUDO_INVERSE;

    @Override
    public String symbol() {
        return "pinv";
    }

    @Override
    public Type type(List<Node> inputs) {
        Shape shape = Matrices.matrix(symbol(), inputs.get(0));
        int last = shape.rank() - 1;
        return inputs.get(0)
                .type()
                .with(shape.with(last, shape.dimension(last - 1)).with(last - 1, shape.dimension(last)));
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.input(0).shape();
        int rank = shape.rank();
        List<Dimension> sizes =
                List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 2), shape.dimension(rank - 1));
        return new Routine(SingularValues.class, "pseudoInverse", sizes,
                (in, r, n) -> SingularValues.pseudoInverse(in[0], 0, r, 0, n[0], n[1], n[2]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /**
     * ā = -yᵀ·g·yᵀ + (1 - a·y)·gᵀ·y·yᵀ + yᵀ·y·gᵀ·(1 - y·a), where the rank does not change: Golub and Pereyra, The
     * differentiation of pseudo-inverses and nonlinear least squares problems whose variables separate (1973).
     */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node a = y.input(0);
        Node turned = transpose(y);
        Node direct = multiply(turned, multiply(g, turned));
        Node range = multiply(transpose(g), multiply(y, turned));
        Node kernel = multiply(turned, multiply(y, transpose(g)));
        return range.minus(multiply(a, multiply(y, range)))
                .plus(kernel.minus(multiply(multiply(kernel, y), a)))
                .minus(direct);
    }
}
