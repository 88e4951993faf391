package dev.autodiff;

import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.FreeNames;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.lowering.Decomposition;
import dev.autodiff.lowering.Plan;
import dev.autodiff.lowering.Planner.Argument;
import dev.autodiff.lowering.Planner.Result;
import dev.autodiff.lowering.Planner;
import dev.autodiff.lowering.Saved;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Signature;
import java.util.ArrayList;
import java.util.Collection;
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

    /**
     * All that an application may want to call.
     *
     * @param hasGradient whether gradients and vector-Jacobian products are among it
     * @param entries what else is asked for
     * @param ofRows the same in coordinates
     */
    static Map<String, Plan> all(
            Differentiated function,
            Differentiated pullback,
            boolean hasGradient,
            Collection<Entry> entries,
            Collection<Entry> ofRows) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        if (hasGradient) {
            plans.putAll(withGradient(function, pullback));
        } else {
            Differentiated expanded = expanded(pullback);
            plans.put("value", Planner.plan(parameters(expanded), values(expanded)));
        }
        entries.forEach(entry -> plans.put(entry.name(), plan(entry)));
        ofRows.forEach(entry -> plans.put(entry.name(), ofRows(entry)));
        return plans;
    }

    private static Map<String, Plan> withGradient(Differentiated function, Differentiated pullback) {
        Differentiated expanded = expanded(function);
        Differentiated expandedPullback = expanded(pullback);
        Map<String, Plan> plans = ofExpanded(expandedPullback);
        if (function.cotangents().isEmpty()) {
            plans.put(
                    "gradient",
                    function.signature().isScalar() && !function.variables().isEmpty()
                            ? ofNumbers(expanded)
                            : derivative(expanded, false));
        }
        plans.put("accumulate", derivative(expanded, true));
        if (!function.variables().isEmpty()) {
            inTwo(expandedPullback, plans);
        }
        return plans;
    }

    /** In the operators that loops and calls are made of. */
    static Differentiated expanded(Differentiated function) {
        return function.map(Decomposition.expand(function.formula().graph(), function.results()));
    }

    /** The value alone, for which nothing is kept, and the value with the derivatives. */
    private static Map<String, Plan> ofExpanded(Differentiated pullback) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        plans.put("value", Planner.plan(parameters(pullback), values(pullback)));
        plans.put("vjp", derivative(pullback, false));
        return plans;
    }

    private static List<Argument> parameters(Differentiated function) {
        return function.formula().parameters().stream()
                .map(parameter -> new Argument(parameter.name(), parameter.node()))
                .toList();
    }

    /** The parameters, and the cotangents of the results if they are not 1. */
    private static List<Argument> arguments(Differentiated function) {
        List<Argument> arguments = new ArrayList<>(parameters(function));
        function.cotangents().forEach(cotangent -> arguments.add(new Argument(cotangent.op().symbol(), cotangent)));
        return arguments;
    }

    /** One number is what a method returns, other results go to arrays. */
    private static List<Result> values(Differentiated function) {
        Map<String, Node> values = function.formula().results();
        if (values.size() == 1) {
            Node value = function.formula().result();
            return List.of(new Result("value", value, value.type().isScalar(), false));
        }
        FreeNames names = new FreeNames(arguments(function).stream().map(Argument::name).toList());
        List<Result> results = new ArrayList<>();
        values.forEach((name, value) -> results.add(new Result(names.take(name), value, false, false)));
        return results;
    }

    /** The different outputs of an entry in the operators that loops and calls are made of. */
    static Entry expanded(Entry entry) {
        List<Node> nodes = entry.nodes();
        Entry expanded = entry.map(Decomposition.expand(nodes.get(0).graph(), nodes));
        return new Entry(expanded.name(), expanded.inputs(), expanded.distinct());
    }

    /** What a method of an entry does. */
    static Plan plan(Entry entry) {
        return Planner.plan(arguments(entry), results(entry));
    }

    /** The same of an entry in coordinates. */
    static Plan ofRows(Entry entry) {
        return Planner.ofRows(arguments(entry), results(entry));
    }

    private static List<Argument> arguments(Entry entry) {
        return entry.inputs().stream()
                .map(input -> new Argument(input.name(), input.node()))
                .toList();
    }

    private static List<Result> results(Entry entry) {
        return expanded(entry).outputs().stream()
                .map(output -> new Result(output.name(), output.node(), false, false))
                .toList();
    }

    /** An entry as a function of its own, whose results are its outputs. */
    static Signature signature(String name, Entry entry) {
        return new Signature(
                name,
                entry.inputs().stream()
                        .map(input -> new Signature.Argument(
                                input.name(),
                                input.node().type(),
                                input.node().graph().isLength(input.node())))
                        .toList(),
                List.of(),
                entry.distinct().stream()
                        .map(output -> new Signature.Argument(
                                output.name(), output.node().type()))
                        .toList());
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
        List<Node> partials = function.gradient().stream()
                .map(partial -> TensorAlgebra.reshape(partial, Shape.of(1)))
                .toList();
        Result gradient = new Result("gradient", TensorAlgebra.concat(partials, 0), false, false);
        return Planner.plan(parameters(function), List.of(values(function).get(0), gradient));
    }

    /** @param adds whether the derivatives are added to what the caller's arrays hold */
    private static Plan derivative(Differentiated function, boolean adds) {
        List<Result> results = new ArrayList<>(values(function));
        results.addAll(derivatives(function, adds));
        return Planner.plan(arguments(function), results);
    }

    /** The derivative in two passes: what the first has computed is kept for the second. */
    private static void inTwo(Differentiated function, Map<String, Plan> plans) {
        List<Node> saved = Saved.between(function.cotangents(), function.gradient());
        plans.put("forward", Planner.forward(parameters(function), values(function), saved));
        plans.put("pullback", Planner.backward(arguments(function), derivatives(function, false), saved));
    }
}
