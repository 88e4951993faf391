package dev.autodiff.check;

import static dev.autodiff.check.BigFunctions.TWO;
import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import dev.autodiff.runtime.Special;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exponential integrals, the dilogarithm, complete elliptic integrals and Lambert's function. */
final class BigIntegrals {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Beyond so many times the digits the smallest term of an asymptotic series, exp(−x), is nothing. */
    private static final BigDecimal FAR = new BigDecimal("2.5");

    private static final int MOST_ORDER = 200;
    private static final int MOST_STEPS = 60;

    private BigIntegrals() {}

    /** Eₙ(x) of a whole order. */
    static BigDecimal expn(int n, BigDecimal x, MathContext mc) {
        if (x.signum() <= 0 || Math.abs(n) > MOST_ORDER) {
            throw new ArithmeticException("outside of the domain of an exponential integral");
        }
        MathContext working = raised(mc);
        if (n <= 0) {
            BigDecimal sum = ONE;
            for (int j = 1; j <= -n; j++) {
                sum = sum.multiply(BigDecimal.valueOf(j), working).divide(x, working).add(ONE);
            }
            return BigFunctions.exp(x.negate(), working).multiply(sum, working).divide(x, mc);
        }
        if (isFar(x, mc)) {
            return BigFunctions.exp(x.negate(), working).multiply(asymptotic(n, x.negate(), working)).divide(x, mc);
        }
        return expnNear(n, x, digits(mc.getPrecision() + x.intValue() + 5 * n + GuardDigits.GUARD)).round(mc);
    }

    /** E₁ by its series and the others by n Eₙ₊₁ = exp(−x) − x Eₙ. */
    private static BigDecimal expnNear(int n, BigDecimal x, MathContext mc) {
        BigDecimal value = series(x.negate(), mc)
                .add(BigFunctions.log(x, mc))
                .add(BigBesselFunctions.euler())
                .negate();
        BigDecimal exponential = BigFunctions.exp(x.negate(), mc);
        for (int k = 1; k < n; k++) {
            value = exponential.subtract(x.multiply(value, mc)).divide(BigDecimal.valueOf(k), mc);
        }
        return value;
    }

    static BigDecimal expi(BigDecimal x, MathContext mc) {
        if (x.signum() <= 0) {
            return expn(1, x.negate(), mc).negate();
        }
        if (isFar(x, mc)) {
            MathContext working = raised(mc);
            return BigFunctions.exp(x, working).multiply(asymptotic(1, x, working)).divide(x, mc);
        }
        return GuardDigits.sum(
                mc,
                working -> BigFunctions.log(x, raised(working)).add(BigBesselFunctions.euler(), working),
                working -> series(x, working));
    }

    private static boolean isFar(BigDecimal x, MathContext mc) {
        return x.compareTo(FAR.multiply(BigDecimal.valueOf(mc.getPrecision() + 2L * GuardDigits.GUARD))) > 0;
    }

    /** Σ xᵏ/(k k!). */
    private static BigDecimal series(BigDecimal x, MathContext mc) {
        BigDecimal term = ONE;
        BigDecimal sum = ZERO;
        for (int k = 1; k < 2 || exponent(term) >= exponent(sum) - mc.getPrecision() - 1; k++) {
            term = term.multiply(x, mc).divide(BigDecimal.valueOf(k), mc);
            sum = sum.add(term.divide(BigDecimal.valueOf(k), mc), mc);
        }
        return sum;
    }

