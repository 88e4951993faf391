package dev.autodiff.codegen.tiles;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.loops.LoopBody;
import dev.autodiff.codegen.loops.LoopLayout;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.LaneProgram;
import dev.autodiff.simd.Precision;
import dev.autodiff.simd.Stage;
import dev.autodiff.simd.Stages.Source;
import dev.autodiff.simd.Stages;
import dev.autodiff.simd.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How folds of short rows are done in vector registers whose lanes go across the rows, as in {@code sum((p - c)^2,
 * axis=-1)} for all p and all c. Of the three innermost loops the inner one goes along the <em>terms</em> of a row, the
 * next one along <em>rows</em> whose results are neighbours, and the outer one does that in <em>rounds</em>. Each
 * element that belongs to a row is the same in all rounds, and is copied, transposed, to the scratch once for all of
 * them; each other one is the same for all rows. What a row is folded to stays in a lane of a register while its terms
 * are gone through, in their order; so its bits are those of the loop of numbers.
 */
final class ShortRows {
    /** Rounds that are called for together, at most. */
    static final int ROUNDS = 64;

    /** So many rounds at a time share what is loaded of the rows, if a loop stays short enough for HotSpot then. */
    private static final int TOGETHER = 4;

    /** Instructions of a loop that HotSpot compiles well. */
    private static final int MAX_INSTRUCTIONS = 40;

    /** Of fewer rows a register would be half empty. */
    static final int MIN_ROWS = 3;

    /** The numbers that the scratch may have, so that it stays in the second cache: half a megabyte as a rule. */
    private static final int MOST_NUMBERS = 32_768;

    /** Terms of all rows together of which a round is worth it: measured with 3 rows of 8, and 8 of 2. */
    static final int MIN_TERMS = 16;

    /** Of fewer rounds the copies would not be used often enough. */
    static final int MIN_ROUNDS = 16;

    private final LoopLayout layout;
    private final LaneProgram program;
    private final LaneInputs inputs;
    private final Map<Load, Read> reads = new LinkedHashMap<>();
    private final Map<Output, Lane> before = new LinkedHashMap<>();
    private Stages stages;

    /**
     * An element that a term reads in an array.
     *
     * @param ofRounds the step from round to round
     */
    record Read(Load load, Access place, Lane lane, Dimension ofRounds, Dimension ofRows, Dimension ofTerms) {
        Buffer buffer() {
            return load.buffer();
        }

        /** Whether it belongs to a row, the same in all rounds; or else it is the same for all rows. */
        boolean isOfRow() {
            return !ofRows.is(0);
        }

        boolean hasTerms() {
            return !ofTerms.is(0);
        }

        boolean hasRounds() {
            return !ofRounds.is(0);
        }
    }

    private ShortRows(LoopLayout layout) {
        this.layout = layout;
        this.program = new LaneProgram(LoopBody.precision(layout));
        this.inputs = new LaneInputs(layout, base(), program);
    }

    /** Null for a nest that is not of this kind, or whose body is too long for one loop over registers. */
    static ShortRows of(LoopLayout layout) {
        if (layout.depth() < 3
                || layout.guardLevel() > layout.depth() - 3 && layout.guardLevel() < layout.depth()
                || Obstacle.of(layout, 3) != null
                || !canBeWorthIt(layout)) {
            return null;
        }
        ShortRows rows = new ShortRows(layout);
        boolean isPossible = layout.outputs().stream().allMatch(rows::isFoldOfRow)
                && layout.inputs().stream().allMatch(rows::isSharedOrOfRow);
        return isPossible && rows.translate() && rows.fits() ? rows : null;
    }

    private static boolean canBeWorthIt(LoopLayout layout) {
        Dimension terms = layout.length(layout.depth() - 1);
        Dimension rows = layout.length(layout.depth() - 2);
        Dimension rounds = layout.length(layout.depth() - 3);
        return (!terms.isLiteral() || terms.literal() < TileCall.MIN_LENGTH)
                && (!rows.isLiteral() || rows.literal() >= MIN_ROWS)
                && (!rounds.isLiteral() || rounds.literal() >= MIN_ROUNDS);
    }

    /** Whether the results of all rows and rounds are numbers in places of their own, neighbours for each round. */
    private boolean isFoldOfRow(Output output) {
        Access place = layout.place(output);
        Dimension ofRounds = ofRounds(place);
        return output.fold() != null
                && output.fold() != Fold.ANY
                && output.fold() != Fold.ALL
                && output.buffer().isFloat() == (precision() == Precision.F32)
                && ofTerms(place).is(0)
                && ofRows(place).is(1)
                && !ofRounds.is(0)
                && ofRounds.minus(rows()).isNeverNegative();
    }

