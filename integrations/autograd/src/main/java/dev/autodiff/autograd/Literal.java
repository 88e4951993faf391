package dev.autodiff.autograd;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A piece of a program's text that stands for itself: a number, a list of them, a text in quotation marks. */
record Literal(String text) {
    /** Every whole number below is a double. */
    private static final double EXACT = 1L << 53;

    /** The number, so that it reads back exactly; whole ones without a point, negative ones in parentheses. */
    static String of(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return "nan";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < EXACT;
        String digits = Double.isInfinite(value)
                ? "inf"
                : isWhole ? String.valueOf((long) Math.abs(value)) : String.valueOf(Math.abs(value));
        boolean isNegative = value < 0 || 1 / value < 0;
        return isNegative ? "(-" + digits + ")" : digits;
    }

    static String of(int... list) {
        return Arrays.stream(list).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** In quotation marks, which the text must not have. */
    static Literal quoted(String text) {
        if (!text.matches("[^\"#\\p{Cntrl}]*")) {
            throw Place.error("'" + text + "' cannot stand in a program", "leave out quotation marks and '#'");
        }
        return new Literal('"' + text + '"');
    }

    @Override
    public String toString() {
        return text;
    }
}
