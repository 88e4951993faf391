package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording that was computed before. What has the same operations on values of the same types, as each step of a
 * loop or of training has, is found by comparing it operation by operation, and runs without being written and looked
 * up as a text. Values have places: first those that the program takes, then the operations in its order.
 *
 * <p>A plan learns: an operation that was not kept and was needed after all is a result from then on.
 */
final class Plan {
    private final Form[] forms;
    private final int[][] inputs;
    private final Type[] types;
    private final Type[] operationTypes;
    private final boolean[] isTracked;
    private final String text;
    private volatile Results results;
    private volatile Pull[] pulls = {};
    private volatile boolean isAskedLater;

    /** What the program computes, at some places; functions are kept by {@link Programs} alone. */
    private record Results(int[] places, WeakReference<CompiledFunction> function) {}

    private Plan(Slice slice) {
        List<Value> all = new ArrayList<>(slice.leaves());
        all.addAll(slice.operations());
        int leaves = slice.leaves().size();
        types = slice.leaves().stream().map(Value::type).toArray(Type[]::new);
        operationTypes = slice.operations().stream().map(Value::type).toArray(Type[]::new);
        forms = slice.operations().stream().map(Value::form).toArray(Form[]::new);
        inputs = new int[forms.length][];
        isTracked = new boolean[all.size()];
        for (int i = 0; i < isTracked.length; i++) {
            isTracked[i] = all.get(i).isTracked();
            if (i >= leaves) {
                inputs[i - leaves] = Arrays.stream(all.get(i).inputs()).mapToInt(slice::place).toArray();
            }
        }
        StringBuilder out = new StringBuilder();
        slice.append(out);
        text = out.toString();
        results = new Results(new int[] {all.size() - 1}, new WeakReference<>(null));
    }

    /** For operations of which the last is wanted, in an order in which each leads to it. */
    static Plan of(Slice slice) {
        return new Plan(slice);
    }

    /** How many values have places. */
    int size() {
        return isTracked.length;
    }

    /** How many it takes. */
    int leaves() {
        return types.length;
    }

    /** The program. */
    String text() {
        return text;
    }

    /** What the program calls the value at a place. */
    String name(int place) {
        return place < types.length ? "x" + place : "y" + (place - types.length);
    }

    /** The type of an operation's value. */
    Type type(int place) {
        return operationTypes[place - types.length];
    }

    boolean isTracked(int place) {
        return isTracked[place];
    }

    /** The places of an operation's inputs. */
    int[] inputs(int place) {
        return inputs[place - types.length];
    }

    /**
     * The values at all places, if what leads to this one is what the plan computes, and takes nothing that is better
     * kept; else null.
     */
    Value[] match(Value last) {
        Value[] values = new Value[isTracked.length];
        values[values.length - 1] = last;
        for (int i = values.length - 1; i >= types.length; i--) {
            if (!isOperation(values[i], i) || !place(values[i].inputs(), inputs(i), values)) {
                return null;
            }
        }
        for (int i = 0; i < types.length; i++) {
            if (!isLeaf(values, i)) {
                return null;
            }
        }
        return values;
    }

    private boolean isOperation(Value value, int place) {
        return value.form() == forms[place - types.length]
                && value.tensor() == null
                && value.isTracked() == isTracked[place]
                && !value.takesSeen();
    }

    private static boolean place(Value[] given, int[] places, Value[] values) {
        if (given.length != places.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            Value known = values[places[i]];
            if (known != null && known != given[i]) {
                return false;
            }
            values[places[i]] = given[i];
        }
        return true;
    }

    /** The same value at two places would have two gradients, and another sum of them than in a program of its own. */
    private boolean isLeaf(Value[] values, int place) {
        Value leaf = values[place];
        boolean isSame = leaf.type() == types[place] || leaf.type().equals(types[place]);
        if (!isSame || leaf.tensor() == null || leaf.isTracked() != isTracked[place]) {
            return false;
        }
        for (int i = 0; i < place; i++) {
            if (values[i] == leaf) {
                return false;
            }
        }
        return true;
    }

    /** The places of what the program computes; the last one is what was wanted. */
    int[] results() {
        return results.places();
    }

    /** Makes an operation a result. */
    synchronized void learn(int place) {
        int[] places = results.places();
        if (Arrays.stream(places).noneMatch(known -> known == place)) {
            int[] more = Arrays.copyOf(places, places.length + 1);
            more[places.length] = place;
            Arrays.sort(more);
            results = new Results(more, new WeakReference<>(null));
        }
    }

    /** Says that somebody asked for what gave its tensor back after a sweep. */
    void askLater() {
        isAskedLater = true;
    }

    /** Whether that happened: then values like these keep their tensors. */
    boolean isAskedLater() {
        return isAskedLater;
    }

    /** The program, which computes these results. */
    CompiledFunction function(int[] places) {
        Results known = results;
        CompiledFunction function = known.places() == places ? known.function().get() : null;
        if (function == null) {
            function = Programs.compiled(text, names(places), List.of());
            if (known.places() == places) {
                results = new Results(places, new WeakReference<>(function));
            }
        }
        return function;
    }

    List<String> names(int[] places) {
        return Arrays.stream(places).mapToObj(this::name).toList();
    }

    /**
     * The way back from some results.
     *
     * @param cotangents of these results, at their places
     * @param isComputed whether their values are known
     */
    Pull pull(Tensor[] cotangents, boolean isComputed) {
        for (Pull pull : pulls) {
            if (pull.isFor(cotangents, isComputed)) {
                return pull;
            }
        }
        Pull pull = new Pull(this, cotangents, isComputed);
        synchronized (this) {
            Pull[] more = Arrays.copyOf(pulls, pulls.length + 1);
            more[pulls.length] = pull;
            pulls = more;
        }
        return pull;
    }
}
