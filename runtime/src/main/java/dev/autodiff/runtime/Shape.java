package dev.autodiff.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The dimensions of a value, row-major; a scalar has none. All shape arithmetic stands in this class. Axes count from
 * 0, and negative ones from the end.
 */
public record Shape(List<Dimension> dimensions) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dimensions = List.copyOf(dimensions);
    }

    /** Written out, as in {@link Type}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && dimensions.equals(that.dimensions);
    }

    @Override
    public int hashCode() {
        return dimensions.hashCode();
    }

    public static Shape of(long... dimensions) {
        return dimensions.length == 0
                ? SCALAR
                : new Shape(
                        Arrays.stream(dimensions).mapToObj(Dimension::literal).toList());
    }

    public int rank() {
        return dimensions.size();
    }

    public boolean isScalar() {
        return dimensions.isEmpty();
    }

    /** The length of an axis, which must be a valid one. */
    public Dimension dimension(int axis) {
        return dimensions.get(axis);
    }

    /** The number of elements. */
    public Dimension size() {
        return product(dimensions);
    }

    private static Dimension product(List<Dimension> factors) {
        Dimension product = Dimension.ONE;
        for (Dimension factor : factors) {
            product = product.times(factor);
        }
        return product;
    }

    public boolean isLiteral() {
        return dimensions.stream().allMatch(Dimension::isLiteral);
    }

    /** @throws ShapeException if the known dimensions alone make more elements than an array holds */
    public void requireFitsArray() {
        double known = 1;
        for (Dimension dimension : dimensions) {
            known *= dimension.isLiteral() ? dimension.literal() : 1;
        }
        if (known > Integer.MAX_VALUE) {
            throw new ShapeException(
                    "a tensor of the shape " + this + " has more elements than an array holds",
                    "there may be " + Integer.MAX_VALUE);
        }
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        dimensions.forEach(dimension -> names.addAll(dimension.names()));
        return names;
    }

    /**
     * The lengths of the axes.
     *
     * @throws IllegalArgumentException if one would be negative, or too large for an array
     */
    public int[] lengths(Map<String, Integer> names) {
        // each call of a compiled function asks for those of its results
        int[] lengths = new int[rank()];
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] = length(dimension(axis), names);
        }
        return lengths;
    }

    /** Whether a tensor has this shape, with these values of names. */
    boolean isOf(Tensor tensor, Map<String, Integer> names) {
        boolean isOf = tensor.rank() == rank();
        for (int axis = 0; isOf && axis < rank(); axis++) {
            isOf = dimension(axis).evaluate(names) == tensor.length(axis);
        }
        return isOf;
    }

    private static int length(Dimension dimension, Map<String, Integer> names) {
        long length = dimension.evaluate(names);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a dimension of " + dimension + " would be " + length + " with " + names);
        }
        return (int) length;
    }

    /** How far apart neighbours along each axis lie in row-major order. */
    public List<Dimension> strides() {
        List<Dimension> strides = new ArrayList<>();
        Dimension stride = Dimension.ONE;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides.add(stride);
            stride = stride.times(dimension(axis));
        }
        Collections.reverse(strides);
        return strides;
    }

    /** How far apart neighbours along each axis lie in row-major order. */
    public static int[] strides(int[] lengths) {
        int[] strides = new int[lengths.length];
        int stride = 1;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= lengths[axis];
        }
        return strides;
    }

    /** The axis as an index from 0. */
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new ShapeException("there is no axis " + axis + " in " + this,
                    isScalar() ? "a scalar has no axes" : "its axes are 0 to " + (rank() - 1));
        }
        return axis < 0 ? axis + rank() : axis;
    }

    /** The axes as indices from 0, in rising order; null stands for all of them. */
    public List<Integer> axes(List<Integer> axes) {
        if (axes == null) {
            return range(rank());
        }
        Set<Integer> sorted = new TreeSet<>();
        for (int axis : axes) {
            if (!sorted.add(axis(axis))) {
                throw new ShapeException("axis " + axis + " is given twice", "");
            }
        }
        return List.copyOf(sorted);
    }

    private static List<Integer> range(int count) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }

    /** The common shape of two operands, by NumPy's rule: aligned at the last axis, and a dimension 1 stretches. */
    public Shape broadcast(Shape other, String operation) {
        if (equals(other) || other.isScalar()) {
            return this;
        }
        if (isScalar()) {
            return other;
        }
        int rank = Math.max(rank(), other.rank());
        List<Dimension> common = new ArrayList<>();
        for (int axis = -rank; axis < 0; axis++) {
            Dimension a = fromEnd(axis);
            Dimension b = other.fromEnd(axis);
            if (!a.equals(b) && !a.is(1) && !b.is(1)) {
                boolean named = !a.isLiteral() || !b.isLiteral();
                throw new ShapeException(
                        "'" + operation + "' cannot combine the shapes " + this + " and " + other + ": " + a + " and "
                                + b + " differ in axis " + axis,
                        named ? "dimensions that are equal need the same name" : "dimensions must be equal or 1");
            }
            common.add(a.is(1) ? b : a);
        }
        return new Shape(common);
    }

    private Dimension fromEnd(int axis) {
        return axis < -rank() ? Dimension.ONE : dimensions.get(rank() + axis);
    }

    /** Requires that this shape can be stretched to another. */
    public Shape broadcastTo(Shape target) {
        Shape common = rank() > target.rank() ? this : broadcast(target, "broadcast_to");
        if (!common.equals(target)) {
            throw new ShapeException(
                    "cannot broadcast the shape " + this + " to " + target, "only dimensions of 1 stretch");
        }
        return target;
    }

    /** The axes along which a value of this shape is repeated in the target. */
    public List<Integer> stretchedAxes(Shape target) {
        List<Integer> axes = new ArrayList<>();
        int added = target.rank() - rank();
        for (int axis = 0; axis < target.rank(); axis++) {
            if (axis < added || !dimension(axis - added).equals(target.dimension(axis))) {
                axes.add(axis);
            }
        }
        return axes;
    }

    /** Without some axes. */
    public Shape without(List<Integer> axes) {
        List<Dimension> rest = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            if (!axes.contains(axis)) {
                rest.add(dimension(axis));
            }
        }
        return rest.isEmpty() ? SCALAR : new Shape(rest);
    }

    /** With dimension 1 in the place of some axes. */
    public Shape keeping(List<Integer> axes) {
        List<Dimension> kept = new ArrayList<>(dimensions);
        axes.forEach(axis -> kept.set(axis, Dimension.ONE));
        return new Shape(kept);
    }

    /** With another length of one axis. */
    public Shape with(int axis, Dimension length) {
        List<Dimension> changed = new ArrayList<>(dimensions);
        changed.set(axis, length);
        return new Shape(changed);
    }

    /** With a new axis before the given one. */
    public Shape inserting(int axis, Dimension length) {
        List<Dimension> longer = new ArrayList<>(dimensions);
        longer.add(axis, length);
        return new Shape(longer);
    }

    /** This shape followed by another. */
    public Shape followedBy(Shape other) {
        List<Dimension> all = new ArrayList<>(dimensions);
        all.addAll(other.dimensions);
        return new Shape(all);
    }

    /** The axes from one up to another. */
    public Shape between(int from, int to) {
        return new Shape(dimensions.subList(from, to));
    }

    /** The sizes of three axes: all before one, the axis itself, and all behind it. */
    public List<Dimension> around(int axis) {
        return List.of(between(0, axis).size(), dimension(axis), between(axis + 1, rank()).size());
    }

    /** The axes in another order. */
    public Shape permute(List<Integer> axes) {
        if (axes.size() != rank() || !axes(axes).equals(range(rank()))) {
            throw new ShapeException(
                    "the order " + axes + " does not name each axis of " + this + " once",
                    "it has " + rank() + " axes");
        }
        return new Shape(axes.stream().map(axis -> dimension(axis(axis))).toList());
    }

    /** The same elements under other dimensions; one of them may be -1, and follows from the others. */
    public Shape reshape(List<Dimension> wanted) {
        List<Dimension> known = wanted.stream().filter(dimension -> !dimension.is(-1)).toList();
        for (Dimension dimension : known) {
            if (dimension.isLiteral() && dimension.literal() < 0) {
                throw new ShapeException("a dimension cannot be " + dimension, "one of them may be -1");
            }
        }
        Dimension product = product(known);
        if (known.size() == wanted.size()) {
            if (!product.equals(size())) {
                throw new ShapeException(
                        "cannot reshape " + this + " to " + new Shape(wanted) + ": " + size() + " and " + product
                                + " elements",
                        "");
            }
            return new Shape(wanted);
        }
        Dimension rest = product.is(0) ? null : size().dividedBy(product);
        if (known.size() + 1 < wanted.size() || rest == null) {
            throw new ShapeException(
                    "cannot reshape " + this + " to " + wanted,
                    rest == null ? size() + " elements do not divide by " + product : "one dimension may be -1");
        }
        return new Shape(wanted.stream().map(dimension -> dimension.is(-1) ? rest : dimension).toList());
    }

    /** Values of these shapes one behind the other along an axis. */
    public static Shape concat(List<Shape> shapes, int axis) {
        Shape first = shapes.get(0);
        Dimension length = Dimension.ZERO;
        for (Shape shape : shapes) {
            if (shape.rank() != first.rank() || !shape.keeping(List.of(axis)).equals(first.keeping(List.of(axis)))) {
                throw new ShapeException(
                        "cannot concatenate the shapes " + first + " and " + shape + " along axis " + axis,
                        "the other dimensions must be equal");
            }
            length = length.plus(shape.dimension(axis));
        }
        return first.with(axis, length);
    }

    /** {@code [2, n]}; a scalar is {@code []}. */
    @Override
    public String toString() {
        return dimensions.toString();
    }
}
