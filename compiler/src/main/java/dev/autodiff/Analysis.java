package dev.autodiff;

import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.classfile.ClassTooLargeException;
import dev.autodiff.codegen.classfile.Verification;
import dev.autodiff.codegen.FunctionClass;
import dev.autodiff.codegen.HiddenClasses;
import dev.autodiff.codegen.ScalarClass;
import dev.autodiff.codegen.TensorClass;
import dev.autodiff.codegen.tiles.RegisterReport;
import dev.autodiff.derivatives.Sweeps;
import dev.autodiff.frontend.TextInUse;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.PlanPrinter;
import dev.autodiff.lowering.TooLong;
import dev.autodiff.runtime.CallLimits;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Kernel;
import dev.autodiff.runtime.KernelCode;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.TensorKernel;
import dev.autodiff.simplify.StrengthReduction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a compilation yields before code is generated.
 *
 * @param options what was asked for
 * @param function its gradient; if it does not have one result of one element, the cotangents of the variables for
 *     those of the results
 * @param pullback the cotangents of the variables for any cotangents of the results; of a function of numbers, the
 *     function
 * @param entries what was asked for beside values and gradient
 * @param inNumbers the entry points of a function of small tensors as one of numbers; empty if it is none
 * @param inCoordinates the entry points for the values of a Jacobian or Hessian of a function of tensors that is a list
 *     of coordinates, and for where they stand
 * @param isScalar whether the function is one of numbers only, within as well as at its border, and of loops that fit
 *     methods
 * @param isDetached whether the result is detached, so that all its derivatives are 0 by the program's own wish
 */
