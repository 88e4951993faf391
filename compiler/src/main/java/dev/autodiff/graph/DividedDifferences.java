package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.where;
import static dev.autodiff.graph.Matrices.column;
import static dev.autodiff.graph.Matrices.identity;
import static dev.autodiff.graph.Matrices.row;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.SymmetricEigen;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * The matrix {@code y[i, j] = (g[i] - g[j])/(x[i] - x[j])} of two vectors x and g, with zeros on its diagonal. For
 * equal x it is the limit as x moves along 0, 1, 2, …, if g has equal elements there too; the third input is the
 * tangent of g along that direction.
 */
enum DividedDifferences implements LibraryOp {
    DIVIDED_DIFFERENCES;

    @Override
    public String symbol() {
        return "divided_differences";
    }

    @Override
    public Type type(List<Node> inputs) {
        Shape shape = inputs.get(0).shape();
        return inputs.get(0).type().with(shape.inserting(shape.rank(), shape.dimension(shape.rank() - 1)));
    }

    @Override
    public Routine routine(Node y) {
        Shape shape = y.input(0).shape();
        int last = shape.rank() - 1;
        List<Dimension> sizes = List.of(shape.between(0, last).size(), shape.dimension(last));
        return new Routine(SymmetricEigen.class, "dividedDifferences", sizes,
                (in, r, n) -> SymmetricEigen.dividedDifferences(in[0], 0, in[1], 0, in[2], 0, r, 0, n[0], n[1]));
    }

    @Override
    public int batchAxes(Node y) {
        return y.shape().rank() - 2;
    }

    /** That of the quotients: where x has equal elements, the derivative is not known. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        Node x = y.input(0);
        if (index == 2) {
            return y.graph().constant(0, y.input(2).type());
        }
        Node each = where(Matrices.onDiagonal(g), g.constant(0), g).over(column(x).minus(row(x)).plus(identity(g)));
        Node terms = index == 1 ? each : each.times(y).negate();
        int last = y.shape().rank() - 1;
        return TensorAlgebra.sum(terms, List.of(last)).minus(TensorAlgebra.sum(terms, List.of(last - 1)));
    }
}
