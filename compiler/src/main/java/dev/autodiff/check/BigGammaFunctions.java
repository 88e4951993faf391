package dev.autodiff.check;

import static dev.autodiff.check.BigFunctions.TWO;
import static dev.autodiff.check.BigFunctions.log;
import static dev.autodiff.check.BigFunctions.pi;
import static dev.autodiff.check.BigTrigonometry.cotPi;
import static dev.autodiff.check.BigTrigonometry.sinPi;
import static dev.autodiff.check.GuardDigits.bounded;
import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static dev.autodiff.check.GuardDigits.sum;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The logarithm of |Γ| and its derivatives ψ, ψ′, ψ″, …; formulas from Abramowitz and Stegun, chapter 6.
 * A positive argument is shifted up to where the asymptotic series has all digits, by Γ(x + 1) = x Γ(x);
 * a negative one is reflected. See {@link BigFunctions}.
 */
final class BigGammaFunctions {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private BigGammaFunctions() {
    }

    /** log|Γ(x)|; for negative x log|π / sin(πx)| − log Γ(1 − x) (formula 6.1.17). */
    static BigDecimal lgamma(BigDecimal x, MathContext mc) {
        requireNoPole(x);
        if (x.signum() < 0) {
            return sum(mc,
                    working -> log(pi(working).divide(sinPi(x, working).abs(), working), working),
                    working -> lgamma(ONE.subtract(x, working), working).negate());
        }
        if (x.compareTo(ONE) == 0 || x.compareTo(TWO) == 0) {
            return ZERO;
        }
        return sum(mc,
                working -> stirling(x.add(BigDecimal.valueOf(shift(0, x, working)), working), working),
                working -> {
                    BigDecimal product = ONE;
                    for (int k = shift(0, x, working) - 1; k >= 0; k--) {
                        product = product.multiply(x.add(BigDecimal.valueOf(k), working), working);
                    }
                    return log(product, working).negate();
                });
    }

    /** Γ(x), which is negative between −1 and 0, −3 and −2, and so on. */
    static BigDecimal gamma(BigDecimal x, MathContext mc) {
        BigDecimal magnitude = BigFunctions.exp(lgamma(x, raised(mc)), mc);
        return x.signum() < 0
                        && x.setScale(0, RoundingMode.FLOOR).toBigInteger().testBit(0)
                ? magnitude.negate()
                : magnitude;
    }

    /** log B(a, b) for positive arguments. */
    static BigDecimal lbeta(BigDecimal a, BigDecimal b, MathContext mc) {
        if (a.signum() <= 0 || b.signum() <= 0) {
            throw new ArithmeticException("beta of an argument that is not positive");
        }
        if (a.compareTo(BigDecimal.ONE) == 0 || b.compareTo(BigDecimal.ONE) == 0) {
            // B(1, b) is 1/b, and of 1 the logarithm is 0, which no sum of rounded terms would show
            return BigFunctions.log(a.multiply(b), mc).negate();
        }
        return sum(mc, working -> lgamma(a, working),
                working -> sum(working, more -> lgamma(b, more), more -> lgamma(a.add(b, more), more).negate()));
    }

    /** x^(a − 1) exp(−x)/Γ(a) for positive arguments. */
    static BigDecimal density(BigDecimal a, BigDecimal x, MathContext mc) {
        if (a.signum() <= 0 || x.signum() <= 0) {
            throw new ArithmeticException("incomplete gamma of an argument that is not positive");
        }
        MathContext working = raised(mc);
        return BigFunctions.exp(sum(working, more -> a.subtract(ONE).multiply(log(x, more), more),
                more -> x.add(lgamma(a, more), more).negate()), mc);
    }

