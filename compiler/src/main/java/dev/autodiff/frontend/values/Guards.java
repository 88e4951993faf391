package dev.autodiff.frontend.values;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The conditions under which the text at hand is run. All of a graph is computed, so what may fail or not end is made
 * harmless where its conditions do not hold. A loop that makes no step computes nothing of its body: there the
 * conditions around it need not be said again.
 */
public final class Guards {
    /**
     * A condition, or the body of a loop if there is no condition, inside of others; the same conditions one after the
     * other are one frame.
     */
    public static final class Frame {
        private final Frame outer;
        private final Node condition;
        private final int loop;
        private final int depth;
        private final Map<Object, Frame> inner = new HashMap<>();

        private Frame(Frame outer, Node condition, int loop) {
            this.outer = outer;
            this.condition = condition;
            this.loop = loop;
            this.depth = outer == null ? 0 : outer.depth + 1;
        }

        private boolean isCondition() {
            return condition != null;
        }

        private boolean isOutermost() {
            return outer == null;
        }
    }

    private final Frame outermost = new Frame(null, null, 0);
    private Frame frame = outermost;
    private int conditions;
    private int uses;

    /** What follows is run only if the condition holds. */
    public void enter(Node condition) {
        Frame outer = frame;
        frame = outer.inner.computeIfAbsent(condition, key -> new Frame(outer, condition, 0));
        conditions++;
    }

    public void enterLoop(int loop) {
        Frame outer = frame;
        frame = outer.inner.computeIfAbsent(loop, key -> new Frame(outer, null, loop));
    }

    public void leave() {
        if (frame.isCondition()) {
            conditions--;
        }
        frame = frame.outer;
    }

    public int depth() {
        return frame.depth;
    }

    /** Leaves what has been entered since, where an error has ended the text that entered it. */
    public void leaveTo(int depth) {
        while (frame.depth > depth) {
            leave();
        }
    }

    /** How often something depended on the conditions. */
    public int uses() {
        return uses;
    }

    /** Where something belongs that is computed now: at the innermost condition, since a loop is no condition. */
    public Frame place() {
        Frame place = frame;
        while (!place.isCondition() && !place.isOutermost()) {
            place = place.outer;
        }
        return place;
    }

    /** What was computed before, and may be used here because all conditions hold that it depends on; or null. */
    public <T> T known(Map<Frame, T> values) {
        for (Frame place = values.isEmpty() ? null : frame; place != null; place = place.outer) {
            T value = values.get(place);
            if (value != null) {
                uses += place.isOutermost() ? 0 : 1;
                return value;
            }
        }
        return null;
    }

    /** The place of what depends on no condition. */
    public Frame everywhere() {
        return outermost;
    }

    /** Whether the text at hand is run only if a condition holds. */
    public boolean isConditional() {
        return conditions > 0;
    }

    /**
     * The index or count, but 0 where the conditions do not hold.
     *
     * @param others what else the node that uses it depends on
     */
    public Node harmless(Node value, Collection<Node> others) {
        Set<Node> all = new HashSet<>(others);
        all.add(value);
        Node guard = condition(all);
        return guard == null ? value : where(guard, value, value.constant(0));
    }

    /**
     * What must hold for something to be run, or null if it is run in any case.
     *
     * @param nodes what it depends on
     */
    public Node condition(Collection<Node> nodes) {
        uses++;
        if (conditions == 0) {
            return null;
        }
        Set<Integer> loops = new HashSet<>();
        nodes.forEach(node -> loops.addAll(node.loops()));
        Node guard = null;
        for (Frame place = frame;
                !place.isOutermost() && (place.isCondition() || !loops.contains(place.loop));
                place = place.outer) {
            if (place.isCondition()) {
                guard = guard == null ? place.condition : and(place.condition, guard);
                loops.addAll(place.condition.loops());
            }
        }
        return guard;
    }
}
