package dev.autodiff.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An interval, as {@code --range x=0.1:10} gives it. */
record Range(double low, double high) {
    static Map<String, Range> parse(List<String> options) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        Assignments.parse("--range", options)
                .forEach((name, text) -> ranges.put(name, parse("--range " + name, text, false)));
        return ranges;
    }

    /**
     * One interval.
     *
     * @param where the option and name that it belongs to, for messages
     * @param isOpen whether an end may be infinite, and left out
     */
    static Range parse(String where, String text, boolean isOpen) {
        String[] ends = text.split(":", -1);
        if (ends.length != 2) {
            throw new UsageException(where + ": expected low:high, and got '" + text + "'");
        }
        double low = isOpen && ends[0].isBlank() ? Double.NEGATIVE_INFINITY : Values.number(where, ends[0].strip());
        double high = isOpen && ends[1].isBlank() ? Double.POSITIVE_INFINITY : Values.number(where, ends[1].strip());
        boolean isFinite = Double.isFinite(low) && Double.isFinite(high);
        if (!(low <= high)
                || !isOpen && !isFinite
                || low == Double.POSITIVE_INFINITY
                || high == Double.NEGATIVE_INFINITY) {
            throw new UsageException(where + ": '" + text + "' is not a range of " + (isOpen ? "" : "finite ")
                    + "numbers, the lower one first");
        }
        return new Range(low, high);
    }

    /** The point of the interval that lies at this fraction of its length. */
    double at(double fraction) {
        return low + fraction * (high - low);
    }
}
