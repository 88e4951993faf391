package dev.autodiff.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a function takes and gives.
 *
 * @param name the function's name
 * @param parameters in their order
 * @param variables what derivatives are taken by, in order, with their types
 * @param results what it returns, with the types
 */
public record Signature(String name, List<Argument> parameters, List<Argument> variables, List<Argument> results) {
    /**
     * A name with its type; the dimensions of a parameter are numbers, names or formulas of them.
     *
     * @param isLength whether the argument, a whole number, is the length of the same name as well
     */
    public record Argument(String name, Type type, boolean isLength) {
        public Argument(String name, Type type) {
            this(name, type, false);
        }

        @Override
        public String toString() {
            return name + ": " + type + (isLength ? SignatureText.LENGTH : "");
        }
    }

    public Signature {
        parameters = List.copyOf(parameters);
        variables = List.copyOf(variables);
        results = List.copyOf(results);
    }

    /** A function with one result, which is called as the function is. */
    public Signature(String name, List<Argument> parameters, List<Argument> variables, Type result) {
        this(name, parameters, variables, List.of(new Argument(name, result)));
    }

    /**
     * The type of the result of a function that has one.
     *
     * @throws IllegalStateException if it has several
     */
    public Type result() {
        if (results.size() > 1) {
            throw new IllegalStateException("'" + name + "' has several results: " + text(results));
        }
        return results.get(0).type();
    }

    /**
     * Reads a signature as {@link #toString} writes it.
     *
     * @param variables with their types, between commas
     * @throws IllegalArgumentException if the texts are not of that form
     */
    public static Signature parse(String text, String variables) {
        return new SignatureText(text).signature(new SignatureText(variables).arguments('\0'));
    }

    /** The variables with their types, between commas. */
    public String variablesText() {
        return text(variables);
    }

    /**
     * Whether the function takes numbers, of type {@code f64} or whole and no lengths, and gives numbers of type {@code
     * f64}.
     */
    public boolean isScalar() {
        return results.stream().allMatch(result -> result.type().equals(Type.NUMBER))
                && parameters.stream()
                        .allMatch(parameter -> parameter.type().equals(Type.NUMBER)
                                || parameter.type().equals(Type.WHOLE) && !parameter.isLength())
                && variables.stream().allMatch(variable -> variable.type().equals(Type.NUMBER));
    }

    /** The names of dimensions, in alphabetical order. */
    public List<String> dimensions() {
        Set<String> names = new TreeSet<>();
        parameters.forEach(parameter -> names.addAll(parameter.type().shape().names()));
        parameters.stream().filter(Argument::isLength).forEach(parameter -> names.add(parameter.name()));
        return List.copyOf(names);
    }

