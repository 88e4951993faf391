package dev.autodiff;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.lowering.Expansion;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Planner;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.lowering.Planner.Result;
import dev.autodiff.lowering.Saved;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods of the class of a function of tensors. */
final class TensorPlans {
    private TensorPlans() {}

    /** What a {@code CompiledFunction} calls. */
    static Map<String, Plan> called(Differentiated pullback) {
        return ofExpanded(expanded(pullback));
    }

    /** All that an application may want to call. */
    static Map<String, Plan> all(Differentiated function, Differentiated pullback) {
        Differentiated expanded = expanded(function);
        Differentiated expandedPullback = expanded(pullback);
        Map<String, Plan> plans = ofExpanded(expandedPullback);
        if (function.cotangent() == null) {
            plans.put("gradient", function.signature().isScalar() && !function.variables().isEmpty() ? ofNumbers(expanded) : derivative(expanded, false));
        }
        plans.put("accumulate", derivative(expanded, true));
        if (!function.variables().isEmpty()) {
            inTwo(expandedPullback, plans);
        }
        return plans;
    }

    private static Differentiated expanded(Differentiated function) {
        return function.map(Expansion.expand(function.formula().graph(), function.results()));
    }

    /** The value alone, for which nothing is kept, and the value with the derivatives. */
    private static Map<String, Plan> ofExpanded(Differentiated pullback) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put("value", Planner.plan(parameters(pullback), List.of(value(pullback))));
        plans.put("vjp", derivative(pullback, false));
        return plans;
    }

    private static List<Argument> parameters(Differentiated function) {
        return function.formula().parameters().stream().map(parameter -> new Argument(parameter.name(), parameter.node())).toList();
    }

    /** The parameters, and the cotangent of the result if it is not 1. */
    private static List<Argument> arguments(Differentiated function) {
        List<Argument> arguments = new ArrayList<>(parameters(function));
        if (function.cotangent() != null) {
            arguments.add(new Argument(function.cotangent().op().symbol(), function.cotangent()));
        }
        return arguments;
    }

    private static Result value(Differentiated function) {
        Node value = function.formula().result();
        return new Result("value", value, value.type().isScalar(), false);
    }

    private static List<Result> derivatives(Differentiated function, boolean adds) {
        List<Result> derivatives = new ArrayList<>();
        for (int i = 0; i < function.variables().size(); i++) {
            derivatives.add(new Result("d" + function.variables().get(i), function.gradient().get(i), false, adds));
        }
        return derivatives;
    }

    /** The gradient in one array, as functions of numbers have it. */
    private static Plan ofNumbers(Differentiated function) {
        List<Node> partials = function.gradient().stream().map(partial -> TensorAlgebra.reshape(partial, Shape.of(1))).toList();
        Result gradient = new Result("gradient", TensorAlgebra.concat(partials, 0), false, false);
        return Planner.plan(parameters(function), List.of(value(function), gradient));
    }

    /** @param adds whether the derivatives are added to what the caller's arrays hold */
    private static Plan derivative(Differentiated function, boolean adds) {
        List<Result> results = new ArrayList<>(List.of(value(function)));
        results.addAll(derivatives(function, adds));
        return Planner.plan(arguments(function), results);
    }

    /** The derivative in two passes: what the first has computed is kept for the second. */
    private static void inTwo(Differentiated function, Map<String, Plan> plans) {
        List<Node> saved = Saved.between(function.cotangent(), function.gradient());
        plans.put("forward", Planner.forward(parameters(function), List.of(value(function)), saved));
        plans.put("pullback", Planner.backward(arguments(function), derivatives(function, false), saved));
    }
}
