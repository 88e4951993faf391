package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes values when somebody looks at them: all operations that are missing in one compiled function. What is on the
 * way is not kept, since most is never asked for. But a look ends a program: of what was looked at, later operations take
 * tensors, so that a loop that looks at its state in every step computes each state from the one before.
 */
final class Evaluation {
    private Evaluation() {}

    /** The tensor of a value. */
    static Tensor of(Value value) {
        if (value.tensor() == null) {
            evaluate(List.of(value));
        }
        return value.tensor();
    }

    /** Computes those that have no tensors yet, together. */
    static void evaluate(List<Value> values) {
        List<Value> missing = values.stream().filter(value -> value.tensor() == null).toList();
        if (missing.isEmpty()) {
            return;
        }
        if (missing.stream().anyMatch(Value::isNested)) {
            evaluateNested(missing);
            return;
        }
        Slice slice = Slice.of(missing, value -> value.tensor() != null);
        slice.operations().forEach(Value::keepInputs);
        List<Value> states = states(slice);
        List<Value> results = new ArrayList<>(missing);
        slice.operations().stream().filter(Value::isKept).forEach(results::add);
        results.addAll(states);
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
        Map<Form, Value> last = new IdentityHashMap<>();
        slice.leaves().stream().filter(Value::isKept).forEach(state -> last.put(state.form(), state));
        List<Value> states = new ArrayList<>();
        for (Map.Entry<Form, Value> before : last.entrySet()) {
            slice.operations().stream()
                    .filter(operation -> operation.form() == before.getKey()
                            && operation.type().equals(before.getValue().type()))
                    .reduce((one, other) -> other)
                    .ifPresent(states::add);
        }
        return states;
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
                                + Place.text(value.released()) + ", and not retained",
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
        List<Value> distinct = Arrays.asList(results.stream().distinct().toArray(Value[]::new));
        List<Tensor> tensors = Programs.values(slice, distinct);
        for (int i = 0; i < tensors.size(); i++) {
            // a single truth comes as a number
            distinct.get(i).computed(tensors.get(i).as(distinct.get(i).type().dtype()));
        }
    }
}
