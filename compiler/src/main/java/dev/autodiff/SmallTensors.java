package dev.autodiff;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Scalarization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function whose tensors are all small and of known shapes, as one of numbers: an array of numbers for each of its
 * tensors at the border, and numbers within.
 */
final class SmallTensors {
    private final Formula formula;
    private final Scalarization numbers;

    /** The tensor that an element belongs to, by the name of the element. */
    private final Map<String, String> arrays = new HashMap<>();

    private SmallTensors(Formula formula, Scalarization numbers) {
        this.formula = formula;
        this.numbers = numbers;
    }

    /**
     * The entry points of the function in numbers, for a class without dependencies; empty if it has no such form,
     * or its results have no elements.
     *
     * @param variables the names to differentiate by
     * @param kinds of derivatives that are asked for
     */
    static Optional<EntryPoints> of(
            Formula formula, List<String> variables, Derivatives derivatives, Set<DerivativeKind> kinds) {
        List<Node> all = new ArrayList<>(formula.results().values());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        all.addAll(formula.differentiable(variables).values());
        boolean hasNumbers = formula.results().values().stream().anyMatch(node -> !node.shape().size().is(0));
        return Scalarization.of(formula.graph(), all)
                .filter(numbers -> hasNumbers)
                .map(numbers -> new SmallTensors(formula, numbers).entryPoints(variables, derivatives, kinds));
    }

    private EntryPoints entryPoints(List<String> variables, Derivatives derivatives, Set<DerivativeKind> kinds) {
        Formula scalar = inNumbers();
        Map<String, Node> elements = new LinkedHashMap<>();
        formula.differentiable(variables).forEach((name, node) -> elements.putAll(elements(name, node)));
        DerivativeEntries entries = new DerivativeEntries(scalar, elements, derivatives, arrays);
        List<Entry> all = new ArrayList<>(List.of(entries.value()));
        for (DerivativeKind kind : DerivativeKind.values()) {
            if (kinds.contains(kind) && (kind != DerivativeKind.GRADIENT || scalar.results().size() == 1)) {
                all.add(entries.of(kind));
            }
        }
        if (kinds.contains(DerivativeKind.GRADIENT) && (!arrays.isEmpty() || scalar.results().size() > 1)) {
            all.add(entries.vjp());
        }
        return new EntryPoints(scalar, variables, all);
    }

    /** The same function with a parameter and a result for each element. */
    private Formula inNumbers() {
        List<Formula.Parameter> parameters = new ArrayList<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            elements(parameter.name(), parameter.node())
                    .forEach((name, node) -> parameters.add(new Formula.Parameter(name, node, parameter.frozen())));
        }
        Map<String, Node> results = new LinkedHashMap<>();
        formula.results().forEach((name, node) -> results.putAll(elements(name, node)));
        return new Formula(formula.name(), parameters, results, results);
    }

    /** The elements of a node, each with a name: {@code x_0}, {@code x_1} of a tensor x. */
    private Map<String, Node> elements(String name, Node node) {
        List<Node> elements = numbers.elements(node);
        if (node.type().isScalar()) {
            return Map.of(name, elements.get(0));
        }
        Map<String, Node> named = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            String element = name + "_" + i;
            while (formula.valueOf(element) != null) {
                element += "_";
            }
            named.put(element, elements.get(i));
            arrays.put(element, name);
        }
        return named;
    }
}
