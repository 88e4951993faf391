package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.math;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.not;
import static dev.autodiff.kernel.Exprs.subtract;

import dev.autodiff.codegen.loops.ArrayRef;
import dev.autodiff.codegen.loops.PlanFrame;
import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.codegen.scalar.ScalarCode;
import dev.autodiff.codegen.tiles.ShortRows.Read;
import dev.autodiff.emit.CodeSize;
import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Integers;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Outlining;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.simd.Stages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The method that does {@link ShortRows}: it takes some rows, in whole groups as long as there are any, copies what
 * belongs to them to the scratch, and calls the {@link RowKernel} for some rounds at a time. Rows that fill no group
 * have their results in the scratch meanwhile. The method takes what the nest's method takes, where the first round is
 * in each array, how many there are, the parameters of what all terms share, and the scratch. It returns how many
 * rounds are done: a multiple of those that the kernel does at a time.
 */
final class ShortRowsEmitter {
    /**
     * So many tiles are worth a call. An element of a tile is a term of the rounds that are done at a time: so a short
     * tile has as many steps as the JIT asks for, as in all other loops.
     */
    private static final int TILES = 2;

    private final TileMethods methods;
    private final ShortRows rows;
    private final String name;
    private final PlanFrame frame;
    private final Body body;
    private final Map<Access, Variable> places = new LinkedHashMap<>();
    private final Map<Node, Variable> parameters = new LinkedHashMap<>();
    private final Variable length;
    private final Variable scratch;
    private final Warmth warmth;

    ShortRowsEmitter(TileMethods methods, ShortRows rows, String name) {
        this.methods = methods;
        this.rows = rows;
        this.name = name;
        this.frame = new PlanFrame(rows.layout().arguments(), List.of());
        this.body = frame.body();
        rows.places().forEach(place -> places.put(place, frame.parameter(Kind.INT, "at")));
        this.length = frame.parameter(Kind.INT, "length");
        rows.scratch().uniforms()
                .parameters()
                .forEach(node -> parameters.put(node, frame.parameter(ScalarCode.kind(node), "shared")));
        this.scratch = frame.parameter(rows.scratch().kind(), "scratch");
        this.warmth = new Warmth(body, methods.calls(), methods.vectors().newLoop(), name, scratch);
    }

    /** Writes the method and those that it calls; gives how it is called. */
    MethodRef emit() {
        methods.vectors().use(rows.precision());
        MethodRef registers = methods.vectors().print(RowKernel.of(rows, true, name + "Stage"));
        Method twin = RowKernel.of(rows, false, name + "Twin");
        methods.target().accept(twin);
        rows.scratch().uniforms().share(body, parameters, scratch, rows.isFloat(), methods.calls());
        warmth.beginCount();
        Variable rounds = body.let("rounds", Integers.inGroups(length, rows.together()));
        new Blocks(rounds, registers, twin.reference()).write();
        warmth.endCount();
        body.result(rounds);
        Method method = frame.method(name, Kind.INT).synthetic();
        Outlining.of(method, CodeSize::of).forEach(methods.target());
        methods.target().accept(warmth.practice(RowPractice.write(methods.vectors(), rows, registers, name)));
        return method.reference();
    }

    private Expr array(Buffer buffer) {
        return frame.array(ArrayRef.of(buffer));
    }

    private Expr place(Output output) {
        return places.get(rows.layout().place(output));
    }

    /** All rows, some at a time. */
    private final class Blocks {
        private final Variable rounds;
        private final MethodRef registers;
        private final MethodRef twin;
        private final Variable all = body.let("rows", frame.size(rows.rows()));
        private final Variable terms = body.let("terms", frame.size(rows.terms()));
        private final Variable whole = body.let("whole", Integers.inGroups(all, rows.group()));
        private final Variable first = body.let("first", integer(0));
        private Variable count;
        private Variable isWhole;

        Blocks(Variable rounds, MethodRef registers, MethodRef twin) {
            this.rounds = rounds;
            this.registers = registers;
            this.twin = twin;
        }

        void write() {
            body.repeat(() -> {
                body.leaveUnless(compare(first, Operator.LESS, all));
                isWhole = body.let("isWhole", compare(first, Operator.LESS, whole));
                count = body.choose(
                        "count",
                        Kind.INT,
                        isWhole,
                        unused -> math("min", integer(RowScratch.LANES), subtract(whole, first)),
                        unused -> subtract(all, first));
                fillRows();
                rounds();
                body.assign(first, add(first, count));
            });
        }

        /** Copies what belongs to the rows; the last row again where registers hold more. */
        private void fillRows() {
            if (rows.ofRows().isEmpty()) {
                return;
            }
            Expr padded = Integers.inGroups(add(count, integer(rows.group() - 1)), rows.group());
            Variable last = body.let("last", subtract(all, integer(1)));
            body.loop("r", integer(0), body.let("padded", padded), r -> {
                Variable row = body.let("row", math("min", add(first, r), last));
                rows.ofRows().forEach(read -> fillRow(read, row, r));
            });
        }

