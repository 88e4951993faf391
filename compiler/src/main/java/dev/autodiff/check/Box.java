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

    /**
     * From {@code low} to {@code high}.
     *
     * @param isWhole whether only whole numbers are taken; if there is none in between, the next lower one
     */
    public record Range(double low, double high, boolean isWhole) {
        public Range {
            if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException(
                        "a range goes from a finite number to a greater one, not from " + low + " to " + high);
            }
        }

        public Range(double low, double high) {
            this(low, high, false);
        }

        private double at(double fraction) {
            if (!isWhole) {
                return low + fraction * (high - low);
            }
            double first = Math.ceil(low);
            double count = Math.floor(high) - first + 1;
            return count > 0 ? first + Math.floor(fraction * count) : Math.floor(low);
        }
    }

    /** The same points for the same seed, on every machine. */
    public List<double[]> samples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            points.add(ranges.stream().mapToDouble(range -> range.at(random.nextDouble())).toArray());
        }
        return points;
    }
}
