package dev.autodiff.check;

import static dev.autodiff.check.GuardDigits.EXPONENT_LIMIT;
import static dev.autodiff.check.GuardDigits.bounded;
import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static dev.autodiff.check.GuardDigits.series;
import static dev.autodiff.check.GuardDigits.sum;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The elementary functions of the formula language in decimal arithmetic of any precision: an oracle that shares
 * nothing with double arithmetic. {@link BigTrigonometry}, {@link BigErrorFunctions} and {@link BigGammaFunctions}
 * hold the others.
 *
 * <p>All results have a relative error of about 10^-p, p being the precision of {@code mc}, also where the textbook
 * formula cancels. A point outside the domain, a pole, or an exponential beyond 10^±43429 throws
 * {@link ArithmeticException}: the oracle then has no answer, whatever IEEE 754 may say about signed zeros and
 * infinities. The library bounds absolute errors; hence the series of our own, which all the rest is built on.
 */
final class BigFunctions {
    /** {@code BigDecimal.TWO} of Java 19. */
    static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final BigDecimal EXP_LIMIT = BigDecimal.valueOf(100_000);

    /** Integer exponents up to this one are powers by multiplication: exact where the result is short, and faster. */
    private static final BigDecimal MULTIPLIED_POWER = BigDecimal.valueOf(1_000);

    private BigFunctions() {
    }

    static BigDecimal pi(MathContext mc) {
        return BigDecimalMath.pi(mc);
    }

    static BigDecimal exp(BigDecimal x, MathContext mc) {
        if (x.abs().compareTo(EXP_LIMIT) > 0) {
            throw new ArithmeticException("exp of a number beyond ±" + EXP_LIMIT);
        }
        MathContext working = raised(mc);
        if (x.signum() == 0 || exponent(x) < -working.getPrecision()) {
            return ONE;
        }
        return BigDecimalMath.exp(x.round(working), working).round(mc);
    }

    /** exp(x) − 1, near zero by Taylor's series x + x²/2! + x³/3! + … */
    static BigDecimal expm1(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        if (x.abs().compareTo(HALF) >= 0) {
            return exp(x, working).subtract(ONE, working).round(mc);
        }
        BigDecimal rounded = x.round(working);
        return series(
                        rounded,
                        (term, k) -> term.multiply(rounded, working).divide(BigDecimal.valueOf(k + 1), working),
                        working)
                .round(mc);
    }

    /** 2^x = exp(x · log 2). */
    static BigDecimal exp2(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        return exp(x.multiply(log(TWO, working), working), mc);
    }

    /**
     * log x = e · log 10 + 8 · log ⁸√m for x = m · 10^e, 1/√10 ≤ m ≤ √10; the root is near 1.
     * Not the library's logarithm: big-math 2.3.2 trusts all digits of a log 2 and log 10 that it kept from calls of
     * lower precision, so log 10 to 60 digits has only 49 right ones after a call with 34.
     */
    static BigDecimal log(BigDecimal x, MathContext mc) {
        if (bounded(x).signum() <= 0) {
            throw new ArithmeticException("logarithm of a number that is not positive");
        }
        MathContext working = raised(mc);
        BigDecimal fromOne = x.subtract(ONE, working);
        if (fromOne.abs().compareTo(TENTH) < 0) {
            return logNearOne(fromOne, working).round(mc);
        }
        int e = (int) exponent(x);
        BigDecimal m = x.scaleByPowerOfTen(-e).round(working);
        if (m.multiply(m, working).compareTo(BigDecimal.TEN) > 0) {
            e++;
            m = m.movePointLeft(1);
        }
        BigDecimal root = m.sqrt(working).sqrt(working).sqrt(working);
        BigDecimal ofMantissa = logNearOne(root.subtract(ONE), working).multiply(BigDecimal.valueOf(8));
        return e == 0 ? ofMantissa.round(mc) : logOfTen(working).multiply(BigDecimal.valueOf(e)).add(ofMantissa, mc);
    }

    /** log(1 + x), which keeps its digits near zero. */
    static BigDecimal log1p(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        return x.abs().compareTo(TENTH) < 0 ? logNearOne(x, working).round(mc) : log(x.add(ONE, working), mc);
    }

    /** log(1 + x) = 2 · artanh(x / (2 + x)). */
    private static BigDecimal logNearOne(BigDecimal x, MathContext mc) {
        return artanhSeries(x.divide(x.add(TWO, mc), mc), mc).multiply(TWO, mc);
    }

    private static BigDecimal logOfTen(MathContext mc) {
        return mc.getPrecision() < Ten.DIGITS ? Ten.LOGARITHM.round(mc) : Ten.logarithm(mc);
    }

    /** log 10 = 46 artanh(1/31) + 34 artanh(1/49) + 20 artanh(1/161), computed when first needed. */
    private static final class Ten {
        /** More than the oracle asks for, but for high derivatives. */
        static final int DIGITS = 1_500;

