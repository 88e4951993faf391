package dev.autodiff;

import dev.autodiff.autodiff.Checkpoints;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.ClassEmitter;
import dev.autodiff.codegen.ClassFile;
import dev.autodiff.codegen.ClassSpec;
import dev.autodiff.codegen.ClassTooLargeException;
import dev.autodiff.codegen.HiddenClasses;
import dev.autodiff.codegen.JavaEmitter;
import dev.autodiff.codegen.RegisterReport;
import dev.autodiff.codegen.TensorClassEmitter;
import dev.autodiff.codegen.TensorJavaEmitter;
import dev.autodiff.codegen.Verification;
import dev.autodiff.frontend.Differentiator;
import dev.autodiff.frontend.Frontend;
import dev.autodiff.graph.Derivative;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.GraphTooLargeException;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Settlement;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.PlanPrinter;
import dev.autodiff.lowering.TooLong;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The pipeline, and the map of the project:
 *
 * <pre>
 *   text ──frontend──▶ graph ──simplify──▶ graph ──autodiff──▶ graph of value and gradient ──simplify──▶ codegen ──▶ class
 * </pre>
 *
 * <p>{@code source} holds texts, places and messages; {@code frontend} parses and builds the graph; {@code graph} has the
 * nodes, the table of operators and the reference interpreter; {@code autodiff} and {@code simplify} rewrite graphs;
 * {@code lowering} turns graphs of tensors into loops; {@code codegen} lays methods out. Functions of scalars become statements of a
 * {@code kernel}, which {@code emit} prints as bytecode or Java; loops over tensors {@code codegen} still writes itself. One instance compiles
 * one program once.
 */
public final class Compiler {
    /** Written into every class. */
    public static final String VERSION = "autodiff 0.1.0";

    private final Options options;
    private final Diagnostics diagnostics;
    private final Request request;
    private final Derivatives derivatives;

    private Compiler(Source source, Options options) {
        this.options = options;
        this.diagnostics = new Diagnostics(source);
        this.request = new Request(options, diagnostics);
        this.derivatives = new Derivatives(options, diagnostics);
    }

    /**
     * What a compilation yields before code is generated.
     *
     * @param options what was asked for
     * @param function its gradient; if it does not have one result of one element, the cotangents of the variables for those of the results
     * @param pullback the cotangents of the variables for any cotangents of the results; of a function of numbers, the function
     * @param entries what was asked for beside values and gradient
     * @param inNumbers the entry points of a function of small tensors as one of numbers; empty if it is none
     * @param isScalar whether the function is one of numbers only, within as well as at its border, and of loops that fit methods
     * @param isDetached whether the result is detached, so that all its derivatives are 0 by the program's own wish
     */
    public record Analysis(Source source, Options options, Differentiated function, Differentiated pullback, Map<DerivativeKind, Entry> entries,
            Supplier<Optional<EntryPoints>> inNumbers, boolean isScalar, boolean isDetached, List<Diagnostic> warnings) {
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
            Optional<EntryPoints> numbers = ofNumbers(contents);
            return fitting(() -> Verification.verified(numbers.isPresent() ? ClassEmitter.standalone(numbers.get(), spec(className), contents)
                    : TensorClassEmitter.emit(callable(tensorPlans()), function.signature(), spec(className))));
        }

        /** The same class as Java source. */
        public String javaSource(String className) {
            return javaSource(className, ClassContents.ALL);
        }

        public String javaSource(String className, ClassContents contents) {
            Optional<EntryPoints> numbers = ofNumbers(contents);
            return numbers.isPresent() ? JavaEmitter.source(numbers.get(), spec(className), contents)
                    : TensorJavaEmitter.source(callable(tensorPlans()), function.signature(), spec(className));
        }

        /** Whether the class is one of numbers, whose contents can be chosen, and not one that works on tensors. */
        public boolean hasClassOfNumbers() {
            return ofNumbers(ClassContents.ALL).isPresent();
        }

        /** The entry points of a class of numbers; empty if the function works on tensors. */
        private Optional<EntryPoints> ofNumbers(ClassContents contents) {
            return isScalar() ? Optional.of(entryPoints()) : contents.keepsTensors() ? Optional.empty() : inNumbers.get();
        }

