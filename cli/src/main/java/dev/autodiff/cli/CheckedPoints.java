package dev.autodiff.cli;

import dev.autodiff.check.Box;
import dev.autodiff.check.DifferentiableFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where derivatives are checked: at given points, or at samples of ranges. */
final class CheckedPoints {
    /**
     * Around 1, where inverse functions of the circle live, where those of the hyperbola do, and both signs: the one in which
     * most points have a value is taken, the first of several.
     */
    private static final List<Box.Range> DEFAULTS = List.of(
            new Box.Range(0.5, 2), new Box.Range(0.1, 0.9), new Box.Range(1.1, 3), new Box.Range(-2, 2));
    private static final int PROBES = 20;

    @Option(names = "--at", paramLabel = "x=2,y=3", description = "A point; repeat it for more points.")
    private List<String> at = new ArrayList<>();

    @Option(names = "--range", paramLabel = "x=0.1:10", description = "Where samples of a parameter are taken; repeatable.")
    private List<String> ranges = new ArrayList<>();

    @Option(names = "--samples", paramLabel = "N", defaultValue = "100", description = "How many samples (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(names = "--random-seed", paramLabel = "N", defaultValue = "1", description = "Of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The points, and a line that tells where they come from; empty if the user knows. */
    record Choice(List<double[]> points, String origin) {}

    Choice choose(DifferentiableFunction function) {
        List<Map<String, Double>> given = given();
        given.forEach(point -> requireKnown("--at", point, function));
        if (ranges.isEmpty() && !given.isEmpty()) {
            return new Choice(given.stream().map(point -> coordinates(point, function)).toList(), "");
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException("give either several --at or --range, not both");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("--samples: at least 1 is needed, and got " + samples);
        }
        Map<String, Box.Range> wanted = ranges(given.isEmpty() ? Map.of() : given.get(0));
        requireKnown("--range", wanted, function);
        Box.Range fallback = DEFAULTS.get(0);
        for (Box.Range range : DEFAULTS) {
            fallback = defined(function, box(function, wanted, range)) > defined(function, box(function, wanted, fallback)) ? range : fallback;
        }
        String origin = samples + " samples of " + describe(function, wanted, fallback) + ", random seed " + seed;
        return new Choice(box(function, wanted, fallback).samples(samples, seed), origin);
    }

    /** A name that is given again begins the next point. */
    private List<Map<String, Double>> given() {
        List<Map<String, Double>> points = new ArrayList<>();
        for (String option : at) {
            Map<String, Double> values = new LinkedHashMap<>();
            assignments("--at", option).forEach((name, text) -> values.put(name, number("--at " + name, text)));
            Map<String, Double> last = points.isEmpty() ? null : points.get(points.size() - 1);
            if (last == null || values.keySet().stream().anyMatch(last::containsKey)) {
                points.add(values);
            } else {
                last.putAll(values);
            }
        }
        return points;
    }

    /** With ranges for some parameters, {@code --at} fixes others. */
    private Map<String, Box.Range> ranges(Map<String, Double> fixed) {
        Map<String, Box.Range> wanted = new LinkedHashMap<>();
        fixed.forEach((name, value) -> wanted.put(name, new Box.Range(value, value)));
        for (String option : ranges) {
            assignments("--range", option).forEach((name, text) -> {
                String[] ends = text.split(":", -1);
                if (ends.length != 2) {
                    throw new IllegalArgumentException("--range " + name + ": expected low:high, and got '" + text + "'");
                }
                wanted.put(name, new Box.Range(number("--range " + name, ends[0]), number("--range " + name, ends[1])));
            });
        }
        return wanted;
    }

    /** Of some probes, how many have a value and derivatives. */
    private long defined(DifferentiableFunction function, Box box) {
        return box.samples(PROBES, seed).stream().filter(point -> Double.isFinite(function.value(point))
                && Arrays.stream(function.gradient(point)).allMatch(Double::isFinite)).count();
    }

    private static Box box(DifferentiableFunction function, Map<String, Box.Range> wanted, Box.Range fallback) {
        return new Box(function.parameters().stream().map(name -> wanted.getOrDefault(name, fallback)).toList());
    }

    private static String describe(DifferentiableFunction function, Map<String, Box.Range> wanted, Box.Range fallback) {
        List<String> texts = new ArrayList<>();
        for (String name : function.parameters()) {
            Box.Range range = wanted.getOrDefault(name, fallback);
            texts.add(name + "=" + range.low() + ":" + range.high() + (wanted.containsKey(name) ? "" : " (by default)"));
        }
        return texts.isEmpty() ? "nothing" : String.join(", ", texts);
    }

    private static void requireKnown(String option, Map<String, ?> values, DifferentiableFunction function) {
        for (String name : values.keySet()) {
            if (!function.parameters().contains(name)) {
                throw new IllegalArgumentException(option + ": '" + function.name() + "' has no parameter '" + name + "', it has "
                        + String.join(", ", function.parameters()));
            }
        }
    }

    private static double[] coordinates(Map<String, Double> point, DifferentiableFunction function) {
        return function.parameters().stream().mapToDouble(name -> {
            if (!point.containsKey(name)) {
                throw new IllegalArgumentException("no value for " + name + ": add --at " + name + "=…");
            }
            return point.get(name);
        }).toArray();
    }

    static Map<String, String> assignments(String option, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String piece : text.split(",")) {
            int equals = piece.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(option + ": expected name=value, and got '" + piece.strip() + "'");
            }
            values.put(piece.substring(0, equals).strip(), piece.substring(equals + 1).strip());
        }
        return values;
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": '" + text + "' is not a number", e);
        }
    }
}
