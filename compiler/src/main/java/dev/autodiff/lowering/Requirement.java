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
        add(length, node, requirements);
        if (!length.is(0)) {
            // of an empty slice the last element lies one step before the first
            add(x.dimension(axis).minus(step > 0 ? last : first).plus(-1), node, requirements);
            add(step > 0 ? first : last, node, requirements);
        }
    }

    private static void add(Dimension value, Node node, List<Requirement> requirements) {
        if (!value.isNeverNegative()) {
            String place = node.line() > 0 ? "the slice in line " + node.line() : "a slice";
            requirements.add(new Requirement(value, place + " needs " + value + " >= 0"));
        }
    }
}
