package dev.autodiff.cli;

import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of parameters by name, as {@code --at x=2,y=3} gives them. */
final class Point {
    private static final String AT = "--at";

    private final String option;
    private final Map<String, Tensor> values = new LinkedHashMap<>();

    private Point(String option) {
        this.option = option;
    }

    static Point parse(List<String> at) {
        return parse(AT, at);
    }

    /** @param option the one that the values were given with, for messages */
    static Point parse(String option, List<String> assignments) {
        return of(option, Assignments.parse(option, assignments));
    }

    /** @param texts the values by name */
    static Point of(Map<String, String> texts) {
        return of(AT, texts);
    }

    private static Point of(String option, Map<String, String> texts) {
        Point point = new Point(option);
        texts.forEach((name, text) -> point.values.put(name, Values.parse(option + " " + name, text)));
        return point;
    }

    /** The same with more numbers. */
    Point with(List<String> names, double[] numbers) {
        Point point = new Point(option);
        point.values.putAll(values);
        for (int i = 0; i < numbers.length; i++) {
            point.values.put(names.get(i), Tensor.scalar(numbers[i]));
        }
        return point;
    }

    /** Several points: a name that is given again begins the next one. */
    static List<Point> parseSeveral(List<String> at) {
        List<List<String>> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String argument : at) {
            Set<String> more = Assignments.parse(AT, List.of(argument)).keySet();
            if (groups.isEmpty() || !Collections.disjoint(names, more)) {
                groups.add(new ArrayList<>());
                names.clear();
            }
            groups.get(groups.size() - 1).add(argument);
            names.addAll(more);
        }
        return groups.stream().map(Point::parse).toList();
    }

    Set<String> names() {
        return values.keySet();
    }

    /**
     * The types that parameters take from their values; one that is given a number has the type that it has without.
     */
    Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        values.forEach((name, value) -> types.put(name, new Type(value.dtype(), value.shape())));
        types.values().removeIf(Type.NUMBER::equals);
        return types;
    }

    /** All values, in the order given. */
    Map<String, Tensor> values() {
        return Collections.unmodifiableMap(values);
    }

    Tensor value(String name) {
        return values.get(name);
    }

    /** A value that must be a single number. */
    double number(String name) {
        return Values.number(option + " " + name, value(name));
    }

    /** The values in the order of the parameters, all of which must be there, and no others. */
    double[] coordinates(String function, List<String> parameters) {
        requireComplete(function, parameters);
        return parameters.stream().mapToDouble(this::number).toArray();
    }

    /** Requires values for all of the parameters, and for no others. */
    void requireComplete(String function, List<String> parameters) {
        requireKnown(option, function, values.keySet(), parameters);
        List<String> missing = new ArrayList<>(parameters);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            String exponential = missing.contains("e") ? "; if e is Euler's number, write exp(x) for e^x" : "";
            throw new UsageException("no value for " + Suggestion.listed(missing) + ": add " + option + " "
                    + missing.get(0) + "=…" + exponential);
        }
    }

    static void requireKnown(String option, String function, Set<String> names, List<String> parameters) {
        Set<String> all = new HashSet<>(parameters);
        for (String name : names) {
            if (!all.contains(name)) {
                String known = parameters.isEmpty() ? "it has none" : "it has " + Suggestion.listed(parameters);
                throw new UsageException(option + ": '" + function + "' has no parameter '" + name + "': "
                        + Suggestion.didYouMean(name, parameters, known));
            }
        }
    }
}
