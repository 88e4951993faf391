package dev.autodiff;

import dev.autodiff.derivatives.Checkpointing;
import dev.autodiff.frontend.Differentiator;
import dev.autodiff.frontend.Frontend;
import dev.autodiff.graph.Budget;
import dev.autodiff.graph.BudgetException;
import dev.autodiff.graph.Derivative;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.FreeNames;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.lowering.DenseException;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
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
 *   text ──frontend──▶ graph ──simplify──▶ graph ──derivatives──▶ graph of results and derivatives
 *        ──simplify──▶ codegen ──▶ class
 * </pre>
 *
 * <p>{@code source} holds texts, places and messages; {@code frontend} parses and builds the graph; {@code graph} has
 * the nodes, the table of operators and the reference interpreter; {@code derivatives} and {@code simplify} rewrite
 * graphs; {@code lowering} turns graphs of tensors into loops; {@code codegen} lays methods out as statements of a
 * {@code kernel}, which {@code emit} prints as bytecode or Java. One instance compiles one program once.
 */
final class Compilation {
    private final Options options;
    private final Budget budget;
    private final Diagnostics diagnostics;
    private final Request request;
    private final Derivatives derivatives;
    private final UnaryOperator<Formula> change;

    /** @param change what is compiled in the place of the function that the options name */
    private Compilation(Source source, Options options, UnaryOperator<Formula> change) {
        this.change = change;
        this.options = options;
        this.budget = options.limits().budget();
        this.diagnostics = new Diagnostics(source);
        this.request = new Request(options, diagnostics);
        this.derivatives = new Derivatives(options, diagnostics);
    }

    /** The graph of the function and its gradient, simplified. */
    static Analysis analyze(Source source, Options options) {
        return analyze(source, options, UnaryOperator.identity());
    }

    /** The same of another function that is made of this one. */
    static Analysis analyze(Source source, Options options, UnaryOperator<Formula> change) {
        return new Compilation(source, options, change).analyze();
    }

    /** The function as it is written, before any rewriting; what the check of derivatives takes for the truth. */
    static Formula written(Source source, Options options) {
        Compilation compiler = new Compilation(source, options, UnaryOperator.identity());
        Formula formula = compiler.withoutErrors(compiler.lower(new Written(options, compiler.diagnostics)));
        // derivatives of the program's own are not those of its formulas, and may differ from them on purpose
        return hasOwnDerivatives(formula) ? differentiated(source, options) : formula;
    }

    private static boolean hasOwnDerivatives(Formula formula) {
        boolean[] needed = formula.graph().reachable(formula.results().values());
        return IntStream.range(0, needed.length)
                .anyMatch(id -> needed[id] && formula.graph().get(id).op() instanceof OwnDerivative);
    }

    /** The function as it is written, with the derivatives that it takes of its own values. */
    static Formula differentiated(Source source, Options options) {
        Compilation compiler = new Compilation(source, options, UnaryOperator.identity());
        return compiler.withoutErrors(compiler.lower(compiler.derivatives));
    }

    private Formula withoutErrors(Formula formula) {
        diagnostics.throwIfErrors();
        return formula;
    }

    private Analysis analyze() {
        return withinBudget(this::lowerAndDifferentiate);
    }

    private <T> T withinBudget(Supplier<T> work) {
        try {
            return work.get();
        } catch (BudgetException e) {
            diagnostics.error(null, e.getMessage(), e.remedy());
            throw diagnostics.failure();
        }
    }

    private Formula lower(Differentiator differentiator) {
        Set<String> tracked = options.variables() == null ? Set.of() : new HashSet<>(options.variables());
        Formula formula = Frontend.lower(
                diagnostics,
                options.function(),
                tracked,
                options.arguments(),
                options.limits().ofLoops(),
                budget,
                differentiator);
        Formula asked = change.apply(formula.returning(request.results(formula)));
        return options.checkpoints() ? inBlocks(asked) : asked;
    }

    private static Formula inBlocks(Formula formula) {
        List<Node> all = new ArrayList<>(formula.variables().values());
        all.addAll(formula.results().values());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        return formula.map(Checkpointing.cut(formula.graph(), all));
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
        AskedEntries entries = entries(formula, names);
        boolean isOneNumber = isOne && isOfNumbers(gradient, entries);
        Differentiated pullback = isOneNumber ? gradient : differentiated(formula, names, cotangents(formula));
        Differentiated function = isOne ? gradient : pullback;
        boolean isScalar = isOneNumber || !isOne && isOfNumbers(pullback, entries);
        diagnostics.throwIfErrors();
        warnOfZeros(function);
        return new Analysis(
                diagnostics.source(),
                options,
                function,
                pullback,
                entries,
                () -> inNumbers(formula, names),
                kind -> inCoordinates(kind, formula, names),
                isScalar,
                Request.isDetached(formula),
                diagnostics.warnings());
    }

