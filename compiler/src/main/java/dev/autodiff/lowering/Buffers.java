package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.lowering.Buffer.Tape;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The buffers of the nodes that have one, and what turns out to be one buffer. */
final class Buffers {
    private final Storage storage;
    private final Parts parts;
    private final Map<Node, Buffer> buffers = new HashMap<>();
    private final Map<List<Integer>, Buffer> states = new HashMap<>();
    private final Map<List<Integer>, Buffer> temporaries = new HashMap<>();
    private final Map<Node, Tape> tapes = new LinkedHashMap<>();
    private final Map<Buffer, Dimension> columns = new LinkedHashMap<>();
    private final Map<Buffer, Buffer> merged = new HashMap<>();
    private final Set<Buffer> results;
    private int unnamed;
    private int counted;

    /** @param results what the caller gets, filled by the function alone */
    Buffers(Storage storage, Parts parts, Collection<Buffer> results) {
        this.storage = storage;
        this.parts = parts;
        this.results = Set.copyOf(results);
    }

    /** Lets a node be computed in this buffer, unless there is another one for it. */
    void offer(Node node, Buffer buffer) {
        buffers.putIfAbsent(node, buffer);
    }

    /** Finds buffers for all that needs one. */
    void complete(Graph graph, boolean[] needed) {
        List<Node> stored = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && node.op() instanceof LoopOp.Final end && buffers.containsKey(node)) {
                states.putIfAbsent(key(node.input(0), end.index()), buffers.get(node));
            }
            if (needed[id]) {
                stored.add(node);
            }
        }
        stored.forEach(this::complete);
        parts.loops().forEach(this::completeLoop);
    }

    private void complete(Node node) {
        if (node.op() instanceof Leaf.Array array) {
            offer(node, Buffer.constant("c" + node.id(), node.type(), array.values()));
        } else if (node.op() instanceof Leaf.Carried state && parts.loop(state.loop()) != null) {
            offer(node, state(parts.loop(state.loop()), state.index()));
        } else if (node.op() instanceof LoopOp.Final end) {
            offer(node, state(node.input(0), end.index()));
        } else if (storage.isStored(node) && !buffers.containsKey(node)) {
            buffers.put(node, workspace(node.op() instanceof LoopOp.Loop ? stepName() : node.name(), node));
        }
    }

    private String stepName() {
        return "step" + (++counted > 1 ? counted : "");
    }

    private Buffer workspace(String name, Node node) {
        return Buffer.workspace(name != null ? name : "work" + ++unnamed, node.type());
    }

    private void completeLoop(Node node) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        for (int i = 0; i < loop.carried(); i++) {
            if (isSeparate(node, i)) {
                temporaries.put(key(node, i), workspace(null, loop.next(node, i)));
            }
        }
        Parts.Body body = parts.body(node);
        Dimension width = body.histories().stream()
                .map(history -> history.shape().size())
                .reduce(Dimension.ZERO, Dimension::plus);
        Dimension column = Dimension.ZERO;
        for (Node history : body.histories()) {
            Tape tape = tapes.computeIfAbsent(node, unused -> new Tape(tapes.size(), width));
            Buffer buffer = Buffer.onTape(recordName(history.input(1), columns.size()), history.type(), tape);
            buffers.put(history, buffer);
            columns.put(buffer, column);
            column = column.plus(buffer.size());
        }
    }

    private static String recordName(Node recorded, int index) {
        return recorded.name() != null ? recorded.name() + "s" : "records" + (index + 1);
    }

    private static List<Integer> key(Node loop, int index) {
        return List.of(((LoopOp.Loop) loop.op()).number(), index);
    }

    /**
     * The buffer that the node computes into or that the caller or a loop fills for it; for what others compute in
     * passing, null.
     */
    Buffer of(Node node) {
        if (node.op() instanceof Leaf.StepNumber step) {
            return of(parts.loop(step.loop()));
        }
        Buffer buffer = buffers.get(node);
        return buffer == null ? null : resolve(buffer);
    }

    /** The buffer that holds the elements of the node in their order, be it for another shape of them; or null. */
    Buffer whole(Node node) {
        Node whole = storage.whole(node);
        return whole == null || whole.type().isScalar() != node.type().isScalar() ? of(node) : of(whole);
    }

    /** The buffer of a part of a loop's state. */
    Buffer state(Node node, int index) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        Buffer buffer = states.get(key(node, index));
        if (buffer == null) {
            String name = loop.next(node, index).name() != null
                    ? loop.next(node, index).name()
                    : loop.initial(node, index).name();
            buffer = workspace(name, loop.initial(node, index));
            states.put(key(node, index), buffer);
        }
        return resolve(buffer);
    }

    /** Where the next value of a state stands at the end of a step; null if the state does not change. */
    Buffer next(Node node, int index) {
        Node next = ((LoopOp.Loop) node.op()).next(node, index);
        Buffer temporary = temporary(node, index);
        return temporary != null ? temporary : whole(next) == state(node, index) ? null : whole(next);
    }

    /**
     * Where the next value of a state is to be copied in the step, or null if it has a buffer that the others leave
     * alone.
     */
    Buffer temporary(Node node, int index) {
        Buffer temporary = temporaries.get(key(node, index));
        return temporary == null ? null : resolve(temporary);
    }

    private boolean isSeparate(Node node, int index) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        Node whole = storage.whole(loop.next(node, index));
        Node next = whole == null ? loop.next(node, index) : whole;
        boolean isState = next.op() instanceof Leaf.Carried state && state.loop() == loop.number();
        return isState
                ? ((Leaf.Carried) next.op()).index() != index
                : whole(loop.next(node, index)) == null || next.op() instanceof Leaf.StepNumber;
    }

    boolean isResult(Buffer buffer) {
        return results.contains(buffer);
    }

    /** What a loop records on, or null. */
    Tape tape(Node loop) {
        return tapes.get(loop);
    }

    int tapes() {
        return tapes.size();
    }

    /** Where the buffers on tapes begin in their rows. */
    Map<Buffer, Dimension> columns() {
        return columns;
    }

    /** The buffer that holds the elements of this one. */
    Buffer resolve(Buffer buffer) {
        Buffer found = buffer;
        while (merged.containsKey(found)) {
            found = merged.get(found);
        }
        // all on the way find it at once the next time: a chain of moves is as long as a program
        for (Buffer each = buffer; each != found; ) {
            each = merged.put(each, found);
        }
        return found;
    }

    /** Makes two buffers one, the second. */
    void merge(Buffer buffer, Buffer into) {
        merged.put(buffer, into);
    }
}
