package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.loops.LoopBody;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.LaneProgram;
import dev.autodiff.simd.Precision;
import dev.autodiff.simd.Stages.Source;
import dev.autodiff.simd.Stages;
import dev.autodiff.simd.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the innermost loop of a nest, or the innermost two as one, is done in vector registers: what the body is in
 * stages over tiles, where each input comes from and what becomes of each output.
 */
final class VectorLoop {
    /**
     * A tile is filled or emptied number by number: this pays if there is so much more to do for each; half as much for
     * what lies beside another one.
     */
    private static final int MIN_INSTRUCTIONS_PER_MOVE = 8;

    /**
     * The partial results of a fold, each of the elements that are so far apart: the same whatever the machine's
     * registers hold.
     */
    static final int FOLD_WIDTH = 16;

    private final LoopLayout layout;
    private final int base;
    private final LaneProgram program;
    private final LaneInputs inputs;
    private final Map<Input, Lane> varying = new LinkedHashMap<>();
    private final Map<Output, Lane> old = new HashMap<>();
    private final Map<Output, Lane> stored = new LinkedHashMap<>();
    private final Map<Output, Lane> folded = new LinkedHashMap<>();
    private final Map<Output, Lane> moved = new LinkedHashMap<>();
    private Stages registers;
    private Stages numbers;

    private VectorLoop(LoopLayout layout, int base, Precision precision) {
        this.layout = layout;
        this.base = base;
        this.program = new LaneProgram(precision);
        this.inputs = new LaneInputs(layout, base, program);
    }

    /**
     * Null for a loop that is better, or can only be, done number by number.
     *
     * @param levels how many loops are one, 1 or 2
     */
    static VectorLoop of(LoopLayout layout, int levels) {
        if (Obstacle.of(layout, levels) != null) {
            return null;
        }
        VectorLoop loop = new VectorLoop(layout, layout.depth() - levels, LoopBody.precision(layout));
        return loop.translate() && loop.pays() ? loop : null;
    }

    /**
     * The innermost loop of a nest whose steps go along rows that are folded, so that the partial results of all rows
     * are neighbours; null as above.
     */
    static VectorLoop acrossRows(LoopLayout layout) {
        if (Obstacle.of(layout, 1) != null) {
            return null;
        }
        VectorLoop loop = new VectorLoop(layout, layout.depth() - 1, LoopBody.precision(layout));
        boolean foldsNeighbours = loop.translate() && loop.folded.isEmpty() && loop.moved.isEmpty();
        return foldsNeighbours && loop.registers.instructions() >= loop.filled().size() ? loop : null;
    }

    /** The steps of an access along the loops that are done here. */
    List<Dimension> strides(Access access) {
        return layout.strides(access).subList(base, layout.depth());
    }

    /** Whether all elements are in one place. */
    private boolean isShared(Access access) {
        return layout.settledAt(access) <= base;
    }

    /** Whether the elements are neighbours. */
    boolean isContiguous(Access access) {
        List<Dimension> strides = strides(access);
        Dimension reach = Dimension.ONE;
        for (int i = strides.size() - 1; i >= 0; i--) {
            if (!strides.get(i).equals(reach)) {
                return false;
            }
            reach = reach.times(layout.length(base + i));
        }
        return true;
    }

    private boolean translate() {
        LaneBody body = new LaneBody(program, this::input);
        List<Lane> results = new ArrayList<>();
        for (Output output : layout.outputs()) {
            Lane value = body.number(output.value());
            if (output.fold() != null && isShared(layout.place(output))) {
                folded.put(
                        output, value.instruction() == Instruction.INPUT && isConverted(value) ? inTile(value) : value);
            } else if (areNeighbours(output.buffer(), layout.place(output))) {
                stored.put(output, output.fold() == null ? value : combined(output, value));
            } else {
                moved.put(output, value.instruction() == Instruction.INPUT ? inTile(value) : value);
            }
        }
        List<Lane> tiled = new ArrayList<>(folded.values());
        moved.values().stream().filter(lane -> !lane.instruction().isConstant()).forEach(tiled::add);
        results.addAll(stored.values());
        Version general = Version.general(program);
        Version usual = LoopBody.hasChoices(layout) ? general : Version.usual(program);
        registers = new Stages(usual, inputs.sources(), results, tiled, true);
        numbers = new Stages(general, inputs.sources(), results, tiled, false);
        return tiled.stream().noneMatch(registers::isUniform);
    }

