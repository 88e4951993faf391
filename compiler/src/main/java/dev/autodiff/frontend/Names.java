package dev.autodiff.frontend;

import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Habits;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.util.Map;

/** What a name by itself stands for: a variable, a constant, a dimension, or a parameter that nothing declares. */
final class Names {
    private static final String NONE = "none";

    /** The names with a meaning of their own; that of {@code none} is no number. */
    static final Map<String, Double> CONSTANTS =
            Map.of("pi", Math.PI, "π", Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN, NONE, Double.NaN);

    private final Lowering lowering;
    private final Graph graph;
    private final Scope scope;
    private final Parameters programParameters;

    /** @param programParameters what takes up unknown names, or null inside of a function */
    Names(Lowering lowering, Scope scope, Parameters programParameters) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.programParameters = programParameters;
    }

    Node value(NameContext context) {
        String name = context.getText();
        Node value = scope.read(name);
        if (value != null && FunctionArguments.isFunction(value)) {
            throw new Failure(
                    lowering.span(context),
                    "'" + name + "' is a function, and a value is needed here",
                    "call it: " + name + "(…)");
        }
        if (value != null) {
            return value;
        }
        Scope.Gap gap = scope.gap(name);
        if (gap != null) {
            throw new Failure(lowering.span(context), gap.message(), gap.remedy());
        }
        if (CONSTANTS.containsKey(name)) {
            return name.equals(NONE) ? graph.node(Leaf.Absent.NONE) : graph.constant(CONSTANTS.get(name));
        }
        if (scope.dimension(name) != null) {
            return graph.extent(scope.dimension(name));
        }
        return unknown(context, name);
    }

    private Node unknown(NameContext context, String name) {
        boolean isFunction = programParameters == null ? lowering.find(name) != null : lowering.isOwn(name);
        if (isFunction
                || Builtins.find(name) != null
                || programParameters == null && TensorFunctions.find(name) != null) {
            throw new Failure(lowering.span(context), "'" + name + "' is a function", "call it: " + name + "(…)");
        }
        if (programParameters == null) {
            throw Unknown.variable(
                    name,
                    lowering.span(context),
                    scope.names(),
                    lowering.program().mainNames().contains(name));
        }
        if (Habits.value(name) != null) {
            throw new Failure(lowering.span(context), "unknown name '" + name + "'", "write " + Habits.value(name));
        }
        return programParameters.undeclared(name);
    }
}
