package dev.autodiff.frontend.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slices take what those of Python take. */
class RangeTest {
    private static final int LONGEST = 5;
    private static final int BEYOND = 7;

    @Test
    void everySliceOfAShortAxisIsThatOfPython() {
        for (int length = 0; length <= LONGEST; length++) {
            for (Integer from : bounds()) {
                for (Integer to : bounds()) {
                    for (int step : new int[] {1, 2, 3, -1, -2, -3}) {
                        Range range = Range.of(dimension(from), dimension(to), step, Dimension.literal(length));
                        assertThat(indices(range, Map.of()))
                                .as("%s:%s:%s of %s", from, to, step, length)
                                .isEqualTo(python(from, to, step, length));
                    }
                }
            }
        }
    }

    @Test
    void boundsInsideOfANamedAxisAreThoseOfItsLength() {
        Dimension n = Dimension.named("n");

        assertThat(indices(Range.of(Dimension.ONE, null, 1, n), Map.of("n", 4))).containsExactly(1, 2, 3);
        assertThat(indices(Range.of(null, Dimension.literal(-1), 1, n), Map.of("n", 4))).containsExactly(0, 1, 2);
        assertThat(indices(Range.of(null, null, -1, n), Map.of("n", 4))).containsExactly(3, 2, 1, 0);
        assertThat(indices(Range.of(null, null, 2, n), Map.of("n", 5))).containsExactly(0, 2, 4);
        assertThat(indices(Range.of(Dimension.literal(-2), null, 1, n), Map.of("n", 5))).containsExactly(3, 4);
        assertThat(indices(Range.of(n.plus(-3), n.plus(-1), 1, n), Map.of("n", 5))).containsExactly(2, 3);
    }

    private static List<Integer> bounds() {
        List<Integer> bounds = new ArrayList<>();
        bounds.add(null);
        for (int bound = -BEYOND; bound <= BEYOND; bound++) {
            bounds.add(bound);
        }
        return bounds;
    }

    private static Dimension dimension(Integer bound) {
        return bound == null ? null : Dimension.literal(bound);
    }

    private static List<Integer> indices(Range range, Map<String, Integer> sizes) {
        List<Integer> indices = new ArrayList<>();
        for (int k = 0; k < range.length().evaluate(sizes); k++) {
            indices.add((int) range.start().evaluate(sizes) + k * range.step());
        }
        return indices;
    }

    /** By walking along the axis from the first bound, as the reference manual of Python has it. */
    private static List<Integer> python(Integer from, Integer to, int step, int length) {
        int first = from == null ? step > 0 ? 0 : length - 1 : inside(from, step, length);
        int end = to == null ? step > 0 ? length : -1 : inside(to, step, length);
        List<Integer> indices = new ArrayList<>();
        for (int index = first; step > 0 ? index < end : index > end; index += step) {
            indices.add(index);
        }
        return indices;
    }

    private static int inside(int bound, int step, int length) {
        int place = bound < 0 ? bound + length : bound;
        return step > 0 ? Math.min(Math.max(place, 0), length) : Math.min(Math.max(place, -1), length - 1);
    }
}
