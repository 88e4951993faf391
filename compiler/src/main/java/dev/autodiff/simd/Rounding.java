package dev.autodiff.simd;

/** Rounding to whole numbers, bit for bit as the methods of {@link Math}. */
public final class Rounding {
    private Rounding() {}

    /** {@link Math#rint}: to the nearest, of two to the even one. */
    public static Lane round(Lane x) {
        return fractional(x, Signs.withSign(nearest(x), x));
    }

    /** {@link Math#floor}. */
    public static Lane floor(Lane x) {
        Lane rounded = Signs.withSign(nearest(x), x);
        return fractional(x, rounded.greater(x).select(rounded.minus(1), rounded));
    }

    /** {@link Math#ceil}, which is −0 above −1. */
    public static Lane ceil(Lane x) {
        Lane rounded = Signs.withSign(nearest(x), x);
        return fractional(x, Signs.withSign(rounded.less(x).select(rounded.plus(1), rounded), x));
    }

    /** The whole part towards zero, with the sign of x. */
    public static Lane trunc(Lane x) {
        Lane rounded = nearest(x);
        return fractional(x, Signs.withSign(rounded.greater(x.abs()).select(rounded.minus(1), rounded), x));
    }

    /** |x|, rounded to even by the addition of a number that has no bits for a fraction. */
    private static Lane nearest(Lane x) {
        double shift = shift(x);
        return x.abs().plus(shift).minus(shift);
    }

    /** The result, or x itself where all numbers are whole. */
    private static Lane fractional(Lane x, Lane result) {
        return x.abs().less(shift(x)).select(result, x);
    }

    private static double shift(Lane x) {
        return Math.scalb(1.0, x.program().precision().fractionBits());
    }
}
