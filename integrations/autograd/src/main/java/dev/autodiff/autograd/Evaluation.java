package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes values when somebody looks at them: all operations that are missing in one compiled function. What is on the
 * way is not kept, since most is never asked for. But a look ends a program: later operations take tensors of what was
 * looked at, so that a loop that looks at its state in every step computes each state from the one before.
 */
final class Evaluation {
    private Evaluation() {}

    /** The tensor of a value, for those who may keep it. */
    static Tensor of(Value value) {
        if (value.tensor() == null && !isComputedByPlan(value)) {
            evaluate(List.of(value));
        }
        return value.shared();
    }

    /** Whether it could be computed as one region; what fails is done again, with more care about what it says. */
    private static boolean isComputedByPlan(Value value) {
        return Attempt.of(
                () -> {
                    Region region = value.isNested() ? null : Region.of(value);
                    if (region != null) {
                        region.compute();
                    }
                    return region != null;
                },
                failure -> false);
    }

    /** Computes those that have no tensors yet, together. */
    static void evaluate(List<Value> values) {
        List<Value> missing = new ArrayList<>();
        boolean isNested = false;
        for (Value value : values) {
            if (value.tensor() == null && !missing.contains(value)) {
                missing.add(value);
                isNested |= value.isNested();
            }
        }
        if (isNested) {
            evaluateNested(missing);
        } else if (!missing.isEmpty()) {
            evaluateMissing(missing);
        }
    }

    private static void evaluateMissing(List<Value> missing) {
        Slice slice = Slice.of(missing, value -> value.tensor() != null);
        slice.operations().forEach(Value::keepInputs);
        List<Value> states = states(slice);
        List<Value> results = new ArrayList<>(missing);
        for (Value operation : slice.operations()) {
            if ((operation.isKept() || states.contains(operation)) && !results.contains(operation)) {
                results.add(operation);
            }
        }
        List<List<Value>> segments = Segments.of(slice.operations(), results);
        if (segments.size() > 1) {
            evaluate(segments, results);
        } else {
            run(slice, results);
        }
        slice.operations().forEach(Value::see);
        states.forEach(Value::keep);
    }

    /**
     * What will be asked for next, where a loop looks at its state in every step: what is made as the state before was,
     * the last of that kind.
     */
    private static List<Value> states(Slice slice) {
        List<Value> states = new ArrayList<>();
        for (Value before : slice.leaves()) {
            Value last = before.isKept() ? lastLike(before, slice.operations()) : null;
            if (last != null && !states.contains(last)) {
                states.add(last);
            }
        }
        return states;
    }

    private static Value lastLike(Value before, List<Value> operations) {
        for (int i = operations.size() - 1; i >= 0; i--) {
            Value operation = operations.get(i);
            if (operation.form() == before.form() && operation.type().equals(before.type())) {
                return operation;
            }
        }
        return null;
    }

    /**
     * Derivatives among the operations go back to the leaves, through values that are computed already; long recordings
     * of them are not cut.
     */
    private static void evaluateNested(List<Value> missing) {
        Slice pending = Slice.of(missing, value -> value.tensor() != null);
        List<Value> differentiated = pending.operations().stream()
                .filter(operation -> operation.form().isDerivative())
                .map(operation -> operation.inputs()[0])
                .toList();
        Set<Value> whole = Slice.tracked(differentiated);
        requireHistory(whole);
        run(Slice.of(missing, value -> value.isLeaf() || value.tensor() != null && !whole.contains(value)), missing);
    }

    /** Requires that one can go back through these operations. */
    static void requireHistory(Set<Value> whole) {
        for (Value value : whole) {
            if (value.isGone()) {
                throw Place.error(
                        "'" + value.form().name() + "' of " + value.place() + " was gone through backward in "
                                + value.releasedBy() + ", and not retained",
                        "call backward with retainGraph() there");
            }
        }
    }

    /** Computes segments one after the other, and keeps what later ones take. */
    static void evaluate(List<List<Value>> segments, List<Value> wanted) {
        Map<Value, Integer> lastUse = Segments.lastUses(segments);
        wanted.forEach(value -> lastUse.put(value, segments.size()));
        for (int i = 0; i < segments.size(); i++) {
            int segment = i;
            List<Value> live = segments.get(i).stream()
                    .filter(value -> value.tensor() == null && lastUse.getOrDefault(value, -1) > segment)
                    .toList();
            if (!live.isEmpty()) {
                run(Slice.of(segments.get(i)), live);
            }
        }
    }

    private static void run(Slice slice, List<Value> results) {
        List<Tensor> tensors = Programs.values(slice, results);
        for (int i = 0; i < tensors.size(); i++) {
            // a single truth comes as a number
            results.get(i).computed(tensors.get(i).as(results.get(i).type().dtype()));
        }
    }
}
