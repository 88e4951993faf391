package dev.autodiff;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Scalarization;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What derivatives that somebody wrote are compared with: a program as it is written, number by number. An element of a
 * parameter or result x has the name {@code x[0]}, or {@code x[0, 1]}.
 */
public final class Reference {
    private final Formula formula;
    private final List<String> parameters;
    private final Map<String, List<String>> elements;
    private final Map<String, List<Integer>> lengths = new HashMap<>();
    private final List<String> variables;

    private Reference(Formula written, Formula formula, Map<String, List<String>> elements, List<String> variables) {
        this.formula = formula;
        this.parameters = formula.parameters().stream().map(Formula.Parameter::name).toList();
        this.elements = Collections.unmodifiableMap(elements);
        this.variables = List.copyOf(variables);
        written.parameters().forEach(parameter -> lengths.put(parameter.name(),
                Arrays.stream(parameter.node().shape().lengths(Map.of())).boxed().toList()));
    }

    /**
     * The truth about a program.
     *
     * @throws CompileException if the program is wrong
     * @throws IllegalArgumentException if its tensors are too large to be taken apart, or their lengths not known; or
     *     if there is no such variable
     */
    public static Reference of(Source source, Options options) {
        Formula written = Compilation.written(source, options);
        Map<String, Node> wanted = wanted(written, options.variables());
        List<Node> all = new ArrayList<>(written.results().values());
        written.parameters().forEach(parameter -> all.add(parameter.node()));
        all.addAll(wanted.values());
        return of(written, wanted, numbers(written, all));
    }

    /** What derivatives are taken by. */
    private static Map<String, Node> wanted(Formula written, List<String> names) {
        Map<String, Node> wanted = new LinkedHashMap<>();
        if (names == null) {
            written.parameters().stream()
                    .filter(parameter -> !parameter.frozen() && parameter.node().type().dtype().isReal())
                    .forEach(parameter -> wanted.put(parameter.name(), parameter.node()));
            return wanted;
        }
        for (String name : names) {
            Node node = written.differentiableBy(name);
            if (node == null) {
                throw new IllegalArgumentException("'" + written.name() + "' has no variable '" + name + "'");
            }
            wanted.put(name, node);
        }
        return wanted;
    }

    /** The numbers that a node consists of. */
    private static Function<Node, List<Node>> numbers(Formula written, List<Node> all) {
        boolean[] needed = written.graph().reachable(all);
        boolean areNumbers = IntStream.range(0, needed.length)
                .allMatch(id -> !needed[id] || written.graph().get(id).type().isScalar());
        if (areNumbers) {
            return List::of;
        }
        return Scalarization.of(written.graph(), all)
                .orElseThrow(() -> new IllegalArgumentException("'" + written.name()
                        + "' cannot be taken apart into numbers: give its arrays lengths, of 64 elements at most"))
                ::elements;
    }

    private static Reference of(Formula written, Map<String, Node> wanted, Function<Node, List<Node>> numbers) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        List<Formula.Parameter> parameters = new ArrayList<>();
        for (Formula.Parameter parameter : written.parameters()) {
            Map<String, Node> named = elements(parameter.name(), parameter.node(), numbers);
            elements.put(parameter.name(), List.copyOf(named.keySet()));
            named.forEach((name, node) -> parameters.add(new Formula.Parameter(name, node, parameter.frozen())));
        }
        Map<String, Node> results = new LinkedHashMap<>();
        written.results().forEach((name, node) -> results.putAll(elements(name, node, numbers)));
        Map<String, Node> variables = new LinkedHashMap<>();
        wanted.forEach((name, node) -> variables.putAll(elements(name, node, numbers)));
        Formula formula = new Formula(written.name(), parameters, variables, results);
        return new Reference(written, formula, elements, List.copyOf(variables.keySet()));
    }

    private static Map<String, Node> elements(String name, Node node, Function<Node, List<Node>> numbers) {
        List<Node> elements = numbers.apply(node);
        if (node.type().isScalar()) {
            return Map.of(name, elements.get(0));
        }
        int[] lengths = node.shape().lengths(Map.of());
        Map<String, Node> named = new LinkedHashMap<>();
        int[] place = new int[lengths.length];
        for (Node element : elements) {
            named.put(name + Arrays.toString(place), element);
            for (int axis = lengths.length - 1; axis >= 0 && ++place[axis] == lengths[axis]; axis--) {
                place[axis] = 0;
            }
        }
        return named;
    }

    public String name() {
        return formula.name();
    }

    /** The elements of all parameters, in the order of a point. */
    public List<String> parameters() {
        return parameters;
    }

    /** The elements of each parameter. */
    public Map<String, List<String>> elements() {
        return elements;
    }

    /** How long a parameter is along its axes; none for a number. */
    public List<Integer> lengths(String parameter) {
        return lengths.get(parameter);
    }

    /** What derivatives are taken by: elements of parameters that are not {@code const}, or what the options name. */
    public List<String> variables() {
        return variables;
    }

    /** The elements of all results. */
    public List<String> results() {
        return List.copyOf(formula.results().keySet());
    }

    public boolean isWhole(String parameter) {
        return !formula.differentiableBy(parameter).type().dtype().isReal();
    }

    /** Whether all results are numbers at a point. */
    public boolean isDefined(double[] point) {
        return formula.results().values().stream().allMatch(result -> Double.isFinite(evaluate(result, point)));
    }

    /** A value of the formula in doubles; NaN where a loop does not end, or an element does not exist. */
    double evaluate(Node node, double[] point) {
        Map<Node, Double> arguments = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            arguments.put(formula.parameters().get(i).node(), point[i]);
        }
        try {
            return Interpreter.evaluate(List.of(node), arguments)[0];
        } catch (IllegalStateException | IndexOutOfBoundsException outsideOfTheDomain) {
            return Double.NaN;
        }
    }

    /** One of the results as a formula. */
    public Formula result(String name) {
        return formula.returning(Map.of(name, formula.results().get(name)));
    }

    /**
     * The derivative of a result as a formula, by the rules of differentiation and without any rewriting: second
     * derivatives are differences of it, which no rule takes part in.
     */
    public Formula partial(String result, String variable) {
        Derivatives derivatives = new Derivatives(
                Options.DEFAULT.withLevel(Level.EXACT), new Diagnostics(new Source(formula.name(), "")));
        Node z = formula.results().get(result);
        Node x = formula.differentiableBy(variable);
        boolean isConstant = !z.graph().influencedBy(List.of(x))[z.id()];
        Node partial = isConstant ? z.graph().constant(0, Type.NUMBER) : derivatives.gradient(z, List.of(x)).get(0);
        return formula.returning(Map.of(result, partial));
    }
}
