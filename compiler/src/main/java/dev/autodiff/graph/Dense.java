package dev.autodiff.graph;

import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import java.util.Map;

/**
 * A value of the reference interpreter: elements in row-major order, truths as 1 and 0.
 *
 * @param lengths of the axes
 */
public record Dense(int[] lengths, double[] data) {
    /** The elements that an access picks for all indices of a shape. */
    double[] pick(int[] shape, Access access, Map<String, Integer> sizes) {
        int[] places = places(shape, access, sizes);
        double[] picked = new double[places.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = data[places[i]];
        }
        return picked;
    }

    /** The places of all elements of a shape, in row-major order. */
    static int[] places(int[] shape, Access access, Map<String, Integer> sizes) {
        int[] strides = access.strides().stream().mapToInt(stride -> (int) stride.evaluate(sizes)).toArray();
        int[] places = new int[Tensor.size(shape)];
        int[] dense = Shape.strides(shape);
        int offset = (int) access.offset().evaluate(sizes);
        for (int i = 0; i < places.length; i++) {
            int place = offset;
            for (int axis = 0; axis < shape.length; axis++) {
                place += i / dense[axis] % shape[axis] * strides[axis];
            }
            places[i] = place;
        }
        return places;
    }
}
