package dev.autodiff.check;

import static dev.autodiff.check.BigFunctions.TWO;
import static dev.autodiff.check.GuardDigits.exponent;
import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Bessel functions of whole orders by their power series, with as many more digits as its terms cancel, and by Hankel's
 * expansion where that has all digits; formulas from Abramowitz and Stegun, chapter 9. See {@link BigFunctions}.
 */
final class BigBesselFunctions {
    /** Digits that a power series loses for each unit of x: log₁₀ e, twice where e^x makes e^-x. */
    private static final double LOST = 0.88;

    /** Terms of the expansion shrink until there are 2x of them, to exp(-2x). */
    private static final double FAR = 1.3;

    /** Series for larger arguments have more terms than anybody waits for. */
    private static final BigDecimal MOST = BigDecimal.valueOf(5_000);

    private BigBesselFunctions() {}

    static BigDecimal j(int n, BigDecimal x, MathContext mc) {
        if (n < 0 || x.signum() < 0) {
            return alternate(n, j(Math.abs(n), x.abs(), mc), n < 0 != x.signum() < 0);
        }
        return isFar(x, mc) ? oscillating(n, x, true, mc) : regular(n, x, -1, wider(x, mc)).round(mc);
    }

    static BigDecimal y(int n, BigDecimal x, MathContext mc) {
        requirePositive(x);
        if (n < 0) {
            return alternate(n, y(-n, x, mc), true);
        }
        if (isFar(x, mc)) {
            return oscillating(n, x, false, mc);
        }
        MathContext working = wider(x, mc);
        BigDecimal factor = TWO.divide(BigFunctions.pi(working), working);
        BigDecimal zeroth = logarithm(x, working).multiply(regular(0, x, -1, working))
                .subtract(harmonic(0, x, -1, working));
        BigDecimal first = logarithm(x, working).multiply(regular(1, x, -1, working))
                .subtract(harmonic(1, x, -1, working)).subtract(ONE.divide(x, working));
        return upwards(n, zeroth.multiply(factor), first.multiply(factor), x, -1, working).round(mc);
    }

    static BigDecimal i(int n, BigDecimal x, MathContext mc) {
        requireNear(x.abs());
        BigDecimal value = regular(Math.abs(n), x.abs(), 1, GuardDigits.raised(mc)).round(mc);
        return alternate(n, value, x.signum() < 0);
    }

    static BigDecimal k(int n, BigDecimal x, MathContext mc) {
        requirePositive(x);
        MathContext working = isFar(x, mc) ? GuardDigits.raised(mc) : wider(x, mc);
        BigDecimal zeroth;
        BigDecimal first;
        if (isFar(x, mc)) {
            BigDecimal factor = BigFunctions.exp(x.negate(), working)
                    .multiply(root(BigFunctions.pi(working).divide(TWO.multiply(x), working), working));
            zeroth = factor.multiply(hankel(0, x, 0, false, working));
            first = factor.multiply(hankel(1, x, 0, false, working));
        } else {
            zeroth = harmonic(0, x, 1, working).subtract(logarithm(x, working).multiply(regular(0, x, 1, working)));
            first = ONE.divide(x, working).add(logarithm(x, working).multiply(regular(1, x, 1, working)))
                    .subtract(harmonic(1, x, 1, working));
        }
        return upwards(Math.abs(n), zeroth, first, x, 1, working).round(mc);
    }

    /** exp(-x) Iₙ(x). */
    static BigDecimal scaledI(int n, BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return BigFunctions.exp(x.negate(), working).multiply(i(n, x, working), mc);
    }

    /** exp(x) Kₙ(x). */
    static BigDecimal scaledK(int n, BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return BigFunctions.exp(x, working).multiply(k(n, x, working), mc);
    }

    /** The factors of an order v that is no whole number, by the power series alone. */
    static BigDecimal j(BigDecimal v, BigDecimal x, MathContext mc) {
        requirePositive(x);
        requireNear(x);
        return regular(v, x, -1, wider(x, mc)).round(mc);
    }

    /** (Jᵥ cos πv − J₋ᵥ)/sin πv. */
    static BigDecimal y(BigDecimal v, BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return GuardDigits.sum(working, more -> j(v, x, more).multiply(cosPi(v, more), more),
                        more -> j(v.negate(), x, more).negate())
                .divide(BigTrigonometry.sinPi(v, working), mc);
    }

    static BigDecimal i(BigDecimal v, BigDecimal x, MathContext mc) {
        requirePositive(x);
        requireNear(x);
        return regular(v, x, 1, GuardDigits.raised(mc)).round(mc);
    }

