package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.frontend.Prelude;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Value, first and second derivatives of every operator and every function of numbers in the prelude, as they are compiled, at and around
 * the points where formulas cancel, vanish or are guarded. What a change of the arguments' last bits does is no error: the condition of
 * the function itself decides, not that of the way in which it is computed.
 */
class AccuracyGridTest {
    /** A derivative may be a sum of a few functions, each of which has an error of up to 3 units in the last place. */
    private static final BigDecimal UNITS = BigDecimal.valueOf(Long.getLong("accuracy.units", 32)).multiply(new BigDecimal(0x1p-53));

    /** What is smaller may have underflowed on the way, and what is larger has overflowed. */
    private static final double SMALLEST = 1e-290;
    private static final double LARGEST = 1e290;

    private static final double[] OF_ONE = {0, 1e-150, -1e-20, 1e-9, -1e-9, 1e-5, -1e-5, 0.01, 0.3, -0.3, 0.99999, 1, -1, 2.5, -2.5, 20, -20, 300, 1e9, -1e9, 1e80};
    private static final double[] OF_MORE = {0, 1e-20, -1e-5, 0.3, 1, -1, 3, 1e9};

    private static final Pattern DEFINITION = Pattern.compile("(?m)^(\\w+)\\(([^)]*)\\)");

    /** What makes tensors, truths or random numbers. */
    private static final Set<String> OTHERS = Set.of("layer_norm", "dropout", "isnan", "isfinite");

    /** By function: why it misses the bound at some points of the grid. */
    private static final Map<String, String> EXCEPTIONS = Map.of();

    /** A function of parameters a, b and c. */
    record Call(String name, int arity) {
        private static Call of(Pointwise row) {
            boolean hasOrder = row.domains().get(0).text().startsWith("{0");
            return hasOrder ? new Call(row.symbol() + "(1, a)", 1) : new Call(row.symbol() + arguments(row.arity()), row.arity());
        }

        private static Call of(String name, String parameters) {
            int arity = (int) Arrays.stream(parameters.split(",")).filter(parameter -> !parameter.contains("=")).count();
            return new Call(name + arguments(arity), arity);
        }

        private static String arguments(int arity) {
            return "(" + String.join(", ", List.of("a", "b", "c").subList(0, arity)) + ")";
        }

        /** The derivatives by the parameters of these numbers, one after the other. */
        Subject derivative(int... variables) {
            String text = name;
            for (int variable : variables) {
                text = "grad(" + text + ", " + (char) ('a' + variable) + ")";
            }
            String parameters = String.join("; ", IntStream.range(0, arity).mapToObj(i -> "input " + (char) ('a' + i)).toList());
            return Subject.of(text, parameters + "; z = " + text, List.of(new Domain("", 0, 1)));
        }

        List<double[]> points() {
            double[] values = arity == 1 ? OF_ONE : OF_MORE;
            List<double[]> points = List.of(new double[0]);
            for (int i = 0; i < arity; i++) {
                points = points.stream().flatMap(point -> Arrays.stream(values).mapToObj(value -> {
                    double[] longer = Arrays.copyOf(point, point.length + 1);
                    longer[point.length] = value;
                    return longer;
                })).toList();
            }
            return points;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Call> calls() {
        Set<Pointwise> logic = Set.of(Pointwise.AND, Pointwise.OR, Pointwise.NOT, Pointwise.WHERE);
        Stream<Call> rows = Arrays.stream(Pointwise.values())
                .filter(row -> row.symbol().matches("[a-z]\\w+") && !logic.contains(row)).map(Call::of);
        Stream<Call> functions = DEFINITION.matcher(Prelude.text()).results()
                .filter(definition -> !definition.group(2).contains("axis") && !OTHERS.contains(definition.group(1)))
                .map(definition -> Call.of(definition.group(1), definition.group(2)));
        return Stream.concat(rows, functions).filter(call -> call.arity() < 3);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void keepsItsDigitsAtEveryOrder(Call call) {
        List<String> faults = new ArrayList<>();
        Subject value = call.derivative();
        for (double[] point : call.points()) {
            verify(value, point, oracle(value, point).value(), faults);
        }
        for (int i = 0; i < call.arity(); i++) {
            Subject first = call.derivative(i);
            for (double[] point : call.points()) {
                verify(first, point, slope(value, i, point), faults);
            }
            for (int j = 0; j < call.arity(); j++) {
                Subject second = call.derivative(i, j);
                for (double[] point : call.points()) {
                    verify(second, point, slope(first, j, point), faults);
                }
            }
        }
        assertThat(faults).as(call.name()).isEmpty();
    }

    private static Oracle oracle(Subject subject, double[] point) {
        return Subject.oracle(subject.written(), subject.written().result(), point);
    }

    /** The slope by a parameter; none at a kink. */
    private static Optional<BigDecimal> slope(Subject subject, int variable, double[] point) {
        Node node = subject.written().parameters().get(variable).node();
        return oracle(subject, point).slope(node).filter(slope -> !slope.kink()).map(Slope::value);
    }

    private static void verify(Subject subject, double[] point, Optional<BigDecimal> expected, List<String> faults) {
        double nearest = expected.map(BigDecimal::doubleValue).orElse(Double.NaN);
        boolean isComparable = nearest == 0 || Math.abs(nearest) > SMALLEST && Math.abs(nearest) < LARGEST;
        if (expected.isEmpty() || !isComparable) {
            return;
        }
        double actual = subject.interpret(List.of(subject.function().formula().result()), point)[0];
        BigDecimal allowed = expected.get().abs().multiply(UNITS).add(new BigDecimal(SMALLEST));
        if (!Double.isFinite(actual) || isBeyond(actual, expected.get(), allowed) && isBeyond(actual, expected.get(), allowed.add(condition(subject, point)))) {
            faults.add(subject + " at " + Arrays.toString(point) + ": " + actual + " instead of " + nearest);
        }
    }

    private static boolean isBeyond(double actual, BigDecimal expected, BigDecimal allowed) {
        return new BigDecimal(actual).subtract(expected).abs().compareTo(allowed) > 0;
    }

    /** What a change of the arguments' last bits does. */
    private static BigDecimal condition(Subject subject, double[] point) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < point.length; i++) {
            Optional<BigDecimal> slope = slope(subject, i, point);
            if (slope.isPresent()) {
                sum = sum.add(slope.get().multiply(new BigDecimal(point[i]), MathContext.DECIMAL64).abs());
            }
        }
        return sum.multiply(UNITS);
    }
}
