package dev.autodiff.cli;

import dev.autodiff.check.Box;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where derivatives are checked: at given points, or at samples of ranges. */
final class CheckedPoints {
    /**
     * Around 1, where inverse functions of the circle live, where those of the hyperbola do, and both signs: the one in
     * which most points have a value is taken, the first of several.
     */
    private static final List<Range> DEFAULTS =
            List.of(new Range(0.5, 2), new Range(0.1, 0.9), new Range(1.1, 3), new Range(-2, 2));

    private static final int PROBES = 20;

    /** Their findings are kept in memory. */
    private static final int MAX_SAMPLES = 1_000_000;

    private final OptionSpec at = Flags.texts("--at", "x=2,y=3", "A point; repeat it for more points.");
    private final OptionSpec ranges =
            Flags.texts("--range", "x=0.1:10", "Where samples of a parameter are taken; repeatable.");
    private final OptionSpec samples =
            Flags.whole("100", "How many samples; by default ${DEFAULT-VALUE}.", "--samples");
    private final OptionSpec seed = Flags.whole("1", "Of the samples; by default ${DEFAULT-VALUE}.", "--random-seed");

    private List<Point> given;

    void addTo(CommandSpec command) {
        command.addOption(at).addOption(ranges).addOption(samples).addOption(seed);
    }

    /** The points, and a line that tells where they come from; empty if the user knows. */
    record Choice(List<double[]> points, String origin) {}

    /** Read once, since arrays may be large. */
    private List<Point> given() {
        if (given == null) {
            given = Point.parseSeveral(Flags.all(at));
        }
        return given;
    }

    /** The types of the values, which parameters that are not declared take. */
    Map<String, Type> types() {
        return given().isEmpty() ? Map.of() : given().get(0).types();
    }

    /** The elements of the only point of a function of tensors. */
    CheckedElements elements(CompiledFunction function) {
        if (!Flags.all(ranges).isEmpty() || given().size() > 1) {
            throw new UsageException(
                    "'" + function.signature() + "' works on tensors: give one point by --at, and no --range");
        }
        Point point = given().isEmpty() ? Point.parse(List.of()) : given().get(0);
        return CheckedElements.of(function, point, seed.getValue());
    }

    Choice choose(DifferentiableFunction function) {
        List<Point> points = given();
        Map<String, Range> wanted = Range.parse(Flags.all(ranges));
        Point.requireKnown("--range", function.name(), wanted.keySet(), function.parameters());
        points.forEach(point -> Point.requireKnown("--at", function.name(), point.names(), function.parameters()));
        if (function.parameters().isEmpty()) {
            return new Choice(List.of(new double[0]), "");
        }
        if (wanted.isEmpty() && !points.isEmpty()) {
            return new Choice(
                    points.stream()
                            .map(point -> point.coordinates(function.name(), function.parameters()))
                            .toList(),
                    "");
        }
        if (points.size() > 1) {
            throw new UsageException("give either several points by --at, or --range");
        }
        if (!points.isEmpty()) {
            fix(points.get(0), wanted);
        }
        return sample(function, wanted);
    }

    /** With ranges for some parameters, {@code --at} fixes others. */
    private static void fix(Point point, Map<String, Range> wanted) {
        for (String name : point.names()) {
            double value = point.number(name);
            if (wanted.put(name, new Range(value, value)) != null) {
                throw new UsageException("'" + name + "' is fixed by --at and has a --range: give one of them");
            }
        }
    }

    private Choice sample(DifferentiableFunction function, Map<String, Range> wanted) {
        long count = samples.getValue();
        if (count < 1 || count > MAX_SAMPLES) {
            throw new UsageException("--samples: " + count + " is not between 1 and " + MAX_SAMPLES);
        }
        Range fallback = DEFAULTS.get(0);
        long most = -1;
        for (Range range : DEFAULTS) {
            long defined = defined(function, box(function, wanted, range));
            fallback = defined > most ? range : fallback;
            most = Math.max(most, defined);
        }
        String origin =
                count + " samples of " + describe(function, wanted, fallback) + ", random seed " + seed.getValue();
        return new Choice(box(function, wanted, fallback).samples((int) count, seed.getValue()), origin);
    }

    /** Of some probes, how many have a value and derivatives. */
    private long defined(DifferentiableFunction function, Box box) {
        return box.samples(PROBES, seed.getValue()).stream().filter(point -> Double.isFinite(function.value(point))
                && Arrays.stream(function.gradient(point)).allMatch(Double::isFinite)).count();
    }

    private static Box box(DifferentiableFunction function, Map<String, Range> wanted, Range fallback) {
        return new Box(function.parameters().stream().map(name -> {
            Range range = wanted.getOrDefault(name, fallback);
            return new Box.Range(range.low(), range.high(), function.isWhole(name));
        }).toList());
    }

    private static String describe(DifferentiableFunction function, Map<String, Range> wanted, Range fallback) {
        List<String> texts = new ArrayList<>();
        for (String name : function.parameters()) {
            Range range = wanted.getOrDefault(name, fallback);
            texts.add(
                    name + "=" + range.low() + ":" + range.high() + (wanted.containsKey(name) ? "" : " (by default)"));
        }
        return String.join(", ", texts);
    }
}
