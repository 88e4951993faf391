package dev.autodiff.graph;

import dev.autodiff.runtime.Determinants;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivative of the {@link MatrixFunction#COFACTORS} of a along directions e₁, …, eₖ, which are the matrices of a
 * second input: one axis more, before the last two. It is the matrix of a form that is linear and symmetric in its
 * directions, {@code Dᵏ⁺¹det(a)[e₁, …, eₖ, ·]}, and a polynomial in the elements: singular matrices are no exception,
 * and its own derivative is the same operator.
 */
enum DeterminantDerivative implements LibraryOp {
    DETERMINANT_DERIVATIVE;

    static Node along(Node a, List<Node> directions) {
        int axis = a.shape().rank() - 2;
        return a.graph().node(DETERMINANT_DERIVATIVE, a, stacked(directions, axis));
    }

    private static Node stacked(List<Node> matrices, int axis) {
        Shape shape = matrices.get(0).shape().inserting(axis, Dimension.ONE);
        return TensorAlgebra.concat(
                matrices.stream()
                        .map(matrix -> TensorAlgebra.reshape(matrix, shape))
                        .toList(),
                axis);
    }

    @Override
    public String symbol() {
        return "det_derivative";
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.shape();
        int rank = shape.rank();
        Dimension directions = y.input(1).shape().dimension(rank - 2);
        List<Dimension> sizes = List.of(shape.between(0, rank - 2).size(), shape.dimension(rank - 1), directions);
        return new Routine(Determinants.class, "derivative", sizes,
                (in, r, n) -> Determinants.derivative(in[0], 0, in[1], 0, r, 0, n[0], n[1], n[2]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /** By a, with g as one direction more; by each direction, with g in its place. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        List<Node> directions = directions(y);
        if (index == 0) {
            directions.add(g);
            return along(y.input(0), directions);
        }
        List<Node> each = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            List<Node> replaced = new ArrayList<>(directions);
            replaced.set(i, g);
            each.add(along(y.input(0), replaced));
        }
        return stacked(each, y.shape().rank() - 2);
    }

    private static List<Node> directions(Node y) {
        int axis = y.shape().rank() - 2;
        List<Node> directions = new ArrayList<>();
        for (long i = 0; i < y.input(1).shape().dimension(axis).literal(); i++) {
            Node slice = TensorAlgebra.part(y.input(1), axis, Dimension.literal(i), Dimension.ONE);
            directions.add(TensorAlgebra.reshape(slice, y.shape()));
        }
        return directions;
    }
}
