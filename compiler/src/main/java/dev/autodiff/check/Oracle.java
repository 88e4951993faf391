package dev.autodiff.check;

import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Value and derivatives of a formula at one point, to many more digits than a double has. Derivatives are differences
 * of the value: no rule of differentiation takes part, so they prove the rules. Where no answer is given there is none:
 * outside the domain, at a pole, or where the value has no derivative.
 */
final class Oracle {
    /** Digits of the first attempt, and of the next ones if too many of them cancel. */
    private static final int[] DIGITS = {60, 140, 260, 500, 1_000};

    /**
     * How often the digits in which an argument differs from 0 may be lost beside other numbers, as in {@code (1 -
     * cos(x))/x^2}, before the first attempt sees nothing of it.
     */
    private static final int LOSSES = 4;

    /** Whose step is smaller than the smallest double, if x is 0. */
    private static final int FINEST = DIGITS[DIGITS.length - 1];

    /** Beside a double that is not 0 there is none as near as the step for so many digits. */
    private static final int FINE = 500;

    /**
     * A third of the digits makes the step, and two thirds the quotient. Already the first step is far smaller than the
     * distance from one double to the next.
     */
    private static final int STEP_SHARE = 3;

    /** More digits for what a difference of differences loses besides its half. */
    private static final int RESERVE = 30;

    /** Two evaluations with a different number of digits differ in what their roundings did. */
    private static final int MORE_DIGITS = 20;

    /** Answers are good to at least so many digits, more than the 17 of a double. */
    private static final int ANSWER_DIGITS = 18;

    /** A derivative may be 0: an error that far below the smallest double counts as none. */
    private static final BigDecimal VANISHING = new BigDecimal("1e-340");

    /** Trials with disturbed values; of the worst of them the true bound is hardly ever a large multiple. */
    private static final int DISTURBANCES = 4;

    /** How far beside a point the limit there is looked for, relative to what the parameters are. */
    private static final BigDecimal BESIDE = new BigDecimal("1e-60");

    /** So much farther away in the opposite direction, so that what grows does not look the same there. */
    private static final BigDecimal FARTHER = BigDecimal.valueOf(3);

    /** Shares of {@link #BESIDE} in which parameters are moved together, in the one direction and in the other. */
    private static final BigDecimal[] DIRECTIONS = {new BigDecimal("0.618"), new BigDecimal("0.414")};

    /** What the rounding of one operation does: half a unit in the last place, at most. */
    private static final BigDecimal ROUNDING = new BigDecimal(0x1p-53);

    /** What it does where numbers become subnormal, whatever their size. */
    private static final BigDecimal UNDERFLOW = new BigDecimal(Double.MIN_VALUE);

    private final Node result;
    private final Map<Node, BigDecimal> point;
    /** Digits of the attempts at this point. */
    private final int[] attempts;
    private final Map<Node, BigDecimal> factors;
    private final Map<Integer, HighPrecision> evaluations = new HashMap<>();
    private final Map<Node, Optional<Sides>> sides = new HashMap<>();

    /** @param point the values of the parameters */
    Oracle(Node result, Map<Node, BigDecimal> point) {
        this(result, point, Map.of());
    }

    private Oracle(Node result, Map<Node, BigDecimal> point, Map<Node, BigDecimal> factors) {
        this.result = result;
        this.point = point;
        this.factors = factors;
        int lost = point.values().stream().mapToInt(Oracle::places).max().orElse(0);
        this.attempts = IntStream.of(DIGITS)
                .filter(digits -> digits == FINEST || digits >= DIGITS[0] + LOSSES * lost)
                .toArray();
    }

    /** The zeros between the point and the first digit of a number; 0 of other numbers than tiny ones. */
    private static int places(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.max(0, number.scale() - number.precision());
    }

    Optional<BigDecimal> value() {
        Optional<BigDecimal> value = Optional.empty();
        for (int digits : attempts) {
            value = values(digits).value(result);
            Optional<BigDecimal> control = values(digits + MORE_DIGITS).value(result);
            if (value.isEmpty() || control.isEmpty()) {
                return Optional.empty();
            }
            if (isAccurate(value.get(), value.get().subtract(control.get()).abs())) {
                return control;
            }
        }
        return value;
    }