    /** P(a, x) by the series 6.5.29, whose terms are all positive. */
    static BigDecimal lower(BigDecimal a, BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal term = density(a, x, working).multiply(x, working).divide(a, working);
        BigDecimal sum = term;
        for (int n = 1; n < 10_000; n++) {
            BigDecimal denominator = a.add(BigDecimal.valueOf(n));
            term = term.multiply(x, working).divide(denominator, working);
            sum = sum.add(term, working);
            if (x.compareTo(denominator) < 0 && exponent(term) < exponent(sum) - working.getPrecision()) {
                return sum.round(mc);
            }
        }
        throw new ArithmeticException("too many terms");
    }

    /** Hurwitz' zeta function Σ (k + q)^−s for s > 1 and q > 0, by the formula of Euler and Maclaurin, 23.2.9. */
    static BigDecimal zeta(BigDecimal s, BigDecimal q, MathContext mc) {
        BigDecimal pole = s.subtract(ONE);
        if (pole.signum() <= 0 || q.signum() <= 0) {
            throw new ArithmeticException("outside of the domain of the zeta function");
        }
        MathContext working = raised(raised(mc));
        BigDecimal w = q;
        BigDecimal sum = ZERO;
        for (int k = shift(0, q, working); k > 0; k--) {
            sum = sum.add(BigFunctions.pow(w, s.negate(), working), working);
            w = w.add(ONE);
        }
        BigDecimal power = BigFunctions.pow(w, s.negate(), working);
        sum = sum.add(power.multiply(w).divide(pole, working)).add(power.multiply(HALF), working);
        BigDecimal product = power.multiply(s).divide(w.multiply(TWO), working);
        for (int k = 1; k <= Bernoulli.COUNT; k++) {
            BigDecimal term = product.multiply(Bernoulli.number(k, working), working);
            sum = sum.add(term, working);
            if (exponent(term) < exponent(sum) - working.getPrecision()) {
                return sum.round(mc);
            }
            product = product.multiply(s.add(BigDecimal.valueOf(2L * k - 1)), working)
                    .multiply(s.add(BigDecimal.valueOf(2L * k)), working)
                    .divide(w.multiply(w).multiply(BigDecimal.valueOf((2L * k + 1) * (2L * k + 2))), working);
        }
        throw new ArithmeticException("too many digits for the asymptotic series");
    }

    static BigDecimal digamma(BigDecimal x, MathContext mc) {
        return polygamma(0, x, mc);
    }

    static BigDecimal trigamma(BigDecimal x, MathContext mc) {
        return polygamma(1, x, mc);
    }

    /** The n-th derivative of ψ; for negative x (−1)ⁿ ψ⁽ⁿ⁾(1 − x) − dⁿ/dxⁿ π cot(πx) (formula 6.4.7). */
    static BigDecimal polygamma(int n, BigDecimal x, MathContext mc) {
        if (n < 0) {
            throw new ArithmeticException("polygamma of a negative order");
        }
        requireNoPole(x);
        if (x.signum() < 0) {
            return sum(mc,
                    working -> alternate(n, polygamma(n, ONE.subtract(x, working), working)),
                    working -> derivativeOfCotangent(n, x, working).negate());
        }
        return n == 0 ? digammaOfPositive(x, mc) : polygammaOfPositive(n, x, mc);
    }

    /** ψ(x) = ψ(x + m) − Σ 1 / (x + k), k = 0 … m − 1. */
    private static BigDecimal digammaOfPositive(BigDecimal x, MathContext mc) {
        return sum(mc,
                working -> digammaOfLarge(x.add(BigDecimal.valueOf(shift(0, x, working)), working), working),
                working -> inversePowers(1, x, shift(0, x, working), working).negate());
    }

    /** (−1)ⁿ⁺¹ ψ⁽ⁿ⁾(x) = n! Σ 1 / (x + k)ⁿ⁺¹ + (−1)ⁿ⁺¹ ψ⁽ⁿ⁾(x + m), all terms positive. */
    private static BigDecimal polygammaOfPositive(int n, BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        int shift = shift(n, x, working);
        BigDecimal powers = inversePowers(n + 1, x, shift, working).multiply(factorial(n), working);
        BigDecimal rest = polygammaOfLarge(n, x.add(BigDecimal.valueOf(shift), working), working);
        return alternate(n + 1, powers.add(rest, mc));
    }

