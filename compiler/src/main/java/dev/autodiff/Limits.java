package dev.autodiff;

import dev.autodiff.graph.Budget;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.lowering.TooLong;
import java.time.Duration;

/**
 * What a program may use up, when it is compiled and when its function is called; beyond, it is an error that says so.
 *
 * @param loopSteps the steps of one loop, after which it is taken for endless
 * @param loopRecords the numbers that one loop may record for a derivative
 * @param operations of the graph that the program becomes, with its derivatives
 * @param order of derivatives that the program takes of derivatives
 * @param elements of one array, or of one pass over elements, where their number is known when the program is compiled
 * @param compileTime until the program is a graph with its derivatives, which is most of the time; null for any
 * @param callSteps the steps of all loops of one call, 0 for any number
 * @param callTime of one call, looked at in each step of a loop; null for any
 */
public record Limits(
        long loopSteps,
        long loopRecords,
        int operations,
        int order,
        int elements,
        Duration compileTime,
        long callSteps,
        Duration callTime) {
    /** For programs of one's own: only what is endless or does not fit into memory is an error. */
    public static final Limits DEFAULT = new Limits(
            LoopOp.Limits.DEFAULT.steps(),
            LoopOp.Limits.DEFAULT.records(),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            TooLong.MOST_ELEMENTS,
            null,
            0,
            null);

    /**
     * For programs that strangers send to a server: 20 000 operations, derivatives up to the fourth, arrays of a
     * million elements, two seconds to compile, and calls of a second or 10 million steps. Compilation and calls end
     * early if their thread is interrupted.
     */
    public static final Limits UNTRUSTED = new Limits(
            10_000_000, 1 << 20, 20_000, 4, 1 << 20, Duration.ofSeconds(2), 10_000_000, Duration.ofSeconds(1));

    /** @throws IllegalArgumentException if a limit is below 1 */
    public Limits {
        boolean isAllowed = loopSteps > 0 && loopRecords > 0 && operations > 0 && order > 0 && elements > 0
                && callSteps >= 0;
        if (!isAllowed) {
            throw new IllegalArgumentException("a limit allows at least 1");
        }
    }

    /** The same, with these limits of one loop. */
    public Limits withLoops(long steps, long records) {
        return new Limits(steps, records, operations, order, elements, compileTime, callSteps, callTime);
    }

    /** The same, with these limits of a compilation. */
    public Limits withCompilation(int operations, int order, Duration time) {
        return new Limits(loopSteps, loopRecords, operations, order, elements, time, callSteps, callTime);
    }

    /** The same, with these limits of a call. */
    public Limits withCalls(long steps, Duration time) {
        return new Limits(loopSteps, loopRecords, operations, order, elements, compileTime, steps, time);
    }

    boolean areOfCalls() {
        return callSteps > 0 || callTime != null;
    }

    LoopOp.Limits ofLoops() {
        return new LoopOp.Limits(loopSteps, loopRecords, areOfCalls());
    }

    Budget budget() {
        return operations == Integer.MAX_VALUE && compileTime == null
                ? Budget.ofHeap()
                : Budget.of(operations, compileTime);
    }
}
