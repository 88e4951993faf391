package dev.autodiff;

import dev.autodiff.graph.Entry.Input;
import dev.autodiff.graph.Entry.Output;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.FreeNames;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The entry points that a class has for the derivatives that are asked for. */
final class DerivativeEntries {
    private final Formula formula;
    private final Derivatives derivatives;
    private final List<String> names;
    private final List<Node> variables;
    private final List<String> resultKeys;
    private final List<String> resultNames;
    private final List<Node> results;
    private final Map<String, String> arrays;

    /** Of what a method takes and fills. */
    private final FreeNames free;

    /** The arrays of derivatives, directions and cotangents, by what they are of which tensor. */
    private final Map<String, String> beside = new HashMap<>();

    /**
     * @param variables to differentiate by, with their names
     * @param arrays the tensors that parameters, variables and results are elements of, by their names; methods take
     *     and fill an array for each
     */
    DerivativeEntries(
            Formula formula, Map<String, Node> variables, Derivatives derivatives, Map<String, String> arrays) {
        this.formula = formula;
        this.derivatives = derivatives;
        this.arrays = arrays;
        this.names = List.copyOf(variables.keySet());
        this.variables = List.copyOf(variables.values());
        this.results = List.copyOf(formula.results().values());
        this.free = new FreeNames(formula.parameters().stream().map(Formula.Parameter::name).toList());
        this.resultKeys = List.copyOf(formula.results().keySet());
        this.resultNames = resultKeys.stream().map(free::take).toList();
    }

    /** The name of an array beside a tensor, the same for all elements. */
    private String beside(String prefix, String tensor) {
        return beside.computeIfAbsent(prefix + " " + tensor, unused -> free.take(prefix + tensor));
    }

    /** The entry for a kind of derivative, which the results allow. */
    Entry of(DerivativeKind kind) {
        return switch (kind) {
            case GRADIENT -> gradient();
            case JACOBIAN -> jacobian();
            case HESSIAN -> hessian();
            case JVP -> jvp();
            case HVP -> hvp();
            case NORMAL -> normal();
        };
    }

    /** The results alone. */
    Entry value() {
        return new Entry("value", parameters(), values());
    }

    private List<Input> parameters() {
        return formula.parameters().stream()
                .map(parameter -> new Input(arrays.get(parameter.name()), parameter.name(), parameter.node()))
                .toList();
    }

