package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Support;
import dev.autodiff.runtime.Tapes;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in the class of a function of tensors, the same in bytecode and in Java. */
final class TensorClass {
    /** The field of the function as an object. */
    static final String COMPILED = "COMPILED";

    private final Map<String, Plan> plans;
    private final Signature signature;
    private final ClassSpec spec;
    private final Map<String, PlanLayout> layouts = new LinkedHashMap<>();

    /**
     * @param plans by the names of their methods; {@code value} is among them
     * @param signature of the function
     * @param hasInts whether its methods take whole numbers as ints
     */
    TensorClass(Map<String, Plan> plans, Signature signature, ClassSpec spec, boolean hasInts) {
        this.plans = new LinkedHashMap<>(plans);
        this.signature = signature;
        this.spec = spec;
        this.plans.forEach(
                (name, plan) -> layouts.put(name, new PlanLayout(name, plan, signature.dimensions(), hasInts)));
    }

    Signature signature() {
        return signature;
    }

    ClassSpec spec() {
        return spec;
    }

    Collection<PlanLayout> layouts() {
        return layouts.values();
    }

    PlanLayout layout(String name) {
        return layouts.get(name);
    }

    /** The methods of the kernel by the plans that they run. */
    Map<String, String> bridges() {
        Map<String, String> bridges = new LinkedHashMap<>();
        bridges.put("value", "value");
        if (plans.containsKey("vjp")) {
            bridges.put("gradient", "vjp");
        }
        return bridges;
    }

    /** Whether the result is one number, which has a gradient without a cotangent. */
    boolean hasGradient() {
        return plans.containsKey("gradient");
    }

    /**
     * The methods that tell how long the arrays must be that the plans work in, with the sizes that each is the largest
     * of.
     */
    Map<String, Set<Dimension>> sizes() {
        Collection<Plan> all = plans.values();
        Map<String, Set<Dimension>> sizes = new LinkedHashMap<>();
        all.forEach(plan -> add(sizes, "workspaceSize", plan.doubles()));
        all.stream().filter(Plan::hasFloats).forEach(plan -> add(sizes, "floatsSize", plan.floats()));
        all.stream().filter(Plan::hasSaved).forEach(plan -> add(sizes, "savedSize", plan.saved()));
        return sizes;
    }

    private static void add(Map<String, Set<Dimension>> sizes, String name, Dimension size) {
        sizes.computeIfAbsent(name, unused -> new LinkedHashSet<>()).add(size);
    }

    /** The arrays of numbers that stand in the program, by the names of their fields. */
    Map<String, Buffer> constants() {
        Map<String, Buffer> constants = new LinkedHashMap<>();
        for (Plan plan : plans.values()) {
            Step.all(plan.steps())
                    .flatMap(step -> constants(step).stream())
                    .forEach(buffer -> constants.put(buffer.name(), buffer));
        }
        return constants;
    }

    /** Whether loops of it record something. */
    boolean hasTapes() {
        return plans.values().stream().anyMatch(plan -> plan.tapes() > 0);
    }

    /** The classes that the methods call, in their order. */
    Set<Class<?>> libraries() {
        Set<Class<?>> libraries = new LinkedHashSet<>(List.of(Support.class, Arrays.class));
        libraries.addAll(SpecialCalls.FUNCTIONS);
        if (hasTapes()) {
            libraries.addAll(List.of(Tapes.class, SoftReference.class));
        }
        for (Plan plan : plans.values()) {
            Step.all(plan.steps()).forEach(step -> {
                if (step instanceof Step.Call call) {
                    libraries.add(call.routine().owner());
                }
            });
        }
        return libraries;
    }

    private static List<Buffer> constants(Step step) {
        List<Buffer> buffers = new ArrayList<>();
        if (step instanceof Step.Call call) {
            buffers.addAll(call.inputs());
        } else if (step instanceof Step.Move move) {
            buffers.add(move.from());
        } else if (step instanceof Step.Loop loop) {
            loop.inputs().forEach(input -> {
                if (input instanceof Step.Load load) {
                    buffers.add(load.buffer());
                }
            });
        }
        buffers.removeIf(buffer -> buffer.place() != Buffer.Place.CONSTANT);
        return buffers;
    }

    /** What the class says of itself in constants, by their names, in order. */
    Map<String, String> metadata() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", signature.name());
        texts.put("SIGNATURE", signature.toString());
        texts.put("VARIABLES", String.join(",", signature.variables().stream().map(Signature.Argument::name).toList()));
        spec.describe(texts);
        return texts;
    }
}
