package dev.autodiff;

import dev.autodiff.graph.Entry.Output;
import dev.autodiff.graph.Entry;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls the methods that a class of numbers has for an entry point; the answers are its outputs, in their order. */
final class EntryCalls {
    private static final int MAX_ARGUMENT_SLOTS = 255;

    private EntryCalls() {}

    static double[] interpreted(Entry entry, double... inputs) {
        Map<Node, Double> arguments = new HashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            arguments.put(entry.inputs().get(i).node(), inputs[i]);
        }
        return Interpreter.evaluate(entry.nodes(), arguments);
    }

    /** By the method for one point. */
    static double[] atPoint(Class<?> type, Entry entry, double... inputs) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        entry.arrays().forEach(array -> arrays.put(array, new double[entry.outputs(array).size()]));
        List<Object> arguments = new ArrayList<>();
        if (2 * inputs.length + arrays.size() > MAX_ARGUMENT_SLOTS) {
            arguments.add(inputs);
        } else {
            Arrays.stream(inputs).forEach(arguments::add);
        }
        arguments.addAll(arrays.values());
        Object returned = call(type, entry.name(), arguments);
        int[] places = entry.places();
        double[] outputs = new double[places.length];
        for (int i = 0; i < outputs.length; i++) {
            Output output = entry.outputs().get(i);
            outputs[i] = output.array() == null ? (Double) returned : arrays.get(output.array())[places[i]];
        }
        return outputs;
    }

    /**
     * By the method for many points.
     *
     * @param inputs an array for each, with an element for each point
     * @param shared those of which the first element alone is handed in
     * @return the outputs of each point
     */
    static double[][] atPoints(Class<?> type, Entry entry, double[][] inputs, Set<String> shared) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            boolean isShared = shared.contains(entry.inputs().get(i).name());
            arguments.add(isShared ? (Object) inputs[i][0] : inputs[i]);
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        entry.distinct().forEach(output -> columns.put(output.name(), new double[inputs[0].length]));
        arguments.addAll(columns.values());
        call(type, entry.name(), arguments);
        double[][] points = new double[inputs[0].length][entry.outputs().size()];
        for (int k = 0; k < entry.outputs().size(); k++) {
            double[] column = columns.get(entry.outputs().get(k).name());
            for (int i = 0; i < points.length; i++) {
                points[i][k] = column[i];
            }
        }
        return points;
    }

    /** Calls a static method. */
    static Object call(Class<?> type, String name, List<Object> arguments) {
        Class<?>[] types = arguments.stream()
                .map(argument -> argument instanceof Double ? double.class : argument.getClass())
                .toArray(Class<?>[]::new);
        try {
            Method method = type.getMethod(name, types);
            return method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
