package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.DenseException;
import dev.autodiff.lowering.TooLong;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Suggestion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the options ask of a formula: its result, and the variables to differentiate by, which must exist and allow it.
 */
final class Request {
    private final Options options;
    private final Diagnostics diagnostics;

    Request(Options options, Diagnostics diagnostics) {
        this.options = options;
        this.diagnostics = diagnostics;
    }

    /** The results that are wanted, by their names. */
    Map<String, Node> results(Formula formula) {
        if (options.results() == null) {
            return formula.results();
        }
        Map<String, Node> results = new LinkedHashMap<>();
        for (String name : options.results()) {
            Node result = formula.results().getOrDefault(name, formula.valueOf(name));
            if (result == null) {
                throw unknown(formula, name);
            }
            results.put(name, result);
        }
        return results;
    }

    /** Requires that the results have a derivative of this kind. */
    void requireAllowed(DerivativeKind kind, Formula formula) {
        boolean isOfNumber = kind == DerivativeKind.HESSIAN || kind == DerivativeKind.HVP;
        if (isOfNumber && formula.results().size() > 1) {
            diagnostics.error(
                    null,
                    "'" + formula.name() + "' has several results, and " + kind + " differentiates one number",
                    "choose one with --of");
            throw diagnostics.failure();
        }
        formula.results().forEach((name, result) -> {
            if (isOfNumber && !result.shape().size().is(1)) {
                diagnostics.error(
                        null,
                        kind + " differentiates one number, and '" + name + "' is " + result.type(),
                        "differentiate its sum: sum(" + name + ")");
                throw diagnostics.failure();
            }
            requireReal(name, result);
        });
    }

    /**
     * The names to differentiate by: real parameters in the order of the signature, then other variables in the order
     * of the request.
     */
    List<String> variables(Formula formula) {
        boolean all = options.variables() == null;
        if (isDetached(formula) && !all && !options.variables().isEmpty()) {
            throw detached(diagnostics);
        }
        Set<String> requested = all ? Set.of() : new HashSet<>(options.variables());
        Set<String> wanted = new LinkedHashSet<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            boolean isReal = parameter.node().type().isReal();
            if (all ? !parameter.frozen() && isReal : requested.contains(parameter.name())) {
                requireNotFrozen(parameter);
                wanted.add(parameter.name());
            }
        }
        if (!all) {
            Map<String, Node> differentiable = formula.differentiable();
            for (String name : options.variables()) {
                Node variable = differentiable.get(name);
                if (variable == null) {
                    throw unknown(formula, name);
                }
                requireReal(name, variable);
                wanted.add(name);
            }
        }
        return List.copyOf(wanted);
    }

    static boolean isDetached(Formula formula) {
        return formula.results().values().stream().allMatch(result -> result.op() == Identity.Detach.DETACH);
    }

    static CompileException detached(Diagnostics diagnostics) {
        diagnostics.error(null, "the result is detached: it has no derivative", "compute it outside of no_grad");
        return diagnostics.failure();
    }

    /** The method would take more arguments than Java allows. */
    static CompileException overfull(Diagnostics diagnostics, String function, String method) {
        diagnostics.error(null, "'" + function + "' has more parameters and derivatives than a method of Java takes: '"
                + method + "' would take more than 255", "put some of the parameters into one tensor");
        return diagnostics.failure();
    }

    /** The code is more than one class holds. */
    static CompileException classTooLarge(Diagnostics diagnostics, String function) {
        diagnostics.error(
                null,
                "'" + function + "' becomes more code than one class holds",
                "work on longer tensors instead of many numbers, or write a loop");
        return diagnostics.failure();
    }

    /** An array is longer than Java's, or than it may be. */
    static CompileException tooLong(Diagnostics diagnostics, String function, TooLong tooLong, int most) {
        diagnostics.error(
                null,
                "'" + function + "' needs an array of " + tooLong.elements() + " elements"
                        + (tooLong.line() > 0 ? " in line " + tooLong.line() : "") + ", and arrays have at most "
                        + most,
                "work on parts of it, in a loop say");
        return diagnostics.failure();
    }

    /** No array holds a matrix, or what it is made of. */
    CompileException tooLarge(DerivativeKind kind, Formula formula, ShapeException e) {
        diagnostics.error(
                null,
                "the " + matrix(kind) + " of '" + formula.name() + "' is too large: " + e.getMessage(),
                kind.isMatrix()
                        ? "ask for its coordinates with --sparse, or for products with jvp and vjp"
                        : e.remedy());
        return diagnostics.failure();
    }

    private static String matrix(DerivativeKind kind) {
        return switch (kind) {
            case JACOBIAN -> "Jacobian";
            case HESSIAN -> "Hessian";
            case NORMAL -> "normal matrix";
            default -> kind.toString();
        };
    }

    /** A matrix has no structure by rows. */
    CompileException dense(DerivativeKind kind, Formula formula, DenseException e) {
        diagnostics.error(
                null,
                "the " + matrix(kind) + " of '" + formula.name()
                        + "' has no structure that is known: " + e.getMessage()
                        + (e.line() > 0 ? ", in line " + e.line() : ""),
                "leave out --sparse, or " + (e.remedy() != null ? e.remedy() : rows(kind)));
        return diagnostics.failure();
    }

    private static String rows(DerivativeKind kind) {
        return switch (kind) {
            case HESSIAN -> "make it a sum over rows: sum(map(f, xs))";
            case NORMAL -> "return residuals, computed row by row, and not their sum: map(f, xs), x[index]";
            default -> "compute row by row: map(f, xs), x[index]";
        };
    }

    private void requireNotFrozen(Formula.Parameter parameter) {
        if (parameter.frozen()) {
            diagnostics.error(
                    null, "'" + parameter.name() + "' is const: it is never differentiated", "declare it with 'input'");
        }
    }

    private void requireReal(String name, Node variable) {
        if (!variable.type().isReal()) {
            diagnostics.error(
                    null,
                    "'" + name + "' is of type " + variable.type() + ": it has no derivative",
                    "differentiate by names of type f64 or f32");
            throw diagnostics.failure();
        }
    }

    private CompileException unknown(Formula formula, String name) {
        Set<String> known = new TreeSet<>(formula.variables().keySet());
        known.addAll(formula.results().keySet());
        formula.parameters().forEach(parameter -> known.add(parameter.name()));
        String remedy = Suggestion.didYouMean(name, known, "it has " + Suggestion.listed(known));
        diagnostics.error(null, "'" + formula.name() + "' has no variable '" + name + "'", remedy);
        return diagnostics.failure();
    }
}
