package dev.autodiff.simd;

/** The cube root; the square root is an instruction. */
public final class Roots {
    /** m^(−1/3) for m from √½ to √2, with a relative error of 2.6e-4: where the iteration starts. */
    private static final double[] START = {
        -0.15854034402491757, 0.7133420385887314, -1.2857328481387007, 1.7307097799554405
    };

    private Roots() {}

    /** The real cube root of all numbers. Error below 0.51 ulp. */
    public static Lane cbrt(Lane x) {
        Lane y = Signs.magnitude(x);
        Logarithms.Reduced reduced = Logarithms.Reduced.of(y);
        Lane k = reduced.minusK().negate();
        Whole third = Whole.nearest(k, 1.0 / 3);
        Lane rest = third.number().fma(-3, k);
        Lane mantissa = reduced.f().plus(1);
        Lane a = chosen(rest, 0.5, 2).times(mantissa);
        Lane start = chosen(rest, 1.2599210498948732, 0.7937005259840998).times(mantissa.polynomial(START));
        Lane root = root(a, start);
        Lane scaled = root.bits().bitPlus(third.bits().shiftLeft(x.program().precision().fractionBits())).ofBits();
        Lane isPositive = y.greater(0).and(y.less(Double.POSITIVE_INFINITY));
        return isPositive.select(Signs.withSign(scaled, x), x);
    }

    /** A factor for each of the remainders −1, 0 and 1. */
    private static Lane chosen(Lane rest, double below, double above) {
        return rest.greater(0).select(above, rest.less(0).select(below, rest.constant(1)));
    }

    /**
     * The cube root of a. With h = 1 − a u³, a^(−1/3) is u (1 − h)^(−1/3), a series of which three terms leave 1e-10;
     * Newton's step for t³ = a with t = a u², its residual computed to twice the digits, leaves but its own rounding.
     */
    private static Lane root(Lane a, Lane start) {
        Lane h = start.times(start).times(start).fma(a.negate(), 1);
        Lane u = start.times(h).fma(h.polynomial(14.0 / 81, 2.0 / 9, 1.0 / 3), start);
        Lane square = u.times(u);
        Lane t = a.times(square);
        Lane minusT = t.negate();
        Lane minusSquare = minusT.times(t);
        Lane lostOfSquare = minusT.fma(t, minusSquare.negate());
        Lane residual = lostOfSquare.fma(t, minusSquare.fma(t, a));
        return residual.fma(square.times(1.0 / 3), t);
    }
}
