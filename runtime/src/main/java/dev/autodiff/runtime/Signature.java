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
    /** A name with its type; the dimensions of a parameter are numbers or names. */
    public record Argument(String name, Type type) {
        @Override
        public String toString() {
            return name + ": " + type;
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

    /** Whether the function takes numbers, of type {@code f64} or whole, and gives numbers of type {@code f64}. */
    public boolean isScalar() {
        return results.stream().allMatch(result -> result.type().equals(Type.NUMBER))
                && parameters.stream().allMatch(parameter -> parameter.type().equals(Type.NUMBER) || parameter.type().equals(Type.WHOLE))
                && variables.stream().allMatch(variable -> variable.type().equals(Type.NUMBER));
    }

    /** The names of dimensions, in alphabetical order. */
    public List<String> dimensions() {
        Set<String> names = new TreeSet<>();
        parameters.forEach(parameter -> names.addAll(parameter.type().shape().names()));
        return List.copyOf(names);
    }

    /**
     * What the named dimensions are in a call.
     *
     * @throws IllegalArgumentException if an argument is missing or does not have the type of its parameter
     */
    public Map<String, Integer> bind(List<Tensor> arguments) {
        if (arguments.size() != parameters.size()) {
            throw new IllegalArgumentException(name + " takes " + parameters.size() + " arguments (" + text(parameters) + "), and got " + arguments.size());
        }
        Map<String, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            bind(parameters.get(i), arguments.get(i), sizes);
        }
        return sizes;
    }

    private void bind(Argument parameter, Tensor argument, Map<String, Integer> sizes) {
        int[] lengths = argument.lengths();
        Shape shape = parameter.type().shape();
        if (lengths.length != shape.rank()) {
            throw mismatch(parameter, argument, "it has " + lengths.length + (lengths.length == 1 ? " axis" : " axes") + ", not " + shape.rank());
        }
        for (int axis = 0; axis < lengths.length; axis++) {
            Dimension dimension = shape.dimension(axis);
            Integer known = dimension.isLiteral() ? Integer.valueOf((int) dimension.literal()) : sizes.putIfAbsent(dimension.toString(), lengths[axis]);
            if (known != null && known != lengths[axis]) {
                throw mismatch(parameter, argument, "axis " + axis + " has " + lengths[axis] + ", and "
                        + (dimension.isLiteral() ? "needs " : dimension + " is ") + known);
            }
        }
    }

    private IllegalArgumentException mismatch(Argument parameter, Tensor argument, String reason) {
        return new IllegalArgumentException(name + ": '" + parameter.name() + "' is " + parameter.type() + ", and got the shape "
                + argument.shape() + ": " + reason);
    }

    private static String text(List<Argument> arguments) {
        List<String> texts = new ArrayList<>();
        arguments.forEach(argument -> texts.add(argument.toString()));
        return String.join(", ", texts);
    }

    /** {@code loss(x: f64[n, 5], w: f64[5]) -> f64}, and {@code flow(v: f64, a: f64) -> p: f64, q: f64} with several results. */
    @Override
    public String toString() {
        return name + "(" + text(parameters) + ") -> " + (results.size() == 1 ? result().toString() : text(results));
    }
}
