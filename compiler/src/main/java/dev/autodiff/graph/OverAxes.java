package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/** An operator that turns the elements along some axes into one, and leaves these axes out. */
sealed interface OverAxes extends TensorOp permits Reduction, Composite {
    /** In rising order. */
    List<Integer> axes();

    /** The axes, unless they are all that there are. */
    @Override
    default List<String> attributes(Node y) {
        return y.type().isScalar()
                ? List.of()
                : List.of("axis=" + (axes().size() == 1 ? axes().get(0).toString() : axes().toString()));
    }

    @Override
    default Type type(List<Node> inputs) {
        return inputs.get(0).type().with(inputs.get(0).shape().without(axes()));
    }
}
