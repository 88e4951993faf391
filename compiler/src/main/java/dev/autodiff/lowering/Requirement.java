package dev.autodiff.lowering;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What named dimensions must fulfil for a call to make sense, as far as the types do not say it: slices lie inside.
 *
 * @param value must not be negative
 * @param text what is wrong if it is
 */
public record Requirement(Dimension value, String text) {
    /** Those that the others follow from: of {@code n - 1 >= 0} and {@code n - 3 >= 0} the second. */
    static List<Requirement> strongest(List<Requirement> requirements) {
        Map<Dimension, Requirement> strongest = new LinkedHashMap<>();
        for (Requirement requirement : requirements) {
            Dimension names = requirement.value().plus(-requirement.value().constantTerm());
            strongest.merge(names, requirement, (a, b) -> a.value().constantTerm() <= b.value().constantTerm() ? a : b);
        }
        return List.copyOf(strongest.values());
    }

    /** The requirements of one node. */
    static List<Requirement> of(Node node) {
        List<Requirement> requirements = new ArrayList<>();
        if (node.op() instanceof View.Slice slice && !(node.input(0).shape().isLiteral() && node.shape().isLiteral())) {
            for (int axis = 0; axis < node.shape().rank(); axis++) {
                inside(node, slice, axis, requirements);
            }
        }
        return requirements;
    }

    /** The slice has a length, and its first and its last element exist. */
    private static void inside(Node node, View.Slice slice, int axis, List<Requirement> requirements) {
        Shape x = node.input(0).shape();
        Dimension length = node.shape().dimension(axis);
        Dimension first = slice.steps().starts().get(axis);
        int step = slice.steps().steps().get(axis);
        Dimension last = first.plus(length.plus(-1).times(step));
        String range = length.is(1)
                ? "the index " + first
                : "the slice " + first + ":" + first.plus(length.times(step)) + (step == 1 ? "" : ":" + step);
        String text = range + (node.line() > 0 ? " in line " + node.line() : "") + " does not fit axis " + axis
                + ", whose length is " + x.dimension(axis);
        add(length, text, requirements);
        if (!length.is(0)) {
            // of an empty slice the last element lies one step before the first
            add(x.dimension(axis).minus(step > 0 ? last : first).plus(-1), text, requirements);
            add(step > 0 ? first : last, text, requirements);
        }
    }

    private static void add(Dimension value, String text, List<Requirement> requirements) {
        if (!value.isNeverNegative()) {
            requirements.add(new Requirement(value, text));
        }
    }
}
