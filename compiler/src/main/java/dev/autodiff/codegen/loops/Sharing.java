package dev.autodiff.codegen.loops;

import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.lowering.Step.Output;
import dev.autodiff.runtime.Dimension;
import java.util.List;

/**
 * Whether and how threads share the outermost loop of a nest: in chunks whose size follows from the shape alone, so
 * that the results are the same to the last bit for any number of threads. What the whole loop folds to a number is
 * folded for each chunk, and the results of the chunks in their order.
 */
final class Sharing {
    /** A part of a loop takes where it begins and ends. */
    private static final int RANGE_SLOTS = 2;

    /** It takes an array and a place in it for each number that is folded. */
    private static final int FOLD_SLOTS = 2;

    private final LoopLayout layout;
    private final List<Output> folds;

    private Sharing(LoopLayout layout) {
        this.layout = layout;
        this.folds = layout.outputs().stream().filter(output -> isNumber(layout, output)).toList();
    }

    /** Null for a loop that has to be done by one thread. */
    static Sharing of(LoopLayout layout) {
        if (layout.depth() == 0
                || !layout.outputs().stream().allMatch(output -> isSeparate(layout, output))
                || !LoopBody.readsOnlyItsOwn(layout)) {
            return null;
        }
        Sharing sharing = new Sharing(layout);
        return sharing.slots() <= ClassFile.MAX_ARGUMENT_SLOTS ? sharing : null;
    }

    private int slots() {
        return PlanLayout.slots(layout.arguments()) + FOLD_SLOTS * folds.size() + RANGE_SLOTS;
    }

    /** Whether no two rounds of the outermost loop write to one place, or all fold to one number. */
    private static boolean isSeparate(LoopLayout layout, Output output) {
        if (output.index() != null) {
            return false;
        }
        List<Dimension> strides = layout.strides(layout.place(output));
        if (strides.get(0).is(0)) {
            return isNumber(layout, output);
        }
        return output.fold() == null || isDense(layout, strides);
    }

    private static boolean isNumber(LoopLayout layout, Output output) {
        return output.fold() != null
                && output.index() == null
                && layout.strides(layout.place(output)).stream().allMatch(stride -> stride.is(0));
    }

    /** Whether each step along a loop goes over all that the loops in it reach. */
    private static boolean isDense(LoopLayout layout, List<Dimension> strides) {
        Dimension reach = null;
        for (int level = strides.size() - 1; level >= 0; level--) {
            if (!strides.get(level).is(0)) {
                if (reach != null && !strides.get(level).equals(reach)) {
                    return false;
                }
                reach = strides.get(level).times(layout.length(level));
            }
        }
        return true;
    }

    LoopLayout layout() {
        return layout;
    }

    /** What is folded to numbers. */
    List<Output> folds() {
        return folds;
    }

    /** The elements of one round of the outermost loop. */
    Dimension inner() {
        Dimension inner = Dimension.ONE;
        for (int level = 1; level < layout.depth(); level++) {
            inner = inner.times(layout.length(level));
        }
        return inner;
    }
}
