package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.MatrixProducts;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of matrices, one for each index of the first axis of both factors: {@code y[i] = a[i]·b[i]}. The factors are
 * read as they lie, be it transposed or among other numbers. What {@link Contraction} comes down to.
 *
 * @param rowsFirst whether the first axis of the result is that of the rows, and the second that of the batch: {@code
 *     y[:, i] = a[i]·b[i]}
 * @param strongA whether a zero of the first factor makes a product 0, whatever the other factor is
 * @param strongB whether one of the second does
 */
public record MatrixProduct(boolean rowsFirst, boolean strongA, boolean strongB) implements LibraryOp {
    @Override
    public String symbol() {
        return rowsFirst ? "matmul_rows" : "matmul";
    }

    @Override
    public Type type(List<Node> inputs) {
        Dimension batch = inputs.get(0).shape().dimension(0);
        Dimension rows = inputs.get(0).shape().dimension(1);
        Dimension columns = inputs.get(1).shape().dimension(2);
        return inputs.get(0)
                .type()
                .with(new Shape(rowsFirst ? List.of(rows, batch, columns) : List.of(batch, rows, columns)));
    }

    /** Matrices are read along rows or columns whose elements are neighbours. */
    @Override
    public boolean canRead(Access access, Shape shape) {
        return access.strides().get(1).is(1)
                || access.strides().get(2).is(1)
                || shape.dimension(1).is(1)
                || shape.dimension(2).is(1);
    }

    @Override
    public Routine routine(Node y) {
        return routine(y, y.inputs().stream().map(input -> Access.dense(input.shape())).toList());
    }

    @Override
    public Routine routine(Node y, List<Access> inputs) {
        Shape a = y.input(0).shape();
        Shape b = y.input(1).shape();
        Dimension m = a.dimension(1);
        Dimension n = b.dimension(2);
        List<Dimension> sizes = List.of(a.dimension(0), m, n, a.dimension(2));
        Order orderA = Order.of(inputs.get(0), a);
        Order orderB = Order.of(inputs.get(1), b);
        boolean isStrong = strongA || strongB;
        boolean isDense = !isStrong
                && orderA != Order.OTHER
                && orderB != Order.OTHER
                && (!rowsFirst || a.dimension(0).is(1));
        if (isDense && orderA == Order.ROWS) {
            return orderB == Order.ROWS
                    ? dense("multiply", sizes, MatrixProducts::multiply)
                    : dense("multiplyByTransposed", sizes, MatrixProducts::multiplyByTransposed);
        }
        if (isDense) {
            return orderB == Order.ROWS ? dense("multiplyTransposed", sizes, MatrixProducts::multiplyTransposed)
                    : dense("multiplyBothTransposed", sizes, MatrixProducts::multiplyBothTransposed);
        }
        List<Dimension> all = new ArrayList<>(sizes);
        inputs.forEach(access -> addPlaces(access, all));
        all.addAll(rowsFirst ? List.of(n, n.times(a.dimension(0))) : List.of(m.times(n), n));
        if (isStrong) {
            all.add(Dimension.literal(
                    (strongA ? MatrixProducts.STRONG_A : 0) + (strongB ? MatrixProducts.STRONG_B : 0)));
            return new Routine(MatrixProducts.class, "multiplyStrong", all, MatrixProduct::multiplyStrong);
        }
        return new Routine(MatrixProducts.class, "multiplyStrided", all, MatrixProduct::multiplyStrided);
    }

    /** How dense matrices lie. */
    private enum Order {
        ROWS, COLUMNS, OTHER;

        static Order of(Access access, Shape shape) {
            Shape turned = new Shape(List.of(shape.dimension(0), shape.dimension(2), shape.dimension(1)));
            List<Dimension> strides = access.strides();
            Access ofTurned = new Access(access.offset(), List.of(strides.get(0), strides.get(2), strides.get(1)));
            return !access.offset().is(0)
                    ? OTHER
                    : access.isDense(shape) ? ROWS : ofTurned.isDense(turned) ? COLUMNS : OTHER;
        }
    }

    /** A method for dense matrices. */
    private interface DenseProduct {
        void run(double[] a, int atA, double[] b, int atB, double[] c, int atC, int batch, int m, int n, int k);
    }

    private static Routine dense(String method, List<Dimension> sizes, DenseProduct product) {
        return new Routine(
                MatrixProducts.class,
                method,
                sizes,
                (in, c, s) -> product.run(in[0], 0, in[1], 0, c, 0, s[0], s[1], s[2], s[3]));
    }

    private static void multiplyStrided(double[][] in, double[] c, int[] s) {
        MatrixProducts.multiplyStrided(
                in[0], 0, in[1], 0, c, 0, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11],
                s[12], s[13]);
    }

    private static void multiplyStrong(double[][] in, double[] c, int[] s) {
        MatrixProducts.multiplyStrong(
                in[0], 0, in[1], 0, c, 0, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11],
                s[12], s[13], s[14]);
    }

    private static void addPlaces(Access access, List<Dimension> numbers) {
        numbers.add(access.offset());
        numbers.addAll(access.strides());
    }

    /** Takes part in no derivative: a {@link Contraction} does before it comes down to this. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        throw new UnsupportedOperationException(symbol());
    }
}
