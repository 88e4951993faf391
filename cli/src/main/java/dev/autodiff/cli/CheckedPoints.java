package dev.autodiff.cli;

import dev.autodiff.Reference;
import dev.autodiff.check.Box;
import dev.autodiff.check.CodeException;
import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.Samples;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where derivatives are checked: at given points, or at samples of ranges. */
final class CheckedPoints {
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
        Map<String, List<String>> itself = new LinkedHashMap<>();
        function.parameters().forEach(name -> itself.put(name, List.of(name)));
        return choose(function.name(), itself, function::isWhole, point -> isDefined(function, point));
    }

    /** The same for code whose formula is known, by the elements of its parameters. */
    Choice choose(Reference reference) {
        return choose(reference.name(), reference.elements(), reference::isWhole, reference::isDefined);
    }

    private static boolean isDefined(DifferentiableFunction function, double[] point) {
        try {
            return Double.isFinite(function.value(point))
                    && Arrays.stream(function.gradient(point)).allMatch(Double::isFinite);
        } catch (CodeException e) {
            return false;
        }
    }

    /** @param elements of each parameter, by its name */
    private Choice choose(String function, Map<String, List<String>> elements, Predicate<String> isWhole,
            Predicate<double[]> isDefined) {
        List<Point> points = given();
        Map<String, Range> wanted = Range.parse(Flags.all(ranges));
        List<String> parameters = List.copyOf(elements.keySet());
        List<String> all = elements.values().stream().flatMap(List::stream).toList();
        List<String> known = Stream.concat(parameters.stream(), all.stream()).distinct().toList();
        Point.requireKnown("--range", function, wanted.keySet(), known);
        points.forEach(point -> Point.requireKnown("--at", function, point.names(), parameters));
        if (all.isEmpty()) {
            return new Choice(List.of(new double[0]), "");
        }
        if (wanted.isEmpty() && !points.isEmpty()) {
            return new Choice(points.stream().map(point -> coordinates(point, function, elements)).toList(), "");
        }
        if (points.size() > 1) {
            throw new UsageException("give either several points by --at, or --range");
        }
        Map<String, Box.Range> given = new LinkedHashMap<>();
        wanted.forEach((name, range) -> elements.getOrDefault(name, List.of(name))
                .forEach(element -> given.putIfAbsent(element, new Box.Range(range.low(), range.high()))));
        points.forEach(point -> fix(point, elements, given));
        return sample(new Samples(all, given, isWhole, isDefined, seed.getValue()));
    }

    private static double[] coordinates(Point point, String function, Map<String, List<String>> elements) {
        point.requireComplete(function, List.copyOf(elements.keySet()));
        return elements.entrySet().stream()
                .flatMapToDouble(entry -> Arrays.stream(numbers(point, entry.getKey(), entry.getValue())))
                .toArray();
    }

    private static double[] numbers(Point point, String name, List<String> elements) {
        if (elements.equals(List.of(name))) {
            return new double[] {point.number(name)};
        }
        double[] numbers = point.value(name).as(DType.F64).toArray();
        if (numbers.length != elements.size()) {
            throw new UsageException("--at " + name + ": expected " + elements.size() + " numbers, and got "
                    + numbers.length);
        }
        return numbers;
    }

    /** With ranges for some parameters, {@code --at} fixes others. */
    private static void fix(Point point, Map<String, List<String>> elements, Map<String, Box.Range> ranges) {
        for (String name : point.names()) {
            double[] values = numbers(point, name, elements.get(name));
            for (int i = 0; i < values.length; i++) {
                if (ranges.put(elements.get(name).get(i), new Box.Range(values[i], values[i])) != null) {
                    throw new UsageException("'" + name + "' is fixed by --at and has a --range: give one of them");
                }
            }
        }
    }

    private Choice sample(Samples chosen) {
        long count = samples.getValue();
        if (count < 1 || count > MAX_SAMPLES) {
            throw new UsageException("--samples: " + count + " is not between 1 and " + MAX_SAMPLES);
        }
        return new Choice(
                chosen.points((int) count), count + " samples of " + chosen + ", random seed " + seed.getValue());
    }
}
