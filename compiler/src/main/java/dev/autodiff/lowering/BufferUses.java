package dev.autodiff.lowering;

import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Output;
import java.util.Arrays;

/**
 * The steps that have to do with a buffer, or with several that are taken for one, and what they do to it: sorted by
 * number, so that whoever asks about a buffer looks at its own steps and not at all of a plan.
 *
 * @param numbers of the steps, ascending; the loops around a step are among them
 * @param flags what each of them does
 */
record BufferUses(int[] numbers, byte[] flags) {
    static final BufferUses NONE = new BufferUses(new int[0], new byte[0]);

    private static final byte READS = 1;
    private static final byte WRITES = 2;

    /** Nothing is left of what the buffer held. */
    private static final byte REPLACES = 4;

    /** The elements go to another buffer, or come from one: nothing happens if both are taken for one. */
    private static final byte MOVES = 8;

    /** It says how often a loop runs. */
    private static final byte COUNTS = 16;

    /** It says whether the tail of a loop's step is done. */
    private static final byte DECIDES = 32;

    int size() {
        return numbers.length;
    }

    /** The number of the step at a place; behind the last one, more than any. */
    int number(int place) {
        return place < numbers.length ? numbers[place] : Integer.MAX_VALUE;
    }

    boolean contains(int number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    /** The place of the first of these steps that is not before the given one. */
    int atLeast(int number) {
        int found = Arrays.binarySearch(numbers, number);
        return found >= 0 ? found : -found - 1;
    }

    boolean reads(int place) {
        return is(place, READS);
    }

    boolean writes(int place) {
        return is(place, WRITES);
    }

    boolean replaces(int place) {
        return is(place, REPLACES);
    }

    boolean counts(int place) {
        return is(place, COUNTS);
    }

    boolean decides(int place) {
        return is(place, DECIDES);
    }

    private boolean is(int place, byte flag) {
        return (flags[place] & flag) != 0;
    }

    /** What the step does with the buffer itself; a loop of the program does what the steps in it do. */
    static byte of(Step step, Buffer buffer) {
        if (step instanceof Step.Move move) {
            return (byte) (MOVES | (move.from() == buffer ? READS : 0) | (move.to() == buffer ? WRITES | REPLACES : 0));
        }
        if (step instanceof Step.Call call) {
            return (byte)
                    ((call.inputs().contains(buffer) ? READS : 0) | (call.result() == buffer ? WRITES | REPLACES : 0));
        }
        if (step instanceof Step.Repeat repeat) {
            return (byte)
                    ((repeat.count().buffer() == buffer ? COUNTS : 0) | (repeat.condition() == buffer ? DECIDES : 0));
        }
        return (byte) (step instanceof Step.Fill ? WRITES | REPLACES : 0);
    }

    static byte of(Load load) {
        return READS;
    }

    static byte of(Step.Loop loop, Output output) {
        return (byte) (WRITES | (output.fold() != null ? READS : 0) | (isWhole(loop, output) ? REPLACES : 0));
    }

    private static boolean isWhole(Step.Loop loop, Output output) {
        return output.fold() == null
                && output.index() == null
                && output.access().offset().is(0)
                && output.access().isDense(loop.space())
                && loop.space().size().equals(output.buffer().size());
    }

    /** The uses of two buffers, or groups of them, that become one. */
    BufferUses with(BufferUses other) {
        int[] allNumbers = new int[size() + other.size()];
        byte[] allFlags = new byte[allNumbers.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < size() || j < other.size()) {
            int here = number(i);
            int there = other.number(j);
            byte both = (byte) ((here <= there ? flags[i] : 0) | (there <= here ? other.flags[j] : 0));
            boolean isWithin = here == there && (both & MOVES) != 0;
            allNumbers[count] = Math.min(here, there);
            allFlags[count++] = isWithin ? 0 : both;
            i += here <= there ? 1 : 0;
            j += there <= here ? 1 : 0;
        }
        return new BufferUses(Arrays.copyOf(allNumbers, count), Arrays.copyOf(allFlags, count));
    }
}
