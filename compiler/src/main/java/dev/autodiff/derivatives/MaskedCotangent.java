package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cotangent or a tangent, which counts only under a condition and is zero otherwise.
 *
 * <p>The condition stands apart from the expression: a product with a partial derivative goes into the expression,
 * under the condition, where {@code 0 · ∞} cannot arise. Multiplying a zero by the partial would not do.
 *
 * <p>An expression that only moved since it was zero where it does not count is so still, and needs no mask to be
 * handed out; what it is multiplied by then must be masked by the whole condition again.
 *
 * @param condition a truth, or null for a derivative that always counts
 * @param mask a truth that the condition implies, such that the expression is zero where the condition does not hold
 *     but the mask does; null if it is zero wherever the condition does not hold
 */
record MaskedCotangent(Node condition, Node mask, Node expression) {
    private static final Set<Op> LOGIC = Set.of(Pointwise.AND, Pointwise.OR, Pointwise.NOT);

    /** An expression that may be anything where the condition does not hold. */
    MaskedCotangent(Node condition, Node expression) {
        this(condition, condition, expression);
    }

    static MaskedCotangent always(Node expression) {
        return new MaskedCotangent(null, expression);
    }

    MaskedCotangent onlyIf(Node c) {
        return new MaskedCotangent(both(condition, c), both(mask, c), expression);
    }

    /** The same under another condition, outside of which the expression is zero as it is. */
    MaskedCotangent countingIf(Node c) {
        return new MaskedCotangent(both(condition, c), mask, expression);
    }

    private static Node both(Node a, Node b) {
        return a == null ? b : and(a, b);
    }

    /** The contribution to an input with this partial derivative; null if there is none. */
    MaskedCotangent times(Node partial) {
        if (partial.isConstant(0) || expression.isConstant(0)) {
            return null;
        }
        if (partial.isConstant(1)) {
            return this;
        }
        if (partial.isConstant(-1)) {
            return new MaskedCotangent(condition, mask, expression.negate());
        }
        if (partial.op() == Pointwise.WHERE && partial.input(2).isConstant(0)) {
            return onlyIf(partial.input(0)).times(partial.input(1));
        }
        if (partial.op() == Pointwise.WHERE && partial.input(1).isConstant(0)) {
            return onlyIf(not(partial.input(0))).times(partial.input(2));
        }
        boolean staysZero = partial.op() instanceof Leaf.Constant factor && Double.isFinite(factor.value());
        return new MaskedCotangent(
                condition,
                staysZero ? mask : condition,
                expression.isConstant(1) ? partial : expression.times(partial));
    }

    /** The same with the choice that the expression may be, between something and zero, as a part of the condition. */
    MaskedCotangent unwrapped() {
        boolean isMasked = expression.op() == Pointwise.WHERE && expression.input(2).isConstant(0);
        return isMasked ? new MaskedCotangent(condition, mask, expression.input(1)).onlyIf(expression.input(0)) : this;
    }

    /** The same in every place of a type: constants among derivatives are single numbers. */
    MaskedCotangent as(Type type) {
        return new MaskedCotangent(as(condition, type), as(mask, type), TensorAlgebra.as(expression, type));
    }

    private static Node as(Node truth, Type type) {
        return truth == null ? null : TensorAlgebra.broadcast(truth, type.shape());
    }

    /**
     * The single truth that a condition is in every place of its shape, or null if it may differ from place to place.
     */
    static Node everywhere(Node condition) {
        Map<Node, Node> single = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>(List.of(condition));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node.type().isScalar()) {
                single.put(node, node);
            } else if (!(node.op() instanceof View.Broadcast) && !LOGIC.contains(node.op())) {
                return null;
            } else if (single.keySet().containsAll(node.inputs())) {
                Node[] parts = node.inputs().stream().map(single::get).toArray(Node[]::new);
                single.put(node, node.op() instanceof View.Broadcast ? parts[0] : node.graph().node(node.op(), parts));
            } else {
                open.push(node);
                node.inputs().stream().filter(input -> !single.containsKey(input)).forEach(open::push);
            }
        }
        return single.get(condition);
    }

    /** The expression, masked by the condition. */
    Node value() {
        return mask == null ? expression : where(mask, expression, expression.graph().constant(0, expression.type()));
    }

    /**
     * The sum of what several uses contribute, paired as a balanced tree so that a million uses neither make a deep
     * expression nor lose digits. The reverse sweep meets the last use first: the sum is written from the end of the
     * list.
     */
    static MaskedCotangent sum(List<MaskedCotangent> arrived) {
        boolean isWhole = arrived.size() > 1 && Coverage.isWhole(arrived);
        return sum(
                isWhole
                        ? arrived.stream()
                                .map(cotangent -> always(cotangent.value()))
                                .toList()
                        : arrived,
                0,
                arrived.size());
    }

    private static MaskedCotangent sum(List<MaskedCotangent> arrived, int from, int to) {
        if (to - from == 1) {
            return arrived.get(from);
        }
        int middle = (from + to) >>> 1;
        return sum(arrived, middle, to).plus(sum(arrived, from, middle));
    }

    private MaskedCotangent plus(MaskedCotangent other) {
        if (condition == other.condition) {
            Node either = mask == null || mask == other.mask ? other.mask : other.mask == null ? mask : condition;
            return new MaskedCotangent(condition, either, expression.plus(other.expression));
        }
        if (condition == null || other.condition == null) {
            return always(value().plus(other.value()));
        }
        if (splits(other)) {
            return new MaskedCotangent(outer(), where(inner(), expression, other.expression));
        }
        if (other.splits(this)) {
            return new MaskedCotangent(outer(), where(other.inner(), other.expression, expression));
        }
        return new MaskedCotangent(or(condition, other.condition), null, value().plus(other.value()));
    }

    /** Whether the two are the branches of one choice: they count under p and c, and under p and not c. */
    private boolean splits(MaskedCotangent other) {
        return outer() == other.outer() && other.inner().op() == Pointwise.NOT && other.inner().input(0) == inner();
    }

    /** The condition without its last part, null if it has one part only. */
    private Node outer() {
        return condition.op() == Pointwise.AND ? condition.input(0) : null;
    }

    /** The last part of the condition. */
    private Node inner() {
        return condition.op() == Pointwise.AND ? condition.input(1) : condition;
    }
}