    /** π/2 (I₋ᵥ − Iᵥ)/sin πv. */
    static BigDecimal k(BigDecimal v, BigDecimal x, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return GuardDigits.sum(working, more -> i(v.negate(), x, more), more -> i(v, x, more).negate())
                .multiply(BigFunctions.pi(working))
                .divide(TWO.multiply(BigTrigonometry.sinPi(v, working)), mc);
    }

    private static BigDecimal cosPi(BigDecimal v, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        return BigTrigonometry.cos(v.multiply(BigFunctions.pi(working)), mc);
    }

    /** (x/2)ᵛ/Γ(v + 1) Σ (±x²/4)ᵏ/(k! (v + 1)…(v + k)). */
    private static BigDecimal regular(BigDecimal v, BigDecimal x, int sign, MathContext mc) {
        BigDecimal half = x.divide(TWO, mc);
        BigDecimal z = half.multiply(half, mc).multiply(BigDecimal.valueOf(sign));
        BigDecimal term = BigFunctions.pow(half, v, mc).divide(BigGammaFunctions.gamma(v.add(ONE), mc), mc);
        BigDecimal sum = term;
        for (int k = 1; isCounting(term, sum, mc) || BigDecimal.valueOf(k).add(v).signum() < 0; k++) {
            BigDecimal index = BigDecimal.valueOf(k);
            term = term.multiply(z, mc).divide(index.multiply(v.add(index)), mc);
            sum = sum.add(term, mc);
        }
        return sum;
    }

    private static void requireNear(BigDecimal x) {
        if (x.compareTo(MOST) > 0) {
            throw new ArithmeticException("too many terms");
        }
    }

    static BigDecimal euler() {
        return Euler.CONSTANT;
    }

