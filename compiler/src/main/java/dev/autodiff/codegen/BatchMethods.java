package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.*;

import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.tiles.TileCall;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Reduction;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Support;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The methods for many points, such as {@code value(x[], y[], value[])}: element i of each array is point i. All inputs
 * of a point are read before its outputs are written, so an output may be the array of an input. Vector registers may
 * do most of the points, and the method for one point does the rest.
 */
final class BatchMethods {
    private static final Kind NUMBERS = Kind.F64.array();
    private static final MethodRef REQUIRE_SAME_LENGTH =
            MethodRef.of(Support.class, "requireSameLength", Kind.VOID, Kind.STRING, Kind.INT, Kind.STRING, Kind.INT);
    private static final MethodRef REQUIRE_WHOLES =
            MethodRef.of(Support.class, "requireWholes", Kind.VOID, Kind.STRING, NUMBERS);
    private static final MethodRef THREADS = MethodRef.of(Parallel.class, "threadsOfAll", Kind.INT);
    private static final MethodRef SHARE =
            MethodRef.of(Parallel.class, "share", Kind.VOID, Kind.INT, Kind.INT, Kind.of(IntConsumer.class));

    private final BatchLayout layout;
    private final SpecialCalls calls;
    private final TileCall tiles;
    private final String name;

    /** @param tiles what vector registers do, or null */
    private BatchMethods(BatchLayout layout, SpecialCalls calls, TileCall tiles) {
        this.layout = layout;
        this.calls = calls;
        this.tiles = tiles;
        this.name = layout.method().name();
    }

    /** One method with one loop. */
    static List<Method> simple(BatchLayout layout, SpecialCalls calls) {
        BatchMethods methods = new BatchMethods(layout, calls, null);
        return List.of(methods.entry((body, frame) -> methods.points(body, frame, integer(0), frame.count())));
    }

    /** Methods by which threads share many points, in chunks. */
    static List<Method> inChunks(BatchLayout layout, SpecialCalls calls, TileCall tiles) {
        BatchMethods methods = new BatchMethods(layout, calls, tiles);
        Method points = methods.range();
        Method chunk = methods.chunk(points);
        return List.of(methods.entry((body, frame) -> methods.share(body, frame, points, chunk)), chunk, points);
    }

    /** What does the points of an entry, once they are checked. */
    private interface Work {
        void write(Body body, Frame frame);
    }

    /** The parameters of a method: those of inputs, by their order, and arrays of outputs. */
    private record Frame(List<Variable> inputs, List<Variable> outputs, Variable count) {
        List<Variable> parameters() {
            List<Variable> parameters = new ArrayList<>(inputs);
            parameters.addAll(outputs);
            return parameters;
        }

        Variable first() {
            return BatchMethods.first(inputs);
        }
    }

    /** An array with an element for each point. */
    private static Variable first(List<Variable> inputs) {
        return inputs.stream().filter(input -> input.kind().isArray()).findFirst().orElseThrow();
    }

    private static Variable array(String name) {
        return new Variable(NUMBERS, name);
    }

    private Kind kind(Entry.Input input) {
        return layout.isShared(input) ? Kind.F64 : NUMBERS;
    }

    /** The parameters of an internal method. They have no names, which would double the size of its code. */
    private Frame frame() {
        return new Frame(layout.inputs().stream().map(input -> new Variable(kind(input), null)).toList(),
                layout.outputNames().stream().map(output -> array(null)).toList(), null);
    }

    private Method entry(Work work) {
        Body body = new Body();
        List<Variable> inputs = layout.inputs().stream().map(input -> new Variable(kind(input), input.name())).toList();
        List<Variable> outputs = layout.outputNames().stream().map(BatchMethods::array).toList();
        Frame frame = new Frame(inputs, outputs, body.let("n", length(first(inputs))));
        check(body, frame);
        work.write(body, frame);
        String documentation =
                "For many points: element i of each array belongs to point i. An array of results may be one of arguments.";
        return new Method(name, true, frame.parameters(), Kind.VOID, body.statements(), documentation);
    }

    /** Requires arrays of one length, and integers where the program declares {@code int}. */
    private void check(Body body, Frame frame) {
        for (Variable array : frame.parameters()) {
            if (array.kind().isArray() && array != frame.first()) {
                body.run(
                        calls.of(REQUIRE_SAME_LENGTH),
                        string(frame.first().name()),
                        frame.count(),
                        string(array.name()),
                        length(array));
            }
        }
        for (int input : layout.method().wholeInputs()) {
            Variable variable = frame.inputs().get(input);
            body.run(
                    calls.of(variable.kind().isArray() ? REQUIRE_WHOLES : ScalarFunctions.REQUIRE_WHOLE),
                    string(variable.name()),
                    variable);
        }
    }