    /** Σ n(n + 1)…(n + k − 1)/xᵏ. */
    private static BigDecimal asymptotic(int n, BigDecimal x, MathContext mc) {
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 0; exponent(term) >= -mc.getPrecision() - 1; k++) {
            term = term.multiply(BigDecimal.valueOf((long) n + k)).divide(x, mc);
            sum = sum.add(term, mc);
        }
        return sum;
    }

    /** Li₂(x), brought to |x| up to ½. */
    static BigDecimal dilog(BigDecimal x, MathContext mc) {
        BigDecimal rest = ONE.subtract(x);
        if (rest.signum() < 0) {
            throw new ArithmeticException("a dilogarithm beyond 1");
        }
        MathContext working = raised(mc);
        if (rest.signum() == 0) {
            return basel(working).round(mc);
        }
        if (x.compareTo(HALF) > 0) {
            BigDecimal product = BigFunctions.log(x, working).multiply(BigFunctions.log(rest, working), working);
            return basel(working).subtract(product).subtract(dilog(rest, working), mc);
        }
        if (x.compareTo(ONE.negate()) < 0) {
            BigDecimal logarithm = BigFunctions.log(x.negate(), working);
            BigDecimal square = logarithm.multiply(logarithm, working).multiply(HALF);
            return basel(working).add(square).add(dilog(ONE.divide(x, working), working)).negate().round(mc);
        }
        if (x.compareTo(HALF.negate()) < 0) {
            BigDecimal logarithm = BigFunctions.log(rest, working);
            BigDecimal square = logarithm.multiply(logarithm, working).multiply(HALF);
            return dilog(x.negate().divide(rest, working), working).add(square).negate().round(mc);
        }
        BigDecimal power = ONE;
        BigDecimal sum = ZERO;
        for (int k = 1; k < 2 || power.signum() != 0 && exponent(power) >= exponent(sum) - working.getPrecision(); k++) {
            power = power.multiply(x, working);
            sum = sum.add(power.divide(BigDecimal.valueOf((long) k * k), working), working);
        }
        return sum.round(mc);
    }

    /** Li₂(1 − x) for x ≥ 0; that of a small x is one of 1 − x, which is exact. */
    static BigDecimal spence(BigDecimal x, MathContext mc) {
        return dilog(ONE.subtract(x), mc);
    }

    /** π²/6. */
    private static BigDecimal basel(MathContext mc) {
        BigDecimal pi = BigFunctions.pi(mc);
        return pi.multiply(pi).divide(BigDecimal.valueOf(6), mc);
    }

    static BigDecimal ellipk(BigDecimal m, MathContext mc) {
        return elliptic(m, true, mc);
    }

    static BigDecimal ellipe(BigDecimal m, MathContext mc) {
        return m.compareTo(ONE) == 0 ? ONE : elliptic(m, false, mc);
    }

    /** By the mean of Gauss and Legendre, K = π/2a and E = K (1 − Σ 2ⁿ⁻¹ cₙ²). */
    private static BigDecimal elliptic(BigDecimal m, boolean isFirst, MathContext mc) {
        BigDecimal rest = ONE.subtract(m);
        if (rest.signum() <= 0) {
            throw new ArithmeticException("an elliptic integral beyond 1");
        }
        MathContext working = raised(raised(mc));
        BigDecimal a = ONE;
        BigDecimal b = BigFunctions.sqrt(rest, working);
        BigDecimal sum = m.multiply(HALF);
        BigDecimal power = HALF;
        for (int i = 0; i < MOST_STEPS; i++) {
            BigDecimal half = a.subtract(b).multiply(HALF);
            if (half.signum() == 0 || exponent(half) < exponent(a) - working.getPrecision() + 2) {
                BigDecimal first = BigFunctions.pi(working).divide(TWO.multiply(a), working);
                return isFirst ? first.round(mc) : first.multiply(ONE.subtract(sum), mc);
            }
            BigDecimal mean = a.add(b).multiply(HALF);
            b = BigFunctions.sqrt(a.multiply(b), working);
            a = mean.round(working);
            power = power.add(power);
            sum = sum.add(power.multiply(half).multiply(half), working);
        }
        throw new ArithmeticException("no convergence");
    }

    /** W₀(x) by Newton's method. */
    static BigDecimal lambertw(BigDecimal x, MathContext mc) {
        if (x.signum() == 0) {
            return ZERO;
        }
        double start = Special.lambertw(x.doubleValue());
        if (!(start > -1 && start < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException("outside of the domain of Lambert's function");
        }
        MathContext working = raised(raised(mc));
        BigDecimal w = start == 0 ? x.round(working) : new BigDecimal(start);
        for (int i = 0; i < MOST_STEPS; i++) {
            BigDecimal excess = w.subtract(x.multiply(BigFunctions.exp(w.negate(), working)), working);
            BigDecimal step = excess.divide(ONE.add(w), working);
            w = w.subtract(step, working);
            if (step.signum() == 0 || exponent(step) < exponent(w) - mc.getPrecision() - 2) {
                return w.round(mc);
            }
        }
        throw new ArithmeticException("no convergence");
    }

    private static MathContext digits(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }
}
