package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What least squares by Gauss and Newton, or Levenberg and Marquardt, take of residuals r with the Jacobian J: the cost
 * {@code rᵀr/2}, its gradient {@code Jᵀr}, and the matrix {@code JᵀJ}, which is its Hessian without the second
 * derivatives of the residuals.
 *
 * @param gradient by variables
 * @param <M> the form of the matrix
 */
record NormalEquations<M>(Node cost, List<Node> gradient, M matrix) {
    /** The matrix in blocks, by variables of rows and then by those of columns; symmetric bit for bit. */
    static NormalEquations<List<List<Node>>> dense(
            List<Node> residuals, List<Node> variables, Derivatives derivatives) {
        List<List<Node>> jacobian = derivatives.jacobian(residuals, variables);
        List<Node> gradient = new ArrayList<>();
        List<List<Node>> matrix = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            int left = i;
            List<Node> row = new ArrayList<>();
            gradient.add(sum(residuals.size(), k -> contracted(
                    jacobian.get(k).get(left), residuals.get(k), residuals.get(k).shape().rank())));
            for (int j = 0; j <= i; j++) {
                int right = j;
                Node block = sum(residuals.size(), k -> contracted(
                        jacobian.get(k).get(left), jacobian.get(k).get(right), residuals.get(k).shape().rank()));
                row.add(i == j ? Derivatives.symmetric(block) : block);
                if (j < i) {
                    matrix.get(j).add(Derivatives.transposed(block, variables.get(i).shape().rank()));
                }
            }
            matrix.add(row);
        }
        Node squares = sum(residuals.size(), k -> contracted(
                residuals.get(k), residuals.get(k), residuals.get(k).shape().rank()));
        return new NormalEquations<>(half(squares), gradient, matrix);
    }

    private static Node sum(int count, IntFunction<Node> terms) {
        return IntStream.range(0, count).mapToObj(terms).reduce(Node::plus).orElseThrow();
    }

    private static Node half(Node squares) {
        return TensorAlgebra.as(squares, Type.NUMBER).times(squares.graph().constant(0.5));
    }

    /** The sum of products over the first axes of both, of the shape of the other axes. */
    private static Node contracted(Node a, Node b, int axes) {
        if (a.type().isScalar() || b.type().isScalar()) {
            return a.times(b);
        }
        String summed = letters(0, axes);
        String ofA = letters(axes, a.shape().rank() - axes);
        String ofB = letters(a.shape().rank(), b.shape().rank() - axes);
        return TensorAlgebra.contract(summed + ofA, summed + ofB, ofA + ofB, a, b);
    }

    private static String letters(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .collect(Collectors.joining());
    }

    /**
     * The lower triangle of the matrix as a list of coordinates, from one pass over the rows of the residuals.
     *
     * @throws dev.autodiff.lowering.DenseException if the rows of a result are not functions of single rows
     */
    static NormalEquations<Coordinates> inCoordinates(
            List<Node> residuals, List<Node> variables, Derivatives derivatives) {
        List<RowDerivatives.Normal> parts = new ArrayList<>();
        for (Node residual : residuals) {
            RowDerivatives.of(residual, variables, derivatives).forEach(piece -> parts.add(piece.normal()));
        }
        Graph graph = residuals.get(0).graph();
        List<List<Coordinates.Entry>> matrix = parts.stream().flatMap(part -> part.matrix().stream()).toList();
        return new NormalEquations<>(
                half(sum(parts.size(), k -> parts.get(k).squares())),
                gradient(parts.stream().flatMap(part -> part.gradient().stream()).toList(), variables),
                joined(graph, matrix));
    }

    /** @param lists of columns that have one length */
    private static Coordinates joined(Graph graph, List<List<Coordinates.Entry>> lists) {
        List<List<Coordinates.Entry>> all = lists.isEmpty() ? List.of(List.of()) : lists;
        return Coordinates.joined(all.stream().map(list -> Coordinates.of(graph, List.of(), list)).toList());
    }

    /** What stands at places of all variables, one behind the other, as tensors of their shapes. */
    private static List<Node> gradient(List<Coordinates.Entry> parts, List<Node> variables) {
        if (variables.isEmpty()) {
            return List.of();
        }
        Graph graph = variables.get(0).graph();
        Dimension size = variables.stream().map(variable -> variable.shape().size())
                .reduce(Dimension.ZERO, Dimension::plus);
        Coordinates all = joined(graph, parts.stream().map(List::of).toList());
        Node flat = graph.node(new Indexing.ScatterAdd(size), all.values(), all.rows());
        List<Node> gradient = new ArrayList<>();
        Dimension before = Dimension.ZERO;
        for (Node variable : variables) {
            Dimension length = variable.shape().size();
            Node part = TensorAlgebra.part(flat, 0, before, length);
            gradient.add(TensorAlgebra.as(TensorAlgebra.reshape(part, variable.shape()), variable.type()));
            before = before.plus(length);
        }
        return gradient;
    }
}
