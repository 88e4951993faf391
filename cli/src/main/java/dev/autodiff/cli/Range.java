package dev.autodiff.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An interval that samples are drawn from, as {@code --range x=0.1:10} gives it. */
record Range(double low, double high) {
    static Map<String, Range> parse(List<String> options) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        Assignments.parse("--range", options).forEach((name, text) -> ranges.put(name, parse(name, text)));
        return ranges;
    }

    private static Range parse(String name, String text) {
        String where = "--range " + name;
        String[] ends = text.split(":", -1);
        if (ends.length != 2) {
            throw new UsageException(where + ": expected low:high, and got '" + text + "'");
        }
        Range range = new Range(Values.number(where, ends[0].strip()), Values.number(where, ends[1].strip()));
        if (!(range.low <= range.high) || Double.isInfinite(range.low) || Double.isInfinite(range.high)) {
            throw new UsageException(where + ": '" + text + "' is not a range of finite numbers, the lower one first");
        }
        return range;
    }

    /** The point of the interval that lies at this fraction of its length. */
    double at(double fraction) {
        return low + fraction * (high - low);
    }
}
