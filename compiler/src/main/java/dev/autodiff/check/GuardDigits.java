package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;

/**
 * How the oracle's functions keep their relative error: guard digits, more of them after a cancellation, and bounds.
 */
final class GuardDigits {
    /** Decimal digits carried beyond those asked for. */
    static final int GUARD = 12;

    /**
     * Numbers outside 10^±EXPONENT_LIMIT are refused, because some operations take time in proportion to the exponent.
     */
    static final int EXPONENT_LIMIT = 50_000;

    /** A cancellation that needs more digits than this counts as complete: the true value may well be zero. */
    private static final int MOST_DIGITS = 2_000;

    private GuardDigits() {
    }

    /** The working precision for a result of the given precision. */
    static MathContext raised(MathContext mc) {
        return digits(mc.getPrecision() + GUARD);
    }

    private static MathContext digits(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }

    /** The exponent e of x = m · 10^e with 1 ≤ |m| < 10; only for x ≠ 0. */
    static long exponent(BigDecimal x) {
        return (long) x.precision() - x.scale() - 1;
    }

    /** Returns x itself; throws if its size is outside 10^±EXPONENT_LIMIT. */
    static BigDecimal bounded(BigDecimal x) {
        if (x.signum() != 0 && Math.abs(exponent(x)) > EXPONENT_LIMIT) {
            throw new ArithmeticException("exponent out of range: " + exponent(x));
        }
        return x;
    }

    /**
     * a + b to the relative precision {@code mc}, even if most digits of the two cancel.
     * The summands are functions of the working precision; they are asked again with as many more digits as were lost.
     */
    static BigDecimal sum(MathContext mc, Function<MathContext, BigDecimal> a, Function<MathContext, BigDecimal> b) {
        int covered = GUARD / 2;
        while (mc.getPrecision() + covered <= MOST_DIGITS) {
            MathContext working = digits(mc.getPrecision() + covered + GUARD / 2);
            BigDecimal first = a.apply(working);
            BigDecimal second = b.apply(working);
            BigDecimal sum = first.add(second, working);
            int lost = sum.signum() == 0 ? working.getPrecision() : lostDigits(first, second, sum);
            if (lost <= covered) {
                return sum.round(mc);
            }
            covered = lost + GUARD / 2;
        }
        throw new ArithmeticException("the digits cancel");
    }

    private static int lostDigits(BigDecimal a, BigDecimal b, BigDecimal sum) {
        boolean single = a.signum() == 0 || b.signum() == 0;
        return single ? 0 : (int) (Math.max(exponent(a), exponent(b)) - exponent(sum));
    }

    /**
     * How a term of a series follows from the one before; k is the index of the new term, the first term having index
     * 0.
     */
    @FunctionalInterface
    interface Recurrence {
        BigDecimal term(BigDecimal previous, int k);
    }

    /** Sums a series until its terms no longer count; for terms that do not cancel each other to a large part. */
    static BigDecimal series(BigDecimal first, Recurrence recurrence, MathContext mc) {
        BigDecimal term = first.round(mc);
        BigDecimal sum = term;
        for (int k = 1; term.signum() != 0 && exponent(term) >= exponent(sum) - mc.getPrecision() - 1; k++) {
            term = recurrence.term(term, k).round(mc);
            sum = sum.add(term, mc);
        }
        return sum;
    }
}
