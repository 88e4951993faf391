package dev.autodiff.runtime;

import java.nio.ByteBuffer;

/**
 * The types of elements of {@code .npy} files that tensors can hold, by their names in NumPy without the order of
 * bytes.
 */
enum NpyElement {
    B1(DType.BOOL, 1, bytes -> bytes.get() == 0 ? 0 : 1),
    I1(DType.INT, 1, ByteBuffer::get),
    U1(DType.INT, 1, bytes -> Byte.toUnsignedInt(bytes.get())),
    I2(DType.INT, 2, ByteBuffer::getShort),
    U2(DType.INT, 2, bytes -> Short.toUnsignedInt(bytes.getShort())),
    I4(DType.INT, 4, ByteBuffer::getInt),
    U4(DType.INT, 4, bytes -> Integer.toUnsignedLong(bytes.getInt())),
    I8(DType.INT, 8, bytes -> exact(bytes.getLong(), true)),
    U8(DType.INT, 8, bytes -> exact(bytes.getLong(), false)),
    F2(DType.F32, 2, bytes -> half(bytes.getShort())),
    F4(DType.F32, 4, ByteBuffer::getFloat),
    F8(DType.F64, 8, ByteBuffer::getDouble);

    private static final int HALF_FRACTION_BITS = 10;
    private static final int HALF_BIAS = 15;
    private static final int HALF_SPECIAL = 31;

    private interface Reader {
        double read(ByteBuffer bytes);
    }

    private final DType dtype;
    private final int width;
    private final Reader reader;

    NpyElement(DType dtype, int width, Reader reader) {
        this.dtype = dtype;
        this.width = width;
        this.reader = reader;
    }

    DType dtype() {
        return dtype;
    }

    /** In bytes. */
    int width() {
        return width;
    }

    double read(ByteBuffer bytes) {
        return reader.read(bytes);
    }

    /** What a tensor of this type is written as. */
    static NpyElement of(DType dtype) {
        return switch (dtype) {
            case BOOL -> B1;
            case INT -> I8;
            case F32 -> F4;
            case F64 -> F8;
        };
    }

    private static double exact(long value, boolean isSigned) {
        boolean fits = Math.abs(value) <= DType.MAX_WHOLE && (value >= 0 || isSigned && value != Long.MIN_VALUE);
        if (!fits) {
            throw new IllegalArgumentException(
                    "the whole number " + (isSigned ? Long.toString(value) : Long.toUnsignedString(value))
                            + " is beyond 2^53, up to which they are exact here: save it as float64");
        }
        return value;
    }

    /** A float of 16 bits as IEEE 754 has it: a sign, 5 bits of exponent, 10 bits of fraction. */
    private static double half(short bits) {
        int exponent = bits >> HALF_FRACTION_BITS & HALF_SPECIAL;
        int fraction = bits & (1 << HALF_FRACTION_BITS) - 1;
        double magnitude;
        if (exponent == HALF_SPECIAL) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            int significand = exponent == 0 ? fraction : fraction | 1 << HALF_FRACTION_BITS;
            magnitude = Math.scalb((double) significand, Math.max(exponent, 1) - HALF_BIAS - HALF_FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
