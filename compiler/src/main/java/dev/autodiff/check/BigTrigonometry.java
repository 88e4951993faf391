package dev.autodiff.check;

import static dev.autodiff.check.BigFunctions.TWO;
import static dev.autodiff.check.BigFunctions.pi;
import static dev.autodiff.check.BigFunctions.withSign;
import static dev.autodiff.check.GuardDigits.GUARD;
import static dev.autodiff.check.GuardDigits.bounded;
import static dev.autodiff.check.GuardDigits.exponent;
import static dev.autodiff.check.GuardDigits.raised;
import static dev.autodiff.check.GuardDigits.series;
import static dev.autodiff.check.GuardDigits.sum;
import static java.math.BigDecimal.ONE;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Circular functions and their inverses, with relative precision near their zeros; see {@link BigFunctions}. */
final class BigTrigonometry {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private BigTrigonometry() {
    }

    static BigDecimal sin(BigDecimal x, MathContext mc) {
        return Angle.of(x, raised(mc)).sin().round(mc);
    }

    static BigDecimal cos(BigDecimal x, MathContext mc) {
        return Angle.of(x, raised(mc)).cos().round(mc);
    }

    static BigDecimal tan(BigDecimal x, MathContext mc) {
        Angle angle = Angle.of(x, raised(mc));
        return angle.sin().divide(angle.cos(), mc);
    }

    /** sin(πx), reduced before the multiplication by π, so that integers give 0 and large arguments cost nothing. */
    static BigDecimal sinPi(BigDecimal x, MathContext mc) {
        return Angle.ofTurns(x, raised(mc)).sin().round(mc);
    }

    /** cot(πx), reduced in the same way; at integers it throws. */
    static BigDecimal cotPi(BigDecimal x, MathContext mc) {
        Angle angle = Angle.ofTurns(x, raised(mc));
        return angle.cos().divide(angle.sin(), mc);
    }

    /** asin x = atan(x / √((1 − x)(1 + x))). */
    static BigDecimal asin(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        BigDecimal cosine = ONE.subtract(x, working).multiply(ONE.add(x, working), working).sqrt(working);
        return atan2(x, cosine, mc);
    }

    /** acos x = 2 · atan(√((1 − x) / (1 + x))), which is exact to all digits near 1, where acos is zero. */
    static BigDecimal acos(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        if (x.compareTo(ONE.negate()) == 0) {
            return pi(mc);
        }
        BigDecimal tangent = ONE.subtract(x, working).divide(ONE.add(x, working), working).sqrt(working);
        return atan(tangent, working).multiply(TWO, mc);
    }

    /**
     * Taylor's series x − x³/3 + x⁵/5 − …, after atan x = π/2 − atan(1/x) beyond 1 and
     * three times atan x = 2 · atan(x / (1 + √(1 + x²))), which bring |x| below 0.1.
     */
    static BigDecimal atan(BigDecimal x, MathContext mc) {
        MathContext working = raised(mc);
        if (x.abs().compareTo(ONE) > 0) {
            BigDecimal complement = atan(ONE.divide(x.abs(), working), working);
            return withSign(x, rightAngle(working).subtract(complement, mc));
        }
        BigDecimal halved = x.round(working);
        for (int i = 0; i < 3; i++) {
            BigDecimal root = halved.multiply(halved, working).add(ONE, working).sqrt(working);
            halved = halved.divide(root.add(ONE), working);
        }
        BigDecimal square = halved.multiply(halved, working).negate();
        BigDecimal eighth = series(halved, (term, k) -> term.multiply(square, working)
                .multiply(BigDecimal.valueOf(2L * k - 1)).divide(BigDecimal.valueOf(2L * k + 1), working), working);
        return eighth.multiply(BigDecimal.valueOf(8), mc);
    }

    /**
     * The angle of the point (x, y), in (−π, π]; at the origin it throws, as the answer lies in the signs of the zeros.
     */
    static BigDecimal atan2(BigDecimal y, BigDecimal x, MathContext mc) {
        if (x.signum() == 0 && y.signum() == 0) {
            throw new ArithmeticException("atan2 at the origin");
        }
        MathContext working = raised(mc);
        if (y.abs().compareTo(x.abs()) > 0) {
            return withSign(y, rightAngle(working)).subtract(atan(x.divide(y, working), working), mc);
        }
        BigDecimal angle = atan(y.divide(x, working), working);
        return x.signum() > 0 ? angle.round(mc) : angle.add(withSign(y, pi(working)), mc);
    }

    private static BigDecimal rightAngle(MathContext mc) {
        return pi(mc).multiply(HALF, mc);
    }

    /** The angle quadrant · π/2 + rest, |rest| ≤ π/4 (or hardly more), where both series converge fast. */
    private record Angle(int quadrant, BigDecimal rest, MathContext mc) {

        /** Subtracts the nearest multiple of π/2, with so many digits of π that those of the rest are right. */
        static Angle of(BigDecimal x, MathContext mc) {
            if (x.signum() == 0 || exponent(x) < -1) {
                return new Angle(0, x.round(mc), mc);
            }
            MathContext integerDigits = new MathContext((int) exponent(bounded(x)) + 1 + GUARD, RoundingMode.HALF_EVEN);
            BigDecimal multiple = nearestInteger(x.divide(rightAngle(integerDigits), integerDigits));
            BigDecimal rest = sum(mc, working -> x, working -> multiple.multiply(rightAngle(working), working)
                    .negate());
            return new Angle(quadrant(multiple), rest, mc);
        }

        /** The angle πx. */
        static Angle ofTurns(BigDecimal x, MathContext mc) {
            BigDecimal multiple = nearestInteger(bounded(x).multiply(TWO));
            BigDecimal rest = x.subtract(multiple.multiply(HALF)).multiply(pi(mc), mc);
            return new Angle(quadrant(multiple), rest, mc);
        }

        private static BigDecimal nearestInteger(BigDecimal x) {
            return x.setScale(0, RoundingMode.HALF_EVEN);
        }

        private static int quadrant(BigDecimal multiple) {
            return multiple.toBigIntegerExact().intValue() & 3;
        }

        BigDecimal sin() {
            BigDecimal magnitude = (quadrant & 1) == 0 ? sineOfRest() : cosineOfRest();
            return quadrant < 2 ? magnitude : magnitude.negate();
        }

        /** cos α = sin(α + π/2). */
        BigDecimal cos() {
            return new Angle(quadrant + 1 & 3, rest, mc).sin();
        }

        private BigDecimal sineOfRest() {
            return alternating(rest, 1);
        }

        private BigDecimal cosineOfRest() {
            return alternating(ONE, 0);
        }

        /** Taylor's series first · (1 − r²/((f + 1)(f + 2)) + …): the sine for f = 1, the cosine for f = 0. */
        private BigDecimal alternating(BigDecimal first, int f) {
            BigDecimal square = rest.multiply(rest, mc).negate();
            return series(first, (term, k) -> term.multiply(square, mc)
                    .divide(BigDecimal.valueOf((2L * k + f - 1) * (2L * k + f)), mc), mc);
        }
    }
}
