package dev.autodiff.codegen.loops;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.DType;
import dev.autodiff.simd.Precision;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the body of a loop is made of. */
public final class LoopBody {
    private LoopBody() {}

    /**
     * That of all numbers of the loop; of the longer ones if they are mixed. Truths have none, whatever they are stored
     * in.
     */
    public static Precision precision(LoopLayout layout) {
        Set<DType> types = EnumSet.noneOf(DType.class);
        Graph.inOrder(layout.values()).stream()
                .filter(node -> !(node.op() instanceof Leaf.Constant))
                .forEach(node -> types.add(node.type().dtype()));
        layout.inputs().stream()
                .filter(input -> input instanceof Load)
                .forEach(input -> types.add(((Load) input).buffer().type().dtype()));
        layout.outputs().forEach(output -> types.add(output.buffer().type().dtype()));
        types.remove(DType.BOOL);
        return types.equals(EnumSet.of(DType.F32)) ? Precision.F32 : Precision.F64;
    }

    /** Where there are choices, what is not chosen may well have arguments that are not as expected. */
    public static boolean hasChoices(LoopLayout layout) {
        return Graph.inOrder(layout.values()).stream()
                .anyMatch(node -> node.op() instanceof ScalarOp op && op.code() instanceof Code.Select);
    }

    /** Whether no element that one step writes is read or written by another one, as far as the arrays tell. */
    public static boolean readsOnlyItsOwn(LoopLayout layout) {
        Map<Buffer, Access> written = new HashMap<>();
        for (Output output : layout.outputs()) {
            Access place = layout.place(output);
            if (!written.computeIfAbsent(output.buffer(), unused -> place).equals(place)) {
                return false;
            }
        }
        for (Input input : layout.inputs()) {
            if (input instanceof Load load
                    && written.containsKey(load.buffer())
                    && (load.index() != null || !written.get(load.buffer()).equals(layout.place(load)))) {
                return false;
            }
        }
        return true;
    }
}
