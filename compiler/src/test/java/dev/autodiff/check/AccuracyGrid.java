package dev.autodiff.check;

import dev.autodiff.FrozenInputs;
import dev.autodiff.Level;
import dev.autodiff.check.References.Reference;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Points at which value, first and second derivatives of functions are compared with the truth. Errors are in units in
 * the last place over the condition number: by how many units the true number changes if the arguments change by one,
 * at least 1.
 *
 * @param alone magnitudes of a single argument
 * @param ofTwo those of each of two arguments
 * @param ofMore those of each of more
 */
record AccuracyGrid(double[] alone, double[] ofTwo, double[] ofMore) {
    /** From tiny to huge: where exponentials and squares cancel, are ordinary, or end. */
    static final AccuracyGrid FULL = new AccuracyGrid(
            new double[] {0, 1e-300, 1e-8, 1e-5, 0.3, 2.5, 30, 1e160},
            new double[] {1e-5, 3, 40},
            new double[] {0.5, 3});

    private static final Set<Pointwise> LOGIC =
            EnumSet.of(Pointwise.AND, Pointwise.OR, Pointwise.NOT, Pointwise.WHERE);

    /** Every operator that has a name, and every function of numbers in the prelude, compiled as for a user. */
    static Stream<Measured> functions() {
        return subjects().map(Measured::of);
    }

    /** The formulas of the table of rules of a level. */
    static Stream<Measured> rules(Level level) {
        return AccuracyPage.formulas(level).stream().map(formula -> Measured.of(formula, level));
    }

    private static Stream<Subject> subjects() {
        Stream<Subject> operators = Arrays.stream(Pointwise.values())
                .filter(row -> row.symbol().matches("[a-z]\\w+") && !LOGIC.contains(row))
                .map(AccuracyGrid::called);
        return Stream.concat(
                operators,
                OperatorTest.subjects()
                        .filter(subject -> Arrays.stream(Pointwise.values())
                                .noneMatch(row -> row.name().equals(subject.name()))));
    }

    private static Subject called(Pointwise row) {
        List<String> names = List.of("a", "b", "c").subList(0, row.arity());
        String head = IntStream.range(0, row.arity())
                .mapToObj(i -> (FrozenInputs.isFrozen(row, i) ? "const " : "") + names.get(i))
                .collect(Collectors.joining(", "));
        String program = "f(" + head + ") = " + row.symbol() + "(" + String.join(", ", names) + ")";
        return Subject.of(row.symbol(), program, List.of(row.domains().get(row.arity() - 1)));
    }

    /** Errors are below that many units times the condition number, but for what the page names. */
    static final double PROMISED = 4;

    private static final double SMALLEST = 1e-300;

    private static final int[] DIGITS = {64, 120};

    /**
     * For what is smaller than the value by hundreds of digits, as the slope of a curve that has flattened, and for
     * arguments so large that a small part of them is more than a period, or so small that nothing of them is left in a
     * sum.
     */
    private static final int[] MANY_DIGITS = {1400, 2000};

    private static final double FAR = 1e10;
    private static final double[] ORDERS = {0, 1, 2};
    private static final List<String> ORDINALS = List.of("value", "first", "second");

    /** The worst error of one kind: over the condition number, and where. */
    record Worst(double error, double[] point) {
        static final Worst NONE = new Worst(0, new double[0]);

        Worst or(Worst other) {
            return other.error > error ? other : this;
        }

        String text() {
            return error == 0 ? "0" : String.format(Locale.ROOT, "%.3g at %s", error, AccuracyGrid.text(point));
        }
    }

    /**
     * @param worst of the value, of first and of second derivatives
     * @param missing where one of these is no number, or infinite, though the truth is a number, or the other way round
     */
    record Row(String name, List<Worst> worst, String missing) {
        private static final Pattern LINE = Pattern.compile("\\| `([^`]+)` \\| (.*) \\| (.*) \\| (.*) \\|(.*)\\|");

        /** A line of the table that rows are printed as; none if it is another line. */
        static Optional<Row> parse(String line) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            List<Worst> worst = IntStream.rangeClosed(2, 4)
                    .mapToObj(i -> new Worst(Double.parseDouble(matcher.group(i).split(" ")[0]), new double[0]))
                    .toList();
            return Optional.of(new Row(matcher.group(1), worst, matcher.group(5).strip()));
        }

        boolean keepsThePromise() {
            return missing.isEmpty() && worst.stream().allMatch(each -> each.error() <= PROMISED);
        }

