package dev.autodiff.frontend.values;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import java.util.ArrayList;
import java.util.List;

/** Axes in other places. */
public final class Axes {
    private Axes() {}

    public static List<Integer> of(int rank) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            axes.add(axis);
        }
        return axes;
    }

    /** One axis in another place; the others keep their order. */
    public static Node move(Node x, int from, int to) {
        List<Integer> order = of(x.shape().rank());
        order.add(to, order.remove(from));
        return TensorAlgebra.permute(x, order);
    }

    /** The first axes behind as many of the others. */
    public static Node moveFirst(Node x, int count, int behind) {
        List<Integer> order = of(x.shape().rank());
        List<Integer> first = new ArrayList<>(order.subList(0, count));
        order.subList(0, count).clear();
        order.addAll(behind, first);
        return TensorAlgebra.permute(x, order);
    }
}