    /** log Γ(x) ~ (x − ½) log x − x + ½ log 2π + Σ B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹) (formula 6.1.40). */
    private static BigDecimal stirling(BigDecimal x, MathContext mc) {
        return x.subtract(HALF, mc).multiply(log(x, mc), mc)
                .subtract(x, mc)
                .add(log(pi(mc).multiply(TWO), mc).multiply(HALF), mc)
                .add(asymptoticTail(-1, x, mc), mc);
    }

    /** ψ(x) ~ log x − 1 / 2x − Σ B₂ₖ / (2k x²ᵏ) (formula 6.3.18). */
    private static BigDecimal digammaOfLarge(BigDecimal x, MathContext mc) {
        return log(x, mc).subtract(HALF.divide(x, mc), mc).subtract(asymptoticTail(0, x, mc), mc);
    }

    /** (−1)ⁿ⁺¹ ψ⁽ⁿ⁾(x) ~ (n − 1)! / xⁿ + n! / 2xⁿ⁺¹ + Σ B₂ₖ (2k + n − 1)! / ((2k)! x²ᵏ⁺ⁿ) (formula 6.4.11). */
    private static BigDecimal polygammaOfLarge(int n, BigDecimal x, MathContext mc) {
        BigDecimal first = factorial(n - 1).divide(x.pow(n, mc), mc);
        BigDecimal second = first.multiply(BigDecimal.valueOf(n), mc).divide(x.multiply(TWO), mc);
        return first.add(second, mc).add(asymptoticTail(n, x, mc), mc);
    }

    /** Σ B₂ₖ (2k + n − 1)! / ((2k)! x²ᵏ⁺ⁿ), k = 1, 2, …: one sum for log Γ (n = −1), ψ (n = 0) and its derivatives. */
    private static BigDecimal asymptoticTail(int n, BigDecimal x, MathContext mc) {
        BigDecimal square = x.multiply(x, mc);
        BigDecimal coefficient = factorial(n + 1).divide(TWO, mc).divide(x.pow(n + 2, mc), mc);
        BigDecimal sum = ZERO;
        for (int k = 1; k <= Bernoulli.COUNT; k++) {
            BigDecimal term = coefficient.multiply(Bernoulli.number(k, mc), mc);
            sum = sum.add(term, mc);
            if (exponent(term) < exponent(sum) - mc.getPrecision()) {
                return sum;
            }
            coefficient = coefficient.multiply(BigDecimal.valueOf((2L * k + n) * (2L * k + n + 1)), mc)
                    .divide(square.multiply(BigDecimal.valueOf((2L * k + 1) * (2L * k + 2)), mc), mc);
        }
        throw new ArithmeticException("too many digits for the asymptotic series");
    }

    /**
     * How far to shift x upwards: beyond the number of digits the terms shrink, at first about (k / (π · digits))²
     * times, so that fewer than half as many terms as digits are needed.
     */
    private static int shift(int n, BigDecimal x, MathContext mc) {
        BigDecimal large = BigDecimal.valueOf((long) mc.getPrecision() + n);
        return x.compareTo(large) >= 0 ? 0 : large.subtract(x).setScale(0, RoundingMode.CEILING).intValueExact();
    }

    /** Σ 1 / (x + k)^power, k = 0 … count − 1. */
    private static BigDecimal inversePowers(int power, BigDecimal x, int count, MathContext mc) {
        BigDecimal sum = ZERO;
        for (int k = count - 1; k >= 0; k--) {
            sum = sum.add(ONE.divide(x.add(BigDecimal.valueOf(k), mc).pow(power, mc), mc), mc);
        }
        return sum;
    }