        static final BigDecimal LOGARITHM = logarithm(new MathContext(DIGITS + 2));

        static BigDecimal logarithm(MathContext mc) {
            return artanhOfReciprocal(31, mc).multiply(BigDecimal.valueOf(46))
                    .add(artanhOfReciprocal(49, mc).multiply(BigDecimal.valueOf(34)))
                    .add(artanhOfReciprocal(161, mc).multiply(BigDecimal.valueOf(20)), mc);
        }

        private static BigDecimal artanhOfReciprocal(int n, MathContext mc) {
            return artanhSeries(ONE.divide(BigDecimal.valueOf(n), mc), mc);
        }
    }

    /** Taylor's series artanh z = z + z³/3 + z⁵/5 + …, for small z. */
    private static BigDecimal artanhSeries(BigDecimal z, MathContext mc) {
        BigDecimal square = z.multiply(z, mc);
        return series(z, (term, k) -> term.multiply(square, mc)
                .multiply(BigDecimal.valueOf(2L * k - 1)).divide(BigDecimal.valueOf(2L * k + 1), mc), mc);
    }

    static BigDecimal log2(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        return log(x, working).divide(log(TWO, working), mc);
    }

    static BigDecimal log10(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        return log(x, working).divide(log(BigDecimal.TEN, working), mc);
    }

    static BigDecimal sqrt(BigDecimal x, MathContext mc) {
        return bounded(x).sqrt(mc);
    }

    /** The real cube root, sgn(x) · exp(log|x| / 3). */
    static BigDecimal cbrt(BigDecimal x, MathContext mc) {
        if (x.signum() == 0) {
            return ZERO;
        }
        MathContext working = raised(mc);
        return withSign(x, exp(log(x.abs(), working).divide(THREE, working), mc));
    }

    /** a^b; a negative base needs an integer exponent; 0^0 = 1. */
    static BigDecimal pow(BigDecimal a, BigDecimal b, MathContext mc) {
        if (b.signum() == 0) {
            return ONE;
        }
        if (a.signum() == 0) {
            if (b.signum() < 0) {
                throw new ArithmeticException("zero to a negative power");
            }
            return ZERO;
        }
        boolean integer = bounded(b).stripTrailingZeros().scale() <= 0;
        if (a.signum() < 0 && !integer) {
            throw new ArithmeticException("negative number to a power that is not an integer");
        }
        MathContext working = raised(mc);
        if (integer && b.abs().compareTo(MULTIPLIED_POWER) <= 0) {
            if (Math.abs(exponent(a) * b.longValueExact()) > EXPONENT_LIMIT) {
                throw new ArithmeticException("power out of range");
            }
            return a.pow(b.intValueExact(), working).round(mc);
        }
        BigDecimal magnitude = exp(b.multiply(log(a.abs(), working), working), mc);
        return a.signum() < 0 && b.toBigIntegerExact().testBit(0) ? magnitude.negate() : magnitude;
    }

    static BigDecimal hypot(BigDecimal a, BigDecimal b, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal squares = bounded(a).multiply(a, working).add(bounded(b).multiply(b, working), working);
        return squares.sqrt(mc);
    }

    /** (eˣ − e⁻ˣ) / 2; with m = eˣ − 1 that is (m + m / (m + 1)) / 2, which does not cancel near zero. */
    static BigDecimal sinh(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal m = expm1(x.abs(), working);
        BigDecimal doubled = m.add(m.divide(m.add(ONE, working), working), working);
        return withSign(x, doubled.divide(TWO, mc));
    }

    static BigDecimal cosh(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal e = exp(x, working);
        return e.add(ONE.divide(e, working), working).divide(TWO, mc);
    }

    /** tanh x = m / (m + 2), m = e²ˣ − 1; and ±1 once e⁻²ˣ is below the precision. */
    static BigDecimal tanh(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal doubled = x.abs().multiply(TWO);
        if (vanishesBesideOne(doubled.negate(), working)) {
            return withSign(x, ONE);
        }
        BigDecimal m = expm1(doubled, working);
        return withSign(x, m.divide(m.add(TWO, working), mc));
    }

    /** asinh x = log(x + √(x² + 1)) = log1p(x + x² / (1 + √(x² + 1))) for x ≥ 0, and odd. */
    static BigDecimal asinh(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal square = bounded(x).multiply(x, working);
        BigDecimal root = square.add(ONE, working).sqrt(working);
        return withSign(x, log1p(x.abs().add(square.divide(root.add(ONE), working), working), mc));
    }

    /** acosh x = log(x + √(x² − 1)) = log1p(t + √(t (t + 2))), t = x − 1. */
    static BigDecimal acosh(BigDecimal x, MathContext mc) {
        if (bounded(x).compareTo(ONE) < 0) {
            throw new ArithmeticException("acosh of a number below 1");
        }
        MathContext working = raised(mc);
        BigDecimal t = x.subtract(ONE, working);
        return log1p(t.add(t.multiply(t.add(TWO, working), working).sqrt(working), working), mc);
    }

