package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.tiles.ShortRows.Read;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.simd.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<Read, Stream> reads = new LinkedHashMap<>();
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
        rows.shared().forEach(read -> reads.put(read, stream(read.buffer(), read.ofRounds(), read.ofTerms())));
        for (Output output : rows.layout().outputs()) {
            outputs.put(output, stream(output.buffer(), null, Dimension.ZERO));
        }
        for (int round = 0; round < rows.together(); round++) {
            known.add(new HashMap<>());
        }
        findLanesOfRounds();
    }

    /** The kernel, in registers or in numbers. */
    static Method of(ShortRows rows, boolean inRegisters, String name) {
        RowKernel kernel = new RowKernel(rows, LaneCode.of(rows.precision(), inRegisters));
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

    private Stream stream(Buffer buffer, Dimension ofRounds, Dimension ofTerms) {
        return new Stream(
                parameter(Kind.arrayOf(buffer.isFloat()), "array"),
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
        rows.shared().stream().filter(Read::hasRounds).forEach(read -> ofRounds.add(read.lane()));
        for (Lane lane : rows.stage().lanes()) {
            if (lane.inputs().stream().anyMatch(ofRounds::contains)) {
                ofRounds.add(lane);
            }
        }
    }

    private void rounds() {
        rows.stage().reads().stream().filter(rows::isUniform).forEach(this::share);
        body.loop("m", integer(0), rounds, integer(rows.together()), m -> {
            List<Map<Read, Expr>> begins = new ArrayList<>();
            for (int round = 0; round < rows.together(); round++) {
                Expr number = add(m, integer(round));
                Map<Read, Expr> begin = new HashMap<>();
                reads.forEach((read, stream) -> begin.put(read, begin(read, stream, number)));
                begins.add(begin);
            }
            body.loop("j", integer(0), count, code.width(), j -> rows(m, j, begins));
        });
    }

    private void share(Lane lane) {
        Expr value = code.shared(body, lane, scratch, rows.scratch().uniforms()::place);
        known.forEach(round -> round.put(lane, value));
    }

    private Expr begin(Read read, Stream stream, Expr round) {
        if (!read.hasRounds()) {
            return stream.place();
        }
        Expr step = step(stream.ofRounds(), read.ofRounds());
        return body.let("at", Integers.sum(stream.place(), Integers.product(step, round)));
    }

    private static Expr step(Variable handedIn, Dimension known) {
        return handedIn != null ? handedIn : integer((int) known.literal());
    }

    /** Goes through the terms of as many rows as there are lanes. */
    private void rows(Variable m, Variable j, List<Map<Read, Expr>> begins) {
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
    private void loads(boolean hasTerms, Expr t, Variable j, List<Map<Read, Expr>> begins) {
        for (Read read : rows.reads()) {
            Lane lane = read.lane();
            if (read.hasTerms() != hasTerms) {
                continue;
            }
            if (read.isOfRow()) {
                define(lane, code.load(lane, scratch, add(inTile(read, t), j)));
            } else if (!read.hasRounds()) {
                define(lane, shared(read, begins.get(0).get(read), t));
            } else {
                for (int round = 0; round < rows.together(); round++) {
                    Expr number = shared(read, begins.get(round).get(read), t);
                    known.get(round).put(lane, body.let(null, number));
                }
            }
        }
    }

    private Expr inTile(Read read, Expr t) {
        Expr begin = integer(rows.scratch().tile(read));
        return read.hasTerms() ? Integers.sum(begin, Integers.product(integer(RowScratch.STRIDE), t)) : begin;
    }

    private Expr shared(Read read, Expr begin, Expr t) {
        Stream stream = reads.get(read);
        Expr place = read.hasTerms()
                ? Integers.sum(begin, Integers.product(step(stream.ofTerms(), read.ofTerms()), t))
                : begin;
        return code.uniform(cast(scratch.kind().element(), element(stream.array(), place)));
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
