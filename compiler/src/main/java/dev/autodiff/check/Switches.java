package dev.autodiff.check;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Finds the operators that look at the fraction of a number too large to have one: between any two doubles they change
 * their formula, so that neither values nor differences there say what the derivative at a double is.
 */
final class Switches {
    /**
     * From here on neighbouring doubles are 1 apart or more: between any two of them lies a switch of what looks at
     * fractions.
     */
    private static final BigDecimal COARSE = new BigDecimal(0x1p52);

    private final HighPrecision values;

    Switches(HighPrecision values) {
        this.values = values;
    }

    /** Whether there is one between the variable and the result. */
    boolean between(Node variable, Node result) {
        boolean[] needed = result.graph().reachable(List.of(result));
        boolean[] influenced = result.graph().influencedBy(List.of(variable));
        for (int id = 0; id <= result.id(); id++) {
            if (needed[id] && influenced[id] && isTooCoarse(result.graph().get(id))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTooCoarse(Node y) {
        if (!(y.op() instanceof Pointwise row)
                || y.inputs().stream().anyMatch(input -> values.value(input).isEmpty())) {
            return false;
        }
        BigDecimal a = values.value(y.input(0)).orElseThrow();
        return y.inputs().size() == 1
                ? isTooCoarse(row, a)
                : isTooCoarse(row, a, values.value(y.input(1)).orElseThrow());
    }

    private static boolean isTooCoarse(Pointwise row, BigDecimal x) {
        return switch (row) {
            case FLOOR, CEIL, TRUNC, ROUND -> isCoarse(x);
            default -> false;
        };
    }

    private static boolean isTooCoarse(Pointwise row, BigDecimal a, BigDecimal b) {
        return switch (row) {
            case FMOD -> b.signum() != 0 && isCoarse(a.divide(b, MathContext.DECIMAL64));
            case POW -> a.signum() < 0 && isCoarse(b);
            default -> false;
        };
    }

    private static boolean isCoarse(BigDecimal x) {
        return x.abs().compareTo(COARSE) >= 0;
    }
}
