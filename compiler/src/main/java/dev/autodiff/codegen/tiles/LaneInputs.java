package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.LaneProgram;
import dev.autodiff.simd.Stages.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the body of some inner loops of a nest reads, as inputs of a program on lanes. */
final class LaneInputs {
    private final LoopLayout layout;
    private final LaneProgram program;
    private final Set<Node> inner;
    private final List<Source> sources = new ArrayList<>();
    private final Map<Node, Lane> uniforms = new LinkedHashMap<>();

    /** @param base the level of the outermost of these loops */
    LaneInputs(LoopLayout layout, int base, LaneProgram program) {
        this.layout = layout;
        this.program = program;
        this.inner = inner(layout, base);
    }

    /** The values that differ from step to step of the loops from a level on. */
    private static Set<Node> inner(LoopLayout layout, int base) {
        Set<Node> inner = new HashSet<>();
        for (Input input : layout.inputs()) {
            if (!(input instanceof Size)
                    && (LoopLayout.isInRow(input) || layout.settledAt(layout.place(input)) > base)) {
                inner.add(input.parameter());
            }
        }
        for (Node node : Graph.inOrder(layout.values())) {
            if (node.inputs().stream().anyMatch(inner::contains)) {
                inner.add(node);
            }
        }
        return inner;
    }

    /** One more input. */
    Lane add(Source source) {
        sources.add(source);
        return program.input(sources.size() - 1);
    }

    /**
     * The input that a node is; null for a constant, and for what the body computes.
     *
     * @param varying the lane of an input that differs from step to step
     */
    Lane of(Node node, Function<Input, Lane> varying) {
        if (TensorAlgebra.isSplat(node)) {
            return null;
        }
        if (!inner.contains(node)) {
            return uniforms.computeIfAbsent(node, unused -> add(Source.UNIFORM));
        }
        for (Input input : layout.inputs()) {
            if (input.parameter() == node) {
                return varying.apply(input);
            }
        }
        return null;
    }

    /** Where each input comes from, in their order. */
    List<Source> sources() {
        return sources;
    }

    /** The values that are the same for all elements, with their lanes. */
    Map<Node, Lane> uniforms() {
        return uniforms;
    }
}