    /** The derivative by a parameter or by another node. */
    Optional<Slope> slope(Node variable) {
        Optional<Slope> slope = IntStream.of(attempts)
                .mapToObj(digits -> slope(variable, digits))
                .flatMap(Optional::stream)
                .findFirst();
        return slope.filter(found -> !found.kink()).or(() -> fromNearer(variable)).or(() -> slope);
    }

    /**
     * What looks like a kink may be a curve, or lie beside the point, or be a derivative that central differences are
     * slow to reach.
     */
    private Optional<Slope> fromNearer(Node variable) {
        return IntStream.of(FINE, FINEST)
                .mapToObj(digits -> slope(variable, digits))
                .flatMap(Optional::stream)
                .filter(slope -> !slope.kink())
                .findFirst()
                .or(() -> sides(variable)
                        .filter(Sides::isDerivative)
                        .map(sides -> new Slope(sides.high(), sides.error(), false)));
    }

    private int finest(Node variable) {
        boolean isZero = values(attempts[0]).value(variable).orElseThrow().signum() == 0;
        return isZero ? FINEST : FINE;
    }

    /**
     * The derivative to so many digits that differences of it are good for a derivative of its own; empty at a kink.
     */
    Optional<BigDecimal> derivative(Node variable, int digits) {
        return seenSlope(variable, digits + digits / 2 + RESERVE)
                .filter(slope -> !slope.kink()
                        && slope.error()
                                        .compareTo(slope.value()
                                                .abs()
                                                .max(BigDecimal.ONE)
                                                .movePointLeft(digits))
                                <= 0)
                .map(Slope::value);
    }

    /** The slopes on the two sides of the point, for where it has no derivative; empty if they have no limits. */
    Optional<Sides> sides(Node variable) {
        return sides.computeIfAbsent(variable, this::seenSides);
    }

    private Optional<Sides> seenSides(Node variable) {
        int[] digits = {DIGITS[1], DIGITS[2], finest(variable)};
        return value().flatMap(value -> Sides.of(
                Arrays.stream(digits).mapToObj(each -> zoom(variable, each)).toList()));
    }

    private Sides.Zoom zoom(Node variable, int digits) {
        return new Sides.Zoom(along(variable, digits)::apply, step(variable, digits), context(digits));
    }

    /** The value as a function of the distance from the point. */
    private UnaryOperator<BigDecimal> along(Node variable, int digits) {
        HighPrecision here = values(digits);
        BigDecimal x = here.value(variable).orElseThrow();
        return distance -> (distance.signum() == 0 ? here : here.moved(variable, x.add(distance)))
                .value(result)
                .orElseThrow(ArithmeticException::new);
    }

    private BigDecimal step(Node variable, int digits) {
        return unit(variable, digits).movePointLeft(digits / STEP_SHARE);
    }

    private BigDecimal unit(Node variable, int digits) {
        return unit(values(digits).value(variable).orElseThrow());
    }

    private static BigDecimal unit(BigDecimal x) {
        return x.signum() == 0 ? BigDecimal.ONE : x.abs().round(new MathContext(1));
    }

    /** A kink, or a slope that is accurate. */
    private Optional<Slope> slope(Node variable, int digits) {
        return seenSlope(variable, digits).filter(slope -> slope.kink() || isAccurate(slope.value(), slope.error())
                || slope.error().compareTo(VANISHING) <= 0);
    }

    private Optional<Slope> seenSlope(Node variable, int digits) {
        HighPrecision here = values(digits);
        if (here.value(result).isEmpty() || values(digits + MORE_DIGITS).value(result).isEmpty()) {
            return Optional.empty();
        }
        if (!here.needs(variable)) {
            return Optional.of(new Slope(BigDecimal.ZERO, BigDecimal.ZERO, false));
        }
        try {
            return !here.isMovedBy(variable) && isConstant(variable, digits)
                    ? Optional.of(new Slope(BigDecimal.ZERO, BigDecimal.ZERO, false))
                    : Stencil.slope(
                            along(variable, digits), noise(variable, digits), step(variable, digits), context(digits));
        } catch (ArithmeticException noValueBeside) {
            return Optional.empty();
        }
    }

    /** Whether a branch that does not hold the variable is taken on both sides too. */
    private boolean isConstant(Node variable, int digits) {
        UnaryOperator<BigDecimal> along = along(variable, digits);
        BigDecimal step = step(variable, digits);
        BigDecimal value = along.apply(BigDecimal.ZERO);
        return along.apply(step).compareTo(value) == 0 && along.apply(step.negate()).compareTo(value) == 0;
    }

