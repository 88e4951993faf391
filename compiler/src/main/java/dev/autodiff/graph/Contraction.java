package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sum of products of two tensors over the axes that the result lacks, as Einstein writes it: each axis has a
 * letter, and {@code ij,jk->ik} multiplies matrices. No letter stands twice in one tensor, and each stands in two of
 * the three.
 *
 * <p>A factor may be strong: where it is 0 a product is 0, whatever the other factor is. So are cotangents of which
 * some elements do not count, since the sum of what counts must not meet {@code 0 · ∞}. Behind the factors there is an
 * input for each strong one, a truth for each of its elements, outside of which it is 0 by its structure; it tells
 * derivatives what does not count.
 *
 * @param a the letters of the first tensor's axes
 * @param b of the second's
 * @param result of the result's
 * @param strongA whether the first factor is strong
 * @param strongB whether the second is
 */
public record Contraction(String a, String b, String result, boolean strongA, boolean strongB)
        implements TensorOp, Decomposable {
    /**
     * Matrices of so few rows or columns, whose sums have so few products, take longer to hand to the library than to
     * multiply.
     */
    private static final int SMALL = 4;

    /** The usual one, of two factors that are not strong. */
    public Contraction(String a, String b, String result) {
        this(a, b, result, false, false);
    }

    @Override
    public String symbol() {
        return "einsum";
    }

    /** Whether it is a product of matrices or vectors, perhaps of transposed ones. */
    public boolean isProduct() {
        String shared = shared();
        return shared.length() == 1
                && a.length() <= 2
                && b.length() <= 2
                && result.indexOf(shared.charAt(0)) < 0
                && result.equals(a.replace(shared, "") + b.replace(shared, ""));
    }

    /** Whether the product takes the first factor transposed. */
    public boolean transposesA() {
        return !a.endsWith(shared());
    }

    public boolean transposesB() {
        return !b.startsWith(shared());
    }

    /** The letters that both factors have. */
    private String shared() {
        return a.chars().filter(letter -> b.indexOf(letter) >= 0).mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    /** For readers: {@code @} for a product, with what is transposed; else the letters. */
    String sign() {
        if (!isProduct()) {
            return a.length() == 1 && b.length() == 1 && result.equals(a + b)
                    ? "outer" : "einsum " + a + "," + b + "->" + result;
        }
        return transposesA() || transposesB()
                ? "·" + (transposesA() ? "ᵀ" : "") + " @ ·" + (transposesB() ? "ᵀ" : "") : "@";
    }

    @Override
    public List<String> attributes(Node y) {
        String letters = "\"" + a + "," + b + "->" + result + "\"";
        return strongA || strongB
                ? List.of(letters, "strong=" + (strongA ? "a" : "") + (strongB ? "b" : ""))
                : List.of(letters);
    }

    @Override
    public Type type(List<Node> inputs) {
        DType dtype = DType.join(inputs.get(0).type().dtype(), inputs.get(1).type().dtype());
        a.chars().forEach(letter -> dimension((char) letter, inputs));
        return new Type(dtype, shape(result, inputs));
    }

    /** As long as the axes of these letters. */
    private Shape shape(String letters, List<Node> inputs) {
        return new Shape(letters.chars().mapToObj(letter -> dimension((char) letter, inputs)).toList());
    }

    private Dimension dimension(char letter, List<Node> inputs) {
        Shape first = inputs.get(0).shape();
        Shape second = inputs.get(1).shape();
        Dimension inA = a.indexOf(letter) < 0 ? null : first.dimension(a.indexOf(letter));
        Dimension inB = b.indexOf(letter) < 0 ? null : second.dimension(b.indexOf(letter));
        if (inA != null && inB != null && !inA.equals(inB)) {
            throw new ShapeException(
                    "cannot multiply " + first + " by " + second + ": inner dimensions " + inA + " and " + inB
                            + " differ",
                    "axis " + a.indexOf(letter) + " of the first must be as long as axis " + b.indexOf(letter)
                            + " of the second");
        }
        return inA != null ? inA : inB;
    }

    /** Letters that occur in all of the given texts and in none of the others, in the order of the first. */
    private static String letters(List<String> in, List<String> out) {
        StringBuilder letters = new StringBuilder();
        in.get(0)
                .chars()
                .filter(letter -> in.stream().allMatch(text -> text.indexOf(letter) >= 0)
                        && out.stream().noneMatch(text -> text.indexOf(letter) >= 0))
                .forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }

    /**
     * The products, in the order in which they are added: product i is that of the elements {@code a[i]} and {@code
     * b[i]} of the tensors, and belongs to element {@code result[i]}.
     */
    public record Products(int[] a, int[] b, int[] result) {}

    /** In a loop for each letter; the contracted ones are added in the order in which they stand in {@code a}. */
    public Products products(Node y, Map<String, Integer> sizes) {
        Set<Character> letters = new LinkedHashSet<>();
        result.chars().forEach(letter -> letters.add((char) letter));
        a.chars().forEach(letter -> letters.add((char) letter));
        List<Dimension> dimensions = letters.stream().map(letter -> dimension(letter, y.inputs())).toList();
        int[] shape = new Shape(dimensions).lengths(sizes);
        return new Products(Dense.places(shape, access(letters, a, y.input(0).shape()), sizes),
                Dense.places(shape, access(letters, b, y.input(1).shape()), sizes),
                Dense.places(shape, access(letters, result, y.shape()), sizes));
    }

    /** Each product is added by one {@code fma}. */
    @Override
    public double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        Products products = products(y, sizes);
        double[] sum = new double[Tensor.size(y.shape().lengths(sizes))];
        for (int i = 0; i < products.result().length; i++) {
            double factor = inputs.get(0).data()[products.a()[i]];
            double other = inputs.get(1).data()[products.b()[i]];
            int place = products.result()[i];
            sum[place] = Math.fma(strongB && other == 0 ? 0 : factor, strongA && factor == 0 ? 0 : other, sum[place]);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = y.type().dtype().round(sum[i]);
        }
        return sum;
    }

    private static Access access(Set<Character> letters, String axes, Shape shape) {
        List<Dimension> strides = shape.strides();
        List<Dimension> along = new ArrayList<>();
        letters.forEach(
                letter -> along.add(axes.indexOf(letter) < 0 ? Dimension.ZERO : strides.get(axes.indexOf(letter))));
        return new Access(Dimension.ZERO, along);
    }

    /** Of a product of two, the cotangent of one is the product of the result's and the other. */
    @Override
    public Node pullback(int index, Node y, Node g) {
        return pullback(index, y, g, null);
    }

    @Override
    public Node pullback(int index, Node y, Node g, Node counting) {
        boolean isStrong = counting != null && !counting.isTruth(true);
        Node truth = isStrong ? counting : null;
        return index == 0
                ? of(new Contraction(result, b, a, isStrong, strongB), g, y.input(1), truth, truth(1, y))
                : of(new Contraction(a, result, b, strongA, isStrong), y.input(0), g, truth(0, y), truth);
    }

    /** @param truthA where the first factor may not be 0, or null if it is not strong */
    private static Node of(Contraction op, Node a, Node b, Node truthA, Node truthB) {
        return a.graph().node(op, Stream.of(a, b, truthA, truthB).filter(Objects::nonNull).toArray(Node[]::new));
    }

    /** Where a factor may not be 0; null if it is not strong. */
    private Node truth(int index, Node y) {
        return index == 0 ? strongA ? y.input(2) : null : strongB ? y.input(strongA ? 3 : 2) : null;
    }

    /** An element that has a product with something that may not be 0, for something that counts. */
    @Override
    public Node influencing(int index, Node y, Node counting) {
        String letters = index == 0 ? a : b;
        Shape shape = y.input(index).shape();
        Node counts = spread(counting, result, letters, shape);
        Node factor = truth(1 - index, y);
        return factor == null ? counts : and(counts, spread(factor, index == 0 ? b : a, letters, shape));
    }

    @Override
    public boolean leavesOut(int index) {
        return index == 0 ? strongB : strongA;
    }

    /**
     * For each element of a tensor, whether a truth of another one holds for any index along the axes that only that
     * one has.
     */
    private static Node spread(Node truth, String from, String to, Shape shape) {
        List<Integer> lost = IntStream.range(0, from.length())
                .filter(axis -> to.indexOf(from.charAt(axis)) < 0)
                .boxed()
                .toList();
        String kept = letters(List.of(from, to), List.of());
        Node any = TensorAlgebra.any(truth, lost);
        String ordered = letters(List.of(to, from), List.of());
        List<Integer> missing = IntStream.range(0, to.length())
                .filter(axis -> from.indexOf(to.charAt(axis)) < 0)
                .boxed()
                .toList();
        return TensorAlgebra.restore(reordered(any, kept, ordered), missing, shape);
    }

    @Override
    public boolean keepsZeros(int index) {
        return true;
    }

    @Override
    public boolean isLinear() {
        return true;
    }

    /**
     * Comes down to sums that are written out, if they are short, else to products of matrices: the axes of each tensor
     * are brought together in three groups. The factor that has the last axis of the result is the second one, so that
     * the result lies as it is wanted.
     */
    @Override
    public Node expand(List<Node> inputs) {
        String rows = letters(List.of(result, a), List.of(b));
        String columns = letters(List.of(result, b), List.of(a));
        if (isSmall(rows, columns, inputs)) {
            return writtenOut(inputs);
        }
        boolean isTurned =
                !columns.isEmpty() && result.length() > 0 && rows.indexOf(result.charAt(result.length() - 1)) >= 0;
        return isTurned ? product(inputs, 1, b, columns, a, rows) : product(inputs, 0, a, rows, b, columns);
    }

    private boolean isSmall(String rows, String columns, List<Node> inputs) {
        Dimension products = shape(inner(), inputs).size();
        return products.is(1)
                || isSmall(products)
                        && (isSmall(shape(rows, inputs).size())
                                || isSmall(shape(columns, inputs).size()));
    }

    private static boolean isSmall(Dimension size) {
        return size.isLiteral() && size.literal() > 0 && size.literal() <= SMALL;
    }

    /** The letters that are summed over, in the order of the sums. */
    private String inner() {
        return letters(List.of(a, b), List.of(result));
    }

    private Node writtenOut(List<Node> inputs) {
        Node x = inputs.get(0);
        Shape shape = shape(result, inputs);
        Shape inner = shape(inner(), inputs);
        Node sum = x.graph().constant(0, x.type().with(shape));
        for (long i = 0; i < inner.size().literal(); i++) {
            Node factor = factor(x, a, inner, i, shape);
            Node other = factor(inputs.get(1), b, inner, i, shape);
            sum = x.graph()
                    .node(
                            FusedMultiplyAdd.FMA,
                            strongB ? besides(other, factor) : factor,
                            strongA ? besides(factor, other) : other,
                            sum);
        }
        return sum;
    }

    /** The factor beside a strong one. */
    private static Node besides(Node strong, Node factor) {
        return where(equal(strong, strong.constant(0)), strong.constant(0), factor);
    }

    /** The elements of a tensor at one index of what is summed over, stretched to the shape of the result. */
    private Node factor(Node x, String axes, Shape inner, long index, Shape shape) {
        Node part = x;
        for (int k = inner.rank() - 1; k >= 0; k--) {
            long length = inner.dimension(k).literal();
            part = TensorAlgebra.part(
                    part, axes.indexOf(inner().charAt(k)), Dimension.literal(index % length), Dimension.ONE);
            index /= length;
        }
        String outer = letters(List.of(result, axes), List.of());
        List<Dimension> dimensions = new ArrayList<>();
        for (int k = 0; k < result.length(); k++) {
            dimensions.add(outer.indexOf(result.charAt(k)) < 0 ? Dimension.ONE : shape.dimension(k));
        }
        return TensorAlgebra.broadcast(
                TensorAlgebra.reshape(reordered(part, axes, inner() + outer), new Shape(dimensions)), shape);
    }

    /** @param first the number of the input that is the first factor, whose axes are {@code left} */
    private Node product(List<Node> inputs, int first, String left, String rows, String right, String columns) {
        String batch = letters(List.of(result, a, b), List.of());
        String inner = inner();
        boolean rowsFirst = !batch.isEmpty() && result.equals(rows + batch + columns);
        Node factor = grouped(inputs.get(first), left, batch, rows, inner);
        Node other = grouped(inputs.get(1 - first), right, batch, inner, columns);
        String order = rowsFirst ? result : batch + rows + columns;
        return reordered(
                TensorAlgebra.reshape(
                        factor.graph()
                                .node(
                                        new MatrixProduct(
                                                rowsFirst,
                                                first == 0 ? strongA : strongB,
                                                first == 0 ? strongB : strongA),
                                        factor,
                                        other),
                        shape(order, inputs)),
                order,
                result);
    }

    private static Node grouped(Node x, String axes, String first, String second, String third) {
        Node ordered = reordered(x, axes, first + second + third);
        Shape shape = ordered.shape();
        int one = first.length();
        int two = one + second.length();
        return TensorAlgebra.reshape(
                ordered,
                new Shape(List.of(
                        shape.between(0, one).size(),
                        shape.between(one, two).size(),
                        shape.between(two, shape.rank()).size())));
    }

    private static Node reordered(Node x, String from, String to) {
        return TensorAlgebra.permute(x, to.chars().mapToObj(from::indexOf).toList());
    }
}
