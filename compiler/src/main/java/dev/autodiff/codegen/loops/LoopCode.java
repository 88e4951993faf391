package dev.autodiff.codegen.loops;

import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.classfile.Constants;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.lowering.Step.Position;
import dev.autodiff.lowering.Step.Size;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The statements of one loop nest: where the arrays begin, then a counter and places for each level, then what the body
 * keeps.
 */
final class LoopCode {
    /**
     * A part of the outermost loop.
     *
     * @param from the first round
     * @param to the round behind the last one
     * @param folds where numbers are folded
     */
    record Share(Variable from, Variable to, Map<Output, Folded> folds) {}

    /** A place in an array. */
    record Folded(Variable array, Variable place) {}

    private final PlanFrame frame;
    private final Body body;
    private final LoopLayout layout;
    private final LocalNumbers numbers;
    private final SpecialCalls calls;
    private final ScalarCode code;
    private final LoopPlaces places;
    private final List<ManyAtOnce> waysAtOnce;
    private final Share share;
    private final Map<Output, Variable> accumulators = new LinkedHashMap<>();

    /** What has been computed before the first step. */
    private final Set<Node> begun = new HashSet<>();

    /**
     * @param numbers those that the method has variables for
     * @param waysAtOnce how innermost loops are done many rounds at once
     * @param share the part of the outermost loop that is done, or null for all of it
     */
    LoopCode(
            PlanFrame frame,
            LoopLayout layout,
            LocalNumbers numbers,
            SpecialCalls calls,
            List<ManyAtOnce> waysAtOnce,
            Share share) {
        this.frame = frame;
        this.body = frame.body();
        this.layout = layout;
        this.numbers = numbers;
        this.calls = calls;
        this.code = new ScalarCode(body, layout.schedule(), Constants.of(layout.values()), calls);
        code.useInts(layout.wholeNumbers());
        this.places = new LoopPlaces(frame, layout, code);
        this.waysAtOnce = waysAtOnce;
        this.share = share;
    }

    /** Keeps in variables where those accesses begin whose elements are in arrays: the same whenever the loop runs. */
    void begin() {
        for (Input input : layout.inputs()) {
            if (input instanceof Position || input instanceof Load load && !numbers.isLocal(load.buffer())) {
                places.begin(layout.place(input));
            }
        }
        for (Output output : layout.outputs()) {
            if (!numbers.isLocal(output.buffer())) {
                places.begin(layout.place(output));
            }
        }
    }

    void write() {
        frame.line(layout.line());
        beginRows();
        level(0);
    }

    /** Computes what is known of rows before the first step. */
    private void beginRows() {
        List<Node> numbers = layout.fixedRows().numbers();
        layout.inputs().stream().filter(input -> numbers.contains(input.parameter())).forEach(input -> {
            read(input);
            begun.add(input.parameter());
        });
        layout.schedule().root().steps().stream().filter(numbers::contains).forEach(step -> {
            code.keep(step);
            begun.add(step);
        });
        places.beginRows();
    }

    private void level(int level) {
        if (layout.guard() != null && level == layout.guardLevel()) {
            read(layout.guard());
            body.branch(code.value(layout.guard().parameter()), () -> guarded(level));
        } else {
            guarded(level);
        }
    }

    /** What a level has to do where the guard, if there is one, is true. */
    private void guarded(int level) {
        List<Node> steps = level == layout.depth() ? stepsOfBody() : List.of();
        int done = 0;
        for (Input input : layout.inputsAt(level)) {
            // ids are in the order of computation: the number of a row comes before the element that stands there
            for (;
                    LoopLayout.isInRow(input)
                            && done < steps.size()
                            && steps.get(done).id() < input.parameter().id();
                    done++) {
                code.keep(steps.get(done));
            }
            if (input != layout.guard() && !begun.contains(input.parameter())) {
                read(input);
            }
        }
        List<Output> kept = layout.keptAt(level);
        kept.forEach(this::open);
        steps.subList(done, steps.size()).forEach(code::keep);
        if (level == layout.depth()) {
            layout.outputs().forEach(this::write);
        } else {
            repeat(level);
        }
        kept.forEach(output -> store(output, accumulators.get(output)));
    }

    private List<Node> stepsOfBody() {
        return layout.schedule().root().steps().stream().filter(step -> !begun.contains(step)).toList();
    }

    private void repeat(int level) {
        boolean isShare = share != null && level == 0;
        Expr end = isShare ? share.to() : named("length", frame.size(layout.length(level)));
        Expr begin = isShare ? share.from() : integer(0);
        List<ManyAtOnce> atOnce = waysAtOnce.stream().filter(way -> way.level() == level).toList();
        if (!atOnce.isEmpty()) {
            Variable done = body.let("done", begin);
            places.count(level, done);
            atOnce.forEach(way -> atOnce(way, done, end));
            begin = done;
        }
        body.loop(
                LoopPlaces.letter(level), begin, end, counter -> places.round(level, counter, () -> level(level + 1)));
    }

