package dev.autodiff.runtime;

/**
 * What generated classes need besides mathematics; the code generator copies the methods that a class calls into it.
 */
public final class Support {
    private Support() {}

    /**
     * Requires two arrays of a call to be of the same length.
     *
     * @throws IllegalArgumentException naming both, if they are not
     */
    public static void requireSameLength(String name, int length, String other, int otherLength) {
        if (length != otherLength) {
            StringBuilder message = new StringBuilder();
            message.append("arrays of different lengths: '").append(name).append("' has ").append(length);
            message.append(", '").append(other).append("' has ").append(otherLength);
            throw new IllegalArgumentException(message.toString());
        }
    }

    /**
     * Requires an array to have as many elements as its type says.
     *
     * @throws IllegalArgumentException naming both, if it has not
     */
    public static void requireElements(String name, String type, int length, long expected) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + length + " elements, and " + type + " needs " + expected);
        }
    }

    /**
     * Requires an array to be long enough.
     *
     * @throws IllegalArgumentException naming both lengths, if it is not
     */
    public static void requireRoom(String name, String purpose, int length, long needed) {
        if (length < needed) {
            throw new IllegalArgumentException(
                    "'" + name + "' has " + length + " elements, and " + purpose + " needs " + needed);
        }
    }

    /**
     * Requires an array to have as many elements as a method takes.
     *
     * @throws IllegalArgumentException naming both numbers, if it has not
     */
    public static void requireAll(String name, int length, int needed) {
        if (length != needed) {
            throw wrongLength(name, length, needed);
        }
    }

    /**
     * Requires an array to have at least as many elements as a method gives.
     *
     * @throws IllegalArgumentException naming both numbers, if it has not
     */
    public static void requireSpace(String name, int length, int needed) {
        if (length < needed) {
            throw wrongLength(name, length, needed);
        }
    }

    private static IllegalArgumentException wrongLength(String name, int length, int needed) {
        return new IllegalArgumentException(new StringBuilder("'")
                .append(name)
                .append("' has ")
                .append(length)
                .append(" elements, and needs ")
                .append(needed)
                .toString());
    }

    /**
     * Requires the number of a parameter of type {@code int} to be a whole one that a double holds exactly.
     *
     * @throws IllegalArgumentException naming both, if it is none
     */
    public static void requireWhole(String name, double value) {
        if (!(value == Math.rint(value) && Math.abs(value) <= 0x1p53)) {
            throw new IllegalArgumentException("'" + name + "' is int, and " + value + " is not a whole number");
        }
    }

    /**
     * The same for many points.
     *
     * @throws IllegalArgumentException naming the first that is none
     */
    public static void requireWholes(String name, double[] values) {
        for (double value : values) {
            requireWhole(name, value);
        }
    }

    /**
     * Requires dimensions to be large enough for a slice.
     *
     * @param text which slice does not fit which axis
     * @throws IllegalArgumentException with the text, if the value is negative
     */
    public static void requireNotNegative(String text, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(text + ": it is off by " + -value);
        }
    }

    /**
     * The place that an index means on an axis: one below 0 counts from the end.
     *
     * @param axis where the index stands in the program, for the message: {@code axis 0 of x[i]}
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public static int index(double index, int length, String axis) {
        int whole = (int) index;
        if (whole != index) {
            throw noIndex(index, length, axis);
        }
        return place(whole, length, axis);
    }

    /**
     * The same for a whole number.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public static int place(int index, int length, String axis) {
        int place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) {
            throw noIndex(index, length, axis);
        }
        return place;
    }

    /**
     * The same in doubles.
     *
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public static double placed(double index, double length, String axis) {
        return index(index, (int) length, axis);
    }

    /** Apart from the check, which stays small enough to be inlined. */
    private static IndexOutOfBoundsException noIndex(double index, int length, String axis) {
        String number = index == (long) index ? Long.toString((long) index) : Double.toString(index);
        return new IndexOutOfBoundsException(
                "there is no index " + number + " in " + axis + ", which has the length " + length);
    }

    /** The error of a loop that has made as many steps as it may without an end. */
    public static IllegalStateException endless(int line, long limit) {
        String loop = line > 0 ? "the loop in line " + line : "a loop";
        return new IllegalStateException(loop + " does not end within " + limit + " steps");
    }

    /**
     * How many steps a loop makes that makes one as long as there are fewer than the count.
     *
     * @throws IllegalStateException if they are more than the limit
     */
    public static long steps(double count, int line, long limit) {
        if (count > limit) {
            throw endless(line, limit);
        }
        return count > 0 ? (long) Math.ceil(count) : 0;
    }

    /**
     * Numbers that are not negative from a text that holds them in decimals, between blanks: the form of the places of
     * a matrix.
     */
    public static int[] indices(String text) {
        int[] indices = new int[text.isEmpty() ? 0 : text.split(" ").length];
        int i = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ') {
                i++;
            } else {
                indices[i] = 10 * indices[i] + c - '0';
            }
        }
        return indices;
    }

    /**
     * Doubles from a text that holds the bits of each in four characters, the highest first: the form of large tables
     * of constants.
     */
    public static double[] unpack(String text) {
        double[] values = new double[text.length() / 4];
        unpackTo(values, 0, text);
        return values;
    }

    /** The same into a part of an array. */
    public static void unpackTo(double[] values, int from, String text) {
        for (int i = 0; i < text.length() / 4; i++) {
            long bits = 0;
            for (int k = 0; k < 4; k++) {
                bits = bits << 16 | text.charAt(4 * i + k);
            }
            values[from + i] = Double.longBitsToDouble(bits);
        }
    }

    /** The same into an array of floats. */
    public static void unpackTo(float[] values, int from, String text) {
        double[] numbers = unpack(text);
        for (int i = 0; i < numbers.length; i++) {
            values[from + i] = (float) numbers[i];
        }
    }

    /** A whole number as an int, which is what the method takes that it is handed to. */
    public static int requireInt(double value, String name) {
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    name + " is " + (long) value + ", but the methods of this class take an int");
        }
        return (int) value;
    }
}
