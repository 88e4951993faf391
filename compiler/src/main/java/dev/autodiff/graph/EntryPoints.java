package dev.autodiff.graph;

import dev.autodiff.graph.Entry.Input;
import dev.autodiff.graph.Entry.Output;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function with the entry points of its class, ready for code generation.
 *
 * @param variables the names that it is differentiated by
 * @param entries of different names
 */
public record EntryPoints(Formula formula, List<String> variables, List<Entry> entries) {
    public EntryPoints {
        variables = List.copyOf(variables);
        entries = List.copyOf(entries);
    }

    /**
     * The values, and the values with their derivatives: {@code gradient} of one number, {@code vjp} of other results.
     */
    public static EntryPoints of(Differentiated function) {
        return new EntryPoints(
                function.formula(), function.variables(), List.of(value(function.formula()), derivative(function)));
    }

    /** The values alone. */
    public static Entry value(Formula formula) {
        return new Entry("value", inputs(formula), values(formula));
    }

    private static Entry derivative(Differentiated function) {
        List<Input> inputs = new ArrayList<>(inputs(function.formula()));
        function.cotangents().forEach(cotangent -> inputs.add(new Input(cotangent.op().symbol(), cotangent)));
        List<Output> outputs = new ArrayList<>(values(function.formula()));
        for (int i = 0; i < function.variables().size(); i++) {
            outputs.add(new Output("gradient", "d" + function.variables().get(i), function.gradient().get(i)));
        }
        return new Entry(function.cotangents().isEmpty() ? "gradient" : "vjp", inputs, outputs).taking("gradient");
    }

    private static List<Input> inputs(Formula formula) {
        return formula.parameters().stream().map(parameter -> new Input(parameter.name(), parameter.node())).toList();
    }

    /** One result is what a method returns, several go to an array; none has the name of a parameter. */
    private static List<Output> values(Formula formula) {
        Map<String, Node> results = formula.results();
        if (results.size() == 1) {
            return List.of(new Output(null, "value", formula.result()));
        }
        FreeNames names = new FreeNames(formula.parameters().stream().map(Formula.Parameter::name).toList());
        List<Output> outputs = new ArrayList<>();
        results.forEach((name, node) -> outputs.add(new Output("results", names.take(name), node)));
        return outputs;
    }

    /** The same function with other entry points. */
    public EntryPoints with(List<Entry> others) {
        return new EntryPoints(formula, variables, others);
    }

    /** The parameters, as the method of the value takes them, which is the first. */
    public List<String> parameterNames() {
        return entries.get(0).arguments().stream().map(Entry.Argument::name).toList();
    }

    /** What all entry points compute. */
    public List<Node> nodes() {
        return entries.stream().flatMap(entry -> entry.nodes().stream()).toList();
    }

    /**
     * Whether numbers but {@code f32} and truths are all that it takes, gives and computes on the way, in loops or
     * without.
     */
    public boolean isOfNumbers() {
        Set<Node> inputs = new HashSet<>();
        entries.forEach(entry -> entry.inputs().forEach(input -> inputs.add(input.node())));
        boolean fits = inputs.stream()
                .allMatch(input ->
                        input.type().equals(Type.NUMBER) || input.type().equals(Type.WHOLE));
        return fits && nodes().stream().allMatch(node -> node.type().equals(Type.NUMBER)) && isOfNumbers(nodes());
    }

    private boolean isOfNumbers(List<Node> results) {
        boolean[] needed = formula.graph().reachable(results);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && !isOfNumbers(formula.graph().get(id))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfNumbers(Node node) {
        boolean isKnown = node.op() instanceof ScalarOp
                || node.op() instanceof Identity
                || node.op() instanceof Leaf.Parameter
                || node.op() instanceof Leaf.Constant
                || node.op() instanceof Leaf.Truth
                || node.op() instanceof LoopOp
                || node.op() instanceof Leaf.Carried
                || node.op() instanceof Leaf.StepNumber;
        return isKnown && node.type().isScalar() && node.type().dtype() != DType.F32;
    }
}