    /** What is read again and again. */
    private Expr named(String name, Expr value) {
        return value instanceof Variable || value instanceof Expr.Literal ? value : body.let(name, value);
    }

    /** Does most rounds of a loop before it, many at once. */
    private void atOnce(ManyAtOnce way, Variable done, Expr end) {
        way.write(
                frame,
                done,
                end,
                access -> places.at(access, way.level()),
                code::value,
                scratch -> takeUp(way, scratch));
    }

    private void takeUp(ManyAtOnce way, Variable scratch) {
        accumulators.forEach((output, accumulator) -> {
            if (way.folds(output)) {
                fold(output, accumulator, way.folded(scratch, output));
            }
        });
    }

    private void read(Input input) {
        if (input instanceof Load load && numbers.isLocal(load.buffer())) {
            number(load);
        } else if (input instanceof Load load) {
            element(load);
        } else if (input instanceof Size size && !code.ints().contains(size.parameter())) {
            code.bind(size.parameter(), body.let(null, cast(Kind.F64, frame.longSize(size.dimension()))));
        } else {
            Expr number =
                    input instanceof Size size ? frame.size(size.dimension()) : places.at(layout.place(input), null);
            code.ints().bind(input.parameter(), named(null, number));
        }
    }

    /** A number that has a variable is read where it is needed, unless it is another one by then. */
    private void number(Load load) {
        if (layout.isReadBehindWrite(load)) {
            code.bind(load.parameter(), body.let(load.buffer().name(), numbers.value(load.buffer())));
        } else {
            numbers.bind(load.parameter(), load.buffer(), code);
        }
    }

    private void element(Load load) {
        Access access = layout.place(load);
        Expr element =
                Elements.load(load.buffer(), frame.array(ArrayRef.of(load.buffer())), places.at(access, load.index()));
        boolean isNamed = !layout.isReadInPlace(load);
        code.bind(
                load.parameter(), isNamed ? body.let(load.buffer().name() + places.letters(access), element) : element);
    }

    /** Starts a variable for a fold over the loops further in. */
    private void open(Output output) {
        Fold fold = output.fold();
        String name = fold == Fold.PROD ? "product" : fold.name().toLowerCase(Locale.ROOT);
        accumulators.put(output, body.let(name, Elements.load(output.buffer(), array(output), place(output))));
    }

    /** What the whole loop folds goes to another array in each share. */
    private Expr array(Output output) {
        Folded folded = share == null ? null : share.folds().get(output);
        return folded == null ? frame.array(ArrayRef.of(output.buffer())) : folded.array();
    }

    private Expr place(Output output) {
        Folded folded = share == null ? null : share.folds().get(output);
        return folded == null ? places.at(layout.place(output), output.index()) : folded.place();
    }

    private void store(Output output, Expr value) {
        body.store(array(output), place(output), Elements.stored(output.buffer().isFloat(), value));
    }

    private void write(Output output) {
        Buffer buffer = output.buffer();
        if (numbers.isWhole(buffer)) {
            numbers.assignWhole(buffer, code.ints().value(output.value()));
        } else if (accumulators.containsKey(output)) {
            fold(output, accumulators.get(output), code.value(output.value()));
        } else if (numbers.isLocal(buffer)) {
            numbers.assign(buffer, combined(output, numbers.value(buffer)));
        } else if (output.fold() == null) {
            store(output, code.value(output.value()));
        } else {
            foldElement(output);
        }
    }

    private void fold(Output output, Variable accumulator, Expr value) {
        body.assign(accumulator, Elements.rounded(output.buffer().isFloat(), combine(output, accumulator, value)));
    }

    /** A place that a row is a part of is computed, and checked, once. */
    private void foldElement(Output output) {
        Expr array = array(output);
        Expr place = output.index() == null ? place(output) : body.let("at", place(output));
        Expr value = combined(output, Elements.load(output.buffer(), array, place));
        body.store(array, place, Elements.stored(output.buffer().isFloat(), value));
    }

    private Expr combined(Output output, Expr before) {
        Expr value = code.value(output.value());
        return output.fold() == null ? value : combine(output, before, value);
    }

    /** What decides a truth is computed in any case: an index in it may be wrong. */
    private Expr combine(Output output, Expr before, Expr value) {
        Expr operand =
                value.kind().equals(Kind.BOOLEAN) && !(value instanceof Variable) ? body.let(null, value) : value;
        return Elements.combined(output.fold(), before, operand, calls);
    }
}
