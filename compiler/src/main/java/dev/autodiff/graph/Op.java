package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * What a node computes. The families decide how a pass treats it: leaves have no inputs, scalar operators compute one
 * element from one element of each input, tensor operators work on whole tensors, loops repeat a part of the graph, and
 * identities stand for their input while they say something about it. A derivative that is only named is of no family.
 *
 * <p>Operators are compared by value. The records among them write {@code equals} and {@code hashCode} out: those that
 * the JVM makes up are linked at the first use, which took a third of the time of a start.
 */
public sealed interface Op permits Leaf, ScalarOp, Identity, TensorOp, LoopOp, Derivative {
    /** The name in printed graphs and in messages. */
    String symbol();

    /** What stands behind the inputs in printed graphs: axes, shapes. */
    default List<String> attributes(Node y) {
        return List.of();
    }

    /** The type of the result; the frontend has checked the inputs. */
    Type type(List<Node> inputs);

    /** Whether the order of the two inputs is of no influence on a single bit, so that both orders are one node. */
    default boolean isCommutative() {
        return false;
    }
}
