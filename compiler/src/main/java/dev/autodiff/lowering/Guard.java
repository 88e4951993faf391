package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.lowering.Storage.Located;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stored truth that the innermost axes of a fold leave as it is, and that holds for few of the others: where it is
 * false the fold takes up its neutral value, which changes no bit, so that the innermost loops need not be done at all.
 *
 * <p>So the adjoint of a least element along an axis, {@code where(x == min(x), g/ties, 0)}, costs what follows from it
 * for the elements that are chosen, and a comparison for the others. Equality is what holds seldom; of an inequality
 * nothing is known, and a loop without branches may be the faster one.
 */
record Guard(Located truth) {
    /** Of fewer alternatives one is chosen too often for a branch to pay. */
    private static final int MIN_ALTERNATIVES = 4;

    /** What all that a task folds counts under, or null. */
    static Guard of(Task task, Storage storage) {
        Node value = task.value();
        if (!isFoldFromNeutral(task) || storage.located(value) != null || !isChoice(value, task.fold())) {
            return null;
        }
        Deque<Node> open = new ArrayDeque<>();
        open.push(value.input(0));
        while (!open.isEmpty()) {
            Node truth = open.pop();
            Located located = storage.located(truth);
            if (located == null && truth.op() == Pointwise.AND) {
                open.push(truth.input(1));
                open.push(truth.input(0));
            } else if (located != null && holdsSeldom(located.base()) && skipsLoops(located.access(), task)) {
                return new Guard(located);
            }
        }
        return null;
    }

    /** Else a zero that is not added might have made 0 of −0. */
    private static boolean isFoldFromNeutral(Task task) {
        return task.fold() != null && task.fill() == task.fold().neutral();
    }

    private static boolean isChoice(Node value, Fold fold) {
        return value.op() == Pointwise.WHERE && value.input(2).isConstant(fold.neutral());
    }

    private static boolean holdsSeldom(Node truth) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(truth);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node.op() == Pointwise.EQ) {
                return true;
            }
            if (node.op() == Pointwise.AND) {
                node.inputs().forEach(open::push);
            }
        }
        return false;
    }

    /** Whether there are loops within those that the truth changes with, and enough rounds of these. */
    private static boolean skipsLoops(Access access, Task task) {
        int last = lastAxis(access);
        boolean isFew = last < 0
                || task.space().dimension(last).isLiteral()
                        && task.space().dimension(last).literal() < MIN_ALTERNATIVES;
        return !isFew
                && task.space().between(last + 1, task.space().rank()).dimensions().stream()
                        .anyMatch(length -> !length.is(1));
    }

    /** The last axis along which the truth changes; -1 if there is none. */
    static int lastAxis(Access access) {
        int axis = access.strides().size() - 1;
        while (axis >= 0 && access.strides().get(axis).is(0)) {
            axis--;
        }
        return axis;
    }

    /** What a task folds where the guard is true. */
    Node counting(Node value, Storage storage) {
        return truth.equals(storage.located(value.input(0))) ? value.input(1) : value;
    }
}
