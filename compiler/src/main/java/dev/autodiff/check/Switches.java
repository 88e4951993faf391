package dev.autodiff.check;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Finds the operators that sit exactly where they change their formula: there one-sided derivatives may differ. */
final class Switches {
    /** From here on neighbouring doubles are 1 apart or more: between any two of them lies a switch of what looks at fractions. */
    private static final BigDecimal COARSE = new BigDecimal(0x1p52);

    private final HighPrecision values;

    Switches(HighPrecision values) {
        this.values = values;
    }

    /** Whether a node between the variable and the result is at its switch. */
    boolean between(Node variable, Node result) {
        boolean[] needed = result.graph().reachable(List.of(result));
        boolean[] influenced = result.graph().influencedBy(List.of(variable));
        for (int id = 0; id <= result.id(); id++) {
            if (needed[id] && influenced[id] && isAtSwitch(result.graph().get(id))) {
                return true;
            }
        }
        return false;
    }

    private boolean isAtSwitch(Node y) {
        if (!(y.op() instanceof Pointwise row) || y.inputs().stream().anyMatch(input -> values.value(input).isEmpty())) {
            return false;
        }
        BigDecimal a = values.value(y.input(0)).orElseThrow();
        return y.inputs().size() == 1 ? isAtSwitch(row, a) : isAtSwitch(row, a, values.value(y.input(1)).orElseThrow());
    }

    private static boolean isAtSwitch(Pointwise row, BigDecimal x) {
        return switch (row) {
            case ABS, SIGN -> x.signum() == 0;
            case FLOOR, CEIL, TRUNC -> isCoarse(x) || isWhole(x);
            case ROUND -> isCoarse(x) || isWhole(x.multiply(BigFunctions.TWO)) && !isWhole(x);
            default -> false;
        };
    }

    private static boolean isAtSwitch(Pointwise row, BigDecimal a, BigDecimal b) {
        return switch (row) {
            case MIN, MAX, LT, LE, GT, GE, EQ, NE -> a.compareTo(b) == 0;
            case FMOD -> b.signum() != 0 && (isCoarse(a.divide(b, MathContext.DECIMAL64)) || a.remainder(b).signum() == 0);
            case POW -> a.signum() < 0 && isCoarse(b);
            case COPYSIGN -> a.signum() == 0;
            case HYPOT -> a.signum() == 0 && b.signum() == 0;
            default -> false;
        };
    }

    private static boolean isCoarse(BigDecimal x) {
        return x.abs().compareTo(COARSE) >= 0;
    }

    private static boolean isWhole(BigDecimal x) {
        return x.signum() == 0 || x.stripTrailingZeros().scale() <= 0;
    }
}
