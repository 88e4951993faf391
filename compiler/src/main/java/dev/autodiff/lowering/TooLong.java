package dev.autodiff.lowering;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * More elements than an array of Java has, or than an int counts. Loops as a whole may have more steps: only what one
 * counter goes through, and the distances of its steps, are ints.
 *
 * @param elements how many there are
 * @param line of the source, or 0 if it is not known
 */
public record TooLong(Dimension elements, int line) {
    /** Of an array of Java. */
    public static final int MOST_ELEMENTS = Integer.MAX_VALUE;

    /**
     * The first such thing that the plan is known to need, whatever the sizes of named dimensions; or null.
     *
     * @param most how many elements an array may have; if it is less than Java's arrays have, so many elements are all
     *     that one loop goes through, too
     */
    public static TooLong in(Plan plan, int most) {
        List<TooLong> needs = new ArrayList<>();
        plan.arguments().forEach(buffer -> needs.add(new TooLong(buffer.size(), 0)));
        Step.all(plan.steps()).forEach(step -> add(step, needs, most));
        plan.results().forEach(buffer -> needs.add(new TooLong(buffer.size(), 0)));
        needs.add(new TooLong(plan.doubles(), 0));
        needs.add(new TooLong(plan.floats(), 0));
        if (plan.hasSaved()) {
            needs.add(new TooLong(plan.saved(), 0));
        }
        return needs.stream().filter(need -> !fits(need.elements(), most)).findFirst().orElse(null);
    }

    private static void add(Step step, List<TooLong> needs, int most) {
        if (step instanceof Step.Loop loop) {
            Shape space = loop.space();
            space.dimensions().forEach(length -> needs.add(new TooLong(length, loop.line())));
            if (space.rank() > 1) {
                needs.add(new TooLong(space.between(1, space.rank()).size(), loop.line()));
            }
            if (most < MOST_ELEMENTS) {
                needs.add(new TooLong(space.size(), loop.line()));
            }
        }
        int line = step instanceof Step.Loop loop ? loop.line() : step instanceof Step.Call call ? call.line() : 0;
        Step.buffers(step).forEach(buffer -> needs.add(new TooLong(buffer.size(), line)));
    }

    /** Whether all numbers of the formula do; what it becomes for named dimensions is found out when they are known. */
    private static boolean fits(Dimension dimension, int most) {
        boolean[] fits = {true};
        dimension.read(new Dimension.Reader() {
            @Override
            public void number(long value) {
                fits[0] &= Math.abs(value) <= most;
            }

            @Override
            public void name(String name) {}

            @Override
            public void ceiling(int divisor) {}

            @Override
            public void remainder() {}

            @Override
            public void multiply() {}

            @Override
            public void add() {}
        });
        return fits[0];
    }
}
