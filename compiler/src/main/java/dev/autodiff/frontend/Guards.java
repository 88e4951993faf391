package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The conditions under which the text at hand is run. All of a graph is computed, so what may fail or not end is made harmless where
 * its conditions do not hold. A loop that makes no step computes nothing of its body: there the conditions around it need not be said again.
 */
final class Guards {
    private sealed interface Frame {
        record Condition(Node node) implements Frame {}

        record Body(int loop) implements Frame {}
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private int conditions;
    private int uses;

    /** What follows is run only if the condition holds. */
    void enter(Node condition) {
        frames.push(new Frame.Condition(condition));
        conditions++;
    }

    void enterLoop(int loop) {
        frames.push(new Frame.Body(loop));
    }

    void leave() {
        if (frames.pop() instanceof Frame.Condition) {
            conditions--;
        }
    }

    int depth() {
        return frames.size();
    }

    /** Leaves what has been entered since, where an error has ended the text that entered it. */
    void leaveTo(int depth) {
        while (frames.size() > depth) {
            leave();
        }
    }

    /** How often something depended on the conditions. */
    int uses() {
        return uses;
    }

    /** What was computed before, and depended on the conditions, is used again. */
    void addUse() {
        uses++;
    }

    /** All that something may depend on. */
    Object key() {
        return conditions == 0 ? List.of() : List.copyOf(frames);
    }

    /**
     * The index or count, but 0 where the conditions do not hold.
     *
     * @param others what else the node that uses it depends on
     */
    Node harmless(Node value, Collection<Node> others) {
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
    Node condition(Collection<Node> nodes) {
        uses++;
        if (conditions == 0) {
            return null;
        }
        Set<Integer> loops = new HashSet<>();
        nodes.forEach(node -> loops.addAll(node.loops()));
        Node guard = null;
        for (Frame frame : frames) {
            if (frame instanceof Frame.Condition condition) {
                guard = guard == null ? condition.node() : and(condition.node(), guard);
                loops.addAll(condition.node().loops());
            } else if (frame instanceof Frame.Body body && loops.contains(body.loop())) {
                break;
            }
        }
        return guard;
    }
}
