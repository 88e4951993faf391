package dev.autodiff.codegen;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The signature and the methods' contents of a class, the same for bytecode and for Java source. */
final class Layout {
    /** HotSpot never compiles a method of more than 8000 bytes of bytecode (HugeMethodLimit): it would run 5 times slower. */
    static final int MAX_METHOD_BYTES = 8000;

    /** What a whole function may take by the schedule's upper bounds, its entry and return aside. */
    private static final int MAX_FUNCTION_BYTES = MAX_METHOD_BYTES - 600;

    /** Parts stay small enough for the JIT's register allocator, and large enough for few values to cross between them. */
    private static final int PART_BYTES = 7000;

    /** What a static method takes, a double counting twice. */
    static final int MAX_ARGUMENT_SLOTS = 255;

    /** A number takes two slots, and the array of the gradient one. */
    private static final int MAX_NUMBER_ARGUMENTS = (MAX_ARGUMENT_SLOTS - 1) / 2;

    /** Calls or copies in one method, at most 24 bytes each, stay below {@link #MAX_METHOD_BYTES}. */
    static final int MAX_CALLS = 300;

    /** One method of the class: a value, after a gradient if there is one, in one piece or in parts. */
    record Method(String name, boolean hasGradient, List<Node> gradient, Node value, Schedule schedule, Split split) {
        /** Whether loops of it record something. */
        boolean hasTapes() {
            return schedule.tapes() > 0;
        }
    }

    private final Differentiated function;
    private final String valueName;
    private final String gradientName;
    private final List<Node> loops;

    Layout(Differentiated function, String valueName, String gradientName) {
        this.function = function;
        this.valueName = valueName;
        this.gradientName = gradientName;
        this.loops = formula().graph().loops(results());
    }

    String valueName() {
        return valueName;
    }

    String gradientName() {
        return gradientName;
    }

    Formula formula() {
        return function.formula();
    }

    List<Formula.Parameter> parameters() {
        return function.formula().parameters();
    }

    /** The numbers of the parameters that are {@code int}, which the methods take as doubles. */
    List<Integer> wholeParameters() {
        return IntStream.range(0, parameters().size()).filter(i -> parameters().get(i).node().type().dtype() == DType.INT).boxed().toList();
    }

    List<String> parameterNames() {
        return parameters().stream().map(Formula.Parameter::name).toList();
    }

    List<String> variables() {
        return function.variables();
    }

    /** What a class says of itself in constants, by their names, in order. */
    Map<String, String> metadata(ClassSpec spec) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", formula().name());
        texts.put("PARAMETERS", String.join(",", parameterNames()));
        texts.put("VARIABLES", String.join(",", variables()));
        spec.describe(texts);
        return texts;
    }

    /** Whether a point is one array because its numbers are too many for a method's arguments. */
    boolean takesPointAsArray() {
        return parameters().size() > MAX_NUMBER_ARGUMENTS;
    }

    /** Whether there are methods for many points: not without numbers that tell points apart, nor with too many arrays for arguments. */
    boolean hasBatchForm() {
        return !parameters().isEmpty() && parameters().size() + 1 + variables().size() <= MAX_ARGUMENT_SLOTS && !takesPointAsArray();
    }

    List<Node> results() {
        return function.results();
    }

    /** Whether no loop is too large for a method. */
    boolean fits() {
        return loops.isEmpty() || Stream.of(valueMethod(), gradientMethod())
                .allMatch(method -> method.split() == null || method.split().fits(PART_BYTES));
    }

    /** How many loops record something. */
    int tapes() {
        return (int) loops.stream().filter(loop -> !((LoopOp.Loop) loop.op()).recorded(loop).isEmpty()).count();
    }

    Method valueMethod() {
        return method(valueName, false, List.of());
    }

    Method gradientMethod() {
        return method(gradientName, true, function.gradient());
    }

    private Method method(String name, boolean hasGradient, List<Node> gradient) {
        Node value = function.formula().result();
        List<Node> results = new ArrayList<>(gradient);
        results.add(value);
        Schedule schedule = Schedule.of(results, true);
        long entry = (takesPointAsArray() ? 16L * parameters().size() : 0) + 16L * wholeParameters().size();
        if (schedule.totalCost() + 8L * gradient.size() + entry <= MAX_FUNCTION_BYTES) {
            return new Method(name, hasGradient, gradient, value, schedule, null);
        }
        Schedule flat = Schedule.of(results, false);
        return new Method(name, hasGradient, gradient, value, flat, new Split(flat, results, PART_BYTES));
    }
}