        private void fillRow(Read read, Variable row, Variable r) {
            Variable begin = body.let("begin", frame.behind(places.get(read.place()), read.ofRows(), row));
            Expr tile = integer(rows.scratch().tile(read));
            if (read.hasTerms()) {
                body.loop("t", integer(0), terms, t -> fill(
                        read.buffer(),
                        frame.behind(begin, read.ofTerms(), t),
                        add(add(tile, multiply(integer(RowScratch.STRIDE), t)), r)));
            } else {
                fill(read.buffer(), begin, add(tile, r));
            }
        }

        private void fill(Buffer buffer, Expr from, Expr to) {
            Expr number = cast(Kind.F64, element(array(buffer), from));
            body.store(scratch, to, Elements.stored(rows.isFloat(), number));
        }

        /** Some rounds at a time. */
        private void rounds() {
            Variable perRound = body.let("perRound", multiply(count, terms));
            Variable m = body.let("m", integer(0));
            body.repeat(() -> {
                body.leaveUnless(compare(m, Operator.LESS, rounds));
                Expr fitting = divide(multiply(integer(TILES), warmth.elements(rows.group())), perRound);
                Expr most = integer(ShortRows.ROUNDS / rows.together());
                Expr times = math("max", integer(1), math("min", most, fitting));
                Expr some = multiply(integer(rows.together()), times);
                Variable now = body.let("now", math("min", some, subtract(rounds, m)));
                body.branch(not(isWhole), () -> pads(m, now, true));
                tile(m, now, body.let("elements", multiply(divide(now, integer(rows.together())), perRound)));
                body.branch(not(isWhole), () -> pads(m, now, false));
                body.assign(m, add(m, now));
            });
        }

        private void tile(Variable m, Variable now, Variable elements) {
            List<Expr> arguments = arguments(m, now);
            Variable inRegisters = body.let("inRegisters", warmth.isHot());
            warmth.timed(
                    inRegisters,
                    taken -> divide(
                            multiply(taken, integer(Kind.LONG, Stages.TILE)), cast(Kind.LONG, elements)),
                    integer(Stages.TILE),
                    () -> body.branch(
                            inRegisters,
                            () -> body.run(new Expr.Call(registers, arguments)),
                            () -> body.run(new Expr.Call(twin, arguments))));
            body.branch(not(inRegisters), warmth::practiseWhenDue);
        }

        private List<Expr> arguments(Variable m, Variable now) {
            List<Expr> arguments = new ArrayList<>(List.of(scratch, now, count, terms));
            for (Read read : rows.shared()) {
                arguments.add(array(read.buffer()));
                arguments.add(frame.behind(places.get(read.place()), read.ofRounds(), m));
                Stream.of(read.ofRounds(), read.ofTerms())
                        .filter(RowKernel::isHandedIn)
                        .forEach(step -> arguments.add(frame.size(step)));
            }
            for (Output output : rows.layout().outputs()) {
                Expr stride = frame.size(rows.ofRounds(rows.layout().place(output)));
                arguments.add(chosen("array", array(output.buffer()), scratch));
                arguments.add(chosen("at", at(output, m, first), integer(rows.scratch().pad(output))));
                arguments.add(chosen("ofRounds", stride, integer(rows.group())));
            }
            return arguments;
        }

        private Expr chosen(String variable, Expr whenWhole, Expr whenPadded) {
            return body.choose(variable, whenWhole.kind(), isWhole, unused -> whenWhole, unused -> whenPadded);
        }

        private Expr at(Output output, Expr round, Expr row) {
            return Integers.sum(
                    frame.behind(place(output), rows.ofRounds(rows.layout().place(output)), round), row);
        }

        /** Copies the results of rows that fill no group to the scratch, the last one again behind them; or back. */
        private void pads(Variable m, Variable now, boolean in) {
            body.loop("u", integer(0), now, u -> {
                for (Output output : rows.layout().outputs()) {
                    Expr begin = add(integer(rows.scratch().pad(output)), multiply(integer(rows.group()), u));
                    Variable at = body.let("at", at(output, add(m, u), first));
                    pad(array(output.buffer()), at, body.let("pad", begin), in);
                }
            });
        }

        private void pad(Expr array, Variable at, Variable pad, boolean in) {
            if (in) {
                Variable last = body.let("last", subtract(count, integer(1)));
                body.loop("r", integer(0), integer(rows.group()), r -> body.store(
                        scratch, add(pad, r), element(array, add(at, math("min", r, last)))));
            } else {
                body.loop("r", integer(0), count, r -> body.store(
                        array, add(at, r), element(scratch, add(pad, r))));
            }
        }
    }
}
