package dev.autodiff.simplify;

import dev.autodiff.check.TrueDerivatives;
import dev.autodiff.derivatives.Reverse;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.simplify.Simplifier.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * An expression beside what becomes of it: both with their first and second derivatives, the one as it is written, the
 * other simplified before and after each differentiation.
 */
final class Rewrite {
    /** A few roundings: what the other form of an expression may add to the error of this one. */
    private static final double ROUNDING = 8 * 0x1p-53;

    /** Of two forms that lose the same digits the one or the other may be nearer by chance. */
    private static final double LUCK = 2;

    /** What is as small as that may have lost its digits to underflow on the way. */
    private static final double UNDERFLOW = 1e-300;

    /** What rules of differentiation treat on its own at special points. */
    private static final Set<Op> KINKED = Set.of(
            Pointwise.HYPOT,
            Pointwise.POW,
            Pointwise.XLOGY,
            Pointwise.XLOGX,
            Pointwise.ABS,
            Pointwise.MAX,
            Pointwise.MIN,
            Pointwise.WHERE,
            Pointwise.LOGADDEXP);

    /**
     * Their slopes have constants that are rounded, as 2/√π: what cancels against them is not known from derivatives as
     * they are written.
     */
    private static final Set<Op> ROUNDED = Set.of(Pointwise.ERF, Pointwise.ERFC, Pointwise.NORMCDF);

    /** Squares and cubes of numbers beyond that overflow. */
    private static final double LARGE = 1e100;

    /** How much the last bit of each argument may count. */
    private static final double CONDITION = 4;

    private final List<Node> variables;
    private final boolean mayHaveKinks;
    private final boolean hasRoundedSlopes;
    private final List<Node> left = new ArrayList<>();
    private final List<Node> right = new ArrayList<>();

    /** @param variables what to differentiate by */
    Rewrite(Node written, Node rewritten, List<Node> variables, Level level) {
        this.variables = variables;
        boolean[] needed = written.graph().reachable(List.of(written));
        this.mayHaveKinks = IntStream.range(0, needed.length)
                .anyMatch(id ->
                        needed[id] && KINKED.contains(written.graph().get(id).op()));
        this.hasRoundedSlopes = IntStream.range(0, needed.length)
                .anyMatch(id ->
                        needed[id] && ROUNDED.contains(written.graph().get(id).op()));
        addAll(left, written, node -> node);
        addAll(right, rewritten, node -> new Simplifier(node.graph(), level, true).simplify(List.of(node)).apply(node));
        right.replaceAll(node -> new Simplifier(node.graph(), level, false).simplify(List.of(node)).apply(node));
    }

    private void addAll(List<Node> results, Node node, UnaryOperator<Node> simplify) {
        results.add(node);
        for (Node slope : gradient(simplify.apply(node))) {
            results.add(slope);
            results.addAll(gradient(simplify.apply(slope)));
        }
    }

    private List<Node> gradient(Node node) {
        return variables.isEmpty()
                ? List.of()
                : Reverse.gradient(node, variables, node.graph().constant(1, node.type()));
    }

    /** What is wrong with the rewritten form at a point; an empty text if nothing is. */
    String fault(Map<Node, Double> point) {
        double[] before = Interpreter.evaluate(left, point);
        double[] after = Interpreter.evaluate(right, point);
        if (point.values().stream().anyMatch(argument -> !Double.isFinite(argument))) {
            return "";
        }
        double underflow = point.values().stream()
                .mapToDouble(argument -> Math.max(1, Math.abs(argument)))
                .reduce(UNDERFLOW, (a, b) -> a * b);
        Optional<BigDecimal> value = TrueDerivatives.value(left.get(0), point);
        StringBuilder faults = new StringBuilder();
        for (int i = 0; i < before.length; i++) {
            Optional<BigDecimal> expected = value.isEmpty() ? value : expected(point, value.get(), i);
            boolean mayOverflow = !Double.isFinite(before[i]) && point.values().stream().anyMatch(Rewrite::isExtreme);
            if (expected.isPresent()
                    && !mayOverflow
                    && !isFine(before[i], after[i], expected.get(), underflow)
                    && !isIllConditioned(point, i, after[i], expected.get())) {
                faults.append(String.format(
                        "%s at %s: %s, as written %s, in truth %s%n",
                        name(i), at(point), after[i], before[i], expected.get().doubleValue()));
            }
        }
        return faults.toString();
    }

