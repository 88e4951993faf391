package dev.autodiff.check;

import static dev.autodiff.check.BigFunctions.TWO;
import static dev.autodiff.check.BigFunctions.exp;
import static dev.autodiff.check.BigFunctions.log;
import static dev.autodiff.check.BigFunctions.log1p;
import static dev.autodiff.check.BigFunctions.pi;
import static dev.autodiff.check.BigFunctions.withSign;
import static dev.autodiff.check.GuardDigits.bounded;
import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static dev.autodiff.check.GuardDigits.series;
import static dev.autodiff.check.GuardDigits.sum;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.MathContext;

/** The error function and its relatives; formulas from Abramowitz and Stegun, chapter 7. See {@link BigFunctions}. */
final class BigErrorFunctions {
    private static final BigDecimal CENTRE = new BigDecimal("0.9");
    private static final int MOST_STEPS = 20;

    private BigErrorFunctions() {
    }

    /**
     * erf x = 2/√π · exp(−x²) · Σ 2ᵏ x^(2k+1) / (1 · 3 · … · (2k + 1)) (formula 7.1.6): all terms have one sign,
     * unlike those of Taylor's series. Where 1 − erf x is below the precision, ±1.
     */
    static BigDecimal erf(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal square = bounded(x).multiply(x, working);
        if (tailIsAsymptotic(square, working)) {
            return withSign(x, ONE);
        }
        BigDecimal doubled = square.multiply(TWO);
        BigDecimal sum = series(x, (term, k) ->
                term.multiply(doubled, working).divide(BigDecimal.valueOf(2L * k + 1), working), working);
        return density(square, working).multiply(sum, mc);
    }

    /**
     * 1 − erf x, with more digits as they cancel; far out by the asymptotic series of erfcx.
     */
    static BigDecimal erfc(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal square = bounded(x).multiply(x, working);
        if (x.signum() <= 0 || !tailIsAsymptotic(square, working)) {
            return sum(mc, digits -> ONE, digits -> erf(x, digits).negate());
        }
        return exp(square.negate(), working).multiply(asymptoticErfcx(x, working), mc);
    }

    /** exp(x²) erfc(x); far out the asymptotic series alone. */
    static BigDecimal erfcx(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal square = bounded(x).multiply(x, working);
        if (x.signum() > 0 && tailIsAsymptotic(square, working)) {
            return asymptoticErfcx(x, working).round(mc);
        }
        return exp(x.multiply(x), working).multiply(erfc(x, working), mc);
    }

    /** 2x − 2/(√π erfcx(x)), with more digits as they cancel. */
    static BigDecimal derivativeOfLogErfcx(BigDecimal x, MathContext mc) {
        return sum(mc, digits -> x.multiply(TWO), digits -> TWO.negate()
                .divide(pi(digits).sqrt(digits).multiply(erfcx(x, digits)), digits));
    }

    /** log(erfc(x)): −x² + log(erfcx(x)) for positive x, log(1 − erf(x)) elsewhere. */
    static BigDecimal logErfc(BigDecimal x, MathContext mc) {
        if (x.compareTo(ONE) < 0) {
            return log1p(erf(x, raised(mc)).negate(), mc);
        }
        return sum(mc, digits -> bounded(x).multiply(x).negate(), digits -> log(erfcx(x, digits), digits));
    }

    /** log(normcdf(x)) = log(1 − normcdf(−x)) for positive x, log(erfcx(−x/√2)/2) − x²/2 elsewhere. */
    static BigDecimal logNdtr(BigDecimal x, MathContext mc) {
        if (x.signum() >= 0) {
            return log1p(normcdf(x.negate(), raised(mc)).negate(), mc);
        }
        return sum(mc, digits -> bounded(x).multiply(x).divide(TWO).negate(),
                digits -> log(erfcx(x.negate().divide(TWO.sqrt(digits), digits), digits).divide(TWO), digits));
    }

