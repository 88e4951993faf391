package dev.autodiff.check;

import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Value, first and second derivatives of an expression at a point to more than 20 digits, by differences of its values:
 * no rule of differentiation takes part. There are none where the expression has no value, or where those to the two
 * sides differ.
 */
public final class TrueDerivatives {
    /** Digits of the evaluations; the steps have a fourth of them, so that two differences leave half of the digits. */
    private static final int[] DIGITS = {100, 200};

    /** Beside larger or smaller arguments a difference of 0 may be no more than rounding. */
    private static final double ORDINARY = 1e20;
    private static final int STEP_SHARE = 4;

    /** What evaluations with more digits and smaller steps agree in is right. */
    private static final int RIGHT_DIGITS = 22;

    /** Digits of evaluations, until two of them agree; a value of 0 may have lost all of them but the last ones. */
    private static final int[] DIGITS_OF_VALUES = {120, 300};

    private final Node expression;
    private final Map<Node, BigDecimal> point = new HashMap<>();
    private final BigDecimal smallest;
    private final int[] trials;
    private final Map<Object, Optional<BigDecimal>> known = new HashMap<>();

    public TrueDerivatives(Node expression, Map<Node, Double> point) {
        this(expression, point, DIGITS);
    }

    /** @param trials digits of two evaluations that must agree */
    TrueDerivatives(Node expression, Map<Node, Double> point, int... trials) {
        this.expression = expression;
        this.trials = trials;
        point.forEach((parameter, value) -> this.point.put(parameter, new BigDecimal(value)));
        this.smallest = this.point.values().stream()
                .filter(value -> value.signum() != 0)
                .map(BigDecimal::abs)
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ONE);
    }

    /** The value of any expression at a point. */
    public static Optional<BigDecimal> value(Node expression, Map<Node, Double> point) {
        TrueDerivatives there = new TrueDerivatives(expression, point);
        return agreed(digits -> there.at(Map.of(), digits), DIGITS_OF_VALUES);
    }

    Optional<BigDecimal> value() {
        return agreed(digits -> at(Map.of(), digits), trials);
    }

    /** The derivative, if those to the two sides agree. */
    public Optional<BigDecimal> first(Node x) {
        return known.computeIfAbsent(x, key -> agreed(digits -> first(x, digits), trials).filter(this::isCertain));
    }

    /** The second derivative by two variables, which may be the same; only where both of the first ones exist. */
    public Optional<BigDecimal> second(Node x, Node y) {
        if (first(x).isEmpty() || first(y).isEmpty()) {
            return Optional.empty();
        }
        return known.computeIfAbsent(
                x == y ? Map.of(x, y) : Set.of(x, y),
                key -> agreed(digits -> x == y ? second(x, digits) : mixed(x, y, digits), trials)
                        .filter(this::isCertain));
    }

    private static Optional<BigDecimal> agreed(Function<MathContext, BigDecimal> function, int... trials) {
        try {
            BigDecimal last = function.apply(context(trials[0]));
            for (int i = 1; i < trials.length; i++) {
                BigDecimal next = function.apply(context(trials[i]));
                boolean agrees = next.subtract(last).abs().compareTo(next.abs().movePointLeft(RIGHT_DIGITS)) <= 0;
                if (agrees && (next.signum() != 0 || i == trials.length - 1)) {
                    return Optional.of(next);
                }
                last = next;
            }
            return Optional.empty();
        } catch (ArithmeticException outsideOfTheDomain) {
            return Optional.empty();
        }
    }

    private boolean isCertain(BigDecimal difference) {
        return difference.signum() != 0 || point.values().stream().mapToDouble(value -> Math.abs(value.doubleValue()))
                .allMatch(size -> size == 0 || size < ORDINARY && size > 1 / ORDINARY);
    }

    private BigDecimal first(Node x, MathContext digits) {
        BigDecimal step = step(x, digits);
        BigDecimal here = at(Map.of(), digits);
        BigDecimal above = at(Map.of(x, step), digits).subtract(here);
        BigDecimal below = here.subtract(at(Map.of(x, step.negate()), digits));
        BigDecimal bend = above.subtract(below).abs();
        BigDecimal size = above.abs().max(below.abs());
        boolean isKink = bend.compareTo(size.movePointLeft(1)) > 0
                && bend.compareTo(step.movePointLeft(digits.getPrecision() / STEP_SHARE / 2)) > 0;
        if (isKink) {
            throw new ArithmeticException("a kink");
        }
        return above.add(below).divide(step.add(step), digits);
    }

    private BigDecimal second(Node x, MathContext digits) {
        BigDecimal step = step(x, digits);
        BigDecimal sum = at(Map.of(x, step), digits).add(at(Map.of(x, step.negate()), digits));
        BigDecimal here = at(Map.of(), digits);
        return sum.subtract(here.add(here)).divide(step.multiply(step), digits);
    }

    /** Whether the first derivative by one variable has no kink along another one: it grows alike to the two sides. */
    boolean isSmooth(Node x, Node y) {
        MathContext digits = context(trials[0]);
        BigDecimal dx = step(x, digits);
        BigDecimal dy = step(y, digits);
        try {
            BigDecimal above = growth(x, dx, y, dy, digits);
            BigDecimal below = growth(x, dx.negate(), y, dy.negate(), digits);
            return above.subtract(below).abs().compareTo(above.abs().max(below.abs()).movePointLeft(2)) <= 0;
        } catch (ArithmeticException outsideOfTheDomain) {
            return false;
        }
    }

    /** By how much the change of the value with x changes with y. */
    private BigDecimal growth(Node x, BigDecimal dx, Node y, BigDecimal dy, MathContext digits) {
        Map<Node, BigDecimal> both = new HashMap<>(Map.of(x, dx));
        both.merge(y, dy, BigDecimal::add);
        return at(both, digits)
                .subtract(at(Map.of(x, dx), digits))
                .subtract(at(Map.of(y, dy), digits))
                .add(at(Map.of(), digits));
    }

    private BigDecimal mixed(Node x, Node y, MathContext digits) {
        BigDecimal dx = step(x, digits);
        BigDecimal dy = step(y, digits);
        BigDecimal same = at(Map.of(x, dx, y, dy), digits).add(at(Map.of(x, dx.negate(), y, dy.negate()), digits));
        BigDecimal opposite = at(Map.of(x, dx, y, dy.negate()), digits).add(at(Map.of(x, dx.negate(), y, dy), digits));
        return same.subtract(opposite).divide(dx.multiply(dy).multiply(BigDecimal.valueOf(4)), digits);
    }

    /** Far smaller than the argument, and than all others where that is 0. */
    private BigDecimal step(Node x, MathContext digits) {
        BigDecimal size = point.get(x).signum() == 0 ? smallest.min(BigDecimal.ONE) : point.get(x).abs();
        return size.round(new MathContext(1)).movePointLeft(digits.getPrecision() / STEP_SHARE);
    }

    private BigDecimal at(Map<Node, BigDecimal> changes, MathContext digits) {
        Map<Node, BigDecimal> arguments = new HashMap<>(point);
        changes.forEach((parameter, change) -> arguments.merge(parameter, change, BigDecimal::add));
        return HighPrecision.evaluate(expression, arguments, digits)
                .orElseThrow(() -> new ArithmeticException("no value"));
    }

    private static MathContext context(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }
}
