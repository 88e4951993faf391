package dev.autodiff.junit;

import dev.autodiff.Reference;
import dev.autodiff.check.Box;
import dev.autodiff.check.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where derivatives are judged: at given points, or at random ones, which are the same in each run.
 *
 * <pre>{@code
 * Points.over("S", 50, 150).and("sigma", 0.1, 0.6).samples(1000)
 * Points.at(1, 2).andAt(0, 0)
 * }</pre>
 */
public final class Points {
    private static final int USUAL_COUNT = 100;
    private static final long USUAL_SEED = 1;

    private final Map<String, Box.Range> ranges;
    private final List<double[]> given;
    private final int count;
    private final long seed;

    private Points(Map<String, Box.Range> ranges, List<double[]> given, int count, long seed) {
        this.ranges = ranges;
        this.given = given;
        this.count = count;
        this.seed = seed;
    }

    /** A hundred random points of a range in which the formula has values. */
    static Points usual() {
        return new Points(Map.of(), List.of(), USUAL_COUNT, USUAL_SEED);
    }

    /**
     * Random points, with a parameter in this range, each element of it if it is an array. Parameters without a range
     * get one in which the formula has values.
     *
     * @throws IllegalArgumentException if the range is empty or not finite
     */
    public static Points over(String parameter, double low, double high) {
        return usual().and(parameter, low, high);
    }

    /** A range of another parameter. */
    public Points and(String parameter, double low, double high) {
        Map<String, Box.Range> more = new LinkedHashMap<>(ranges);
        more.put(parameter, new Box.Range(low, high));
        return new Points(more, given, count, seed);
    }

    /** How many random points there are, instead of a hundred. */
    public Points samples(int number) {
        return new Points(ranges, given, number, seed);
    }

    /** Other random points. */
    public Points seed(long other) {
        return new Points(ranges, given, count, other);
    }

    /** One point, by the elements of all parameters in their order. */
    public static Points at(double... point) {
        return usual().andAt(point);
    }

    /** Another point. */
    public Points andAt(double... point) {
        List<double[]> more = new ArrayList<>(given);
        more.add(point.clone());
        return new Points(ranges, more, count, seed);
    }

    List<double[]> of(Reference reference) {
        List<String> names = reference.parameters();
        for (double[] point : given) {
            if (point.length != names.size()) {
                throw new IllegalArgumentException("a point of '" + reference.name() + "' has " + names.size()
                        + " numbers, " + String.join(", ", names) + ", not " + Arrays.toString(point));
            }
        }
        return given.isEmpty() ? sampled(reference) : given;
    }

    private List<double[]> sampled(Reference reference) {
        Map<String, Box.Range> byElement = new LinkedHashMap<>();
        ranges.forEach((name, range) -> {
            List<String> elements = reference.elements().get(name);
            if (elements == null) {
                throw new IllegalArgumentException("'" + reference.name() + "' has no parameter '" + name
                        + "', it has " + String.join(", ", reference.elements().keySet()));
            }
            elements.forEach(element -> byElement.put(element, range));
        });
        return new Samples(reference.parameters(), byElement, reference::isWhole, reference::isDefined, seed)
                .points(count);
    }
}