        /** Of which orders something is missing. */
        Set<String> missingOrders() {
            return Arrays.stream(missing.split("; "))
                    .map(text -> text.split(" ")[0])
                    .filter(order -> !order.isEmpty())
                    .collect(Collectors.toSet());
        }

        String line() {
            return "| `" + name + "` | " + worst.stream().map(Worst::text).collect(Collectors.joining(" | ")) + " | "
                    + missing + " |";
        }
    }

    /**
     * A number at any point: the value, or a derivative.
     *
     * @param by what it is a derivative by
     */
    private record Quantity(List<Node> by) {
        int order() {
            return by.size();
        }

        Optional<BigDecimal> at(Place place) {
            return switch (order()) {
                case 0 -> place.derivatives().value();
                case 1 -> place.derivatives().first(by.get(0));
                default -> place.derivatives().second(by.get(0), by.get(1));
            };
        }

        /** A second derivative is none at a kink of the first. */
        boolean isSmooth(Place place) {
            return order() < 2 || place.derivatives().isSmooth(by.get(0), by.get(1));
        }
    }

    /**
     * A point with what is known of the function there.
     *
     * @param hasManyDigits so that no derivative vanishes beside the value; takes long
     */
    private record Place(
            Measured subject,
            double[] point,
            boolean hasManyDigits,
            TrueDerivatives derivatives) {
        static Place of(Measured subject, double[] point, boolean hasManyDigits) {
            Map<Node, Double> arguments = new HashMap<>();
            for (int i = 0; i < point.length; i++) {
                arguments.put(subject.written().parameters().get(i).node(), point[i]);
            }
            Node function = subject.written().result();
            return new Place(
                    subject,
                    point,
                    hasManyDigits,
                    new TrueDerivatives(function, arguments, hasManyDigits ? MANY_DIGITS : DIGITS));
        }

        Place withManyDigits() {
            return of(subject, point, true);
        }

        /** With one argument moved. */
        Place beside(int argument, double moved) {
            double[] neighbour = point.clone();
            neighbour[argument] = moved;
            return of(subject, neighbour, hasManyDigits);
        }
    }

    Row measure(Measured subject, References references) {
        List<Quantity> quantities = quantities(subject);
        Worst[] worst = {Worst.NONE, Worst.NONE, Worst.NONE};
        Map<String, List<String>> missing = new TreeMap<>();
        for (double[] point : points(subject.written())) {
            double[] actual = subject.computed().apply(point);
            Place place = Place.of(subject, point, false);
            Reference[] known = references.at(subject.name(), point, actual.length);
            for (int i = 0; i < actual.length; i++) {
                int order = quantities.get(i).order();
                if (known[i] == null || !isEnough(known[i], actual[i])) {
                    known[i] = reference(quantities.get(i), actual[i], place);
                }
                double error = error(known[i], actual[i]);
                if (Double.isInfinite(error)) {
                    add(missing, order, point);
                } else {
                    worst[order] = worst[order].or(new Worst(error, point));
                }
            }
        }
        addInfinite(missing, subject, quantities);
        return new Row(
                subject.name(),
                List.of(worst),
                missing.entrySet().stream()
                        .map(entry -> entry.getKey() + " at " + summary(entry.getValue()))
                        .collect(Collectors.joining("; ")));
    }

    private static List<Quantity> quantities(Measured subject) {
        return subject.numbers().stream().map(Quantity::new).toList();
    }

    /** Whether the oracle has been asked for all of it. */
    boolean isKnown(Measured subject, References references) {
        int count = subject.numbers().size();
        return points(subject.written()).stream().allMatch(point -> references.know(subject.name(), point, count));
    }

    private static String summary(List<String> places) {
        return places.get(0) + (places.size() == 1 ? "" : " and " + (places.size() - 1) + " more");
    }

    private static void add(Map<String, List<String>> missing, int order, double[] point) {
        List<String> places = missing.computeIfAbsent(ORDINALS.get(order), unused -> new ArrayList<>());
        if (!places.contains(text(point))) {
            places.add(text(point));
        }
    }

    private List<double[]> points(Formula written) {
        int arity = written.parameters().size();
        double[] magnitudes = arity == 1 ? alone : arity == 2 ? ofTwo : ofMore;
        double[] signed = Arrays.stream(magnitudes)
                .flatMap(x -> x == 0 ? DoubleStream.of(0) : DoubleStream.of(x, -x))
                .toArray();
        List<double[]> points = new ArrayList<>(List.of(new double[0]));
        for (int i = 0; i < arity; i++) {
            boolean isOrder = written.parameters().get(i).frozen();
            double[] coordinates = isOrder ? ORDERS : signed;
            points = points.stream()
                    .flatMap(point -> Arrays.stream(coordinates).mapToObj(x -> extended(point, x)))
                    .toList();
        }
        return points;
    }

    private static double[] extended(double[] point, double x) {
        double[] extended = Arrays.copyOf(point, point.length + 1);
        extended[point.length] = x;
        return extended;
    }

    /** Whether the oracle has nothing to add. */
    private static boolean isEnough(Reference known, double actual) {
        return known.isLastWord() || !needsCondition(known, actual) && error(known, actual) <= PROMISED;
    }

    private static boolean needsCondition(Reference known, double actual) {
        double ulps = known.truth().map(truth -> ulps(truth, actual)).orElse(0.0);
        return ulps > 1 && !Double.isInfinite(ulps) && known.condition().isEmpty();
    }

    /** What the oracle says, with as much trouble as this answer makes necessary. */
    private static Reference reference(Quantity quantity, double actual, Place place) {
        Reference first = conditioned(quantity, actual, place);
        if (error(first, actual) <= PROMISED) {
            return first;
        }
        BigDecimal truth = first.truth().orElseThrow();
        boolean needsDigits = truth.signum() == 0
                || Arrays.stream(place.point()).anyMatch(x -> Math.abs(x) > FAR || x != 0 && Math.abs(x) < 1 / FAR);
        if (!quantity.isSmooth(place)) {
            return Reference.NO_NUMBER;
        }
        Reference last = needsDigits ? conditioned(quantity, actual, place.withManyDigits()) : first;
        return new Reference(last.truth(), last.condition(), true);
    }

    private static Reference conditioned(Quantity quantity, double actual, Place place) {
        Reference bare = new Reference(quantity.at(place), OptionalDouble.empty(), false);
        return needsCondition(bare, actual)
                ? new Reference(
                        bare.truth(),
                        OptionalDouble.of(condition(quantity, bare.truth().orElseThrow(), place)),
                        false)
                : bare;
    }

    private static double error(Reference known, double actual) {
        if (known.truth().isEmpty()) {
            return 0;
        }
        double ulps = ulps(known.truth().get(), actual);
        return ulps <= 1 || Double.isInfinite(ulps) ? ulps : ulps / known.condition().orElse(1);
    }

    private static double ulps(BigDecimal truth, double actual) {
        double nearest = truth.doubleValue();
        if (!Double.isFinite(actual) || Double.isInfinite(nearest)) {
            return actual == nearest ? 0 : Double.POSITIVE_INFINITY;
        }
        return new BigDecimal(actual).subtract(truth).abs().divide(unit(truth), MathContext.DECIMAL64).doubleValue();
    }

    /** Of numbers that are so small that their factors may have lost digits by underflow, absolute errors count. */
    private static BigDecimal unit(BigDecimal truth) {
        return new BigDecimal(
                Math.ulp(Math.max(Math.min(Math.abs(truth.doubleValue()), Double.MAX_VALUE), SMALLEST)));
    }

    /** By how many units in the last place the number changes if the arguments change by one, at least 1. */
    private static double condition(Quantity quantity, BigDecimal truth, Place place) {
        BigDecimal change = BigDecimal.ZERO;
        for (int i = 0; i < place.point().length; i++) {
            BigDecimal worst = BigDecimal.ZERO;
            double x = place.point()[i];
            for (double moved : new double[] {Math.nextUp(x), Math.nextDown(x)}) {
                worst = worst.max(quantity
                        .at(place.beside(i, moved))
                        .map(other -> other.subtract(truth).abs())
                        .orElse(BigDecimal.ZERO));
            }
            change = change.add(worst);
        }
        return Math.max(1, change.divide(unit(truth), MathContext.DECIMAL64).doubleValue());
    }

    /** Where an argument is infinite and the value is none the less finite: which derivatives are no number. */
    private static void addInfinite(
            Map<String, List<String>> missing, Measured subject, List<Quantity> quantities) {
        int arity = subject.written().parameters().size();
        for (int i = 0; i < 2 * arity; i++) {
            double[] point = subject.inside().clone();
            point[i / 2] = i % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            double[] actual = subject.computed().apply(point);
            for (int k = 1; k < actual.length; k++) {
                if (Double.isFinite(actual[0]) && Double.isNaN(actual[k])) {
                    add(missing, quantities.get(k).order(), point);
                }
            }
        }
    }

    private static String text(double[] point) {
        return Arrays.stream(point)
                .mapToObj(x -> Double.isInfinite(x) ? (x > 0 ? "∞" : "-∞") : String.format(Locale.ROOT, "%.4g", x))
                .collect(Collectors.joining(", "));
    }
}
