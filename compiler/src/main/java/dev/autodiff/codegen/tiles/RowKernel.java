package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Relation;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is done for some rounds of {@link ShortRows} as a method {@code (scratch, rounds, rows, terms, array, at, …)},
 * in vector registers or in numbers. Behind the place in an array stand its steps from round to round and, if it is
 * read, from term to term, unless they are known.
 */
final class RowKernel {
    /** An array and how it is gone through; a step is null that is not handed in. */
    private record Stream(Variable array, Variable place, Variable ofRounds, Variable ofTerms) {}

    private final ShortRows rows;
    private final LaneCode code;
    private final Body body = new Body();
    private final Variable scratch;
    private final Variable rounds = new Variable(Kind.INT, "rounds");
    private final Variable count = new Variable(Kind.INT, "rows");
    private final Variable terms = new Variable(Kind.INT, "terms");
    private final List<Variable> parameters;
    private final Map<Load, Stream> loads = new HashMap<>();
    private final Map<Output, Stream> outputs = new HashMap<>();

    /** The lanes that differ from round to round. */
    private final Set<Lane> ofRounds = new HashSet<>();

    /** What is known of lanes in each of the rounds that are done at a time. */
    private final List<Map<Lane, Expr>> known = new ArrayList<>();

    private RowKernel(ShortRows rows, LaneCode code) {
        this.rows = rows;
        this.code = code;
        this.scratch = new Variable(rows.scratch().kind(), "scratch");
        this.parameters = new ArrayList<>(List.of(scratch, rounds, count, terms));
        for (Load load : rows.shared()) {
            Dimension ofTerms = rows.ofTerms(rows.layout().place(load));
            Dimension ofRounds = rows.ofRounds(rows.layout().place(load));
            loads.put(load, stream(load.buffer().isFloat(), ofRounds, ofTerms));
        }
        for (Output output : rows.layout().outputs()) {
            outputs.put(output, stream(rows.isFloat(), null, Dimension.ZERO));
        }
        for (int round = 0; round < rows.together(); round++) {
            known.add(new HashMap<>());
        }
        findLanesOfRounds();
    }

    /** The kernel, in registers or in numbers. */
    static Method of(ShortRows rows, boolean inRegisters, String name) {
        LaneCode code =
                inRegisters ? new RegisterExpressions(rows.precision()) : new LaneExpressions(rows.precision());
        RowKernel kernel = new RowKernel(rows, code);
        kernel.rounds();
        return new Method(name, false, kernel.parameters, Kind.VOID, kernel.body.statements(), null).synthetic();
    }

    /** The slots that the arguments take, at most, for so many arrays. */
    static int slots(int arrays) {
        return 4 + 4 * arrays;
    }

    /** Whether a step is an argument: all but those that practice can take in arrays of its own. */
    static boolean isHandedIn(Dimension step) {
        return step == null || !step.is(0) && !step.is(1);
    }

    private Stream stream(boolean isFloat, Dimension ofRounds, Dimension ofTerms) {
        return new Stream(
                parameter((isFloat ? Kind.F32 : Kind.F64).array(), "array"),
                parameter(Kind.INT, "at"),
                isHandedIn(ofRounds) ? parameter(Kind.INT, "ofRounds") : null,
                isHandedIn(ofTerms) ? parameter(Kind.INT, "ofTerms") : null);
    }

    private Variable parameter(Kind kind, String name) {
        parameters.add(new Variable(kind, name));
        return parameters.get(parameters.size() - 1);
    }

    private void findLanesOfRounds() {
        ofRounds.addAll(rows.before().values());
        rows.shared().stream().filter(rows::hasRounds).forEach(load -> ofRounds.add(rows.lane(load)));
        for (Lane lane : rows.stage().lanes()) {
            if (lane.inputs().stream().anyMatch(ofRounds::contains)) {
                ofRounds.add(lane);
            }
        }
    }

    private void rounds() {
        rows.stage().reads().stream().filter(rows::isUniform).forEach(this::share);
        steps("m", rounds, integer(rows.together()), m -> {
            List<Map<Load, Expr>> begins = new ArrayList<>();
            for (int round = 0; round < rows.together(); round++) {
                Expr number = add(m, integer(round));
                Map<Load, Expr> begin = new HashMap<>();
                loads.forEach((load, stream) -> begin.put(load, begin(load, stream, number)));
                begins.add(begin);
            }
            steps("j", count, code.width(), j -> rows(m, j, begins));
        });
    }

    private interface Step {
        void at(Variable i);
    }

    private void steps(String name, Expr end, Expr width, Step step) {
        Variable i = body.let(name, integer(0));
        body.repeatWhile(compare(i, Relation.LESS, end), () -> {
            step.at(i);
            body.assign(i, add(i, width));
        });
    }