    /** Whether an input is the same for all rows, or in all rounds, and nothing that is written here. */
    private boolean isSharedOrOfRow(Input input) {
        if (input instanceof Size) {
            return true;
        }
        Access place = layout.place(input);
        if (layout.settledAt(place) <= base()) {
            return true;
        }
        return input instanceof Load load
                && layout.outputs().stream().noneMatch(output -> output.buffer() == load.buffer())
                && (ofRows(place).is(0) || ofRounds(place).is(0));
    }

    private boolean translate() {
        LaneBody body = new LaneBody(program, this::input);
        List<Lane> results = new ArrayList<>();
        for (Output output : layout.outputs()) {
            Lane value = body.number(output.value());
            before.put(output, inputs.add(Source.ARRAY));
            // what is computed receives the call: C2 does not inline one whose receiver is the loop's own result, and
            // boxes each vector
            results.add(LaneBody.combined(output.fold(), value, before.get(output)));
        }
        stages = new Stages(Version.general(program), inputs.sources(), results, List.of(), true);
        return stages.list().size() == 1 && !stage().isByLane();
    }

    private boolean fits() {
        int numbers = scratch().uniforms().parameters().stream()
                .mapToInt(node -> ScalarCode.kind(node).slots())
                .sum();
        int slots = PlanLayout.slots(layout.arguments()) + places().size() + numbers + 2;
        return scratch().size() <= MOST_NUMBERS
                && Math.max(slots, RowKernel.slots(arrays())) <= ClassFile.MAX_ARGUMENT_SLOTS;
    }

    private Lane input(Node node) {
        return inputs.of(node, input -> reads.computeIfAbsent((Load) input, this::read).lane());
    }

    private Read read(Load load) {
        Access place = layout.place(load);
        return new Read(load, place, inputs.add(Source.ARRAY), ofRounds(place), ofRows(place), ofTerms(place));
    }

    LoopLayout layout() {
        return layout;
    }

    /** The level of the loop of rounds. */
    int base() {
        return layout.depth() - 3;
    }

    Precision precision() {
        return program.precision();
    }

    /** How many rows there are. */
    Dimension rows() {
        return layout.length(base() + 1);
    }

    /** How many terms each row has. */
    Dimension terms() {
        return layout.length(base() + 2);
    }

    /** The step of an access from round to round. */
    Dimension ofRounds(Access access) {
        return layout.strides(access).get(base());
    }

    private Dimension ofRows(Access access) {
        return layout.strides(access).get(base() + 1);
    }

    private Dimension ofTerms(Access access) {
        return layout.strides(access).get(base() + 2);
    }

    /** The body, with what is folded as inputs and as results. */
    Stage stage() {
        return stages.list().get(0);
    }

    /** What each output is after a term, in their order. */
    List<Lane> results() {
        return stages.results();
    }

    /** What each output is before a term. */
    Map<Output, Lane> before() {
        return before;
    }

    boolean isUniform(Lane lane) {
        return stages.isUniform(lane);
    }

    /** The elements that belong to a row. */
    List<Read> ofRows() {
        return reads.values().stream().filter(Read::isOfRow).toList();
    }

    /** The elements that are the same for all rows. */
    List<Read> shared() {
        return reads.values().stream().filter(read -> !read.isOfRow()).toList();
    }

    /** What is read from arrays. */
    Collection<Read> reads() {
        return reads.values();
    }

    int instructions() {
        return stages.instructions();
    }

    /** How many rounds are done at a time. */
    int together() {
        int together = TOGETHER;
        while (together > 1 && together * instructions() > MAX_INSTRUCTIONS) {
            together /= 2;
        }
        return together;
    }

    /** The rows that the widest register holds. */
    int group() {
        return precision().group();
    }

    /** Whether the scratch is of floats. */
    boolean isFloat() {
        return precision() == Precision.F32;
    }

    /** Where the scratch has everything. */
    RowScratch scratch() {
        return new RowScratch(this, inputs.uniforms());
    }

    /** The accesses whose places the method is handed, in order. */
    List<Access> places() {
        List<Access> places = new ArrayList<>();
        reads.values().forEach(read -> places.add(read.place()));
        layout.outputs().forEach(output -> places.add(layout.place(output)));
        return places.stream().distinct().toList();
    }

    /** What a kernel reads and writes in arrays. */
    int arrays() {
        return shared().size() + layout.outputs().size();
    }
}