    /** One number is what a method returns, several go to an array; tensors go to an array each. */
    private List<Output> values() {
        if (results.size() == 1) {
            return new ArrayList<>(List.of(new Output(null, "value", results.get(0))));
        }
        if (arrays.isEmpty()) {
            return packed();
        }
        List<String> tensors = resultKeys.stream().map(name -> arrays.getOrDefault(name, name)).toList();
        boolean isOne = tensors.stream().distinct().count() == 1;
        List<Output> values = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            values.add(new Output(isOne ? "value" : beside("", tensors.get(k)), resultNames.get(k), results.get(k)));
        }
        return values;
    }

    private List<Output> packed() {
        return packed(results);
    }

    private List<Output> packed(List<Node> nodes) {
        List<Output> values = new ArrayList<>();
        for (int k = 0; k < nodes.size(); k++) {
            values.add(new Output("results", resultNames.get(k), nodes.get(k)));
        }
        return values;
    }

    private Entry gradient() {
        List<Output> outputs = values();
        outputs.addAll(partials(derivatives.gradient(formula.result(), variables)));
        Entry entry = new Entry("gradient", parameters(), outputs);
        return arrays.isEmpty() ? entry.taking("gradient") : entry;
    }

    /** In one array, or beside tensors in one for each variable. */
    private List<Output> partials(List<Node> gradient) {
        List<Output> partials = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String array = arrays.isEmpty() ? "gradient" : beside("d", arrays.getOrDefault(names.get(i), names.get(i)));
            partials.add(new Output(array, "d" + names.get(i), gradient.get(i)));
        }
        return partials;
    }

    private Entry jacobian() {
        List<Output> outputs = packed();
        List<List<Node>> blocks = derivatives.jacobian(results, variables);
        for (int k = 0; k < results.size(); k++) {
            for (int j = 0; j < names.size(); j++) {
                outputs.add(new Output(
                        "jacobian",
                        "d" + resultNames.get(k) + "_d" + names.get(j),
                        blocks.get(k).get(j)));
            }
        }
        return new Entry("jacobian", parameters(), outputs).taking("jacobian");
    }

    private Entry hessian() {
        List<Node> gradient = derivatives.slopes(formula.result(), variables);
        List<Output> outputs = values();
        outputs.addAll(partials(gradient));
        return symmetric(DerivativeKind.HESSIAN, outputs, derivatives.hessian(gradient, variables));
    }

    /** Half the sum of squares of the results in their place. */
    private Entry normal() {
        NormalEquations<List<List<Node>>> equations = NormalEquations.dense(results, variables, derivatives);
        List<Output> outputs = new ArrayList<>(List.of(new Output(null, "value", equations.cost())));
        outputs.addAll(partials(equations.gradient()));
        return symmetric(DerivativeKind.NORMAL, outputs, equations.matrix());
    }

    /** @param outputs before the matrix */
    private Entry symmetric(DerivativeKind kind, List<Output> outputs, List<List<Node>> blocks) {
        String matrix = kind.toString();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                // numbers of the upper triangle repeat those of the lower one; blocks are its transposes
                boolean repeats = i < j && blocks.get(i).get(j) == blocks.get(j).get(i);
                String name = "d" + names.get(repeats ? j : i) + "_d" + names.get(repeats ? i : j);
                outputs.add(new Output(matrix, name, blocks.get(i).get(j)));
            }
        }
        return taking(new Entry(matrix, parameters(), outputs), "gradient", matrix);
    }

    /**
     * A method that gives a matrix in coordinates, and one that tells where its values stand.
     *
     * @throws dev.autodiff.lowering.DenseException if there is no structure by rows
     */
    List<Entry> inCoordinates(DerivativeKind kind) {
        UnaryOperator<Node> simplified = derivatives.simplified(results, variables, kind == DerivativeKind.HESSIAN);
        List<Node> simple = results.stream().map(simplified).toList();
        List<Node> by = variables.stream().map(simplified).toList();
        if (kind == DerivativeKind.NORMAL) {
            NormalEquations<Coordinates> equations = NormalEquations.inCoordinates(simple, by, derivatives);
            List<Output> outputs = new ArrayList<>(List.of(new Output(null, "value", equations.cost())));
            outputs.addAll(partials(equations.gradient()));
            return inCoordinates(kind, outputs, equations.matrix());
        }
        if (kind == DerivativeKind.JACOBIAN) {
            Coordinates coordinates = Coordinates.jacobian(simple, by, derivatives);
            return inCoordinates(kind, packed(coordinates.results()), coordinates);
        }
        List<Output> outputs = values();
        outputs.addAll(partials(derivatives.gradient(formula.result(), variables)));
        return inCoordinates(kind, outputs, Coordinates.hessian(simple.get(0), by, derivatives));
    }

    /** @param outputs before the values of the matrix */
    private List<Entry> inCoordinates(DerivativeKind kind, List<Output> outputs, Coordinates coordinates) {
        String name = kind.toString();
        outputs.add(new Output(name, free.take(name), coordinates.values()));
        return List.of(
                new Entry(name, parameters(), outputs),
                new Entry(
                        name + "Structure",
                        parameters(),
                        List.of(
                                new Output("rows", free.take("rows"), coordinates.rows()),
                                new Output("columns", free.take("columns"), coordinates.columns()))));
    }

    /** The results, and the sum of their derivatives times a cotangent for each. */
    Entry vjp() {
        List<Input> cotangents = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            String name = free.take("v_" + resultNames.get(k));
            String array = arrays.get(resultKeys.get(k));
            cotangents.add(new Input(
                    array == null ? null : beside("v_", array),
                    name,
                    formula.graph().parameter(name, results.get(k).type())));
        }
        List<Output> outputs = values();
        outputs.addAll(partials(derivatives.pullback(results, variables, nodes(cotangents))));
        return new Entry("vjp", with(cotangents), outputs);
    }

    private Entry jvp() {
        List<Input> directions = directions();
        List<Output> outputs = packed();
        List<Node> tangents = derivatives.tangents(results, variables, nodes(directions));
        for (int k = 0; k < results.size(); k++) {
            outputs.add(new Output("tangents", "d" + resultNames.get(k), tangents.get(k)));
        }
        return new Entry("jvp", with(directions), outputs);
    }

    private Entry hvp() {
        List<Input> directions = directions();
        List<Node> gradient = derivatives.slopes(formula.result(), variables);
        List<Output> outputs = values();
        outputs.addAll(partials(gradient));
        List<Node> product = derivatives.tangents(gradient, variables, nodes(directions));
        for (int i = 0; i < names.size(); i++) {
            outputs.add(new Output("product", "hv" + names.get(i), product.get(i)));
        }
        return taking(new Entry("hvp", with(directions), outputs), "gradient", "product");
    }

    /** With these arrays, even if there are no variables. */
    private Entry taking(Entry entry, String first, String second) {
        return arrays.isEmpty() ? entry.taking(first).taking(second) : entry.taking(second);
    }

    /** A direction for each variable. */
    private List<Input> directions() {
        Graph graph = formula.graph();
        List<Input> directions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = free.take("v" + names.get(i));
            String array = arrays.get(names.get(i));
            directions.add(new Input(
                    array == null ? null : beside("v", array),
                    name,
                    graph.parameter(name, variables.get(i).type())));
        }
        return directions;
    }

    private List<Input> with(List<Input> directions) {
        List<Input> inputs = new ArrayList<>(parameters());
        inputs.addAll(directions);
        return inputs;
    }

    private static List<Node> nodes(List<Input> inputs) {
        return inputs.stream().map(Input::node).toList();
    }
}
