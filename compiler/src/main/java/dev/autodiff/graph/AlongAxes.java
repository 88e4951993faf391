package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;

/** An operator that makes of each element another one, which depends on all that lie along some axes. */
public sealed interface AlongAxes extends TensorOp, Decomposable permits Share, LogShare {
    /** In rising order. */
    List<Integer> axes();

    @Override
    default List<String> attributes(Node y) {
        return List.of("axis=" + (axes().size() == 1 ? axes().get(0).toString() : axes().toString()));
    }

    @Override
    default Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    default double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        return expanded(inputs.get(0), y.input(0).type(), sizes);
    }

    @Override
    default Node influencing(int index, Node y, Node counting) {
        return TensorAlgebra.restore(TensorAlgebra.any(counting, axes()), axes(), y.shape());
    }
}
