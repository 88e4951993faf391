package dev.autodiff.runtime;

import java.util.Arrays;
import java.util.Objects;

/** Numbers in row-major order under a shape of known dimensions. A tensor never changes. */
public final class Tensor {
    private static final int[] NO_AXES = {};

    private final DType dtype;
    private final int[] lengths;
    private final double[] data;
    private final float[] floats;

    private Tensor(DType dtype, int[] lengths, double[] data, float[] floats) {
        this.dtype = dtype;
        this.lengths = lengths;
        this.data = data;
        this.floats = floats;
        int elements = floats == null ? data.length : floats.length;
        if (size(lengths) != elements) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(lengths) + " has " + size(lengths)
                    + " elements, and the data " + elements);
        }
    }

    public static Tensor scalar(double value) {
        return new Tensor(DType.F64, NO_AXES, new double[] {value}, null);
    }

    /** A vector. */
    public static Tensor of(double... data) {
        return new Tensor(DType.F64, new int[] {data.length}, data.clone(), null);
    }

    /** A copy of the data under a shape. */
    public static Tensor of(int[] lengths, double... data) {
        return new Tensor(DType.F64, lengths.clone(), data.clone(), null);
    }

    /** A tensor of zeros, of any type. */
    public static Tensor zeros(DType dtype, int... lengths) {
        int size = size(lengths);
        return dtype == DType.F32
                ? new Tensor(dtype, lengths.clone(), null, new float[size])
                : new Tensor(dtype, lengths.clone(), new double[size], null);
    }

    /**
     * A matrix, a copy of its rows.
     *
     * @throws IllegalArgumentException if they differ in length
     */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] data = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length
                        + " elements, and those before it have " + columns + ": all need the same length");
            }
            System.arraycopy(rows[i], 0, data, i * columns, columns);
        }
        return new Tensor(DType.F64, new int[] {rows.length, columns}, data, null);
    }

    /**
     * Reads a number or nested arrays, {@code [[1, 2], [3, 4]]}, as {@link #toJson} and {@link TensorText#print} write
     * them; of type {@code f64}, or {@code bool} if they are truths. {@link #as} gives them another type.
     *
     * @throws IllegalArgumentException if the text is something else, or arrays beside each other differ in length
     */
    public static Tensor parse(String text) {
        return TensorText.parse(text);
    }

    /**
     * A view of the data, which the caller must not change any more.
     *
     * @param dtype any but {@code f32}
     */
    public static Tensor wrap(DType dtype, int[] lengths, double[] data) {
        if (dtype == DType.F32) {
            throw new IllegalArgumentException("the elements of an f32 tensor are floats");
        }
        return new Tensor(dtype, lengths.clone(), data, null);
    }

    /** A view of the data, which the caller must not change any more. */
    public static Tensor wrap(int[] lengths, float[] data) {
        return new Tensor(DType.F32, lengths.clone(), null, data);
    }

    /** The number of elements under a shape. */
    public static int size(int[] lengths) {
        int size = 1;
        for (int length : lengths) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    public DType dtype() {
        return dtype;
    }

    public Shape shape() {
        return Shape.of(Arrays.stream(lengths).asLongStream().toArray());
    }

    /** The lengths of the axes. */
    public int[] lengths() {
        return lengths.clone();
    }

    public int rank() {
        return lengths.length;
    }

    /** The length of an axis. */
    public int length(int axis) {
        return lengths[axis];
    }

    boolean hasLengths(int[] others) {
        return Arrays.equals(lengths, others);
    }

    /** How far apart neighbours along an axis lie. */
    public int stride(int axis) {
        int stride = 1;
        for (int inner = axis + 1; inner < lengths.length; inner++) {
            stride *= lengths[inner];
        }
        return stride;
    }

    /** The number of elements. */
    public int size() {
        return dtype == DType.F32 ? floats.length : data.length;
    }

    /** The element at this place of the row-major order. */
    public double at(int index) {
        return dtype == DType.F32 ? floats[index] : data[index];
    }

    /** The element at these indices, one for each axis. */
    public double get(int... indices) {
        if (indices.length != lengths.length) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(lengths) + " takes " + lengths.length
                    + " indices, and got " + indices.length);
        }
        int place = 0;
        for (int axis = 0; axis < lengths.length; axis++) {
            place = place * lengths[axis] + Objects.checkIndex(indices[axis], lengths[axis]);
        }
        return at(place);
    }

    /** Where the element at this place of the row-major order stands: its index in each axis. */
    public int[] indices(int place) {
        int[] indices = new int[lengths.length];
        int rest = Objects.checkIndex(place, size());
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
            indices[axis] = rest % lengths[axis];
            rest /= lengths[axis];
        }
        return indices;
    }

    /** The only element. */
    public double item() {
        if (size() != 1) {
            throw new IllegalStateException("the shape " + Arrays.toString(lengths) + " has not one element");
        }
        return at(0);
    }

    /** The elements in row-major order, a copy. */
    public double[] toArray() {
        if (dtype != DType.F32) {
            return data.clone();
        }
        double[] copy = new double[floats.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = floats[i];
        }
        return copy;
    }

    /** The array of this tensor itself, {@code double[]}, or {@code float[]} for {@code f32}; nobody may change it. */
    public Object array() {
        return dtype == DType.F32 ? floats : data;
    }

    /** The same numbers as another type; itself if it is of this type already. */
    public Tensor as(DType other) {
        if (other == dtype) {
            return this;
        }
        if (other != DType.F32) {
            return new Tensor(other, lengths, toArray(), null);
        }
        float[] rounded = new float[size()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) at(i);
        }
        return new Tensor(DType.F32, lengths, null, rounded);
    }

    /**
     * A number or nested arrays in one line, all elements, whose values read back exactly. JSON has no numbers that are
     * not finite: they are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
     */
    public String toJson() {
        return Json.tensor(this);
    }

    /** Whether type, shape and all elements are the same; as with {@link Double#equals}, NaN is, and 0 is not -0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && dtype == that.dtype
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(data, that.data)
                && Arrays.equals(floats, that.floats);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lengths) + (floats == null ? Arrays.hashCode(data) : Arrays.hashCode(floats));
    }

    /** The type, and the elements as {@link TensorText#aligned} lays them out: {@code f64[3] [1.0, 2.0, 3.0]}. */
    @Override
    public String toString() {
        String type = new Type(dtype, shape()).toString();
        return rank() < 2
                ? type + " " + TensorText.aligned(this, type.length() + 1)
                : type + "\n" + TensorText.aligned(this, 0);
    }
}
