package dev.autodiff.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An entry point of a class before code is generated: what a method takes, and what it gives. A method for one point
 * packs what it gives into arrays, in the order of the outputs; a method for many points has an array for each output.
 *
 * @param name of the method
 * @param inputs in order
 * @param arrays those of the method for one point, in order; one may take nothing
 * @param outputs in order
 */
public record Entry(String name, List<Input> inputs, List<String> arrays, List<Output> outputs) {
    /**
     * What a method takes. Inputs of one array stand together, in its order.
     *
     * @param array the array that holds it at one point; null for an argument of its own
     * @param node a parameter of the graph
     */
    public record Input(String array, String name, Node node) {
        public Input(String name, Node node) {
            this(null, name, node);
        }
    }

    /**
     * What a method for one point takes: a number, or an array of some.
     *
     * @param inputs the numbers of an array, or the one number
     */
    public record Argument(String name, boolean isArray, List<Input> inputs) {}

    /**
     * What a method gives.
     *
     * @param array the array that takes it at one point; null if the method returns it
     * @param name what it is called by itself; an output that repeats another one, as the upper triangle of a symmetric
     *     matrix does, has its name
     */
    public record Output(String array, String name, Node node) {}

    public Entry {
        inputs = List.copyOf(inputs);
        arrays = List.copyOf(arrays);
        outputs = List.copyOf(outputs);
    }

    /** With the arrays that the outputs name. */
    public Entry(String name, List<Input> inputs, List<Output> outputs) {
        this(name, inputs, arrays(outputs), outputs);
    }

    /** The arguments of the method for one point, without the arrays of outputs. */
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        for (int from = 0, to; from < inputs.size(); from = to) {
            String array = inputs.get(from).array();
            to = from + 1;
            while (array != null && to < inputs.size() && array.equals(inputs.get(to).array())) {
                to++;
            }
            arguments.add(new Argument(
                    array == null ? inputs.get(from).name() : array, array != null, inputs.subList(from, to)));
        }
        return arguments;
    }

    /** The output that the method for one point returns, or null. */
    public Output returned() {
        return outputs.stream().filter(output -> output.array() == null).findFirst().orElse(null);
    }

    private static List<String> arrays(List<Output> outputs) {
        Set<String> arrays = new LinkedHashSet<>();
        outputs.forEach(output -> arrays.add(output.array()));
        arrays.remove(null);
        return List.copyOf(arrays);
    }

    /** What one array takes, in order. */
    public List<Output> outputs(String array) {
        return outputs.stream().filter(output -> array.equals(output.array())).toList();
    }

    /** The place of each output in the array that takes it. */
    public int[] places() {
        Map<String, Integer> lengths = new HashMap<>();
        return outputs.stream()
                .mapToInt(output -> lengths.merge(String.valueOf(output.array()), 1, Integer::sum) - 1)
                .toArray();
    }

    /** The outputs without those that repeat another one. */
    public List<Output> distinct() {
        Set<String> names = new LinkedHashSet<>();
        return outputs.stream().filter(output -> names.add(output.name())).toList();
    }

    /** The same with one more array if no output names it, so that the method takes it in any case. */
    public Entry taking(String array) {
        if (arrays.contains(array)) {
            return this;
        }
        List<String> more = new ArrayList<>(arrays);
        more.add(array);
        return new Entry(name, inputs, more, outputs);
    }

    /** The same with each different output in one array; a single one is returned. */
    public Entry packed() {
        String array = distinct().size() == 1 ? null : "outputs";
        return new Entry(
                name,
                inputs,
                distinct().stream()
                        .map(output -> new Output(array, output.name(), output.node()))
                        .toList());
    }

    /** The nodes of the outputs, in their order. */
    public List<Node> nodes() {
        return outputs.stream().map(Output::node).toList();
    }

    /** The entry with every output replaced, as a pass over the graph does it. */
    public Entry map(UnaryOperator<Node> replacement) {
        List<Output> mapped = new ArrayList<>();
        outputs.forEach(
                output -> mapped.add(new Output(output.array(), output.name(), replacement.apply(output.node()))));
        return new Entry(name, inputs, arrays, mapped);
    }
}
