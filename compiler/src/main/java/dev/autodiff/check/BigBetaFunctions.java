package dev.autodiff.check;

import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static java.math.BigDecimal.ONE;

import dev.autodiff.runtime.Beta;
import dev.autodiff.runtime.Gamma;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The incomplete beta function, and the inverses of it and of the incomplete gamma function. */
final class BigBetaFunctions {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int MOST_TERMS = 50_000;

    /** Each step of Newton's method doubles the digits. */
    private static final int MOST_STEPS = 40;

    private BigBetaFunctions() {}

    /** x^(a − 1) (1 − x)^(b − 1)/B(a, b). */
    static BigDecimal density(BigDecimal a, BigDecimal b, BigDecimal x, MathContext mc) {
        requireInside(a, b, x);
        MathContext working = raised(mc);
        return BigFunctions.exp(
                logarithm(a.subtract(ONE), b.subtract(ONE), x, working)
                        .subtract(BigGammaFunctions.lbeta(a, b, working)),
                mc);
    }

    private static BigDecimal logarithm(BigDecimal a, BigDecimal b, BigDecimal x, MathContext mc) {
        return a.multiply(BigFunctions.log(x, mc), mc)
                .add(b.multiply(BigFunctions.log1p(x.negate(), mc), mc), mc);
    }