    private static boolean isOfNumbers(Differentiated function, AskedEntries entries) {
        EntryPoints points = EntryPoints.of(function);
        return points.isOfNumbers() && points.with(entries.all()).isOfNumbers();
    }

    private Optional<EntryPoints> inNumbers(Formula formula, List<String> names) {
        return withinBudget(() -> SmallTensors.of(formula, names, derivatives, options.derivatives())
                .map(points -> points.with(points.entries().stream().map(this::simplified).toList()))
                .filter(points -> points.isOfNumbers()));
    }

    private List<Entry> inCoordinates(DerivativeKind kind, Formula formula, List<String> names) {
        request.requireAllowed(kind, formula);
        try {
            return withinBudget(() ->
                    new DerivativeEntries(formula, formula.differentiable(names), derivatives, Map.of())
                            .inCoordinates(kind).stream().map(this::simplified).toList());
        } catch (DenseException e) {
            throw request.dense(kind, formula, e);
        }
    }

    /** A parameter for the cotangent of each result. */
    private static List<Node> cotangents(Formula formula) {
        List<Node> cotangents = new ArrayList<>();
        FreeNames free = formula.freeNames();
        formula.results().forEach((name, result) -> {
            String prefix = formula.results().size() == 1 ? "v" : "v_" + name;
            cotangents.add(result.graph().parameter(free.take(prefix), result.type()));
        });
        return cotangents;
    }

    /** @param cotangents of the results, none for 1 */
    private Differentiated differentiated(Formula formula, List<String> names, List<Node> cotangents) {
        List<Node> results = List.copyOf(formula.results().values());
        List<Node> seeds = cotangents.isEmpty()
                ? List.of(formula.graph().constant(1, results.get(0).type()))
                : cotangents;
        List<Node> variables = List.copyOf(formula.differentiable(names).values());
        return simplified(formula, names, derivatives.pullback(results, variables, seeds), cotangents);
    }

    /** What the options ask for beside values and gradients. */
    private AskedEntries entries(Formula formula, List<String> names) {
        AskedEntries entries = new AskedEntries(options.derivatives(), kind -> entry(kind, formula, names));
        entries.kinds().forEach(kind -> request.requireAllowed(kind, formula));
        return entries;
    }

    private Entry entry(DerivativeKind kind, Formula formula, List<String> names) {
        try {
            return withinBudget(() -> simplified(
                    new DerivativeEntries(formula, formula.differentiable(names), derivatives, Map.of()).of(kind)));
        } catch (UnsupportedOperationException e) {
            throw underivable(formula, names);
        } catch (ShapeException e) {
            throw request.tooLarge(kind, formula, e);
        }
    }

    private Entry simplified(Entry entry) {
        Graph graph = entry.nodes().get(0).graph();
        Entry simplified = entry.map(new Simplifier(graph, options.level().internal(), false).simplify(entry.nodes()));
        return simplified.map(LoopNormalization.settle(graph, simplified.nodes(), true));
    }

    /** Some operator has no derivative by some of the names: says which. */
    private RuntimeException underivable(Formula formula, List<String> names) {
        List<Node> results = List.copyOf(formula.results().values());
        for (Map.Entry<String, Node> variable : formula.differentiable(names).entrySet()) {
            String name = variable.getKey();
            try {
                derivatives.pullback(results, List.of(variable.getValue()), results);
            } catch (UnsupportedOperationException e) {
                diagnostics.error(
                        null,
                        "'" + e.getMessage() + "' has no derivative by '" + name + "'",
                        "declare it const: const " + name + ": f64");
            }
        }
        return diagnostics.failure();
    }

    /**
     * Takes the derivatives of numbers outside of loops by name only, for those who follow the function as it is
     * written.
     */
    private static final class Written extends Derivatives {
        Written(Options options, Diagnostics diagnostics) {
            super(options, diagnostics);
        }

        @Override
        public Node derivative(Node z, Node x) {
            return isOfNumbers(z, x) && z.graph().influencedBy(List.of(x))[z.id()]
                    ? z.graph().node(Derivative.DERIVATIVE, z, x)
                    : super.derivative(z, x);
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
        UnaryOperator<Node> simplified =
                new Simplifier(formula.graph(), options.level().internal(), false).simplify(all);
        Formula alone = new Formula(formula.name(), formula.parameters(), Map.of(), formula.results());
        Differentiated function = new Differentiated(alone, names, gradient, cotangents).map(simplified);
        return function.map(LoopNormalization.settle(formula.graph(), function.results(), true));
    }

    private void warnOfZeros(Differentiated function) {
        Map<String, Node> results = function.formula().results();
        String result = results.size() == 1 && options.results() == null
                ? function.formula().name()
                : String.join(", ", results.keySet());
        for (int i = 0; i < function.variables().size(); i++) {
            if (function.gradient().get(i).isConstant(0)) {
                diagnostics.warning(null, "'" + result + "' does not depend on '" + function.variables().get(i) + "'",
                        "this derivative is 0 everywhere");
            }
        }
    }
}
