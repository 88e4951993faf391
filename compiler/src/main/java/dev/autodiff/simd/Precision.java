package dev.autodiff.simd;

/** The numbers in the lanes: doubles with longs for their bits, or floats with ints. */
public enum Precision {
    F64(52, 1023, 8),
    F32(23, 127, 16);

    private final int fractionBits;
    private final int bias;
    private final int group;

    Precision(int fractionBits, int bias, int group) {
        this.fractionBits = fractionBits;
        this.bias = bias;
        this.group = group;
    }

    /** The bits of a number behind the leading one. */
    public int fractionBits() {
        return fractionBits;
    }

    /** What is added to an exponent where it is stored, which is also the largest exponent. */
    public int bias() {
        return bias;
    }

    /**
     * The lanes of the widest registers, of 512 bits: only multiples of so many elements are computed in vectors,
     * whatever the machine has.
     */
    public int group() {
        return group;
    }

    /** The smallest normal number. */
    public double smallestNormal() {
        return Math.scalb(1.0, 1 - bias);
    }

    /** The largest finite number. */
    public double largest() {
        return this == F64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    }

    /** A number as it is held in a lane. */
    public double round(double x) {
        return this == F64 ? x : (float) x;
    }
}
