package dev.autodiff;

import dev.autodiff.autodiff.Checkpoints;
import dev.autodiff.autodiff.Forward;
import dev.autodiff.autodiff.Reverse;
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
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.GraphTooLargeException;
import dev.autodiff.graph.Node;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
    private final NestedDerivatives nested;

    private Compiler(Source source, Options options) {
        this.options = options;
        this.diagnostics = new Diagnostics(source);
        this.request = new Request(options, diagnostics);
        this.nested = new NestedDerivatives(diagnostics);
    }

    /**
     * What a compilation yields before code is generated.
     *
     * @param result the variable that was asked for, or null for the function's result
     * @param function its gradient; if the result has several elements, the cotangents of the variables for one of the result
     * @param pullback the cotangents of the variables for any cotangent of the result; of a function of numbers, the function
     * @param isScalar whether the function is one of numbers only, within as well as at its border, and of loops that fit methods
     * @param isDetached whether the result is detached, so that all its derivatives are 0 by the program's own wish
     */
    public record Analysis(Source source, String result, Differentiated function, Differentiated pullback, boolean isScalar,
            boolean isDetached, List<Diagnostic> warnings) {
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
            return fitting(() -> Verification.verified(isScalar() ? ClassEmitter.standalone(function, spec(className))
                    : TensorClassEmitter.emit(callable(TensorPlans.all(function, pullback)), function.signature(), spec(className))));
        }

        /** The same class as Java source. */
        public String javaSource(String className) {
            return isScalar() ? JavaEmitter.source(function, spec(className))
                    : TensorJavaEmitter.source(callable(TensorPlans.all(function, pullback)), function.signature(), spec(className));
        }

        /** The loops of a function of tensors, by the methods that run them. */
        public Map<String, List<String>> loops() {
            Map<String, List<String>> loops = new LinkedHashMap<>();
            TensorPlans.all(function, pullback).forEach((method, plan) -> loops.put(method, PlanPrinter.lines(plan, new RegisterReport(plan)::lines)));
            return loops;
        }

        /** The function, ready to be called. */
        public CompiledFunction load() {
            Signature signature = function.signature();
            return fitting(() -> isScalar() ? CompiledFunction.ofNumbers(signature, source.text(), HiddenClasses.define(function, spec(null)))
                    : CompiledFunction.ofTensors(signature, source.text(), HiddenClasses.define(callable(TensorPlans.called(pullback)), signature, spec(null))));
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
        return compiler.withoutErrors(compiler.lower(compiler::writtenDerivative));
    }

    /** The function as it is written, with the derivatives that it takes of its own values. */
    static Formula differentiated(Source source, Options options) {
        Compiler compiler = new Compiler(source, options);
        return compiler.withoutErrors(compiler.lower(compiler::derivative));
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
        Formula asked = formula.returning(request.result(formula));
        return options.checkpoints() ? inBlocks(asked) : asked;
    }

    private static Formula inBlocks(Formula formula) {
        List<Node> all = new ArrayList<>(formula.variables().values());
        all.add(formula.result());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        return formula.map(Checkpoints.cut(formula.graph(), all));
    }

    private Analysis lowerAndDifferentiate() {
        Formula formula = lower(this::derivative);
        List<String> names = request.variables(formula);
        Node result = formula.result();
        boolean isOne = result.shape().size().is(1);
        Differentiated gradient = isOne ? differentiated(formula, names, null) : null;
        boolean isScalar = isOne && gradient.isOfNumbers() && ClassEmitter.fits(gradient);
        Differentiated pullback = isScalar ? gradient
                : differentiated(formula, names, result.graph().parameter(freeName(formula), result.type()));
        Differentiated function = isOne ? gradient : pullback;
        diagnostics.throwIfErrors();
        warnOfZeros(function);
        return new Analysis(diagnostics.source(), options.result(), function, pullback, isScalar, Request.isDetached(formula), diagnostics.warnings());
    }

    /** A name for the cotangent of the result that no parameter has. */
    private static String freeName(Formula formula) {
        String name = "v";
        while (formula.valueOf(name) != null) {
            name += "_";
        }
        return name;
    }

    /** @param cotangent of the result, or null for 1 */
    private Differentiated differentiated(Formula formula, List<String> names, Node cotangent) {
        Node result = formula.result();
        Node seed = cotangent != null ? cotangent : result.graph().constant(1, result.type());
        List<Node> variables = names.stream().map(formula.differentiable()::get).toList();
        try {
            return simplified(formula, names, derivatives(result, variables, seed), cotangent);
        } catch (UnsupportedOperationException e) {
            throw underivable(formula, names);
        }
    }

    /** Some operator has no derivative by some of the names: says which. */
    private RuntimeException underivable(Formula formula, List<String> names) {
        Map<String, Node> variables = formula.differentiable();
        for (String name : names) {
            try {
                derivative(formula.result(), variables.get(name));
            } catch (UnsupportedOperationException e) {
                diagnostics.error(null, "'" + e.getMessage() + "' has no derivative by '" + name + "'", "declare it const: const " + name + ": f64");
            }
        }
        return diagnostics.failure();
    }

    /** Simplifies, so that the derivative is one of the stable form, and differentiates. */
    private List<Node> derivatives(Node result, List<Node> variables, Node seed) {
        if (variables.isEmpty()) {
            return List.of();
        }
        List<Node> all = new ArrayList<>(variables);
        all.add(result);
        UnaryOperator<Node> simplified = simplify(result.graph(), all, true);
        return Reverse.gradient(simplified.apply(result), variables.stream().map(simplified).toList(), seed);
    }

    private Node derivative(Node z, Node x) {
        Node derivative = nested.isTangent(z, x) ? tangent(z, x) : derivatives(z, List.of(x), z.graph().constant(1, z.type())).get(0);
        nested.add(derivative);
        return derivative;
    }

    private Node tangent(Node z, Node x) {
        UnaryOperator<Node> simplified = simplify(z.graph(), List.of(z, x), true);
        return Forward.tangent(simplified.apply(z), List.of(simplified.apply(x)), List.of(z.graph().constant(1, x.type())));
    }

    /** The wish for a derivative, if numbers outside of loops are all that it is about. */
    private Node writtenDerivative(Node z, Node x) {
        boolean isOfNumbers = z.type() == Type.NUMBER && x.type() == Type.NUMBER && z.loops().isEmpty() && x.loops().isEmpty();
        return isOfNumbers && z.graph().influencedBy(List.of(x))[z.id()] ? z.graph().node(Derivative.DERIVATIVE, z, x) : derivative(z, x);
    }

    private Differentiated simplified(Formula formula, List<String> names, List<Node> gradient, Node cotangent) {
        List<Node> all = new ArrayList<>(gradient);
        all.add(formula.result());
        UnaryOperator<Node> simplified = simplify(formula.graph(), all, false);
        Formula result = new Formula(formula.name(), formula.parameters(), Map.of(), simplified.apply(formula.result()));
        Differentiated function = new Differentiated(result, names, gradient.stream().map(simplified).toList(), cotangent);
        return function.map(Settlement.settle(formula.graph(), function.results(), true));
    }

    private void warnOfZeros(Differentiated function) {
        for (int i = 0; i < function.variables().size(); i++) {
            if (function.gradient().get(i).isConstant(0)) {
                String result = options.result() != null ? options.result() : function.formula().name();
                diagnostics.warning(null, "'" + result + "' does not depend on '" + function.variables().get(i) + "'",
                        "this derivative is 0 everywhere");
            }
        }
    }

    private UnaryOperator<Node> simplify(Graph graph, Collection<Node> results, boolean keepsIdentities) {
        return new Simplifier(graph, options.level(), keepsIdentities).simplify(results);
    }
}
