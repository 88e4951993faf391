package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.loops.LoopBody;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes it impossible to do a loop in vector registers: steps that depend on each other, or are not alike. */
final class Obstacle {
    private Obstacle() {}

    /**
     * The first one, for readers; null if there is none.
     *
     * @param levels how many of the innermost loops are done as one
     */
    static String of(LoopLayout layout, int levels) {
        if (layout.depth() < levels) {
            return "it has no steps";
        }
        if (layout.guardLevel() > layout.depth() - levels && layout.guardLevel() < layout.depth()) {
            return "not all of its rows count";
        }
        String ofOutputs = ofOutputs(layout, levels);
        if (ofOutputs != null) {
            return ofOutputs;
        }
        if (layout.inputs().stream().anyMatch(input -> !canFind(layout, input, levels))) {
            return "it reads where a computed index says";
        }
        if (!LoopBody.readsOnlyItsOwn(layout)) {
            return "a step may read what another one writes";
        }
        Optional<Node> unknown = Graph.inOrder(layout.values()).stream()
                .filter(node -> !LaneBody.canTranslate(node))
                .findFirst();
        return unknown.map(node -> "'" + node.op().symbol() + "' has no form for them").orElse(null);
    }

    /** An element in a row is found if the row's number needs no computation in each step. */
    private static boolean canFind(LoopLayout layout, Input input, int levels) {
        return !LoopLayout.isInRow(input) || levels == 1 && layout.numberOf(((Load) input).index()) != null;
    }

    private static String ofOutputs(LoopLayout layout, int levels) {
        Map<Buffer, List<Access>> written = new HashMap<>();
        for (Output output : layout.outputs()) {
            if (output.index() != null) {
                return "it writes where a computed index says";
            }
            List<Dimension> strides =
                    layout.strides(layout.place(output)).subList(layout.depth() - levels, layout.depth());
            boolean isRepeated = output.fold() == null && strides.stream().anyMatch(stride -> stride.is(0));
            List<Access> others = written.computeIfAbsent(output.buffer(), unused -> new ArrayList<>());
            if (isRepeated || !LoopBody.areDisjoint(layout, layout.place(output), others)) {
                return "several steps write to one place";
            }
            others.add(layout.place(output));
        }
        return null;
    }
}