    /** The error of values, as two precisions show it; a value beside the point where that at it is exact by luck. */
    private BigDecimal noise(Node variable, int digits) {
        BigDecimal noise = noise(variable, digits, BigDecimal.ZERO);
        return noise.signum() != 0 ? noise : noise(variable, digits, step(variable, digits));
    }

    private BigDecimal noise(Node variable, int digits, BigDecimal distance) {
        BigDecimal value = along(variable, digits).apply(distance);
        BigDecimal control = along(variable, digits + MORE_DIGITS).apply(distance);
        return value.subtract(control).abs().max(value.abs().movePointLeft(digits));
    }

    /** How many steps a loop of the formula makes; empty if its condition has no value. */
    Optional<BigDecimal> steps(Node loop) {
        return values(attempts[0]).value(loop);
    }

    /** Whether an operator between the variable and the result switches more often than there are doubles. */
    boolean isTooCoarse(Node variable) {
        return new Switches(values(attempts[0])).between(variable, result);
    }

    /** The same formula with some parameters moved. */
    Oracle moved(Map<Node, BigDecimal> distances) {
        Map<Node, BigDecimal> moved = new HashMap<>(point);
        distances.forEach((parameter, distance) -> moved.merge(parameter, distance, BigDecimal::add));
        return new Oracle(result, moved, factors);
    }

    /**
     * The same formula beside the point, so near that no double tells them apart. Where it has no value, but the same
     * limit from both of these, that is what its value should be.
     *
     * @param opposite whether in another direction, on the other side of the point
     */
    Oracle beside(boolean opposite) {
        Map<Node, BigDecimal> distances = new HashMap<>();
        BigDecimal direction = BigDecimal.ONE;
        for (Node parameter : point.keySet().stream().sorted(Comparator.comparingInt(Node::id)).toList()) {
            if (parameter.type().isReal()) {
                BigDecimal distance = unit(point.get(parameter)).multiply(BESIDE).multiply(direction);
                distances.put(parameter, opposite ? distance.multiply(FARTHER).negate() : distance);
                direction = direction.add(DIRECTIONS[opposite ? 1 : 0]).remainder(BigDecimal.ONE).add(BigDecimal.ONE);
            }
        }
        return moved(distances);
    }

    /** How much the value changes if the last bits of all arguments and intermediate values do. */
    BigDecimal noiseOfValue() {
        return noise(value().orElseThrow(), Oracle::value);
    }

    /** The same for another answer than the value. */
    BigDecimal noise(BigDecimal answer, Function<Oracle, Optional<BigDecimal>> question) {
        BigDecimal worst = BigDecimal.ZERO;
        for (int trial = 0; trial < DISTURBANCES; trial++) {
            BigDecimal other = question.apply(disturbed(trial)).orElse(answer);
            worst = worst.max(other.subtract(answer).abs());
        }
        return worst;
    }

    private Oracle disturbed(int trial) {
        SplittableRandom random = new SplittableRandom(trial);
        boolean[] needed = result.graph().reachable(List.of(result));
        HighPrecision here = values(attempts[0]);
        Map<Node, BigDecimal> disturbances = new HashMap<>();
        for (int id = 0; id <= result.id(); id++) {
            Node node = result.graph().get(id);
            boolean rounds =
                    !node.type().isTruth() && !(node.op() instanceof Leaf.Constant) && !(node.op() instanceof Identity);
            if (needed[id] && rounds) {
                BigDecimal change = here.value(node).map(Oracle::relativeRounding).orElse(ROUNDING);
                disturbances.put(node, BigDecimal.ONE.add(random.nextBoolean() ? change : change.negate()));
            }
        }
        return new Oracle(result, point, disturbances);
    }

    private static BigDecimal relativeRounding(BigDecimal value) {
        return value.signum() == 0 ? ROUNDING : ROUNDING.max(UNDERFLOW.divide(value.abs(), MathContext.DECIMAL64));
    }

    private HighPrecision values(int digits) {
        return evaluations.computeIfAbsent(
                digits, wanted -> new HighPrecision(result, point, factors, context(wanted)));
    }

    private static boolean isAccurate(BigDecimal value, BigDecimal error) {
        return error.compareTo(value.abs().movePointLeft(ANSWER_DIGITS)) <= 0;
    }

    private static MathContext context(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }
}