    /** atanh x = log((1 + x) / (1 − x)) / 2 = log1p(2x / (1 − x)) / 2 for x ≥ 0, and odd. */
    static BigDecimal atanh(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal quotient = x.abs().multiply(TWO).divide(ONE.subtract(x.abs(), working), working);
        if (quotient.signum() < 0) {
            throw new ArithmeticException("atanh of a number beyond ±1");
        }
        return withSign(x, log1p(quotient, working).divide(TWO, mc));
    }

    /** 1 / (1 + e⁻ˣ), for negative x as eˣ / (1 + eˣ). */
    static BigDecimal sigmoid(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        if (x.signum() < 0) {
            BigDecimal e = exp(x, working);
            return e.divide(e.add(ONE, working), mc);
        }
        if (vanishesBesideOne(x.negate(), working)) {
            return ONE;
        }
        return ONE.divide(ONE.add(exp(x.negate(), working), working), mc);
    }

    /** log(1 + eˣ), for positive x as x + log(1 + e⁻ˣ). */
    static BigDecimal softplus(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        if (x.signum() <= 0) {
            return log1p(exp(x, working), mc);
        }
        if (vanishesBesideOne(x.negate(), working)) {
            return x.round(mc);
        }
        return x.add(log1p(exp(x.negate(), working), working), working).round(mc);
    }

    /** log(eᵃ + eᵇ) = max(a, b) + log(1 + exp(−|a − b|)); the two cancel near eᵃ + eᵇ = 1. */
    static BigDecimal logaddexp(BigDecimal a, BigDecimal b, MathContext mc) {
        BigDecimal greater = a.max(b);
        BigDecimal smaller = a.min(b);
        return sum(mc, working -> greater, working -> {
            BigDecimal difference = smaller.subtract(greater, working);
            return difference.negate().compareTo(EXP_LIMIT) > 0 ? ZERO : log1p(exp(difference, working), working);
        });
    }

    /** log₂(2ᵃ + 2ᵇ) = max(a, b) + log₂(1 + 2^−|a − b|), as {@link #logaddexp}. */
    static BigDecimal logaddexp2(BigDecimal a, BigDecimal b, MathContext mc) {
        BigDecimal difference = a.subtract(b).abs().negate();
        return sum(mc, working -> a.max(b), working -> difference.negate().compareTo(EXP_LIMIT) > 0
                ? ZERO : log1p(exp2(difference, working), working).divide(log(TWO, working), working));
    }

    /** x · log(1 + y), and 0 for x = 0 whatever y is. */
    static BigDecimal xlog1py(BigDecimal x, BigDecimal y, MathContext mc) {
        return x.signum() == 0 ? ZERO : x.multiply(log1p(y, raised(mc)), mc);
    }

    /** x · log y, and 0 for x = 0 whatever y is. */
    static BigDecimal xlogy(BigDecimal x, BigDecimal y, MathContext mc) {
        return x.signum() == 0 ? ZERO : x.multiply(log(y, raised(mc)), mc);
    }

    /** x · log x, and 0 for x = 0. */
    static BigDecimal xlogx(BigDecimal x, MathContext mc) {
        return xlogy(x, x, mc);
    }

    /** a − b · trunc(a / b), computed exactly; it has the sign of a. */
    static BigDecimal fmod(BigDecimal a, BigDecimal b, MathContext mc) {
        return bounded(a).remainder(bounded(b)).round(mc);
    }

    static BigDecimal floor(BigDecimal x, MathContext mc) {
        return bounded(x).setScale(0, RoundingMode.FLOOR).round(mc);
    }

    static BigDecimal ceil(BigDecimal x, MathContext mc) {
        return bounded(x).setScale(0, RoundingMode.CEILING).round(mc);
    }

    /** The nearest integer, of two the even one. */
    static BigDecimal round(BigDecimal x, MathContext mc) {
        return bounded(x).setScale(0, RoundingMode.HALF_EVEN).round(mc);
    }

    static BigDecimal trunc(BigDecimal x, MathContext mc) {
        return bounded(x).setScale(0, RoundingMode.DOWN).round(mc);
    }

    /** The magnitude with the sign of x. */
    static BigDecimal withSign(BigDecimal x, BigDecimal magnitude) {
        return x.signum() < 0 ? magnitude.negate() : magnitude;
    }

    /** Whether 1 + eˣ rounds to 1: log 10 = 2.30 is less than 2.5. */
    private static boolean vanishesBesideOne(BigDecimal x, MathContext mc) {
        return x.compareTo(new BigDecimal("-2.5").multiply(BigDecimal.valueOf(mc.getPrecision()))) < 0;
    }
}
