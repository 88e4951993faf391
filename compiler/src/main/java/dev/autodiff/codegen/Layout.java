package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.scalar.Schedule;
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
public final class Layout {
    /** One method of the class. */
    record Method(String name, Entry entry, Schedule schedule) {
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
                    > ClassFile.MAX_ARGUMENT_SLOTS;
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
        this.methods = function.entries().stream()
                .map(entry -> new Method(entry.name() + suffix, entry, Schedule.of(entry.nodes())))
                .toList();
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
}
