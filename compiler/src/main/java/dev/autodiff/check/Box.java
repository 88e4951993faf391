package dev.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ranges of a function's arguments, to take samples from. */
public final class Box {
    private final List<Range> ranges;

    /** @param ranges one for each argument */
    public Box(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** From {@code low} to {@code high}. */
    public record Range(double low, double high) {
        public Range {
            if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("a range goes from a finite number to a greater one, not from " + low + " to " + high);
            }
        }
    }

    /** The same points for the same seed, on every machine. */
    public List<double[]> samples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            points.add(ranges.stream().mapToDouble(range -> range.low + random.nextDouble() * (range.high - range.low)).toArray());
        }
        return points;
    }
}
