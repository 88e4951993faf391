package dev.autodiff.check;

import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Value and derivatives of a formula at one point, to many more digits than a double has. Derivatives are differences of the
 * value: no rule of differentiation takes part, so they prove the rules. Where no answer is given there is none: outside the
 * domain, at a pole, or where the value has no derivative.
 */
final class Oracle {
    /** Digits of the first attempt, and of the next ones if too many of them cancel. */
    private static final int[] DIGITS = {60, 140, 260, 500};

    /**
     * A third of the digits makes the step, and two thirds the quotient. Already the first step is far smaller than the distance
     * from one double to the next, so that no kink lies within it that is not at the point itself.
     */
    private static final int STEP_SHARE = 3;

    /** Two evaluations with a different number of digits differ in what their roundings did. */
    private static final int MORE_DIGITS = 20;

    /** Answers are good to at least so many digits, more than the 17 of a double. */
    private static final int ANSWER_DIGITS = 18;

    /** A derivative may be 0: an error that far below the change of the value, or of 1, over the distance x counts as none. */
    private static final int VANISHING_DIGITS = 60;

    /** Trials with disturbed values; of the worst of them the true bound is hardly ever a large multiple. */
    private static final int DISTURBANCES = 4;

    /** What the rounding of one operation does: half a unit in the last place, at most. */
    private static final BigDecimal ROUNDING = new BigDecimal(0x1p-53);

    /** What it does where numbers become subnormal, whatever their size. */
    private static final BigDecimal UNDERFLOW = new BigDecimal(Double.MIN_VALUE);

    private final Node result;
    private final Map<Node, BigDecimal> point;
    private final Map<Node, BigDecimal> factors;
    private final Map<Integer, HighPrecision> evaluations = new HashMap<>();

    /** @param point the values of the parameters */
    Oracle(Node result, Map<Node, BigDecimal> point) {
        this(result, point, Map.of());
    }

    private Oracle(Node result, Map<Node, BigDecimal> point, Map<Node, BigDecimal> factors) {
        this.result = result;
        this.point = point;
        this.factors = factors;
    }

    Optional<BigDecimal> value() {
        Optional<BigDecimal> value = Optional.empty();
        for (int digits : DIGITS) {
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
        for (int digits : DIGITS) {
            Optional<Slope> slope = slope(variable, digits);
            if (slope.isPresent()) {
                return slope;
            }
        }
        return Optional.empty();
    }

    private Optional<Slope> slope(Node variable, int digits) {
        HighPrecision here = values(digits);
        Optional<BigDecimal> value = here.value(result);
        Optional<BigDecimal> control = values(digits + MORE_DIGITS).value(result);
        if (value.isEmpty() || control.isEmpty()) {
            return Optional.empty();
        }
        if (!here.needs(variable)) {
            return Optional.of(new Slope(BigDecimal.ZERO, BigDecimal.ZERO, false));
        }
        MathContext mc = context(digits);
        BigDecimal x = here.value(variable).orElseThrow();
        BigDecimal unit = x.signum() == 0 ? BigDecimal.ONE : x.abs().round(new MathContext(1));
        BigDecimal noise = value.get().subtract(control.get()).abs().max(value.get().abs().movePointLeft(digits));
        BigDecimal vanishing = value.get().abs().max(BigDecimal.ONE).movePointLeft(VANISHING_DIGITS).divide(unit, mc);
        return Stencil.slope(distance -> here.moved(variable, x.add(distance)).value(result).orElseThrow(ArithmeticException::new),
                noise, unit.movePointLeft(digits / STEP_SHARE), mc).filter(slope -> slope.kink()
                        || isAccurate(slope.value(), slope.error()) || slope.error().compareTo(vanishing) <= 0);
    }

    /** Whether an operator between the variable and the result sits exactly on its switch. */
    boolean isOnSwitch(Node variable) {
        return new Switches(values(DIGITS[0])).between(variable, result);
    }

    /** How much the value changes if the last bits of all arguments and intermediate values do. */
    BigDecimal noiseOfValue() {
        BigDecimal value = value().orElseThrow();
        BigDecimal worst = BigDecimal.ZERO;
        for (int trial = 0; trial < DISTURBANCES; trial++) {
            BigDecimal other = disturbed(trial).value().orElse(value);
            worst = worst.max(other.subtract(value).abs());
        }
        return worst;
    }

    /** How much the derivative changes if the last bits of all arguments and intermediate values do. */
    BigDecimal noiseOfSlope(Node variable) {
        BigDecimal slope = slope(variable).orElseThrow().value();
        BigDecimal worst = BigDecimal.ZERO;
        for (int trial = 0; trial < DISTURBANCES; trial++) {
            BigDecimal other = disturbed(trial).slope(variable).map(Slope::value).orElse(slope);
            worst = worst.max(other.subtract(slope).abs());
        }
        return worst;
    }

    private Oracle disturbed(int trial) {
        SplittableRandom random = new SplittableRandom(trial);
        boolean[] needed = result.graph().reachable(List.of(result));
        HighPrecision here = values(DIGITS[0]);
        Map<Node, BigDecimal> disturbances = new HashMap<>();
        for (int id = 0; id <= result.id(); id++) {
            Node node = result.graph().get(id);
            boolean rounds = !node.type().isTruth() && !(node.op() instanceof Leaf.Constant) && !(node.op() instanceof Identity);
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
        return evaluations.computeIfAbsent(digits, wanted -> new HighPrecision(result, point, factors, context(wanted)));
    }

    private static boolean isAccurate(BigDecimal value, BigDecimal error) {
        return error.compareTo(value.abs().movePointLeft(ANSWER_DIGITS)) <= 0;
    }

    private static MathContext context(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }
}
