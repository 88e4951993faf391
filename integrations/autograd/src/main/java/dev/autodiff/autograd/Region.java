package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Operations that are computed together, by a {@link Plan}: from values that are known to what somebody looks at. A
 * recording that was looked at is a chain of regions, and a sweep goes back from region to region.
 */
final class Region {
    private final Plan plan;
    private final Value[] values;
    private final int level;
    private boolean isComputed;

    /** The places of what {@link #compute} computed, in tensors of the pool of this thread. */
    private int[] results;

    private Pool pool;
    private RegionSweep.Stop stop;

    private Region(Plan plan, Value[] values) {
        this.plan = plan;
        this.values = values;
        int highest = 0;
        for (int i = 0; i < plan.leaves(); i++) {
            Region before = values[i].region();
            highest = before == null ? highest : Math.max(highest, before.level);
        }
        this.level = highest + 1;
    }

    /**
     * The operations that are missing for a value, or null if they are too many. What they take of those that an
     * earlier look went through is computed first, as the end of a region: so a loop whose condition looks at its state
     * has a region for each step.
     */
    static Region of(Value last) {
        Region region = ofFresh(last);
        return region != null || !computeKept(missing(last).operations()) ? region : ofFresh(last);
    }

    private static boolean computeKept(List<Value> operations) {
        for (Value operation : operations) {
            operation.keepInputs();
            for (Value input : operation.isSeen() ? Value.NONE : operation.inputs()) {
                if (input.tensor() == null && input.isSeen()) {
                    Region region = ofFresh(input);
                    if (region == null) {
                        return false;
                    }
                    region.compute();
                }
            }
        }
        return true;
    }

    private static Slice missing(Value last) {
        return Slice.of(List.of(last), value -> value.tensor() != null);
    }

    private static Region ofFresh(Value last) {
        for (Plan plan : last.form().plans()) {
            Value[] values = plan.match(last);
            if (values != null) {
                return new Region(plan, values);
            }
        }
        Slice slice = missing(last);
        if (slice.operations().stream().anyMatch(Value::takesSeen) || !Segments.isShort(slice)) {
            return null;
        }
        Plan plan = Plan.of(slice);
        last.form().add(plan);
        List<Value> values = new ArrayList<>(slice.leaves());
        values.addAll(slice.operations());
        return new Region(plan, values.toArray(Value[]::new));
    }

    Plan plan() {
        return plan;
    }

    /** The value at a place of the plan. */
    Value value(int place) {
        return values[place];
    }

    /** More than that of every region that it takes values of. */
    int level() {
        return level;
    }

    /** What the sweep that is on its way keeps here, or null. */
    RegionSweep.Stop stop() {
        return stop;
    }

    void stopAt(RegionSweep.Stop here) {
        stop = here;
    }

    /** Whether the values of its results are known. */
    boolean isComputed() {
        return isComputed;
    }

    /** Computes what was wanted, and what turned out to be needed when the same ran before. */
    void compute() {
        results = plan.results();
        pool = Pool.ofThread();
        CompiledFunction function = plan.function(results);
        Tensor[] tensors = new Tensor[results.length];
        for (int i = 0; i < results.length; i++) {
            Type type = values[results[i]].type();
            // a single truth comes as a number
            boolean maybeTruth = type != Type.NUMBER && type.isScalar();
            tensors[i] = pool.take(maybeTruth ? function.signature().results().get(i).type() : type);
        }
        function.fill(tensors, arguments(0));
        for (int i = 0; i < results.length; i++) {
            Value value = values[results[i]];
            value.computed(tensors[i].as(value.type().dtype()));
        }
        for (int i = plan.leaves(); i < values.length; i++) {
            values[i].keepInputs();
        }
        for (int i = plan.leaves(); i < values.length; i++) {
            values[i].see();
        }
        computed();
    }

    /** Says that the values of its results are known now. */
    void computed() {
        isComputed = true;
        for (int i = plan.leaves(); i < values.length; i++) {
            values[i].planned(plan, i, this);
        }
    }

    /**
     * The tensors that it takes.
     *
     * @param room for so many others behind them
     */
    Tensor[] arguments(int room) {
        int count = plan.leaves();
        Tensor[] arguments = new Tensor[count + room];
        for (int i = 0; i < count; i++) {
            arguments[i] = values[i].tensor();
        }
        return arguments;
    }

    /** Whether a sweep may go through the operations, and needs no gradients of theirs. */
    boolean isOpen() {
        for (int i = plan.leaves(); i < values.length; i++) {
            if (values[i].isReleased() || values[i].keeper() != null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Says for good that a sweep went through it. The states of a loop, which nobody looked at but operations, give
     * their tensors to the next step; if one is asked for after all, it is computed again.
     *
     * @param mine of the thread that is running
     */
    void release(StackFrame by, Pool mine) {
        boolean givesBack = !plan.isAskedLater() && pool == mine;
        for (int i = 0; givesBack && i < results.length; i++) {
            Value value = values[results[i]];
            if (value.isTracked() && !value.isShared() && Pool.takes(value.tensor().size())) {
                pool.give(value.type(), value.giveBack(this));
            }
        }
        for (int i = plan.leaves(); i < values.length; i++) {
            if (plan.isTracked(i)) {
                values[i].release(by, true);
            }
        }
    }

    /**
     * Computes again what gave its tensor back, and before that what it takes: by the same programs, so to the same
     * bits.
     */
    void restore() {
        plan.askLater();
        Deque<Region> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Region region = open.peek();
            int count = open.size();
            for (int i = 0; i < region.plan.leaves(); i++) {
                if (region.values[i].source() != null) {
                    open.push(region.values[i].source());
                }
            }
            if (open.size() == count) {
                open.pop().computeAgain();
            }
        }
    }

    private void computeAgain() {
        List<Tensor> tensors = plan.function(results).values(arguments(0));
        for (int i = 0; i < results.length; i++) {
            if (values[results[i]].source() == this) {
                values[results[i]].computed(tensors.get(i));
            }
        }
    }
}