    /**
     * At special points, where a rule of differentiation may have its own opinion, by differences; elsewhere the
     * derivative as it is written.
     *
     * @param value of the expression at the point
     */
    private Optional<BigDecimal> expected(Map<Node, Double> point, BigDecimal value, int result) {
        boolean isSpecial =
                mayHaveKinks && (point.containsValue(0.0) || new HashSet<>(point.values()).size() < point.size());
        if (result == 0) {
            return Optional.of(beyondDigits(value, point, result));
        }
        if (!isSpecial && !hasRoundedSlopes) {
            return TrueDerivatives.value(left.get(result), point).map(truth -> beyondDigits(truth, point, result));
        }
        TrueDerivatives truth = new TrueDerivatives(left.get(0), point);
        int row = (result - 1) / (variables.size() + 1);
        int column = (result - 1) % (variables.size() + 1);
        return column == 0
                ? truth.first(variables.get(row))
                : truth.second(variables.get(row), variables.get(column - 1));
    }

    /**
     * Where all digits of the one form cancel, it says 0; the other one then knows better, if what it says is as small
     * as that.
     */
    private BigDecimal beyondDigits(BigDecimal truth, Map<Node, Double> point, int result) {
        Optional<BigDecimal> other =
                truth.signum() == 0 ? TrueDerivatives.value(right.get(result), point) : Optional.empty();
        return other.filter(value -> Math.abs(value.doubleValue()) < 1 / LARGE).orElse(truth);
    }

    private static boolean isExtreme(double argument) {
        return argument != 0 && (Math.abs(argument) > LARGE || Math.abs(argument) < 1 / LARGE);
    }

    private static boolean isFine(double before, double after, BigDecimal expected, double underflow) {
        if (Double.isInfinite(expected.doubleValue())) {
            return true;
        }
        double tolerance = ROUNDING * Math.abs(expected.doubleValue())
                + underflow
                + (Double.isFinite(before) ? LUCK * error(before, expected) : 0);
        return Double.isFinite(after) && error(after, expected) <= tolerance;
    }

    private static double error(double actual, BigDecimal expected) {
        return new BigDecimal(actual).subtract(expected).abs().doubleValue();
    }

    /** Whether the truth itself changes as much if the last bits of the arguments do. */
    private boolean isIllConditioned(Map<Node, Double> point, int result, double after, BigDecimal expected) {
        if (!Double.isFinite(after)) {
            return false;
        }
        double noise = 0;
        for (Node variable : variables) {
            Map<Node, Double> moved = new HashMap<>(point);
            moved.merge(variable, 1 + 0x1p-52, (a, b) -> a * b);
            noise += TrueDerivatives.value(left.get(0), moved)
                    .flatMap(value -> expected(moved, value, result))
                    .map(there -> there.subtract(expected).abs().doubleValue())
                    .orElse(0.0);
        }
        return error(after, expected) <= CONDITION * noise + ROUNDING * Math.abs(expected.doubleValue());
    }

    private String name(int result) {
        if (result == 0) {
            return "value";
        }
        int row = (result - 1) / (variables.size() + 1);
        int column = (result - 1) % (variables.size() + 1);
        String first = variables.get(row).op().symbol();
        return column == 0 ? "d/d" + first : "d²/d" + first + "d" + variables.get(column - 1).op().symbol();
    }

    private static String at(Map<Node, Double> point) {
        List<String> arguments = new ArrayList<>();
        point.forEach((node, value) -> arguments.add(node.op().symbol() + "=" + value));
        return String.join(", ", arguments.stream().sorted().toList());
    }
}
