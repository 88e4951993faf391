package dev.autodiff.codegen;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.DType;
import dev.autodiff.simd.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the body of a loop is made of. */
final class LoopBody {
    private LoopBody() {}

    /** That of all numbers of the loop; null if they are mixed. */
    static Precision precision(LoopLayout layout) {
        boolean hasFloats = false;
        boolean hasDoubles = false;
        for (Node node : nodes(layout.values())) {
            if (!(node.op() instanceof Leaf.Constant) && !node.type().isTruth()) {
                hasFloats |= node.type().dtype() == DType.F32;
                hasDoubles |= node.type().dtype() != DType.F32;
            }
        }
        for (Input input : layout.inputs()) {
            hasFloats |= input instanceof Load load && load.buffer().isFloat();
            hasDoubles |= input instanceof Load load && !load.buffer().isFloat();
        }
        for (Output output : layout.outputs()) {
            hasFloats |= output.buffer().isFloat();
            hasDoubles |= !output.buffer().isFloat();
        }
        return hasFloats && hasDoubles ? null : hasFloats ? Precision.F32 : Precision.F64;
    }

    /** These values and all that they follow from, each behind its inputs. */
    static List<Node> nodes(Collection<Node> values) {
        Set<Node> nodes = new HashSet<>();
        List<Node> open = new ArrayList<>(values);
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (nodes.add(node)) {
                open.addAll(node.inputs());
            }
        }
        return nodes.stream().sorted(Comparator.comparing(Node::id)).toList();
    }

    /** Where there are choices, what is not chosen may well have arguments that are not as expected. */
    static boolean hasChoices(LoopLayout layout) {
        return nodes(layout.values()).stream().anyMatch(node -> node.op() instanceof ScalarOp op && op.code() instanceof Code.Select);
    }

    /** Whether no element that one step writes is read or written by another one, as far as the arrays tell. */
    static boolean readsOnlyItsOwn(LoopLayout layout) {
        Map<Buffer, Access> written = new HashMap<>();
        for (Output output : layout.outputs()) {
            Access place = layout.place(output);
            if (!written.computeIfAbsent(output.buffer(), unused -> place).equals(place)) {
                return false;
            }
        }
        for (Input input : layout.inputs()) {
            if (input instanceof Load load && written.containsKey(load.buffer()) && (load.index() != null || !written.get(load.buffer()).equals(layout.place(load)))) {
                return false;
            }
        }
        return true;
    }
}