    /** 1/(x √π) · (1 − 1/(2x²) + 1 · 3/(2x²)² − …) (formula 7.1.23). */
    private static BigDecimal asymptoticErfcx(BigDecimal x, MathContext mc) {
        BigDecimal doubled = x.multiply(x, mc).multiply(TWO).negate();
        BigDecimal sum = series(
                ONE, (term, k) -> term.multiply(BigDecimal.valueOf(2L * k - 1)).divide(doubled, mc), mc);
        return sum.divide(x.multiply(pi(mc).sqrt(mc), mc), mc);
    }

    /** The distribution function of the standard normal law, erfc(−x / √2) / 2. */
    static BigDecimal normcdf(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        return erfc(x.negate().divide(TWO.sqrt(working), working), working).divide(TWO, mc);
    }

    /**
     * The x with erf x = y, by Halley's iteration x ← x − u / (1 + x u), u = (erf x − y) / erf′(x), which triples
     * the digits. Beyond ±0.9 it solves erfc x = 1 − |y|, so that the tails keep their relative precision.
     */
    static BigDecimal erfinv(BigDecimal y, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal target = bounded(y).abs();
        BigDecimal tail = ONE.subtract(target);
        if (tail.signum() <= 0) {
            throw new ArithmeticException("erfinv outside (-1, 1)");
        }
        if (target.signum() == 0) {
            return ZERO;
        }
        boolean central = target.compareTo(CENTRE) < 0;
        BigDecimal x = central ? startInCentre(target, working) : startInTail(tail, working);
        for (int step = 0; step < MOST_STEPS; step++) {
            BigDecimal excess = central
                    ? erf(x, working).subtract(target, working)
                    : tail.subtract(erfc(x, working), working);
            BigDecimal u = excess.divide(density(x.multiply(x, working), working), working);
            BigDecimal change = u.divide(ONE.add(x.multiply(u, working), working), working);
            x = x.subtract(change, working);
            if (change.signum() == 0 || 3 * (exponent(change) - exponent(x)) < -working.getPrecision()) {
                return withSign(y, x.round(mc));
            }
        }
        throw new ArithmeticException("erfinv did not converge");
    }

    /** −√2 erfinv(1 − 2p); the difference is exact. */
    static BigDecimal norminv(BigDecimal p, MathContext mc) {
        MathContext working = raised(mc);
        return erfinv(ONE.subtract(p.multiply(TWO)), working).multiply(TWO.sqrt(working)).negate().round(mc);
    }

    /** The first terms of the series of erfinv: z + z³/3 + 7z⁵/30, z = y √π / 2. */
    private static BigDecimal startInCentre(BigDecimal y, MathContext mc) {
        BigDecimal z = y.multiply(pi(mc).sqrt(mc), mc).divide(TWO, mc);
        BigDecimal square = z.multiply(z, mc);
        BigDecimal quintic = square.multiply(new BigDecimal("7")).divide(BigDecimal.valueOf(30), mc);
        BigDecimal cubic = ONE.divide(BigDecimal.valueOf(3), mc);
        return z.multiply(ONE.add(square.multiply(cubic.add(quintic, mc), mc), mc), mc);
    }

    /** Solves the first term of the asymptotic series, x² = −log(q √π x), by three substitutions; doubles suffice. */
    private static BigDecimal startInTail(BigDecimal q, MathContext mc) {
        double logarithm = log(q, mc).doubleValue();
        double x = Math.sqrt(-logarithm);
        for (int i = 0; i < 3; i++) {
            x = Math.sqrt(-logarithm - Math.log(Math.sqrt(Math.PI) * x));
        }
        return BigDecimal.valueOf(x);
    }

    /** erf′(x) = 2/√π · exp(−x²), given x². */
    private static BigDecimal density(BigDecimal square, MathContext mc) {
        return TWO.divide(pi(mc).sqrt(mc), mc).multiply(exp(square.negate(), mc), mc);
    }

    /** Whether the asymptotic series reaches the precision: its smallest term is about exp(−x²), and log 10 = 2.30. */
    private static boolean tailIsAsymptotic(BigDecimal square, MathContext mc) {
        return square.compareTo(new BigDecimal("2.5")
                        .multiply(BigDecimal.valueOf(mc.getPrecision()))
                        .add(BigDecimal.TEN))
                > 0;
    }
}