    /** Few points at once, many in chunks. */
    private void share(Body body, Frame frame, Method points, Method chunk) {
        List<Expr> all = new ArrayList<>(frame.parameters());
        all.add(integer(0));
        all.add(frame.count());
        Expr chunks = add(new Expr.Operation(Operator.SHIFT_RIGHT, subtract(frame.count(), integer(1)),
                integer(Integer.numberOfTrailingZeros(Reduction.CHUNK))), integer(1));
        body.branch(
                compare(frame.count(), Operator.LESS, integer(Reduction.MIN_ELEMENTS)),
                () -> body.run(points.reference(), all),
                () -> body.run(
                        calls.of(SHARE),
                        call(calls.of(THREADS)),
                        chunks,
                        new Expr.Task(chunk.reference(), frame.parameters(), new Variable(Kind.INT, "chunk"))));
    }

    /** Some points that lie together, by their number. */
    private Method chunk(Method points) {
        Body body = new Body();
        Frame frame = frame();
        Variable number = new Variable(Kind.INT, null);
        Variable from = body.let(null, multiply(number, integer(Reduction.CHUNK)));
        List<Expr> arguments = new ArrayList<>(frame.parameters());
        arguments.add(from);
        arguments.add(add(from, math("min", subtract(length(frame.first()), from), integer(Reduction.CHUNK))));
        body.run(points.reference(), arguments);
        return hidden(name + "Chunk", frame, List.of(number), body);
    }

    private static Method hidden(String name, Frame frame, List<Variable> more, Body body) {
        List<Variable> parameters = new ArrayList<>(frame.parameters());
        parameters.addAll(more);
        return new Method(name, false, parameters, Kind.VOID, body.statements(), null);
    }

    /** The points from one to another. */
    private Method range() {
        Body body = new Body();
        Frame frame = frame();
        Variable from = new Variable(Kind.INT, null);
        Variable to = new Variable(Kind.INT, null);
        if (tiles != null) {
            tiles.write(body, byName(frame), from, to);
        }
        points(body, frame, from, to);
        return hidden(name + "Points", frame, List.of(from, to), body);
    }

    private Map<String, Variable> byName(Frame frame) {
        Map<String, Variable> variables = new HashMap<>();
        for (int i = 0; i < frame.inputs().size(); i++) {
            variables.put(layout.inputs().get(i).name(), frame.inputs().get(i));
        }
        for (int i = 0; i < frame.outputs().size(); i++) {
            variables.put(layout.outputNames().get(i), frame.outputs().get(i));
        }
        return variables;
    }

    private void points(Body body, Frame frame, Expr from, Expr to) {
        Map<String, Variable> arrays = new LinkedHashMap<>();
        Entry entry = layout.method().entry();
        entry.arguments().stream()
                .filter(Entry.Argument::isArray)
                .forEach(argument -> arrays.put(
                        argument.name(),
                        scratch(body, argument.name(), argument.inputs().size())));
        entry.arrays().forEach(array -> arrays.put(array, scratch(body, array, entry.outputs(array).size())));
        body.loop("i", from, to, i -> point(body, frame, arrays, i));
    }

    /** An array that the method for one point takes. */
    private static Variable scratch(Body body, String name, int length) {
        return body.let(name, new Expr.NewArray(NUMBERS, integer(length)));
    }

    private void point(Body body, Frame frame, Map<String, Variable> arrays, Variable i) {
        List<Expr> arguments = new ArrayList<>();
        int input = 0;
        for (Entry.Argument argument : layout.method().entry().arguments()) {
            Variable array = arrays.get(argument.name());
            for (int k = 0; k < argument.inputs().size(); k++) {
                Variable column = frame.inputs().get(input++);
                Expr number = column.kind().isArray() ? element(column, i) : column;
                if (argument.isArray()) {
                    body.store(array, integer(k), number);
                } else {
                    arguments.add(number);
                }
            }
            if (argument.isArray()) {
                arguments.add(array);
            }
        }
        layout.method().entry().arrays().forEach(array -> arguments.add(arrays.get(array)));
        Expr.Call call = new Expr.Call(layout.method().reference(), arguments);
        if (call.kind().equals(Kind.VOID)) {
            body.run(call);
        }
        Entry entry = layout.method().entry();
        int[] places = entry.places();
        for (int k = 0; k < frame.outputs().size(); k++) {
            // what is returned is the first: its call fills the arrays
            Entry.Output output = layout.outputs().get(k);
            Expr value = output.array() == null
                    ? call
                    : element(arrays.get(output.array()), places[entry.outputs().indexOf(output)]);
            body.store(frame.outputs().get(k), i, value);
        }
    }
}
