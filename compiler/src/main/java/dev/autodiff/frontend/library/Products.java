package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.frontend.values.Axes;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.MatrixAlgebra;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Products of vectors and matrices, and their diagonals. */
public final class Products {
    private static final int MAX_POWER = 1_000_000;

    private Products() {}

    static void add(Table table) {
        table.add("matmul(a, b)", a -> matmul(a.number("a"), a.number("b")));
        table.add("dot(a, b)", a -> dot(a.number("a"), a.number("b")));
        table.add("outer(a, b)", a -> contract("i", "j", "ij", vector(a, "a"), vector(a, "b")));
        table.add("kron(a, b)", a -> kron(a, a.number("a"), a.number("b")));
        table.add("cross(a, b, axis?)", Products::cross);
        table.add("trace(x)", a -> {
            Node diagonal = diagonal(matrix(a, a.number("x")), -2, -1);
            return TensorAlgebra.sum(diagonal, List.of(diagonal.shape().rank() - 1));
        });
        table.add("diag(x, k?)", Products::diag);
        table.add("diag_embed(x)", a -> diagonalMatrix(a.number("x"), 0));
        table.add("tril(x, k?)", a -> MatrixAlgebra.tril(matrix(a, a.number("x")), a.whole("k", 0)));
        table.add("triu(x, k?)", a -> MatrixAlgebra.triu(matrix(a, a.number("x")), a.whole("k", 0)));
        table.add("matrix_power(x, n)", Products::matrixPower);
    }

    /**
     * By NumPy's rules: vectors have no rows and columns, and the axes before the last two are stretched to each other.
     */
    public static Node matmul(Node a, Node b) {
        int rankA = a.shape().rank();
        int rankB = b.shape().rank();
        if (rankA == 0 || rankB == 0) {
            throw new ShapeException(
                    "'matmul' multiplies matrices, and got " + a.type() + " and " + b.type(), "write '*'");
        }
        Dimension innerA = a.shape().dimension(rankA - 1);
        Dimension innerB = b.shape().dimension(Math.max(0, rankB - 2));
        if (!innerA.equals(innerB)) {
            throw new ShapeException(
                    "cannot multiply " + a.shape() + " by " + b.shape() + ": inner dimensions " + innerA + " and "
                            + innerB + " differ",
                    "axis -1 of the first must be as long as axis " + (rankB == 1 ? -1 : -2) + " of the second");
        }
        return new MatrixBatch(a, b).product();
    }

    static Node contract(String a, String b, String result, Node x, Node y) {
        DType dtype = DType.join(x.type().dtype(), y.type().dtype());
        return TensorAlgebra.contract(
                a,
                b,
                result,
                TensorAlgebra.as(x, x.type().with(dtype)),
                TensorAlgebra.as(y, y.type().with(dtype)));
    }

    private static Node dot(Node a, Node b) {
        if (a.type().isScalar() || b.type().isScalar()) {
            return a.times(b);
        }
        return matmul(a, b);
    }

    private static Node vector(Arguments a, String parameter) {
        Node x = a.number(parameter);
        return TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
    }

    private static Node matrix(Arguments a, Node x) {
        if (x.shape().rank() < 2) {
            throw a.shapeFailure("'" + a.function() + "' needs a matrix, and got " + x.type(), "");
        }
        return x;
    }

    private static Node kron(Arguments a, Node x, Node y) {
        int rank = Math.max(x.shape().rank(), y.shape().rank());
        List<Dimension> left = new ArrayList<>();
        List<Dimension> right = new ArrayList<>();
        List<Dimension> all = new ArrayList<>();
        for (int axis = -rank; axis < 0; axis++) {
            Dimension inX = axis < -x.shape().rank() ? Dimension.ONE : x.shape().dimension(x.shape().rank() + axis);
            Dimension inY = axis < -y.shape().rank() ? Dimension.ONE : y.shape().dimension(y.shape().rank() + axis);
            left.addAll(List.of(inX, Dimension.ONE));
            right.addAll(List.of(Dimension.ONE, inY));
            all.add(inX.times(inY));
        }
        Node product = TensorAlgebra.reshape(x, new Shape(left)).times(TensorAlgebra.reshape(y, new Shape(right)));
        return TensorAlgebra.reshape(product, new Shape(all));
    }

    /** The vector product along an axis of length 3, the last one if none is named. */
    private static Node cross(Arguments arguments) {
        Node a = arguments.number("a");
        Node b = arguments.number("b");
        Shape shape = a.shape().broadcast(b.shape(), "cross");
        int axis = arguments.axis("axis", -1, shape);
        if (!shape.dimension(axis).is(3)) {
            throw arguments.shapeFailure(
                    "'cross' needs vectors of 3 elements, and axis " + axis + " of " + a.shape() + " and " + b.shape()
                            + " has " + shape.dimension(axis),
                    "");
        }
        Node x = TensorAlgebra.broadcast(a, shape);
        Node y = TensorAlgebra.broadcast(b, shape);
        return turned(x, axis, 1).times(turned(y, axis, 2)).minus(turned(x, axis, 2).times(turned(y, axis, 1)));
    }

