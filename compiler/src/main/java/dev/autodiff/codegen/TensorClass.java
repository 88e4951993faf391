package dev.autodiff.codegen;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.SpecialCalls;
import dev.autodiff.codegen.loops.PlanLayout;
import dev.autodiff.codegen.scalar.ScalarTapes;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class of a function of tensors: static methods over arrays, and an object of {@link TensorKernel} that calls
 * them. It calls the runtime.
 */
public final class TensorClass extends FunctionClass {
    /** The field of the function as an object. */
    static final String COMPILED = "COMPILED";

    /** A class has 65 535 constants, and each loop, a method, takes a name, its type and a reference to both. */
    private static final int MAX_LOOPS = 15_000;

    private final Map<String, Plan> plans;
    private final Signature signature;
    private final ClassSpec spec;
    private final boolean usesRegisters;
    private final Map<String, PlanLayout> layouts = new LinkedHashMap<>();

    private TensorClass(
            Map<String, Plan> plans, Signature signature, ClassSpec spec, boolean hasInts, boolean usesRegisters) {
        this.spec = spec;
        this.plans = new LinkedHashMap<>(plans);
        this.signature = signature;
        this.usesRegisters = usesRegisters;
        this.plans.forEach(
                (name, plan) -> layouts.put(name, new PlanLayout(name, plan, signature.dimensions(), hasInts)));
    }

    /**
     * A class whose methods anybody calls.
     *
     * @param plans by the names of their methods; {@code value} is among them
     * @param signature of the function
     */
    public static TensorClass of(Map<String, Plan> plans, Signature signature, ClassSpec spec) {
        return new TensorClass(plans, signature, spec, true, true);
    }

    /**
     * A class that is called as a {@link TensorKernel} only: its methods take whole numbers as doubles.
     *
     * @param usesRegisters whether there may be code for vector registers
     */
    static TensorClass kernel(Map<String, Plan> plans, Signature signature, ClassSpec spec, boolean usesRegisters) {
        return new TensorClass(plans, signature, spec, false, usesRegisters);
    }

    /** The first of the methods that would take more arguments than Java allows, or null. */
    public static String overfullMethod(Map<String, Plan> plans, Signature signature) {
        return plans.keySet().stream()
                .filter(name -> new PlanLayout(name, plans.get(name), signature.dimensions(), false).slots()
                        > ClassFile.MAX_ARGUMENT_SLOTS)
                .findFirst()
                .orElse(null);
    }

    /** Whether one class holds all loops. */
    public static boolean fitsClass(Map<String, Plan> plans) {
        return plans.values().stream().mapToLong(plan -> Step.all(plan.steps()).count()).sum() <= MAX_LOOPS;
    }

    @Override
    void writeTo(ClassTarget target) {
        target.texts(texts());
        layouts.values().forEach(target::methodsOf);
        TensorMembers members = TensorMembers.of(this);
        members.methods().forEach(target::method);
        target.constructor();
        if (hasTapes()) {
            target.tapesField();
        }
        target.registerFields();
        members.constants().forEach(target::field);
    }

    private boolean hasTapes() {
        return plans.values().stream().anyMatch(plan -> plan.tapes() > 0);
    }

    Signature signature() {
        return signature;
    }

    String className() {
        return spec.name();
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
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("FUNCTION", signature.name());
        texts.put("SIGNATURE", signature.toString());
        texts.put("VARIABLES", String.join(",", names(signature.variables())));
        spec.describe(texts);
        return texts;
    }

    private static List<String> names(List<Signature.Argument> arguments) {
        return arguments.stream().map(Signature.Argument::name).toList();
    }

    @Override
    Head head() {
        return new Head(
                spec,
                TensorKernel.class,
                false,
                usesRegisters,
                signature.toString(),
                names(signature.variables()),
                names(signature.parameters()),
                reservedNames());
    }

    /** Fields, and the classes that methods call. */
    private Set<String> reservedNames() {
        Set<String> names = new HashSet<>(constants().keySet());
        names.addAll(List.of(COMPILED, ScalarTapes.HOLDER.name(), "dev", "java", "Support", "Arrays"));
        SpecialCalls.FUNCTIONS.forEach(library -> names.add(library.getSimpleName()));
        if (hasTapes()) {
            names.addAll(List.of("Tapes", "SoftReference"));
        }
        for (Plan plan : plans.values()) {
            Step.all(plan.steps())
                    .filter(Step.Call.class::isInstance)
                    .forEach(step -> names.add(((Step.Call) step).routine().owner().getSimpleName()));
        }
        return names;
    }
}
