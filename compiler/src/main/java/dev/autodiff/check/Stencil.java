package dev.autodiff.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The slope of a function from its values at x, x ± h and x ± 2h, all in decimal arithmetic.
 *
 * <p>(4 D(h) − D(2h)) / 3 with the central quotient D(h) = (f(x + h) − f(x − h)) / 2h has an error of order h⁴. The
 * difference of the two quotients, of order h², is taken for its error: far too much, and still so small that it does
 * no harm.
 */
final class Stencil {
    private static final BigDecimal THREE = BigDecimal.valueOf(3);

    /**
     * One difference between two precisions may by luck be far smaller than the noise, and the roundings of several
     * values add up in a quotient. Digits cost little here: a reserve of six.
     */
    private static final BigDecimal RESERVE = new BigDecimal("1e6");

    /**
     * Between two and one step from a smooth point the jump of the one-sided quotients doubles (or grows eightfold); at
     * a kink it stays, at a step of the function itself it halves. In between lie powers such as |x|^1.5, which have a
     * derivative.
     */
    private static final BigDecimal GROWTH_AT_KINK = new BigDecimal("1.3");

    private final BigDecimal h;
    private final BigDecimal noise;
    private final MathContext mc;
    private final BigDecimal centre;
    private final BigDecimal right;
    private final BigDecimal left;
    private final BigDecimal farRight;
    private final BigDecimal farLeft;

    private Stencil(UnaryOperator<BigDecimal> f, BigDecimal noise, BigDecimal h, MathContext mc) {
        this.h = h;
        this.mc = mc;
        this.noise = noise.multiply(RESERVE).divide(h, mc);
        BigDecimal twice = h.multiply(BigFunctions.TWO);
        this.centre = f.apply(BigDecimal.ZERO);
        this.right = f.apply(h);
        this.left = f.apply(h.negate());
        this.farRight = f.apply(twice);
        this.farLeft = f.apply(twice.negate());
    }

    /**
     * @param f the function of the distance to x; throws {@link ArithmeticException} where it has no value
     * @param noise the error of its values
     */
    static Optional<Slope> slope(UnaryOperator<BigDecimal> f, BigDecimal noise, BigDecimal h, MathContext mc) {
        try {
            return Optional.of(new Stencil(f, noise, h, mc).slope());
        } catch (ArithmeticException noValue) {
            return Optional.empty();
        }
    }

    private Slope slope() {
        BigDecimal near = quotient(right.subtract(left), 2);
        BigDecimal far = quotient(farRight.subtract(farLeft), 4);
        BigDecimal value = near.multiply(BigDecimal.valueOf(4)).subtract(far).divide(THREE, mc);
        return new Slope(value, near.subtract(far).abs().add(noise), isKink());
    }

    private boolean isKink() {
        BigDecimal jump = quotient(right.subtract(centre).subtract(centre.subtract(left)), 1).abs();
        BigDecimal farJump = quotient(farRight.subtract(centre).subtract(centre.subtract(farLeft)), 2).abs();
        return jump.compareTo(noise) > 0 && farJump.compareTo(jump.multiply(GROWTH_AT_KINK)) < 0;
    }

    private BigDecimal quotient(BigDecimal rise, int steps) {
        return rise.divide(h.multiply(BigDecimal.valueOf(steps)), mc);
    }
}
