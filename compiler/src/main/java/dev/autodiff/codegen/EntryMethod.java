package dev.autodiff.codegen;

import static dev.autodiff.kernel.Exprs.element;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.scalar.Schedule;
import dev.autodiff.graph.Entry;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Variable;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A static method that computes what an entry point gives at one point: its signature, and the order of its work. */
record EntryMethod(String name, Entry entry, Schedule schedule) {
    private static final Kind NUMBERS = Kind.F64.array();

    /** Of more names the documentation lists the first and the last. */
    private static final int MAX_LISTED = 8;

    EntryMethod(String name, Entry entry) {
        this(name, entry, Schedule.ofResults(entry.nodes()));
    }

    /** Whether loops of it record something. */
    boolean hasTapes() {
        return schedule.tapes() > 0;
    }

    /** What it takes: numbers and arrays of numbers, or one array if they are too many for a method of Java. */
    List<Entry.Argument> arguments() {
        return takesPointAsArray()
                ? List.of(new Entry.Argument("point", true, entry.inputs()))
                : entry.arguments();
    }

    /** Whether a point is one array because its numbers are too many for a method's arguments. */
    boolean takesPointAsArray() {
        int slots = entry.arguments().stream().mapToInt(argument -> kind(argument).slots()).sum();
        return slots + entry.arrays().size() > ClassFile.MAX_ARGUMENT_SLOTS;
    }

    static Kind kind(Entry.Argument argument) {
        return argument.isArray() ? NUMBERS : Kind.F64;
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
        List<Kind> kinds = Stream.concat(
                        arguments().stream().map(EntryMethod::kind),
                        entry.arrays().stream().map(array -> NUMBERS))
                .toList();
        return new MethodRef(null, name, kinds, entry.returned() != null ? Kind.F64 : Kind.VOID);
    }

    List<String> inputNames() {
        return entry.inputs().stream().map(Entry.Input::name).toList();
    }

    /** The method of {@link Kernel} that calls this one with the numbers of an array. */
    Method ofKernel() {
        // no debugger shows it
        Variable point = new Variable(NUMBERS, null);
        List<Variable> parameters = new ArrayList<>(List.of(point));
        List<Expr> arguments = new ArrayList<>();
        if (takesPointAsArray()) {
            arguments.add(point);
        } else {
            IntStream.range(0, entry.inputs().size()).forEach(i -> arguments.add(element(point, i)));
        }
        for (int i = 0; i < entry.arrays().size(); i++) {
            parameters.add(new Variable(NUMBERS, null));
            arguments.add(parameters.get(parameters.size() - 1));
        }
        Body body = new Body();
        Expr.Call call = new Expr.Call(reference(), arguments);
        if (entry.returned() == null) {
            body.run(call);
        } else {
            body.result(call);
        }
        return new Method(
                entry.name(), true, parameters, call.kind(), body.statements(), null, Method.Form.OF_OBJECT);
    }

    /** What it returns, and what its arrays take. */
    String documentation() {
        boolean isCost = entry.name().equals("normal");
        String start = isCost ? "Half the sum of squares of the results at a point"
                : entry.returned() != null ? "The value at a point" : "The results at a point";
        String order = "in the order " + String.join(", ", inputNames());
        String point = start + (takesPointAsArray() ? ", its numbers " + order : "");
        if (entry.arrays().isEmpty()) {
            return point + ".";
        }
        if (entry.arrays().equals(List.of("gradient"))) {
            return point + "; the partial derivatives go to the array.";
        }
        StringBuilder text = new StringBuilder(point);
        entry.arrays().forEach(array ->
                text.append("; ").append(array).append(" takes ").append(listed(entry.outputs(array))));
        return text.append('.').toString();
    }

    private static String listed(List<Entry.Output> outputs) {
        List<String> names = outputs.stream().map(Entry.Output::name).toList();
        return names.size() <= MAX_LISTED ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_LISTED - 1)) + ", … " + names.get(names.size() - 1);
    }
}