    /** What is read from an array gets into a tile as its own product with 1, which changes no bit. */
    private static Lane inTile(Lane input) {
        return input.times(1);
    }

    /**
     * Whether the elements can be loaded to registers and stored from them: those of floats to doubles, but not those
     * of doubles to floats.
     */
    private boolean areNeighbours(Buffer buffer, Access place) {
        return isContiguous(place) && (buffer.isFloat() || precision() == Precision.F64);
    }

    /** Whether an input in an array is of floats in a loop of doubles. */
    private boolean isConverted(Lane input) {
        return inputs.sources().get(input.index()) == Source.ARRAY
                && buffer(input).isFloat()
                && precision() == Precision.F64;
    }

    /** What the output's place holds before, with the value. */
    private Lane combined(Output output, Lane value) {
        Lane before = inputs.add(Source.ARRAY);
        old.put(output, before);
        return LaneBody.combined(output.fold(), before, value);
    }

    private Lane input(Node node) {
        return inputs.of(node, input -> {
            boolean isNeighbour = input instanceof Load load
                    && load.index() == null
                    && areNeighbours(load.buffer(), layout.place(load));
            return varying.computeIfAbsent(input, unused -> inputs.add(isNeighbour ? Source.ARRAY : Source.TILE));
        });
    }

    private boolean pays() {
        int instructions = registers.instructions();
        int moves = moved.size() + filled().size();
        return instructions + folded.size() > 0 && 2 * instructions >= (moves + walks()) * MIN_INSTRUCTIONS_PER_MOVE;
    }

    /** How many loops move elements: what lies side by side is moved by one, which looks its row up once. */
    private int walks() {
        Set<List<Object>> walks = new HashSet<>();
        for (Input input : filled().keySet()) {
            boolean isElement = input instanceof Load;
            walks.add(isElement ? walk((Load) input) : List.of(input));
        }
        moved.keySet().forEach(output -> walks.add(List.of(output.buffer(), layout.strides(layout.place(output)))));
        return walks.size();
    }

    private List<Object> walk(Load load) {
        return List.of(load.buffer(), layout.strides(layout.place(load)), Optional.ofNullable(load.index()));
    }

    LoopLayout layout() {
        return layout;
    }

    /** The level of the outer one of the loops that are done here. */
    int base() {
        return base;
    }

    /** How many elements a round of the outer loop has: 1 if there is but one loop. */
    Dimension row() {
        return base == layout.depth() - 1 ? Dimension.ONE : layout.length(layout.depth() - 1);
    }

    Precision precision() {
        return program.precision();
    }

    /** What registers do. */
    Stages registers() {
        return registers;
    }

    /**
     * What numbers do as long as that is faster, and with elements that are not as registers expect: with the same
     * results.
     */
    Stages numbers() {
        return numbers;
    }

    /** The values that are the same for all elements, with their lanes. */
    Map<Node, Lane> uniforms() {
        return inputs.uniforms();
    }

    /** Inputs that are copied to tiles, number by number. */
    Map<Input, Lane> filled() {
        Map<Input, Lane> filled = new LinkedHashMap<>(varying);
        filled.values().removeIf(lane -> registers.source(lane) != Source.TILE);
        return filled;
    }

    /** Outputs that go to neighbours in an array. */
    List<Output> stored() {
        return List.copyOf(stored.keySet());
    }

    /** Outputs that are folded to one number. */
    Map<Output, Lane> folded() {
        return folded;
    }

    /** Outputs that are copied from tiles, number by number. */
    Map<Output, Lane> moved() {
        return moved;
    }

    /** The load or the output whose elements are an input in an array. */
    Access place(Lane lane) {
        for (Map.Entry<Input, Lane> input : varying.entrySet()) {
            if (input.getValue() == lane) {
                return layout.place(input.getKey());
            }
        }
        return layout.place(outputOf(lane));
    }

    /** The buffer that an input in an array is in. */
    Buffer buffer(Lane lane) {
        for (Map.Entry<Input, Lane> input : varying.entrySet()) {
            if (input.getValue() == lane) {
                return ((Load) input.getKey()).buffer();
            }
        }
        return outputOf(lane).buffer();
    }

    private Output outputOf(Lane lane) {
        return old.entrySet().stream().filter(entry -> entry.getValue() == lane).findFirst().orElseThrow().getKey();
    }

    /** Everything is a multiple of what the widest registers hold, so that no result depends on the machine. */
    int group() {
        return precision().group();
    }
}
