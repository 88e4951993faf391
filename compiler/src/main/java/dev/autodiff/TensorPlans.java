package dev.autodiff;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Formula;
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
import java.util.function.UnaryOperator;

/** The methods of the class of a function of tensors. */
final class TensorPlans {
    private TensorPlans() {}

    /** What a {@code CompiledFunction} calls. */
    static Map<String, Plan> called(Differentiated function, Differentiated pullback) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put("value", value(function.formula()));
        plans.put("vjp", derivative(pullback, false));
        return plans;
    }

    /** All that an application may want to call. */
    static Map<String, Plan> all(Differentiated function, Differentiated pullback) {
        Map<String, Plan> plans = called(function, pullback);
        if (function.cotangent() == null) {
            plans.put("gradient", function.signature().isScalar() && !function.variables().isEmpty() ? ofNumbers(function) : derivative(function, false));
        }
        plans.put("accumulate", derivative(function, true));
        inTwo(pullback, plans);
        return plans;
    }

    /** The value alone: nothing is kept for a derivative. */
    static Plan value(Formula formula) {
        UnaryOperator<Node> expanded = Expansion.expand(formula.graph(), List.of(formula.result()));
        return Planner.plan(arguments(formula), List.of(value(expanded.apply(formula.result()))));
    }

    private static List<Argument> arguments(Formula formula) {
        List<Argument> arguments = new ArrayList<>();
        formula.parameters().forEach(parameter -> arguments.add(new Argument(parameter.name(), parameter.node())));
        return arguments;
    }

    private static Result value(Node node) {
        return new Result("value", node, node.type().isScalar(), false);
    }

    /** The gradient in one array, as functions of numbers have it. */
    private static Plan ofNumbers(Differentiated function) {
        List<Node> partials = function.gradient().stream().map(partial -> TensorAlgebra.reshape(partial, Shape.of(1))).toList();
        Node gradient = TensorAlgebra.concat(partials, 0);
        Node value = function.formula().result();
        UnaryOperator<Node> expanded = Expansion.expand(value.graph(), List.of(value, gradient));
        return Planner.plan(arguments(function.formula()),
                List.of(value(expanded.apply(value)), new Result("gradient", expanded.apply(gradient), false, false)));
    }

    /** @param adds whether the derivatives are added to what the caller's arrays hold */
    static Plan derivative(Differentiated function, boolean adds) {
        Formula formula = function.formula();
        List<Node> all = new ArrayList<>(function.gradient());
        all.add(formula.result());
        UnaryOperator<Node> expanded = Expansion.expand(formula.graph(), all);
        List<Argument> arguments = arguments(formula);
        if (function.cotangent() != null) {
            arguments.add(new Argument(function.cotangent().op().symbol(), function.cotangent()));
        }
        List<Result> results = new ArrayList<>();
        results.add(value(expanded.apply(formula.result())));
        for (int i = 0; i < function.variables().size(); i++) {
            results.add(new Result("d" + function.variables().get(i), expanded.apply(function.gradient().get(i)), false, adds));
        }
        return Planner.plan(arguments, results);
    }

    /** The derivative in two passes: what the first has computed is kept for the second. */
    private static void inTwo(Differentiated function, Map<String, Plan> plans) {
        Formula formula = function.formula();
        List<Node> all = new ArrayList<>(function.gradient());
        all.add(formula.result());
        UnaryOperator<Node> expanded = Expansion.expand(formula.graph(), all);
        List<Result> cotangents = new ArrayList<>();
        for (int i = 0; i < function.variables().size(); i++) {
            cotangents.add(new Result("d" + function.variables().get(i), expanded.apply(function.gradient().get(i)), false, false));
        }
        if (cotangents.isEmpty()) {
            return;
        }
        List<Node> saved = Saved.between(function.cotangent(), cotangents.stream().map(Result::node).toList());
        plans.put("forward", Planner.forward(arguments(formula), List.of(value(expanded.apply(formula.result()))), saved));
        List<Argument> arguments = arguments(formula);
        arguments.add(new Argument(function.cotangent().op().symbol(), function.cotangent()));
        plans.put("pullback", Planner.backward(arguments, cotangents, saved));
    }
}