        /**
         * Which elements of a Jacobian or Hessian are not 0 by structure, row after row: rows are elements of results or variables, columns
         * those of variables. Empty if shapes are not all small and known.
         */
        public Optional<boolean[]> structure(DerivativeKind kind) {
            return ofNumbers(ClassContents.ALL).map(points -> points.entries().stream().filter(entry -> entry.name().equals(kind.toString())).findFirst()
                    .map(entry -> entry.outputs(kind.toString())).orElseThrow()).map(outputs -> {
                        boolean[] structure = new boolean[outputs.size()];
                        for (int i = 0; i < structure.length; i++) {
                            structure[i] = !outputs.get(i).node().isConstant(0);
                        }
                        return structure;
                    });
        }

        /** The values, and what was asked for beside them. */
        EntryPoints entryPoints() {
            EntryPoints points = EntryPoints.of(function);
            List<Entry> asked = new ArrayList<>(points.entries());
            if (!options.derivatives().contains(DerivativeKind.GRADIENT)) {
                asked.remove(1);
            }
            asked.addAll(entries.values());
            return points.with(asked);
        }

        private Map<String, Plan> tensorPlans() {
            return TensorPlans.all(function, pullback, options.derivatives().contains(DerivativeKind.GRADIENT), entries.values());
        }

        /** The loops of a function of tensors, by the methods that run them. */
        public Map<String, List<String>> loops() {
            Map<String, List<String>> loops = new LinkedHashMap<>();
            tensorPlans().forEach((method, plan) -> loops.put(method, PlanPrinter.lines(plan, new RegisterReport(plan)::lines)));
            return loops;
        }

        /** The function, ready to be called; its other derivatives are compiled when they are asked for. */
        public CompiledFunction load() {
            return loadAlone().with(new LaterDerivatives(source, options));
        }

        private CompiledFunction loadAlone() {
            Signature signature = function.signature();
            return fitting(() -> isScalar() ? CompiledFunction.ofNumbers(signature, source.text(), HiddenClasses.define(EntryPoints.of(function), spec(null)))
                    : CompiledFunction.ofTensors(signature, source.text(), HiddenClasses.define(callable(TensorPlans.called(pullback)), signature, spec(null))));
        }

        /** What was asked for beside values and gradient, ready to be called: its results are those of the function, and then the derivatives. */
        public CompiledFunction load(DerivativeKind kind) {
            Entry entry = entries.get(kind);
            Signature signature = TensorPlans.signature(function.formula().name(), entry);
            if (isScalar()) {
                EntryPoints alone = new EntryPoints(function.formula(), List.of(), List.of(new Entry("value", entry.inputs(), entry.packed().outputs())));
                return fitting(() -> CompiledFunction.ofNumbers(signature, source.text(), HiddenClasses.define(alone, spec(null))));
            }
            return fitting(() -> CompiledFunction.ofTensors(signature, source.text(),
                    HiddenClasses.define(callable(Map.of("value", TensorPlans.plan(entry))), signature, spec(null))));
        }

        /** The plans, if their methods can be called. */
        private Map<String, Plan> callable(Map<String, Plan> plans) {
            for (Plan plan : plans.values()) {
                TooLong tooLong = TooLong.in(plan);
                if (tooLong != null) {
                    throw Request.tooLong(new Diagnostics(source), function.formula().name(), tooLong);
                }
            }
            String overfull = TensorClassEmitter.overfullMethod(plans, function.signature());
            if (overfull != null) {
                throw Request.overfull(new Diagnostics(source), function.formula().name(), overfull);
            }
            if (!TensorClassEmitter.fitsClass(plans)) {
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
            return new ClassSpec(className, source.fileName(), source.text(), result, VERSION);
        }
    }

    /**
     * Compiles the program's default function and its derivatives by all parameters, ready to be called.
     *
     * @throws CompileException if the program is wrong
     */
    public static CompiledFunction compile(String text) {
        return compile(new Source("formula", text), Options.DEFAULT);
    }

    public static CompiledFunction compile(Source source, Options options) {
        return analyze(source, options).load();
    }

    /** The graph of the function and its gradient, simplified. */
    public static Analysis analyze(Source source, Options options) {
        return new Compiler(source, options).analyze();
    }