    /**
     * What the named dimensions are in a call.
     *
     * @throws IllegalArgumentException if an argument is missing or does not have the type of its parameter
     */
    public Map<String, Integer> bind(List<Tensor> arguments) {
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException(name + " takes " + parameters.size() + " arguments (" + text(parameters)
                    + "), and got " + arguments.size());
        }
        Map<String, Integer> sizes = new TreeMap<>();
        boolean hasFormulas = false;
        for (int i = 0; i < parameters.size(); i++) {
            hasFormulas |= bind(parameters.get(i), arguments.get(i), sizes);
        }
        if (hasFormulas) {
            bindFormulas(arguments, sizes);
        }
        return sizes;
    }

    /** Solves formulas for names that stand in them alone, and checks all of them. */
    private void bindFormulas(List<Tensor> arguments, Map<String, Integer> sizes) {
        int known;
        do {
            known = sizes.size();
            for (int i = 0; i < parameters.size(); i++) {
                List<Dimension> dimensions = parameters.get(i).type().shape().dimensions();
                for (int axis = 0; axis < dimensions.size(); axis++) {
                    solve(dimensions.get(axis), arguments.get(i).lengths()[axis], sizes);
                }
            }
        } while (sizes.size() > known);
        for (int i = 0; i < parameters.size(); i++) {
            List<Dimension> dimensions = parameters.get(i).type().shape().dimensions();
            for (int axis = 0; axis < dimensions.size(); axis++) {
                int length = arguments.get(i).lengths()[axis];
                boolean isKnown = sizes.keySet().containsAll(dimensions.get(axis).names());
                if (!isKnown || dimensions.get(axis).evaluate(sizes) != length) {
                    throw mismatch(
                            parameters.get(i),
                            arguments.get(i),
                            "axis " + axis + " has " + length + ", and "
                                    + (isKnown
                                            ? dimensions.get(axis) + " is "
                                                    + dimensions.get(axis).evaluate(sizes)
                                            : "no whole numbers make " + dimensions.get(axis) + " that"));
                }
            }
        }
    }

    private static void solve(Dimension formula, int length, Map<String, Integer> sizes) {
        List<String> unknown = formula.names().stream().filter(name -> !sizes.containsKey(name)).toList();
        if (unknown.size() == 1) {
            Map<String, Dimension> values = new TreeMap<>();
            sizes.forEach((name, size) -> values.put(name, Dimension.literal(size)));
            Dimension solution = formula.substitute(values).solve(unknown.get(0), Dimension.literal(length));
            if (solution != null
                    && solution.isLiteral()
                    && solution.literal() >= 0
                    && solution.literal() <= Integer.MAX_VALUE) {
                sizes.put(unknown.get(0), (int) solution.literal());
            }
        }
    }

    /** Whether there are formulas left, for when all names are known. */
    private boolean bind(Argument parameter, Tensor argument, Map<String, Integer> sizes) {
        Shape shape = parameter.type().shape();
        int rank = argument.rank();
        if (rank != shape.rank()) {
            throw mismatch(
                    parameter, argument, "it has " + rank + (rank == 1 ? " axis" : " axes") + ", not " + shape.rank());
        }
        if (parameter.isLength()) {
            bindLength(parameter, argument.item(), sizes);
        }
        boolean hasFormulas = false;
        for (int axis = 0; axis < rank; axis++) {
            Dimension dimension = shape.dimension(axis);
            int length = argument.length(axis);
            if (dimension.isLiteral()) {
                if (dimension.literal() != length) {
                    throw mismatch(
                            parameter, argument, "axis " + axis + " has " + length + ", and needs " + dimension);
                }
                continue;
            }
            String name = dimension.name();
            hasFormulas |= name == null;
            Integer known = name == null ? null : sizes.putIfAbsent(name, length);
            if (known != null && known != length) {
                throw mismatch(
                        parameter,
                        argument,
                        "axis " + axis + " has " + length + ", and " + dimension + " is " + known);
            }
        }
        return hasFormulas;
    }

    private void bindLength(Argument parameter, double value, Map<String, Integer> sizes) {
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw new IllegalArgumentException(name + ": '" + parameter.name() + "' is a length, and got " + value);
        }
        Integer known = sizes.putIfAbsent(parameter.name(), (int) value);
        if (known != null && known != (int) value) {
            throw new IllegalArgumentException(name + ": '" + parameter.name() + "' is " + (int) value
                    + ", and the length of an argument says " + known);
        }
    }

    private IllegalArgumentException mismatch(Argument parameter, Tensor argument, String reason) {
        return new IllegalArgumentException(name + ": '" + parameter.name() + "' is " + parameter.type()
                + ", and got the shape " + argument.shape() + ": " + reason);
    }

    /** Names with their types, between commas. */
    static String text(List<Argument> arguments) {
        List<String> texts = new ArrayList<>();
        arguments.forEach(argument -> texts.add(argument.toString()));
        return String.join(", ", texts);
    }

    /**
     * {@code loss(x: f64[n, 5], w: f64[5]) -> f64}, and {@code flow(v: f64, a: f64) -> p: f64, q: f64} with several
     * results.
     */
    @Override
    public String toString() {
        return name + "(" + text(parameters) + ") -> " + (results.size() == 1 ? result().toString() : text(results));
    }
}
