package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;

/**
 * Where in an array the element of an index lies: {@code offset + Σ indexₖ · strideₖ}.
 *
 * @param strides one for each axis
 */
public record Access(Dimension offset, List<Dimension> strides) {
    public Access {
        strides = List.copyOf(strides);
    }

    /** Row-major order. */
    public static Access dense(Shape shape) {
        return new Access(Dimension.ZERO, shape.strides());
    }

    /**
     * Whether elements of the shape lie in row-major order without gaps from the offset on; axes of length 1 do not
     * matter.
     */
    public boolean isDense(Shape shape) {
        List<Dimension> dense = shape.strides();
        for (int axis = 0; axis < strides.size(); axis++) {
            if (!shape.dimension(axis).is(1) && !strides.get(axis).equals(dense.get(axis))) {
                return false;
            }
        }
        return true;
    }

    /** The same elements moved by a distance. */
    public Access shifted(Dimension distance) {
        return new Access(offset.plus(distance), strides);
    }
}