    /** The function as it is written, before any rewriting; what the check of derivatives takes for the truth. */
    public static Formula written(Source source, Options options) {
        Compiler compiler = new Compiler(source, options);
        Formula formula = compiler.withoutErrors(compiler.lower(new Written(options, compiler.diagnostics)));
        // derivatives of the program's own are not those of its formulas, and may differ from them on purpose
        return hasOwnDerivatives(formula) ? differentiated(source, options) : formula;
    }

    private static boolean hasOwnDerivatives(Formula formula) {
        boolean[] needed = formula.graph().reachable(formula.results().values());
        return IntStream.range(0, needed.length).anyMatch(id -> needed[id] && formula.graph().get(id).op() instanceof OwnDerivative);
    }

    /** The function as it is written, with the derivatives that it takes of its own values. */
    static Formula differentiated(Source source, Options options) {
        Compiler compiler = new Compiler(source, options);
        return compiler.withoutErrors(compiler.lower(compiler.derivatives));
    }

    private Formula withoutErrors(Formula formula) {
        diagnostics.throwIfErrors();
        return formula;
    }

    private Analysis analyze() {
        try {
            return lowerAndDifferentiate();
        } catch (GraphTooLargeException e) {
            diagnostics.error(null, e.getMessage(), "does each function call the one before it several times?");
            throw diagnostics.failure();
        }
    }

    private Formula lower(Differentiator differentiator) {
        Set<String> tracked = options.variables() == null ? Set.of() : new HashSet<>(options.variables());
        Formula formula = Frontend.lower(diagnostics, options.function(), tracked, options.arguments(), options.limits(), differentiator);
        Formula asked = formula.returning(request.results(formula));
        return options.checkpoints() ? inBlocks(asked) : asked;
    }

    private static Formula inBlocks(Formula formula) {
        List<Node> all = new ArrayList<>(formula.variables().values());
        all.addAll(formula.results().values());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        return formula.map(Checkpoints.cut(formula.graph(), all));
    }

    private Analysis lowerAndDifferentiate() {
        Formula formula = lower(derivatives);
        List<String> names = request.variables(formula);
        try {
            return differentiated(formula, names);
        } catch (UnsupportedOperationException e) {
            throw underivable(formula, names);
        }
    }

    private Analysis differentiated(Formula formula, List<String> names) {
        List<Node> results = List.copyOf(formula.results().values());
        boolean isOne = results.size() == 1 && results.get(0).shape().size().is(1);
        Differentiated gradient = isOne ? differentiated(formula, names, List.of()) : null;
        Map<DerivativeKind, Entry> entries = entries(formula, names);
        boolean isOneNumber = isOne && isOfNumbers(gradient, entries);
        Differentiated pullback = isOneNumber ? gradient : differentiated(formula, names, cotangents(formula));
        Differentiated function = isOne ? gradient : pullback;
        boolean isScalar = isOneNumber || !isOne && isOfNumbers(pullback, entries);
        diagnostics.throwIfErrors();
        warnOfZeros(function);
        return new Analysis(diagnostics.source(), options, function, pullback, entries, () -> inNumbers(formula, names), isScalar, Request.isDetached(formula), diagnostics.warnings());
    }

    private static boolean isOfNumbers(Differentiated function, Map<DerivativeKind, Entry> entries) {
        EntryPoints points = EntryPoints.of(function);
        List<Entry> all = new ArrayList<>(points.entries());
        all.addAll(entries.values());
        return points.with(all).isOfNumbers() && ClassEmitter.fits(points.with(all));
    }

    private Optional<EntryPoints> inNumbers(Formula formula, List<String> names) {
        return SmallTensors.of(formula, names, derivatives, options.derivatives())
                .map(points -> points.with(points.entries().stream().map(this::simplified).toList()))
                .filter(points -> points.isOfNumbers() && ClassEmitter.fits(points));
    }

    /** A parameter for the cotangent of each result. */
    private static List<Node> cotangents(Formula formula) {
        List<Node> cotangents = new ArrayList<>();
        formula.results().forEach((name, result) -> {
            String prefix = formula.results().size() == 1 ? "v" : "v_" + name;
            cotangents.add(result.graph().parameter(freeName(prefix, formula), result.type()));
        });
        return cotangents;
    }

    /** A name that no value of the program has. */
    private static String freeName(String prefix, Formula formula) {
        String name = prefix;
        while (formula.valueOf(name) != null) {
            name += "_";
        }
        return name;
    }

