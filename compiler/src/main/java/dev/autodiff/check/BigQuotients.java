package dev.autodiff.check;

import static dev.autodiff.check.GuardDigits.exponent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quotients whose removable singularity at 0 is removed, and their derivatives: central differences of n-th order, with
 * steps so small and so many digits that the answer has all that are asked for. No rule of differentiation takes part.
 */
final class BigQuotients {
    /** Two thirds of them make a step of second order accurate. */
    private static final int MORE_DIGITS = 10;

    /** More digits take too long. */
    private static final int MOST_DIGITS = 20_000;

    private BigQuotients() {}

    interface Function {
        BigDecimal apply(BigDecimal x, MathContext mc);
    }

    /** {@code f(x)/x}, or its limit at 0. */
    static Function overX(Function f, Function limit) {
        return (x, mc) -> x.signum() == 0 ? limit.apply(x, mc) : f.apply(x, GuardDigits.raised(mc)).divide(x, mc);
    }

    /** {@code x/f(x)}, or 1 at 0. */
    static Function xOver(Function f) {
        return (x, mc) -> x.signum() == 0 ? BigDecimal.ONE : x.divide(f.apply(x, GuardDigits.raised(mc)), mc);
    }

    /** {@code f(x) - x}. */
    static BigDecimal difference(Function f, BigDecimal x, MathContext mc) {
        return x.signum() == 0
                ? BigDecimal.ZERO
                : GuardDigits.sum(mc, working -> f.apply(x, working), working -> x.negate());
    }

    /** {@code (f(x) - x)/xⁿ}, and 1/limit at 0. */
    static BigDecimal difference(Function f, int n, int limit, BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return x.signum() == 0
                ? BigDecimal.ONE.divide(BigDecimal.valueOf(limit), mc)
                : difference(f, x, working).divide(x.pow(n, working), mc);
    }

    /** @param inputs the order and the place */
    static BigDecimal derivative(Function g, List<BigDecimal> inputs, MathContext mc) {
        return derivative(g, inputs.get(0).intValueExact(), inputs.get(1), mc);
    }

    /** The derivative of an order, a whole number. */
    static BigDecimal derivative(Function g, int order, BigDecimal x, MathContext mc) {
        if (order < 0) {
            throw new ArithmeticException("negative order");
        }
        if (order == 0) {
            return g.apply(x, mc);
        }
        int tiny = x.signum() == 0 ? 0 : (int) Math.max(0, Math.min(MOST_DIGITS, -exponent(x)));
        int small = mc.getPrecision() / 2 + MORE_DIGITS;
        int digits = mc.getPrecision() + (order + 2) * (small + tiny) + MORE_DIGITS;
        if (digits > MOST_DIGITS) {
            throw new ArithmeticException("too many digits");
        }
        MathContext working = new MathContext(digits, RoundingMode.HALF_EVEN);
        BigDecimal half = BigDecimal.ONE.movePointLeft(small + tiny);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal binomial = BigDecimal.ONE;
        for (int k = 0; k <= order; k++) {
            BigDecimal place = x.add(half.multiply(BigDecimal.valueOf(order - 2L * k)));
            BigDecimal term = binomial.multiply(g.apply(place, working));
            sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
            binomial = binomial.multiply(BigDecimal.valueOf(order - k)).divide(BigDecimal.valueOf(k + 1L), working);
        }
        return sum.divide(half.multiply(BigFunctions.TWO).pow(order), mc);
    }
}
