package dev.autodiff.hipparchus;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One flat vector in which the elements of several named tensors stand one behind the other, each in row-major order:
 * what an optimiser sees of a program's parameters.
 */
public final class ParameterVector {
    private final List<String> names;
    private final List<int[]> lengths;
    /** Where each tensor begins, and behind the last one the dimension. */
    private final int[] offsets;

    private ParameterVector(List<String> names, List<int[]> lengths) {
        this.names = names;
        this.lengths = lengths;
        this.offsets = new int[names.size() + 1];
        for (int i = 0; i < names.size(); i++) {
            offsets[i + 1] = Math.addExact(offsets[i], Tensor.size(lengths.get(i)));
        }
    }

    /** With the names and shapes of these values, in the order of the map. */
    public static ParameterVector of(Map<String, Tensor> values) {
        return new ParameterVector(
                List.copyOf(values.keySet()),
                values.values().stream().map(Tensor::lengths).toList());
    }

    /** Of numbers. */
    public static ParameterVector of(List<String> names) {
        return new ParameterVector(List.copyOf(names), names.stream().map(name -> new int[0]).toList());
    }

    /** The names of the tensors, in their order. */
    public List<String> names() {
        return names;
    }

    /** The number of elements. */
    public int dimension() {
        return offsets[names.size()];
    }

    /** Where the elements of this tensor begin. */
    public int offset(String name) {
        return offsets[indexOf(name)];
    }

    /** How many elements this tensor has. */
    public int size(String name) {
        int index = indexOf(name);
        return offsets[index + 1] - offsets[index];
    }

    private int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no parameter '" + name + "': there are " + String.join(", ", names));
        }
        return index;
    }

    /**
     * The elements of the tensors, one behind the other.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    public double[] flatten(Map<String, Tensor> values) {
        double[] vector = new double[dimension()];
        for (int i = 0; i < names.size(); i++) {
            Tensor value = values.get(names.get(i));
            if (value == null || !Arrays.equals(value.lengths(), lengths.get(i))) {
                throw new IllegalArgumentException(
                        "'" + names.get(i) + "' has the shape " + Arrays.toString(lengths.get(i)) + ", and got "
                                + (value == null ? "nothing" : value.shape().toString()));
            }
            System.arraycopy(value.toArray(), 0, vector, offsets[i], value.size());
        }
        return vector;
    }

    /** The tensors that these elements are, in their order. */
    public Map<String, Tensor> tensors(double[] vector) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put(name, tensor(name, vector));
        }
        return tensors;
    }

    /** The part of the vector that is this tensor. */
    public Tensor tensor(String name, double[] vector) {
        int index = indexOf(name);
        return Tensor.wrap(
                DType.F64, lengths.get(index), Arrays.copyOfRange(vector, offsets[index], offsets[index + 1]));
    }

    /** What an element of the vector is called: {@code b}, or {@code w[1, 0]}. */
    public String element(int index) {
        int tensor = 0;
        while (offsets[tensor + 1] <= index) {
            tensor++;
        }
        int[] shape = lengths.get(tensor);
        if (shape.length == 0) {
            return names.get(tensor);
        }
        int[] indices = new int[shape.length];
        int rest = index - offsets[tensor];
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            indices[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return names.get(tensor) + Arrays.toString(indices);
    }
}