    /**
     * dⁿ/dxⁿ π cot(πx) = πⁿ⁺¹ Pₙ(cot(πx)), with P₀(c) = c and Pₙ₊₁(c) = −(1 + c²) Pₙ′(c).
     * The coefficients of a Pₙ have one sign and its powers one parity: nothing cancels.
     */
    private static BigDecimal derivativeOfCotangent(int n, BigDecimal x, MathContext mc) {
        BigInteger[] polynomial = {BigInteger.ZERO, BigInteger.ONE};
        for (int i = 0; i < n; i++) {
            BigInteger[] next = new BigInteger[polynomial.length + 1];
            Arrays.fill(next, BigInteger.ZERO);
            for (int power = 1; power < polynomial.length; power++) {
                BigInteger derivative = polynomial[power].multiply(BigInteger.valueOf(power));
                next[power - 1] = next[power - 1].subtract(derivative);
                next[power + 1] = next[power + 1].subtract(derivative);
            }
            polynomial = next;
        }
        BigDecimal cotangent = cotPi(x, mc);
        BigDecimal value = ZERO;
        for (int power = polynomial.length - 1; power >= 0; power--) {
            value = value.multiply(cotangent, mc).add(new BigDecimal(polynomial[power]), mc);
        }
        return value.multiply(pi(mc).pow(n + 1, mc), mc);
    }

    private static void requireNoPole(BigDecimal x) {
        if (bounded(x).signum() <= 0 && x.stripTrailingZeros().scale() <= 0) {
            throw new ArithmeticException("pole of the gamma function");
        }
    }

    private static BigDecimal alternate(int n, BigDecimal x) {
        return n % 2 == 0 ? x : x.negate();
    }

    private static BigDecimal factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int k = 2; k <= n; k++) {
            product = product.multiply(BigInteger.valueOf(k));
        }
        return new BigDecimal(product);
    }

    /** The Bernoulli numbers B₂, B₄, … as exact fractions, computed when first needed. */
    private static final class Bernoulli {
        /** Enough for 400 digits. */
        static final int COUNT = 160;

        private static final List<Fraction> FRACTIONS = fractions();

        private record Fraction(BigInteger numerator, BigInteger denominator) {
        }

        static BigDecimal number(int k, MathContext mc) {
            Fraction fraction = FRACTIONS.get(k - 1);
            return new BigDecimal(fraction.numerator).divide(new BigDecimal(fraction.denominator), mc);
        }

        /**
         * B₂ₖ = (−1)ᵏ⁻¹ 2k Tₖ / (4ᵏ (4ᵏ − 1)), the tangent numbers T being integers that come by additions only:
         * Brent and Harvey, Fast computation of Bernoulli, tangent and secant numbers (2011), algorithm TangentNumbers.
         */
        private static List<Fraction> fractions() {
            BigInteger[] tangent = new BigInteger[COUNT + 1];
            tangent[1] = BigInteger.ONE;
            for (int k = 2; k <= COUNT; k++) {
                tangent[k] = tangent[k - 1].multiply(BigInteger.valueOf(k - 1));
            }
            for (int k = 2; k <= COUNT; k++) {
                for (int j = k; j <= COUNT; j++) {
                    tangent[j] = tangent[j - 1].multiply(BigInteger.valueOf(j - k))
                            .add(tangent[j].multiply(BigInteger.valueOf(j - k + 2)));
                }
            }
            List<Fraction> fractions = new ArrayList<>();
            for (int k = 1; k <= COUNT; k++) {
                BigInteger power = BigInteger.ONE.shiftLeft(2 * k);
                BigInteger numerator = tangent[k].multiply(BigInteger.valueOf(k % 2 == 0 ? -2L * k : 2L * k));
                BigInteger denominator = power.multiply(power.subtract(BigInteger.ONE));
                BigInteger divisor = numerator.gcd(denominator);
                fractions.add(new Fraction(numerator.divide(divisor), denominator.divide(divisor)));
            }
            return List.copyOf(fractions);
        }
    }
}
