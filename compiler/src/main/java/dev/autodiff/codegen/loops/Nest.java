package dev.autodiff.codegen.loops;

import dev.autodiff.graph.Access;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The axes that a loop really goes along: those of length 1 are left out, and neighbours that every access goes through
 * in one line are one axis. So a loop over dense arrays is a single loop whatever their shapes are. Axes that no access
 * goes along stay apart: there is no array whose length bounds the product of theirs.
 */
final class Nest {
    private final List<Dimension> lengths = new ArrayList<>();
    private final List<Access> accesses;
    private final Map<Access, Integer> indices = new HashMap<>();
    private final List<List<Dimension>> strides = new ArrayList<>();

    Nest(Step.Loop loop, List<Access> accesses) {
        this.accesses = accesses;
        for (Access access : accesses) {
            indices.put(access, strides.size());
            strides.add(new ArrayList<>());
        }
        for (int axis = 0; axis < loop.space().rank(); axis++) {
            add(axis, loop.space().dimension(axis));
        }
    }

    private Nest(Nest other, int levelA, int levelB) {
        this.accesses = other.accesses;
        lengths.addAll(other.lengths);
        Collections.swap(lengths, levelA, levelB);
        indices.putAll(other.indices);
        for (List<Dimension> steps : other.strides) {
            List<Dimension> swapped = new ArrayList<>(steps);
            Collections.swap(swapped, levelA, levelB);
            strides.add(swapped);
        }
    }

    /** The same with the two innermost loops in the other order. */
    Nest withInnermostSwapped() {
        return new Nest(this, depth() - 2, depth() - 1);
    }

    private void add(int axis, Dimension length) {
        if (length.is(1)) {
            return;
        }
        int last = lengths.size() - 1;
        if (last >= 0 && continues(axis, length, last)) {
            lengths.set(last, lengths.get(last).times(length));
            for (int k = 0; k < accesses.size(); k++) {
                strides.get(k).set(last, accesses.get(k).strides().get(axis));
            }
        } else {
            lengths.add(length);
            for (int k = 0; k < accesses.size(); k++) {
                strides.get(k).add(accesses.get(k).strides().get(axis));
            }
        }
    }

    /** Whether a step along the axis before is as many steps along this one as it has. */
    private boolean continues(int axis, Dimension length, int last) {
        boolean isBounded = false;
        for (int k = 0; k < accesses.size(); k++) {
            Dimension stride = accesses.get(k).strides().get(axis);
            if (!strides.get(k).get(last).equals(stride.times(length))) {
                return false;
            }
            isBounded |= !stride.is(0);
        }
        return isBounded;
    }

    int depth() {
        return lengths.size();
    }

    Dimension length(int level) {
        return lengths.get(level);
    }

    /** The steps of an access along the axes of the nest. */
    List<Dimension> strides(Access access) {
        return strides.get(indices.get(access));
    }

    /** The first level from which on the access stays at one place. */
    int settledAt(Access access) {
        List<Dimension> steps = strides(access);
        int level = steps.size();
        while (level > 0 && steps.get(level - 1).is(0)) {
            level--;
        }
        return level;
    }
}