    /** Iₓ(a, b) by the series of Abramowitz and Stegun, 26.5.4, whose terms are all positive. */
    static BigDecimal lower(BigDecimal a, BigDecimal b, BigDecimal x, MathContext mc) {
        requireInside(a, b, x);
        if (x.compareTo(HALF) > 0 && x.multiply(a.add(b)).compareTo(a) > 0) {
            return GuardDigits.sum(
                    mc, working -> ONE, working -> lower(b, a, ONE.subtract(x), working).negate());
        }
        MathContext working = raised(raised(mc));
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 0; exponent(term) >= -working.getPrecision(); k++) {
            if (k > MOST_TERMS) {
                throw new ArithmeticException("too many terms");
            }
            BigDecimal index = BigDecimal.valueOf(k);
            term = term.multiply(a.add(b).add(index), working)
                    .multiply(x, working)
                    .divide(a.add(ONE).add(index), working);
            sum = sum.add(term, working);
        }
        BigDecimal factor = BigFunctions.exp(
                logarithm(a, b, x, working).subtract(BigGammaFunctions.lbeta(a, b, working)), working);
        return factor.multiply(sum, working).divide(a, mc);
    }

    /** The derivative by a and b of these orders. */
    static BigDecimal derivative(int byA, int byB, BigDecimal a, BigDecimal b, BigDecimal x, MathContext mc) {
        if (byA == 0) {
            return BigQuotients.derivative((q, more) -> lower(a, q, x, more), byB, b, mc);
        }
        return byB == 0
                ? BigQuotients.derivative((p, more) -> lower(p, b, x, more), byA, a, mc)
                : mixed(a, b, x, mc);
    }

    /** By a and b, of differences along both. */
    private static BigDecimal mixed(BigDecimal a, BigDecimal b, BigDecimal x, MathContext mc) {
        int small = mc.getPrecision() / 2 + GuardDigits.GUARD;
        MathContext working = new MathContext(mc.getPrecision() + 2 * small, RoundingMode.HALF_EVEN);
        BigDecimal step = ONE.movePointLeft(small);
        BigDecimal same = lower(a.add(step), b.add(step), x, working)
                .add(lower(a.subtract(step), b.subtract(step), x, working));
        BigDecimal opposite = lower(a.add(step), b.subtract(step), x, working)
                .add(lower(a.subtract(step), b.add(step), x, working));
        return same.subtract(opposite).divide(step.multiply(step).multiply(BigDecimal.valueOf(4)), mc);
    }

    /** (1 + x²/df)^(−(df + 1)/2)/(√df B(df/2, ½)). */
    static BigDecimal tpdf(BigDecimal x, BigDecimal df, MathContext mc) {
        if (df.signum() <= 0) {
            throw new ArithmeticException("no degrees of freedom");
        }
        MathContext working = raised(mc);
        BigDecimal share = x.multiply(x).divide(df, working);
        BigDecimal logarithm = df.add(ONE).multiply(HALF).multiply(BigFunctions.log1p(share, working), working);
        BigDecimal constant = BigGammaFunctions.lbeta(df.multiply(HALF), HALF, working);
        return BigFunctions.exp(logarithm.add(constant).negate(), working)
                .divide(BigFunctions.sqrt(df, working), mc);
    }

    /** ½ ± ½ Iₛ(½, df/2) with s = x²/(df + x²), or far out ½ I₁₋ₛ(df/2, ½). */
    static BigDecimal tcdf(BigDecimal x, BigDecimal df, MathContext mc) {
        if (x.signum() == 0 || df.signum() <= 0) {
            return df.signum() <= 0 ? tpdf(x, df, mc) : HALF;
        }
        MathContext working = raised(mc);
        BigDecimal square = x.multiply(x);
        BigDecimal half = df.multiply(HALF);
        if (square.compareTo(df) > 0) {
            BigDecimal tail = lower(half, HALF, df.divide(df.add(square), working), working).multiply(HALF, working);
            return x.signum() < 0 ? tail.round(mc) : ONE.subtract(tail, mc);
        }
        BigDecimal centre = lower(HALF, half, square.divide(df.add(square), working), working).multiply(HALF);
        return x.signum() < 0 ? HALF.subtract(centre, mc) : HALF.add(centre, mc);
    }

    /** The x with Iₓ(a, b) = p, by Newton's method. */
    static BigDecimal inverse(BigDecimal a, BigDecimal b, BigDecimal p, MathContext mc) {
        double start = Beta.betaincinv(a.doubleValue(), b.doubleValue(), p.doubleValue());
        return solved(start, x -> new BigDecimal[] {
            lower(a, b, x, raised(mc)).subtract(p), density(a, b, x, raised(mc))
        }, mc);
    }

    /** The x with P(a, x) = p. */
    static BigDecimal inverseOfLowerGamma(BigDecimal a, BigDecimal p, MathContext mc) {
        double start = Gamma.gammapinv(a.doubleValue(), p.doubleValue());
        return solved(start, x -> new BigDecimal[] {
            BigGammaFunctions.lower(a, x, raised(mc)).subtract(p), BigGammaFunctions.density(a, x, raised(mc))
        }, mc);
    }

    /** The x with Q(a, x) = q. */
    static BigDecimal inverseOfUpperGamma(BigDecimal a, BigDecimal q, MathContext mc) {
        double start = Gamma.gammaqinv(a.doubleValue(), q.doubleValue());
        BigDecimal p = ONE.subtract(q);
        return solved(start, x -> new BigDecimal[] {
            BigGammaFunctions.lower(a, x, raised(raised(mc))).subtract(p),
            BigGammaFunctions.density(a, x, raised(mc))
        }, mc);
    }

    private interface Equation {
        /** What is to be 0, and its derivative. */
        BigDecimal[] at(BigDecimal x);
    }

    private static BigDecimal solved(double start, Equation equation, MathContext mc) {
        if (!(start > 0 && start < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException("no start");
        }
        BigDecimal x = new BigDecimal(start);
        for (int i = 0; i < MOST_STEPS; i++) {
            BigDecimal[] there = equation.at(x);
            BigDecimal step = there[0].divide(there[1], raised(mc));
            x = x.subtract(step, raised(mc));
            if (step.signum() == 0 || 2 * (exponent(step) - exponent(x)) < -mc.getPrecision() - 2) {
                return x.round(mc);
            }
        }
        throw new ArithmeticException("no convergence");
    }

    private static void requireInside(BigDecimal a, BigDecimal b, BigDecimal x) {
        if (a.signum() <= 0 || b.signum() <= 0 || x.signum() <= 0 || x.compareTo(ONE) >= 0) {
            throw new ArithmeticException("outside of the domain of the incomplete beta function");
        }
    }
}