    /** What is the same for all is in a variable, unless it is written out. */
    private void share(Lane lane) {
        Expr value = lane.instruction().isConstant()
                ? code.constant(lane)
                : code.uniform(element(scratch, rows.scratch().uniforms().place(lane)));
        Expr named = value instanceof Expr.Literal ? value : body.let(null, value);
        known.forEach(round -> round.put(lane, named));
    }

    private Expr begin(Load load, Stream stream, Expr round) {
        if (!rows.hasRounds(load)) {
            return stream.place();
        }
        Expr step = step(stream.ofRounds(), rows.ofRounds(rows.layout().place(load)));
        return body.let("at", Integers.sum(stream.place(), Integers.product(step, round)));
    }

    private static Expr step(Variable handedIn, Dimension known) {
        return handedIn != null ? handedIn : integer((int) known.literal());
    }

    /** Goes through the terms of as many rows as there are lanes. */
    private void rows(Variable m, Variable j, List<Map<Load, Expr>> begins) {
        List<Map<Output, Variable>> folded = new ArrayList<>();
        for (int round = 0; round < rows.together(); round++) {
            folded.add(new HashMap<>());
            for (Output output : rows.layout().outputs()) {
                Lane before = rows.before().get(output);
                Expr value = code.load(before, outputs.get(output).array(), place(output, m, round, j));
                folded.get(round).put(output, body.let("folded", value));
                known.get(round).put(before, folded.get(round).get(output));
            }
        }
        loads(false, integer(0), j, begins);
        body.loop("t", integer(0), terms, t -> {
            loads(true, t, j, begins);
            term(folded);
        });
        for (int round = 0; round < rows.together(); round++) {
            for (Output output : rows.layout().outputs()) {
                code.store(
                        body,
                        rows.before().get(output),
                        folded.get(round).get(output),
                        outputs.get(output).array(),
                        place(output, m, round, j));
            }
        }
    }

    private Expr place(Output output, Variable m, int round, Variable j) {
        Stream stream = outputs.get(output);
        return add(add(stream.place(), Integers.product(stream.ofRounds(), add(m, integer(round)))), j);
    }

    /** Reads what differs from term to term, or what does not. */
    private void loads(boolean hasTerms, Expr t, Variable j, List<Map<Load, Expr>> begins) {
        for (Load load : rows.loads()) {
            Lane lane = rows.lane(load);
            if (rows.hasTerms(load) != hasTerms) {
                continue;
            }
            if (rows.isOfRow(load)) {
                define(lane, code.load(lane, scratch, add(inTile(load, t), j)));
            } else if (!rows.hasRounds(load)) {
                define(lane, shared(load, begins.get(0).get(load), t));
            } else {
                for (int round = 0; round < rows.together(); round++) {
                    Expr number = shared(load, begins.get(round).get(load), t);
                    known.get(round).put(lane, body.let(null, number));
                }
            }
        }
    }

    private Expr inTile(Load load, Expr t) {
        Expr begin = integer(rows.scratch().tile(load));
        return rows.hasTerms(load) ? Integers.sum(begin, Integers.product(integer(RowScratch.STRIDE), t)) : begin;
    }

    private Expr shared(Load load, Expr begin, Expr t) {
        Expr place = begin;
        if (rows.hasTerms(load)) {
            Expr step = step(loads.get(load).ofTerms(), rows.ofTerms(rows.layout().place(load)));
            place = Integers.sum(begin, Integers.product(step, t));
        }
        return code.uniform(cast(scratch.kind().element(), element(loads.get(load).array(), place)));
    }

    /** Makes a value known that is the same in all rounds. */
    private void define(Lane lane, Expr value) {
        Variable named = body.let(null, value);
        known.forEach(round -> round.put(lane, named));
    }

    private void term(List<Map<Output, Variable>> folded) {
        for (Lane lane : rows.stage().lanes()) {
            if (!ofRounds.contains(lane)) {
                define(lane, applied(lane, known.get(0)));
                continue;
            }
            for (Map<Lane, Expr> round : known) {
                round.put(lane, body.let(null, applied(lane, round)));
            }
        }
        for (int round = 0; round < rows.together(); round++) {
            for (int k = 0; k < rows.results().size(); k++) {
                Output output = rows.layout().outputs().get(k);
                body.assign(folded.get(round).get(output), known.get(round).get(rows.results().get(k)));
            }
        }
    }

    private Expr applied(Lane lane, Map<Lane, Expr> round) {
        return code.apply(lane, lane.inputs().stream().map(round::get).toList());
    }
}
