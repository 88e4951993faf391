package dev.autodiff;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.TensorKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function whose nodes are evaluated one after the other, where no class can be defined or none is worth its making:
 * it gives the bits that the class would.
 */
final class Interpreted implements TensorKernel {
    private final List<String> dimensions;
    private final int parameters;
    private final List<Node> inputs;
    private final List<Node> values;
    private final List<Node> all;

    /**
     * @param dimensions the names of those that have one, in the order of their sizes
     * @param parameters how many of the inputs are no cotangents
     * @param inputs the parameters, then the cotangents of the results, unless there is one number with cotangent 1
     * @param values the results
     * @param derivatives the cotangents of the variables
     */
    Interpreted(List<String> dimensions, int parameters, List<Node> inputs, List<Node> values, List<Node> derivatives) {
        this.dimensions = dimensions;
        this.parameters = parameters;
        this.inputs = inputs;
        this.values = values;
        this.all = new ArrayList<>(values);
        this.all.addAll(derivatives);
    }

    static List<Node> inputs(Entry entry) {
        return entry.inputs().stream().map(Entry.Input::node).toList();
    }

    @Override
    public void value(int[] sizes, Object[] arrays) {
        run(sizes, inputs.subList(0, parameters), values, arrays, parameters);
    }

    @Override
    public void gradient(int[] sizes, Object[] arrays) {
        run(sizes, inputs, all, arrays, parameters + values.size());
    }

    /** @param first the place of the first array that takes a result */
    private void run(int[] sizes, List<Node> given, List<Node> results, Object[] arrays, int first) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            lengths.put(dimensions.get(i), sizes[i]);
        }
        Map<Node, double[]> arguments = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            arguments.put(given.get(i), doubles(arrays[i]));
        }
        List<double[]> answer = Interpreter.evaluate(results, arguments, lengths);
        for (int i = 0; i < results.size(); i++) {
            copy(answer.get(i), arrays[first + i]);
        }
    }

    private static double[] doubles(Object array) {
        if (array instanceof float[] numbers) {
            double[] doubles = new double[numbers.length];
            Arrays.setAll(doubles, i -> numbers[i]);
            return doubles;
        }
        return (double[]) array;
    }

    private static void copy(double[] from, Object to) {
        if (to instanceof float[] numbers) {
            for (int i = 0; i < from.length; i++) {
                numbers[i] = (float) from[i];
            }
        } else {
            System.arraycopy(from, 0, to, 0, from.length);
        }
    }
}