    private static void requirePositive(BigDecimal x) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("Bessel function of an argument that is not positive");
        }
    }

    private static BigDecimal alternate(int n, BigDecimal value, boolean turned) {
        return turned && n % 2 != 0 ? value.negate() : value;
    }

    private static boolean isFar(BigDecimal x, MathContext mc) {
        return x.abs().compareTo(BigDecimal.valueOf(FAR * mc.getPrecision() + GuardDigits.GUARD)) > 0;
    }

    private static MathContext wider(BigDecimal x, MathContext mc) {
        int more = (int) (LOST * x.doubleValue()) + GuardDigits.GUARD;
        return new MathContext(mc.getPrecision() + more, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal root(BigDecimal x, MathContext mc) {
        return BigFunctions.sqrt(x, mc);
    }

    /** log(x/2) + γ. */
    private static BigDecimal logarithm(BigDecimal x, MathContext mc) {
        return GuardDigits.sum(
                mc, working -> BigFunctions.log(x.divide(TWO, working), working), working -> Euler.CONSTANT);
    }

    /**
     * γ = S₁/S₀ - log n with S₀ = Σ (nᵏ/k!)² and S₁ = Σ (nᵏ/k!)² (1 + 1/2 + … + 1/k), to an error of exp(-4n): Brent
     * and McMillan, Some new algorithms for high-precision computation of Euler's constant (1980). Computed when first
     * needed.
     */
    private static final class Euler {
        /** More than oracle and series ask for. */
        private static final int DIGITS = 1_500;

        static final BigDecimal CONSTANT = constant(BigDecimal.valueOf((long) (0.6 * DIGITS)));

        private static BigDecimal constant(BigDecimal n) {
            MathContext mc = new MathContext(DIGITS + GuardDigits.GUARD, RoundingMode.HALF_EVEN);
            BigDecimal square = n.multiply(n);
            BigDecimal term = ONE;
            BigDecimal weighted = ZERO;
            BigDecimal sum = ONE;
            BigDecimal weightedSum = ZERO;
            for (int k = 1; isCounting(term, sum, mc); k++) {
                BigDecimal number = BigDecimal.valueOf(k);
                term = term.multiply(square, mc).divide(number.multiply(number), mc);
                weighted = weighted.multiply(square, mc).divide(number, mc).add(term, mc).divide(number, mc);
                sum = sum.add(term, mc);
                weightedSum = weightedSum.add(weighted, mc);
            }
            return weightedSum.divide(sum, mc).subtract(BigFunctions.log(n, mc), mc);
        }
    }

    /** (x/2)ⁿ/n! Σ (±x²/4)ᵏ/(k! (n + 1)…(n + k)), formulas 9.1.10 and 9.6.10. */
    private static BigDecimal regular(int n, BigDecimal x, int sign, MathContext mc) {
        BigDecimal half = x.divide(TWO, mc);
        BigDecimal z = half.multiply(half, mc).multiply(BigDecimal.valueOf(sign));
        BigDecimal term = half.pow(n, mc);
        for (int k = 2; k <= n; k++) {
            term = term.divide(BigDecimal.valueOf(k), mc);
        }
        BigDecimal sum = term;
        for (int k = 1; isCounting(term, sum, mc); k++) {
            term = term.multiply(z, mc).divide(BigDecimal.valueOf((long) k * (n + k)), mc);
            sum = sum.add(term, mc);
        }
        return sum;
    }

    /** What 9.1.11 and 9.6.11 have besides logarithm and pole, for n = 0 and 1, without the factor 2/π. */
    private static BigDecimal harmonic(int n, BigDecimal x, int sign, MathContext mc) {
        BigDecimal half = x.divide(TWO, mc);
        BigDecimal z = half.multiply(half, mc).multiply(BigDecimal.valueOf(sign));
        BigDecimal term = n == 0 ? ONE : half.divide(TWO, mc);
        BigDecimal numbers = ZERO;
        BigDecimal sum = n == 0 ? ZERO : term;
        for (int k = 1; isCounting(term, sum, mc); k++) {
            term = term.multiply(z, mc).divide(BigDecimal.valueOf((long) k * (n + k)), mc);
            numbers = numbers.add(ONE.divide(BigDecimal.valueOf(k), mc), mc);
            BigDecimal factor =
                    n == 0 ? numbers : TWO.multiply(numbers).add(ONE.divide(BigDecimal.valueOf(k + 1L), mc));
            sum = sum.add(term.multiply(factor, mc), mc);
        }
        return sum;
    }

    private static boolean isCounting(BigDecimal term, BigDecimal sum, MathContext mc) {
        return term.signum() != 0
                && (sum.signum() == 0 || exponent(term) >= exponent(sum) - mc.getPrecision() - 1);
    }

    private static BigDecimal upwards(
            int n, BigDecimal zeroth, BigDecimal first, BigDecimal x, int sign, MathContext mc) {
        BigDecimal before = zeroth;
        BigDecimal value = n == 0 ? zeroth : first;
        for (int k = 1; k < n; k++) {
            BigDecimal next = BigDecimal.valueOf(2L * k).divide(x, mc).multiply(value, mc)
                    .add(before.multiply(BigDecimal.valueOf(sign)), mc);
            before = value;
            value = next;
        }
        return value;
    }

    /** √(2/πx) (P cos χ - Q sin χ) or (P sin χ + Q cos χ) with χ = x - (2n + 1)π/4, formulas 9.2.5 and 9.2.6. */
    private static BigDecimal oscillating(int n, BigDecimal x, boolean first, MathContext mc) {
        MathContext working = GuardDigits.raised(mc);
        BigDecimal pi = BigFunctions.pi(GuardDigits.raised(working));
        BigDecimal angle = x.subtract(pi.multiply(BigDecimal.valueOf(0.25 * (2 * n + 1))));
        BigDecimal cosine = BigTrigonometry.cos(angle, working);
        BigDecimal sine = BigTrigonometry.sin(angle, working);
        BigDecimal p = hankel(n, x, 0, true, working);
        BigDecimal q = hankel(n, x, 1, true, working);
        BigDecimal sum = first
                ? p.multiply(cosine).subtract(q.multiply(sine))
                : p.multiply(sine).add(q.multiply(cosine));
        return root(TWO.divide(pi.multiply(x), working), working).multiply(sum, mc);
    }

    /**
     * Σ aₖ/xᵏ with aₖ = (4n² - 1²)…(4n² - (2k - 1)²)/(k! 8ᵏ): all terms, or P and Q, the even and the odd ones with
     * alternating signs.
     */
    private static BigDecimal hankel(int n, BigDecimal x, int parity, boolean alternates, MathContext mc) {
        BigDecimal term = ONE;
        BigDecimal sum = parity == 0 ? ONE : ZERO;
        for (int k = 1; exponent(term) >= -mc.getPrecision() - 1; k++) {
            long factor = 4L * n * n - (2L * k - 1) * (2L * k - 1);
            term = term.multiply(BigDecimal.valueOf(factor), mc).divide(BigDecimal.valueOf(8L * k).multiply(x), mc);
            if (term.signum() == 0) {
                break;
            }
            if (!alternates) {
                sum = sum.add(term, mc);
            } else if (k % 2 == parity) {
                sum = k / 2 % 2 == 0 ? sum.add(term, mc) : sum.subtract(term, mc);
            }
        }
        return sum;
    }
}