public record Analysis(
        Source source,
        Options options,
        Differentiated function,
        Differentiated pullback,
        AskedEntries entries,
        Supplier<Optional<EntryPoints>> inNumbers,
        Function<DerivativeKind, List<Entry>> inCoordinates,
        boolean isScalar,
        boolean isDetached,
        List<Diagnostic> warnings) {
    /**
     * This analysis, for someone who asks for derivatives.
     *
     * @throws CompileException if the result is detached
     */
    public Analysis requireDerivative() {
        if (isDetached) {
            throw Request.detached(new Diagnostics(source));
        }
        return this;
    }

    /**
     * The results and their partial derivatives by the names that they are shown under: {@code z, dz/dx, dz/dy}. Those
     * of several results are the elements of the Jacobian, which must have been asked for.
     */
    public Map<String, Node> definitions() {
        List<String> names = List.copyOf(function.formula().results().keySet());
        List<Node> nodes = new ArrayList<>();
        if (names.size() == 1) {
            nodes.add(function.formula().result());
            nodes.addAll(function.gradient());
        } else {
            nodes.addAll(entries.get(DerivativeKind.JACOBIAN).nodes());
        }
        Map<String, Node> definitions = new LinkedHashMap<>();
        names.forEach(name -> definitions.put(name, nodes.get(definitions.size())));
        names.forEach(name -> function.variables()
                .forEach(variable -> definitions.put("d" + name + "/d" + variable, nodes.get(definitions.size()))));
        return definitions;
    }

    /** The types of all that goes into the function and comes out. */
    public Signature signature() {
        return function.signature();
    }

    /** The simple name of the class, where nobody chooses another one: the function's in CamelCase. */
    public String defaultClassName() {
        return ClassSpec.nameFor(function.formula().name());
    }

    /** The class file of a class of this fully qualified name; that of numbers needs nothing but {@code java.base}. */
    public byte[] classFile(String className) {
        return classFiles(className).get(0).bytes();
    }

    /** The same, and behind it the class that it uses where there are vector registers, if there is work for them. */
    public List<ClassFile> classFiles(String className) {
        return classFiles(className, ClassContents.ALL);
    }

    /** The same of a function of numbers, with these contents. */
    public List<ClassFile> classFiles(String className, ClassContents contents) {
        return fitting(() -> Verification.verified(generated(className, contents).files()));
    }

    /** The same class as Java source. */
    public String javaSource(String className) {
        return javaSource(className, ClassContents.ALL);
    }

    public String javaSource(String className, ClassContents contents) {
        return generated(className, contents).source();
    }

    private FunctionClass generated(String className, ClassContents contents) {
        Optional<EntryPoints> numbers = ofNumbers(contents);
        return numbers.isPresent() ? ScalarClass.of(numbers.get(), spec(className), contents)
                : TensorClass.of(callable(tensorPlans(contents)), function.signature(), spec(className));
    }

    /** Whether the class is one of numbers, whose contents can be chosen, and not one that works on tensors. */
    public boolean hasClassOfNumbers() {
        return ofNumbers(ClassContents.ALL).isPresent();
    }

    /** The entry points of a class of numbers; empty if the function works on tensors. */
    private Optional<EntryPoints> ofNumbers(ClassContents contents) {
        if (isScalar()) {
            return Optional.of(entryPoints());
        }
        return contents.keepsTensors() ? Optional.empty() : inNumbers.get().map(this::reduced);
    }

    /**
     * Which elements of a Jacobian or Hessian are not 0 by structure, row after row: rows are elements of results or
     * variables, columns those of variables. Empty if shapes are not all small and known.
     */
    public Optional<boolean[]> structure(DerivativeKind kind) {
        return ofNumbers(ClassContents.ALL)
                .map(points -> points.entries().stream()
                        .filter(entry -> entry.name().equals(kind.toString()))
                        .findFirst()
                        .map(entry -> entry.outputs(kind.toString()))
                        .orElseThrow())
                .map(outputs -> {
                    boolean[] structure = new boolean[outputs.size()];
                    for (int i = 0; i < structure.length; i++) {
                        structure[i] = !outputs.get(i).node().isConstant(0);
                    }
                    return structure;
                });
    }

    /**
     * How a derivative is computed: in which mode, and by how many sweeps. A function of small tensors counts the same
     * in numbers.
     */
    public String mode(DerivativeKind kind) {
        List<Shape> results = function.formula().results().values().stream().map(Node::shape).toList();
        List<Shape> variables = pullback.gradient().stream().map(Node::shape).toList();
        return switch (kind) {
            case GRADIENT -> "reverse mode, 1 sweep";
            case JACOBIAN, NORMAL -> Sweeps.of(results, variables).toString();
            case HESSIAN -> "forward over reverse mode: of the gradient, by reverse mode, " + Sweeps.forward(variables);
            case JVP -> "forward mode, 1 sweep along the direction";
            case HVP -> "forward over reverse mode: of the gradient, by reverse mode, 1 sweep along the direction";
        };
    }

    /** The nodes that a class of numbers computes: the values, and what was asked for beside them. */
    public EntryPoints entryPoints() {
        EntryPoints points = EntryPoints.of(function);
        List<Entry> asked = new ArrayList<>(points.entries());
        if (!options.derivatives().contains(DerivativeKind.GRADIENT)) {
            asked.remove(1);
        }
        asked.addAll(entries.all());
        return reduced(points.with(asked));
    }

    private EntryPoints reduced(EntryPoints points) {
        return options.level() == Level.EXACT ? points : StrengthReduction.of(points);
    }

    private Map<String, Plan> tensorPlans(ClassContents contents) {
        List<Entry> asked = new ArrayList<>();
        List<Entry> ofRows = new ArrayList<>();
        for (DerivativeKind kind : entries.kinds()) {
            if (contents.isSparse() && kind.isMatrix()) {
                ofRows.addAll(inCoordinates.apply(kind));
            } else {
                asked.add(entries.get(kind));
            }
        }
        boolean hasGradient = options.derivatives().contains(DerivativeKind.GRADIENT);
        return TensorPlans.all(function, pullback, hasGradient, asked, ofRows);
    }

    /** The loops of a function of tensors, by the methods that run them. */
    public Map<String, List<String>> loops() {
        Map<String, List<String>> loops = new LinkedHashMap<>();
        tensorPlans(ClassContents.ALL)
                .forEach((method, plan) -> loops.put(method, PlanPrinter.lines(plan, new RegisterReport(plan)::lines)));
        return loops;
    }

    /** The function, ready to be called; its other derivatives are compiled when they are asked for. */
    public CompiledFunction load() {
        return load(asked -> Autodiff.analyze(source, asked));
    }

    /** @param again the same analysis, of other options */
    CompiledFunction load(Function<Options, Analysis> again) {
        return loadAlone().with(new LaterDerivatives(source, options, again));
    }

    private CompiledFunction loadAlone() {
        Signature signature = function.signature();
        return fitting(() -> isScalar()
                ? ofNumbers(signature, HiddenClasses.define(reduced(EntryPoints.of(function)), spec(null)))
                : ofTensors(
                        signature,
                        HiddenClasses.define(callable(TensorPlans.called(pullback)), signature, spec(null))));
    }

    /** The same function without a class: each call evaluates the graph. */
    public CompiledFunction interpreted() {
        if (!isScalar()) {
            Differentiated expanded = TensorPlans.expanded(pullback);
            List<Node> inputs = new ArrayList<>();
            expanded.formula().parameters().forEach(parameter -> inputs.add(parameter.node()));
            inputs.addAll(expanded.cotangents());
            List<Node> values = List.copyOf(expanded.formula().results().values());
            return interpreted(function.signature(), inputs, values, expanded.gradient());
        }
        List<Entry> points = reduced(EntryPoints.of(function)).entries();
        List<Node> values = points.get(0).nodes();
        List<Node> all = points.get(1).nodes();
        return interpreted(
                function.signature(), Interpreted.inputs(points.get(1)), values, all.subList(values.size(), all.size()));
    }

    private CompiledFunction interpreted(
            Signature signature, List<Node> inputs, List<Node> values, List<Node> derivatives) {
        return CompiledFunction.ofTensors(
                signature,
                source.text(),
                new Interpreted(signature.dimensions(), signature.parameters().size(), inputs, values, derivatives));
    }

    private CompiledFunction ofNumbers(Signature signature, HiddenClasses.Defined<Kernel> defined) {
        CallLimits limits = callLimits();
        Kernel kernel = limits == null ? defined.kernel() : limits.around(defined.kernel());
        return CompiledFunction.ofNumbers(signature, source.text(), kernel)
                .with(new KernelCode(defined.classFiles(), limits));
    }

    private CompiledFunction ofTensors(Signature signature, HiddenClasses.Defined<TensorKernel> defined) {
        CallLimits limits = callLimits();
        TensorKernel kernel = limits == null ? defined.kernel() : limits.around(defined.kernel());
        return CompiledFunction.ofTensors(signature, source.text(), kernel)
                .with(new KernelCode(defined.classFiles(), limits));
    }

    /** Null if calls have none. */
    private CallLimits callLimits() {
        return options.limits().areOfCalls()
                ? new CallLimits(options.limits().callSteps(), options.limits().callTime())
                : null;
    }

    /**
     * What was asked for beside values and gradient, ready to be called: its results are those of the function, and
     * then the derivatives.
     */
    public CompiledFunction load(DerivativeKind kind) {
        return load(entries.get(kind), isScalar());
    }

    /** The same without a class. */
    public CompiledFunction interpreted(DerivativeKind kind) {
        Entry entry = entries.get(kind);
        List<Node> outputs = isScalar() ? ofClass(entry).packed().nodes() : TensorPlans.expanded(entry).nodes();
        Signature signature = TensorPlans.signature(function.formula().name(), entry);
        return interpreted(signature, Interpreted.inputs(entry), outputs, List.of());
    }

    /** An entry in the form that the class of a function of numbers has it. */
    private Entry ofClass(Entry entry) {
        return entryPoints().entries().stream()
                .filter(candidate -> candidate.name().equals(entry.name()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A matrix of derivatives in coordinates, ready to be called: its results are what the dense one has before the
     * matrix, then values, rows and columns.
     */
    public CompiledFunction loadInCoordinates(DerivativeKind kind) {
        List<Entry> asked = inCoordinates.apply(kind);
        List<Entry.Output> outputs = new ArrayList<>(asked.get(0).outputs());
        outputs.addAll(asked.get(1).outputs());
        return loadRows(new Entry(asked.get(0).name(), asked.get(0).inputs(), outputs));
    }

    /** The same without rows and columns. */
    CompiledFunction loadValuesOfCoordinates(DerivativeKind kind) {
        return loadRows(inCoordinates.apply(kind).get(0));
    }

    private CompiledFunction loadRows(Entry entry) {
        return load(TensorPlans.signature(function.formula().name(), entry), TensorPlans.ofRows(entry));
    }

    private CompiledFunction load(Entry entry, boolean isOfNumbers) {
        Signature signature = TensorPlans.signature(function.formula().name(), entry);
        if (isOfNumbers) {
            EntryPoints alone = new EntryPoints(
                    function.formula(),
                    List.of(),
                    List.of(new Entry("value", entry.inputs(), ofClass(entry).packed().outputs())));
            return fitting(() -> ofNumbers(signature, HiddenClasses.define(alone, spec(null))));
        }
        return load(signature, TensorPlans.plan(entry));
    }

    private CompiledFunction load(Signature signature, Plan plan) {
        return fitting(() -> ofTensors(
                signature, HiddenClasses.define(callable(Map.of("value", plan)), signature, spec(null))));
    }

    /** The plans, if their methods can be called. */
    private Map<String, Plan> callable(Map<String, Plan> plans) {
        for (Plan plan : plans.values()) {
            TooLong tooLong = TooLong.in(plan, options.limits().elements());
            if (tooLong != null) {
                throw Request.tooLong(
                        new Diagnostics(source),
                        function.formula().name(),
                        tooLong,
                        options.limits().elements());
            }
        }
        String overfull = TensorClass.overfullMethod(plans, function.signature());
        if (overfull != null) {
            throw Request.overfull(new Diagnostics(source), function.formula().name(), overfull);
        }
        if (!TensorClass.fitsClass(plans)) {
            throw Request.classTooLarge(new Diagnostics(source), function.formula().name());
        }
        return plans;
    }

    /** What is made of classes, if they hold all that code. */
    private <T> T fitting(Supplier<T> code) {
        try {
            return code.get();
        } catch (ClassTooLargeException e) {
            throw Request.classTooLarge(new Diagnostics(source), function.formula().name());
        }
    }

    private ClassSpec spec(String className) {
        String result = options.results() == null ? null : String.join(",", options.results());
        // nobody reads the text in a class without a name
        String textInUse = className == null
                ? source.text()
                : TextInUse.of(source, function.formula().name());
        return new ClassSpec(className, source.fileName(), source.text(), textInUse, result, Autodiff.VERSION);
    }
}