    /** @param cotangents of the results, none for 1 */
    private Differentiated differentiated(Formula formula, List<String> names, List<Node> cotangents) {
        List<Node> results = List.copyOf(formula.results().values());
        List<Node> seeds = cotangents.isEmpty() ? List.of(formula.graph().constant(1, results.get(0).type())) : cotangents;
        List<Node> variables = names.stream().map(formula.differentiable()::get).toList();
        return simplified(formula, names, derivatives.pullback(results, variables, seeds), cotangents);
    }

    /** What the options ask for beside values and gradients. */
    private Map<DerivativeKind, Entry> entries(Formula formula, List<String> names) {
        Map<DerivativeKind, Entry> entries = new EnumMap<>(DerivativeKind.class);
        for (DerivativeKind kind : DerivativeKind.values()) {
            if (options.derivatives().contains(kind) && kind != DerivativeKind.GRADIENT) {
                request.requireAllowed(kind, formula);
                entries.put(kind, simplified(new Entries(formula, variables(formula, names), derivatives, Map.of()).of(kind)));
            }
        }
        return entries;
    }

    private static Map<String, Node> variables(Formula formula, List<String> names) {
        Map<String, Node> differentiable = formula.differentiable();
        Map<String, Node> variables = new LinkedHashMap<>();
        names.forEach(name -> variables.put(name, differentiable.get(name)));
        return variables;
    }

    private Entry simplified(Entry entry) {
        Graph graph = entry.nodes().get(0).graph();
        Entry simplified = entry.map(new Simplifier(graph, options.level(), false).simplify(entry.nodes()));
        return simplified.map(Settlement.settle(graph, simplified.nodes(), true));
    }

    /** Some operator has no derivative by some of the names: says which. */
    private RuntimeException underivable(Formula formula, List<String> names) {
        Map<String, Node> variables = formula.differentiable();
        List<Node> results = List.copyOf(formula.results().values());
        for (String name : names) {
            try {
                derivatives.pullback(results, List.of(variables.get(name)), results);
            } catch (UnsupportedOperationException e) {
                diagnostics.error(null, "'" + e.getMessage() + "' has no derivative by '" + name + "'", "declare it const: const " + name + ": f64");
            }
        }
        return diagnostics.failure();
    }

    /** Takes the derivatives of numbers outside of loops by name only, for those who follow the function as it is written. */
    private static final class Written extends Derivatives {
        Written(Options options, Diagnostics diagnostics) {
            super(options, diagnostics);
        }

        @Override
        public Node derivative(Node z, Node x) {
            return isOfNumbers(z, x) && z.graph().influencedBy(List.of(x))[z.id()] ? z.graph().node(Derivative.DERIVATIVE, z, x) : super.derivative(z, x);
        }

        @Override
        public Node jacobian(Node y, Node x) {
            return isOfNumbers(y, x) ? derivative(y, x) : super.jacobian(y, x);
        }

        @Override
        public Node hessian(Node z, Node x) {
            return isOfNumbers(z, x) ? derivative(derivative(z, x), x) : super.hessian(z, x);
        }

        private static boolean isOfNumbers(Node z, Node x) {
            return z.type() == Type.NUMBER && x.type() == Type.NUMBER && z.loops().isEmpty() && x.loops().isEmpty();
        }
    }

    private Differentiated simplified(Formula formula, List<String> names, List<Node> gradient, List<Node> cotangents) {
        List<Node> all = new ArrayList<>(gradient);
        all.addAll(formula.results().values());
        UnaryOperator<Node> simplified = new Simplifier(formula.graph(), options.level(), false).simplify(all);
        Formula alone = new Formula(formula.name(), formula.parameters(), Map.of(), formula.results());
        Differentiated function = new Differentiated(alone, names, gradient, cotangents).map(simplified);
        return function.map(Settlement.settle(formula.graph(), function.results(), true));
    }

    private void warnOfZeros(Differentiated function) {
        Map<String, Node> results = function.formula().results();
        String result = results.size() == 1 && options.results() == null ? function.formula().name() : String.join(", ", results.keySet());
        for (int i = 0; i < function.variables().size(); i++) {
            if (function.gradient().get(i).isConstant(0)) {
                diagnostics.warning(null, "'" + result + "' does not depend on '" + function.variables().get(i) + "'",
                        "this derivative is 0 everywhere");
            }
        }
    }
}
