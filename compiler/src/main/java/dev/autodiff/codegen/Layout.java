package dev.autodiff.codegen;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The signature and the methods' contents of a class, the same for bytecode and for Java source. */
final class Layout {
    /**
     * HotSpot never compiles a method of more than 8000 bytes of bytecode (HugeMethodLimit): it would run 5 times
     * slower.
     */
    static final int MAX_METHOD_BYTES = 8000;

    /** What a whole function may take by the schedule's upper bounds, its entry and return aside. */
    private static final int MAX_FUNCTION_BYTES = MAX_METHOD_BYTES - 600;

    /**
     * Parts stay small enough for the JIT's register allocator, and large enough for few values to cross between them.
     */
    private static final int PART_BYTES = 7000;

    /** What a static method takes, a double counting twice. */
    static final int MAX_ARGUMENT_SLOTS = 255;

    // upper bounds of the bytes for a number of the point in an array, for a check, and for a result that goes to an
    // array
    private static final long POINT_BYTES = 16;
    private static final long CHECK_BYTES = 24;
    private static final long STORE_BYTES = 8;

    /** Calls or copies in one method, at most 24 bytes each, stay below {@link #MAX_METHOD_BYTES}. */
    static final int MAX_CALLS = 300;

    /** One method of the class, in one piece or in parts. */
    record Method(String name, Entry entry, Schedule schedule, Split split) {
        /** Whether loops of it record something. */
        boolean hasTapes() {
            return schedule.tapes() > 0;
        }

        /** Whether a point is one array because its numbers are too many for a method's arguments. */
        boolean takesPointAsArray() {
            return entry.arguments().stream()
                                    .mapToInt(argument -> argument.isArray() ? 1 : 2)
                                    .sum()
                            + entry.arrays().size()
                    > MAX_ARGUMENT_SLOTS;
        }

        /** The places of the inputs that are {@code int}, which the method takes as doubles. */
        List<Integer> wholeInputs() {
            return IntStream.range(0, entry.inputs().size())
                    .filter(i -> entry.inputs().get(i).node().type().dtype() == DType.INT)
                    .boxed()
                    .toList();
        }

        /** By which other methods of the class call it. */
        MethodRef reference() {
            List<Kind> kinds = new ArrayList<>(
                    takesPointAsArray()
                            ? List.of(Kind.F64.array())
                            : entry.arguments().stream()
                                    .map(argument -> argument.isArray() ? Kind.F64.array() : Kind.F64)
                                    .toList());
            entry.arrays().forEach(array -> kinds.add(Kind.F64.array()));
            return new MethodRef(null, name, kinds, entry.returned() != null ? Kind.F64 : Kind.VOID);
        }

        List<String> inputNames() {
            return entry.inputs().stream().map(Entry.Input::name).toList();
        }
    }

    private final EntryPoints function;
    private final List<Node> loops;
    private final List<Method> methods;

    /** @param suffix of the names of methods */
    Layout(EntryPoints function, String suffix) {
        this.function = function;
        this.loops = function.formula().graph().loops(function.nodes());
        this.methods = function.entries().stream().map(entry -> method(entry, suffix)).toList();
    }

    /** Whether no loop is too large for a method. */
    static boolean fits(EntryPoints function) {
        boolean hasLoops = !function.formula().graph().loops(function.nodes()).isEmpty();
        return !hasLoops
                || new Layout(function, "")
                        .methods().stream()
                                .allMatch(method ->
                                        method.split() == null || method.split().fits(PART_BYTES));
    }

    EntryPoints function() {
        return function;
    }

    List<Method> methods() {
        return methods;
    }

    List<String> parameterNames() {
        return function.parameterNames();
    }

    /** What a class says of itself in constants, by their names, in order. */
    Map<String, String> metadata(ClassSpec spec) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", function.formula().name());
        texts.put("PARAMETERS", String.join(",", parameterNames()));
        texts.put("VARIABLES", String.join(",", function.variables()));
        boolean isOfTensors = function.entries().get(0).arguments().stream().anyMatch(Entry.Argument::isArray);
        if (function.formula().results().size() > 1 && !isOfTensors) {
            texts.put("RESULTS", String.join(",", function.formula().results().keySet()));
        }
        spec.describe(texts);
        return texts;
    }

    /** How many loops record something. */
    int tapes() {
        return (int) loops.stream().filter(loop -> !((LoopOp.Loop) loop.op()).recorded(loop).isEmpty()).count();
    }

    private static Method method(Entry entry, String suffix) {
        List<Node> results = entry.nodes();
        Schedule schedule = Schedule.of(results, true);
        Method whole = new Method(entry.name() + suffix, entry, schedule, null);
        long inArrays = entry.inputs().stream().filter(input -> input.array() != null).count();
        long start = POINT_BYTES * (whole.takesPointAsArray() ? entry.inputs().size() : inArrays)
                + CHECK_BYTES * (whole.wholeInputs().size() + entry.arrays().size());
        if (schedule.totalCost() + STORE_BYTES * entry.outputs().size() + start <= MAX_FUNCTION_BYTES) {
            return whole;
        }
        Schedule flat = Schedule.of(results, false);
        return new Method(whole.name(), entry, flat, new Split(flat, results, PART_BYTES));
    }
}