    /** Three elements in the order that begins with the given one. */
    private static Node turned(Node x, int axis, int first) {
        Node head = TensorAlgebra.part(x, axis, Dimension.literal(first), Dimension.literal(3 - first));
        return TensorAlgebra.concat(
                List.of(head, TensorAlgebra.part(x, axis, Dimension.ZERO, Dimension.literal(first))), axis);
    }

    /** The elements with equal indices along two axes, in the place of the last axis. */
    static Node diagonal(Node x, int axis1, int axis2) {
        int rank = x.shape().rank();
        Node first = Axes.move(
                Axes.move(x, x.shape().axis(axis2), 0),
                x.shape().axis(axis1) + (x.shape().axis(axis1) < x.shape().axis(axis2) ? 1 : 0),
                0);
        return Axes.move(diagonalOfFirst(first, 0), 0, rank - 2);
    }

    /** The diagonal of the first two axes that begins in column k, or in row -k. */
    private static Node diagonalOfFirst(Node x, int k) {
        Dimension rows = x.shape().dimension(0);
        Dimension columns = x.shape().dimension(1);
        Shape rest = x.shape().between(2, x.shape().rank());
        Node flat = TensorAlgebra.reshape(x, rest.inserting(0, rows.times(columns)));
        if (rows.isLiteral() && columns.isLiteral()) {
            long down = Math.max(0, -k);
            long right = Math.max(0, k);
            long length = Math.max(0, Math.min(rows.literal() - down, columns.literal() - right));
            Dimension start = Dimension.literal(length == 0 ? 0 : down * columns.literal() + right);
            List<Dimension> starts = new ArrayList<>(Collections.nCopies(flat.shape().rank(), Dimension.ZERO));
            List<Integer> steps = new ArrayList<>(Collections.nCopies(flat.shape().rank(), 1));
            starts.set(0, start);
            steps.set(0, (int) columns.literal() + 1);
            return TensorAlgebra.slice(
                    flat, new View.Steps(starts, steps), rest.inserting(0, Dimension.literal(length)));
        }
        if (k != 0 || !rows.equals(columns)) {
            throw new ShapeException(
                    "the diagonal of " + x.shape() + " has no length that is known",
                    "it must be square, or of known size");
        }
        Node index = x.graph().node(new Leaf.Iota(rows)).times(x.graph().extent(columns.plus(1)));
        return x.graph().node(new Indexing.Take(), flat, index);
    }

    /** The diagonal of a matrix, or the matrix with a diagonal. */
    private static Node diag(Arguments a) {
        Node x = a.number("x");
        int k = a.whole("k", 0);
        return switch (x.shape().rank()) {
            case 1 -> diagonalMatrix(x, k);
            case 2 -> diagonalOfFirst(x, k);
            default -> throw a.shapeFailure("'diag' needs a vector or a matrix, and got " + x.type(), "");
        };
    }

    private static Node diagonalMatrix(Node x, int k) {
        Shape shape = x.shape();
        if (shape.isScalar()) {
            throw new ShapeException("a scalar has no diagonal", "");
        }
        Dimension length = shape.dimension(shape.rank() - 1);
        Dimension side = length.plus(Math.abs(k));
        Node padded = x;
        if (k != 0) {
            List<Dimension> starts = new ArrayList<>(Collections.nCopies(shape.rank(), Dimension.ZERO));
            starts.set(shape.rank() - 1, Dimension.literal(Math.max(0, k)));
            padded = TensorAlgebra.pad(
                    x,
                    new View.Steps(starts, Collections.nCopies(shape.rank(), 1)),
                    shape.with(shape.rank() - 1, side));
        }
        Shape rows = padded.shape().inserting(shape.rank() - 1, Dimension.ONE);
        Shape square = rows.with(shape.rank() - 1, side);
        Node distance = offset(x, square);
        return where(
                x.graph().node(Pointwise.EQ, distance, x.constant(k)),
                TensorAlgebra.reshape(padded, rows),
                x.constant(0));
    }

    /** The index of the column less that of the row, in every place of a shape. */
    private static Node offset(Node x, Shape shape) {
        int rank = shape.rank();
        return Gathering.counter(x.graph(), shape, rank - 1).minus(Gathering.counter(x.graph(), shape, rank - 2));
    }

    /** By squaring. */
    private static Node matrixPower(Arguments a) {
        Node square = matrix(a, a.number("x"));
        int n = a.whole("n", 1);
        Shape shape = square.shape();
        if (!shape.dimension(shape.rank() - 1).equals(shape.dimension(shape.rank() - 2))) {
            throw a.shapeFailure("'matrix_power' needs a square matrix, and got " + shape, "");
        }
        if (n < 0 || n > MAX_POWER) {
            throw a.failure("n", "'matrix_power' takes exponents from 0 to " + MAX_POWER + ", and got " + n, "");
        }
        if (n == 0) {
            return TensorAlgebra.broadcast(
                    Creation.identity(a.graph(), shape.between(shape.rank() - 2, shape.rank())), shape);
        }
        Node power = null;
        for (int rest = n; rest > 0; rest /= 2) {
            power = rest % 2 == 0 ? power : power == null ? square : matmul(power, square);
            square = rest == 1 ? square : matmul(square, square);
        }
        return power;
    }
}
