package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a loop's state takes on its next values, which are meant to replace the old ones all at once: a next value is
 * computed in the place of the old one where nothing reads that any more, and the others are moved when all are known.
 */
final class StateUpdate {
    /** Sets a value of the state; or, if the value is null, sets aside what it was. */
    record Move(int state, Node value) {}

    private final Iteration loop;
    private final Map<Node, Integer> inPlace = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();

    StateUpdate(Schedule schedule, Iteration loop) {
        this.loop = loop;
        Map<Integer, Node> pending = new TreeMap<>();
        loop.states().stream()
                .filter(state -> loop.next(state) != loop.state(state))
                .forEach(state -> pending.put(state, loop.next(state)));
        computeInPlace(schedule, pending);
        moveAll(pending);
    }

    /** The value of the state that this step of the body computes in its place; null if none. */
    Integer place(Node step) {
        return inPlace.get(step);
    }

    /** What is left to be done at the end of a step, in this order. */
    List<Move> moves() {
        return moves;
    }

    private void computeInPlace(Schedule schedule, Map<Integer, Node> pending) {
        Set<Node> readLater = new HashSet<>(pending.values());
        List<Node> steps = loop.tail().steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Node step = steps.get(i);
            Integer place = step.op() instanceof LoopOp.Loop
                    ? null
                    : pending.keySet().stream()
                            .filter(state -> pending.get(state) == step && !readLater.contains(loop.state(state)))
                            .findFirst()
                            .orElse(null);
            if (place != null) {
                inPlace.put(step, place);
                pending.remove(place);
            }
            readLater.addAll(Reads.ofStep(schedule, step));
        }
    }

    /** One after the other, each when nothing reads its old value any more; a circle is broken by setting one aside. */
    private void moveAll(Map<Integer, Node> pending) {
        while (!pending.isEmpty()) {
            Integer free = pending.keySet().stream().filter(state -> !isRead(state, pending)).findFirst().orElse(null);
            if (free == null) {
                free = pending.keySet().iterator().next();
                moves.add(new Move(free, null));
            }
            moves.add(new Move(free, pending.remove(free)));
        }
    }

    private boolean isRead(int state, Map<Integer, Node> pending) {
        return pending.containsValue(loop.state(state));
    }
}
