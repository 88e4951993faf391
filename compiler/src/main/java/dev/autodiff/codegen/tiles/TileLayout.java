package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where everything is that a {@link VectorLoop} works on, in registers or {@link #ofNumbers in numbers}: a scratch
 * array with tiles, then partial results of folds, then what is the same for all elements; and the arrays with the
 * places where the innermost loop begins.
 */
public final class TileLayout {
    /**
     * From one tile to the next. The elements of an index would lie 4096 bytes apart if tiles had no gaps, where all of
     * them fall into one set of the first cache, which holds eight.
     */
    static final int TILE_STRIDE = Stages.TILE + 16;

    /**
     * Numbers that all tiles may hold together, half of a second cache of 256 KB: measured with 73 tiles, which are a
     * tenth slower if each is as long as a few are.
     */
    private static final int MOST_NUMBERS = 16_384;

    /** Elements of a tile that are worth the calls of all stages. */
    private static final int SHORTEST = 32;

    /** The arrays of one stage: each takes two slots of 255 among its arguments, and locals for what is read. */
    private static final int MAX_OPERANDS = 82;

    /** Each is a method in registers and one in numbers: more of them leave no room in a class for what else it has. */
    private static final int MAX_STAGES = 200;

    /** Instructions of a body of which one group of elements is worth the call. */
    private static final int LONG_BODY = 64;

    /** An array that a stage reads or writes: a lane that is an input, or a result. */
    record Operand(Lane lane, Integer result, Buffer buffer, Access place) {}

    /** So few elements are copied altogether if they are no whole groups; of more, those behind the last group. */
    static final int PADDED = 64;

    /** Neighbours in an array. */
    record Neighbours(Buffer buffer, Access place) {}

    private final VectorLoop loop;
    private final Stages stages;
    private final boolean padsRest;
    private final int tiles;
    private final Uniforms uniforms;
    private final List<Output> folds;
    private final List<Access> places;
    private final List<Neighbours> padded;

    /**
     * Null for a loop that is not done in vector registers, or has too many stages or arrays.
     *
     * @param padsRest whether the rest of a long body's elements may be done as a tile of its own
     */
    public static TileLayout of(LoopLayout layout, int levels, boolean padsRest) {
        return of(VectorLoop.of(layout, levels), padsRest);
    }

    /** The same for the {@link AcrossRows rows} of a nest. */
    static TileLayout acrossRows(LoopLayout layout) {
        return of(VectorLoop.acrossRows(layout), false);
    }

    private static TileLayout of(VectorLoop loop, boolean padsRest) {
        TileLayout tiles = loop == null ? null : new TileLayout(loop, loop.registers(), padsRest);
        return tiles != null && tiles.fits() ? tiles : null;
    }

    private TileLayout(VectorLoop loop, Stages stages, boolean padsRest) {
        this.loop = loop;
        this.stages = stages;
        this.tiles = Math.max(loop.registers().tiles(), loop.numbers().tiles());
        this.folds = List.copyOf(loop.folded().keySet());
        this.uniforms =
                new Uniforms(loop.uniforms(), tiles * TILE_STRIDE + folds.size() * VectorLoop.FOLD_WIDTH);
        this.places = List.copyOf(findPlaces());
        this.padsRest = padsRest && isLong() && loop.row().is(1) && holdAlike();
        this.padded = this.padsRest ? neighbours(operand -> true) : List.of();
    }

    /** The same loop in numbers. */
    TileLayout ofNumbers() {
        return new TileLayout(loop, loop.numbers(), padsRest);
    }

    /** All that is called for a tile. */
    private List<Stage> calls() {
        List<Stage> calls = new ArrayList<>(loop.registers().list());
        calls.addAll(loop.numbers().list());
        if (loop.registers().check() != null) {
            calls.add(loop.registers().check());
        }
        return calls;
    }

    private boolean fits() {
        List<Stage> calls = calls();
        return calls.size() <= MAX_STAGES
                && calls.stream().allMatch(stage -> operands(stage).size() <= MAX_OPERANDS)
                && slots() <= ClassFile.MAX_ARGUMENT_SLOTS;
    }

    /** The slots that the arguments of the method take that does all tiles. */
    private int slots() {
        int numbers = parameters().stream().mapToInt(node -> ScalarCode.kind(node).slots()).sum();
        return PlanLayout.slots(loop.layout().arguments()) + places.size() + numbers + 2;
    }

    private Set<Access> findPlaces() {
        Set<Access> all = new LinkedHashSet<>();
        calls().forEach(stage -> operands(stage).forEach(operand -> all.add(operand.place())));
        for (Input input : loop.filled().keySet()) {
            all.add(loop.layout().place(input));
            if (LoopLayout.isInRow(input)) {
                all.add(loop.layout().place(loop.layout().numberOf(((Load) input).index())));
            }
        }
        loop.moved().keySet().forEach(output -> all.add(loop.layout().place(output)));
        loop.folded().values().stream()
                .filter(lane -> stages.source(lane) == Stages.Source.ARRAY)
                .forEach(lane -> all.add(loop.place(lane)));
        return all;
    }

    /** Whether all arrays are of the numbers that registers hold. */
    private boolean holdAlike() {
        return calls().stream()
                .flatMap(stage -> operands(stage).stream())
                .allMatch(operand -> operand.buffer().isFloat() == isFloat());
    }

    private List<Neighbours> neighbours(Predicate<Operand> which) {
        return calls().stream()
                .flatMap(stage -> operands(stage).stream())
                .filter(which)
                .map(operand -> new Neighbours(operand.buffer(), operand.place()))
                .distinct()
                .toList();
    }

    VectorLoop loop() {
        return loop;
    }

    Stages stages() {
        return stages;
    }

    /** Whether the scratch is of floats. */
    boolean isFloat() {
        return loop.precision() == Precision.F32;
    }

    /** The kind of the scratch. */
    Kind scratchKind() {
        return Kind.arrayOf(isFloat());
    }

    /** The accesses whose places the innermost loop is handed, in order. */
    List<Access> places() {
        return places;
    }

    /** Whether so much is done for each element that one group of them is worth the call, unless it is folded. */
    boolean isLong() {
        return loop.registers().instructions() >= LONG_BODY && folds.isEmpty();
    }

    /**
     * Whether the elements that do not fill a group are done in registers as well, among others that nobody wants, in a
     * {@link PaddedTile}.
     */
    boolean padsRest() {
        return padsRest;
    }

    /** What a padded tile holds that is read. */
    List<Neighbours> paddedInputs() {
        return neighbours(operand -> operand.result() == null);
    }

    /** What it holds that is written. */
    List<Neighbours> paddedResults() {
        return neighbours(operand -> operand.result() != null);
    }

    /** Where a padded tile has its elements of an array. */
    int pad(Neighbours neighbours) {
        return uniforms.end() + padded.indexOf(neighbours) * PADDED;
    }

    /** The elements that the scratch must have; the last one of the array counts tiles. */
    int scratch() {
        return uniforms.end() + padded.size() * PADDED + 1;
    }

    /** How many elements of each tile there are at once, so that all tiles together stay in the second cache. */
    int elementsThatFit() {
        int elements = Stages.TILE;
        while (elements > SHORTEST && (long) elements * tiles > MOST_NUMBERS) {
            elements /= 2;
        }
        return elements;
    }

    /** Where the tile of a lane begins. */
    int tile(Lane lane) {
        return stages.tile(lane) * TILE_STRIDE;
    }

    /** Where the partial results of a fold begin; the first of them is the result in the end. */
    int fold(Output output) {
        return tiles * TILE_STRIDE + folds.indexOf(output) * VectorLoop.FOLD_WIDTH;
    }

    /** Where a number is that all elements share. */
    int uniform(Lane lane) {
        return uniforms.place(lane);
    }

    /** What all elements share. */
    Uniforms uniforms() {
        return uniforms;
    }

    /** The results that stages store, by their numbers. */
    List<Lane> results() {
        return stages.results();
    }

    /** The arrays of a stage, in the order of its arguments. */
    List<Operand> operands(Stage stage) {
        List<Operand> operands = new ArrayList<>();
        for (Lane lane : stage.reads()) {
            if (stages.source(lane) == Stages.Source.ARRAY) {
                operands.add(new Operand(lane, null, loop.buffer(lane), loop.place(lane)));
            }
        }
        for (int result : stage.results()) {
            Output output = loop.stored().get(result);
            operands.add(new Operand(null, result, output.buffer(), loop.layout().place(output)));
        }
        return operands;
    }

    /** The parameters of the body that the uniform values follow from, in order. */
    List<Node> parameters() {
        return uniforms.parameters();
    }
}
