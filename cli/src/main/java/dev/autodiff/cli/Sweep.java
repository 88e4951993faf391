package dev.autodiff.cli;

import dev.autodiff.runtime.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that a parameter runs through, as {@code --at x=1:5:0.5} gives them: from the first to the last, both
 * included, by a step, which is 1 if none is given. Several sweeps are all combinations, the last one running fastest.
 */
final class Sweep {
    /** Nobody reads more answers. */
    private static final long MOST = 10_000_000;

    private final Map<String, double[]> values = new LinkedHashMap<>();

    /** Takes the sweeps out of assignments; what is left are single values. */
    static Sweep extract(Map<String, String> assignments) {
        Sweep sweep = new Sweep();
        assignments.entrySet().removeIf(assignment -> {
            String text = assignment.getValue();
            boolean isSweep = text.contains(":") && !text.startsWith("@") && !text.contains("[");
            if (isSweep) {
                sweep.values.put(assignment.getKey(), values("--at " + assignment.getKey(), text));
            }
            return isSweep;
        });
        return sweep;
    }

    private static double[] values(String where, String text) {
        String[] parts = Arrays.stream(text.split(":", -1)).map(String::strip).toArray(String[]::new);
        if (parts.length > 3) {
            throw new UsageException(where + ": expected first:last:step, and got '" + text + "'");
        }
        double first = Values.number(where, parts[0]);
        double last = Values.number(where, parts[1]);
        double step = parts.length < 3 ? Math.copySign(1, last - first) : Values.number(where, parts[2]);
        // a last value that rounding has moved by a little still counts
        double steps = Math.floor((last - first) / step * (1 + 1e-12) + 1e-9);
        if (!(steps >= 0 && steps < MOST) || !Double.isFinite(first) || !Double.isFinite(last)) {
            throw new UsageException(where + ": '" + text + "' has no values, or more than " + MOST);
        }
        double[] values = new double[(int) steps + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parts[0], parts.length < 3 ? Numbers.print(step) : parts[2], first, step, i);
        }
        return values;
    }

    /** Computed in decimals where both are decimals, so that 1 + 2*0.1 is 1.2. */
    private static double value(String first, String step, double firstValue, double stepValue, int index) {
        try {
            return new BigDecimal(first).add(new BigDecimal(step).multiply(BigDecimal.valueOf(index))).doubleValue();
        } catch (NumberFormatException e) {
            return firstValue + index * stepValue;
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** All combinations, each with one value for each name. */
    List<double[]> points() {
        List<double[]> points = new ArrayList<>(List.of(new double[0]));
        for (double[] each : values.values()) {
            if ((long) points.size() * each.length > MOST) {
                throw new UsageException("--at: more than " + MOST + " combinations of values");
            }
            List<double[]> longer = new ArrayList<>();
            for (double[] point : points) {
                for (double value : each) {
                    double[] next = Arrays.copyOf(point, point.length + 1);
                    next[point.length] = value;
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points;
    }
}
