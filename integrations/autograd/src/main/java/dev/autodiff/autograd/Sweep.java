package dev.autodiff.autograd;

import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes backward from a value to the leaves: values and gradients of a recording come from one pass of one compiled
 * function, whether or not somebody has looked at the values before.
 */
final class Sweep {
    private final Value result;
    private Set<Value> whole;
    private final Map<Value, Tensor> cotangents = new IdentityHashMap<>();
    private final Map<Value, Tensor> gradients = new LinkedHashMap<>();

    private Sweep(Value result) {
        this.result = result;
    }

    /** Adds gradients to the variables that keep those of what a value is made of. */
    static void backward(Value result, Tensor cotangent, boolean retain) {
        Sweep sweep = new Sweep(result);
        RegionSweep regions = sweep.byRegions(cotangent);
        if (regions == null) {
            sweep.requireRetained();
            sweep.cotangents.put(result, cotangent);
            sweep.run();
        }
        // all at once: a sweep that fails leaves the gradients as they were
        sweep.gradients.forEach((value, gradient) -> value.keeper().accumulate(Variable.of(value.type(), gradient)));
        if (!retain) {
            StackFrame by = Value.BACKWARD.caller();
            if (regions != null) {
                regions.release(by);
            } else {
                sweep.whole.forEach(value -> value.release(by, !result.isNested()));
            }
        }
    }

    /**
     * Goes back region by region, if that is what the recording consists of, or returns null. What fails is done again
     * the general way, which tells what went wrong.
     */
    private RegionSweep byRegions(Tensor cotangent) {
        return Attempt.of(
                () -> {
                    RegionSweep regions = result.isNested() || result.isLeaf() ? null : RegionSweep.to(result);
                    if (regions != null) {
                        regions.run(cotangent, gradients);
                    }
                    return regions;
                },
                failure -> {
                    gradients.clear();
                    return null;
                });
    }

    /** The same as operations of the recording, which can be differentiated again. */
    static void record(Variable result, Variable cotangent) {
        Sweep sweep = new Sweep(result.value());
        sweep.requireRetained();
        Slice slice = sweep.slice();
        Form form = cotangent == null ? Form.of("grad", "grad(#, #)") : Form.of("vjp", "vjp(#, #, #)");
        for (Value value : sweep.keeping(slice)) {
            Variable by = Variable.of(value);
            Variable gradient = cotangent == null
                    ? Recorder.record(form, result, by) : Recorder.record(form, result, by, cotangent);
            value.keeper().accumulate(gradient);
        }
    }

    private void requireRetained() {
        whole = Slice.tracked(List.of(result));
        for (Value value : whole) {
            if (value.isReleased()) {
                throw Place.error(
                        "'" + value.form().name() + "' of " + value.place() + " was gone through backward before, in "
                                + value.releasedBy() + ", and not retained",
                        "call backward with retainGraph() there, or record it again");
            }
        }
    }

    private Slice slice() {
        return Slice.of(
                List.of(result), value -> value.isLeaf() || value.tensor() != null && !whole.contains(value));
    }

    /** The leaves and operations that derivatives lead to, and whose gradients are kept. */
    private List<Value> keeping(Slice slice) {
        Set<Value> reached = reached(slice);
        List<Value> keeping = new ArrayList<>();
        for (Value leaf : slice.leaves()) {
            if (leaf.isLeaf() && reached.contains(leaf)) {
                keeping.add(leaf);
            }
        }
        for (Value operation : slice.operations()) {
            if (operation.keeper() != null && whole.contains(operation)) {
                keeping.add(operation);
            }
        }
        return keeping;
    }

    /** What the tracked operations of a program take; others take values, and derivatives do not lead to them. */
    private Set<Value> reached(Slice slice) {
        Set<Value> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Value operation : slice.operations()) {
            for (Value input : whole.contains(operation) ? operation.inputs() : Value.NONE) {
                if (input.isTracked()) {
                    reached.add(input);
                }
            }
        }
        return reached;
    }

    private void run() {
        if (result.isLeaf()) {
            gradients.put(result, cotangents.get(result));
            return;
        }
        Slice slice = slice();
        slice.operations().forEach(Value::keepInputs);
        List<List<Value>> segments =
                result.isNested() ? List.of(slice.operations()) : Segments.of(slice.operations(), List.of(result));
        if (segments.size() == 1) {
            pull(slice, List.of(result));
            return;
        }
        Evaluation.evaluate(segments, List.of(result));
        for (int i = segments.size() - 1; i >= 0; i--) {
            List<Value> reached = segments.get(i).stream().filter(cotangents::containsKey).toList();
            if (!reached.isEmpty()) {
                pull(Slice.of(segments.get(i)), reached);
            }
        }
    }

    /** From the cotangents of operations to those of what the program takes. */
    private void pull(Slice slice, List<Value> results) {
        List<Value> variables = keeping(slice);
        Set<Value> reached = reached(slice);
        slice.leaves().stream().filter(leaf -> !leaf.isLeaf() && reached.contains(leaf)).forEach(variables::add);
        Pullback pullback =
                Programs.pullback(slice, results, variables, results.stream().map(cotangents::get).toList());
        for (int i = 0; i < results.size(); i++) {
            results.get(i).computed(pullback.values().get(i));
        }
        for (int i = 0; i < variables.size(); i++) {
            deliver(variables.get(i), pullback.gradient().get(i), slice);
        }
    }

    private void deliver(Value value, Tensor gradient, Slice slice) {
        boolean isKept = value.isLeaf() || slice.isOperation(value);
        (isKept ? gradients : cotangents).merge(value, gradient, Tensors::sum);
    }
}
