package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LibraryOp;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings what is to be computed in an order, part by part, and writes the steps. */
final class Arrangement {
    private final Storage storage;
    private final Parts parts;
    private final Buffers buffers;
    private final Levels levels;
    private final Costs costs;
    private final BodyLimits limits;
    private final Map<Part, Fusion> fusions = new LinkedHashMap<>();

    /** @param copies what is done with the results behind all else */
    Arrangement(
            Storage storage,
            Parts parts,
            Buffers buffers,
            Levels levels,
            Costs costs,
            List<Task> copies,
            BodyLimits limits) {
        this.storage = storage;
        this.parts = parts;
        this.buffers = buffers;
        this.costs = costs;
        this.limits = limits;
        this.levels = levels;
        parts.all().forEach(part -> fusions.put(part, fuse(part)));
        copies.forEach(fusions.get(parts.outside())::add);
    }

    /** Values that several loops compute and that are too expensive for that. */
    Set<Node> shared() {
        Set<Node> shared = new HashSet<>();
        fusions.values().forEach(fusion -> shared.addAll(fusion.shared()));
        return shared;
    }

    private Fusion fuse(Part part) {
        Fusion fusion = new Fusion(storage, costs, limits);
        boolean isTail = part.loop() != null && parts.body(part.loop()).tail() == part;
        Deque<Node> histories = isTail ? byLevel(part) : new ArrayDeque<>();
        for (Node node : inOrder(part)) {
            record(histories, part, levels.of(node), fusion);
            add(node, fusion);
        }
        record(histories, part, Integer.MAX_VALUE, fusion);
        if (isTail) {
            endStep(part.loop(), fusion);
        }
        return fusion;
    }

    private Deque<Node> byLevel(Part tail) {
        List<Node> histories = new ArrayList<>(parts.body(tail.loop()).histories());
        histories.sort(Comparator.comparingInt(history -> levelOfRecord(history, tail)));
        return new ArrayDeque<>(histories);
    }

    /** What the step begins with is recorded before anything is computed, and maybe put in its place. */
    private int levelOfRecord(Node history, Part tail) {
        Node value = history.input(1);
        return parts.of(value) != tail || storage.isGiven(value) ? -1 : levels.of(value);
    }

    /** Records what can be computed below a level. */
    private void record(Deque<Node> histories, Part tail, int level, Fusion fusion) {
        while (!histories.isEmpty() && levelOfRecord(histories.peek(), tail) < level) {
            Node history = histories.pop();
            fusion.add(Task.record(
                    history.input(1),
                    buffers.of(history),
                    tail.loop(),
                    buffers.tape(tail.loop()).width()));
        }
    }

    /** What is stored, level by level; numbers first, so that the loops of the level can read them. */
    private List<Node> inOrder(Part part) {
        List<Node> stored = new ArrayList<>(part.nodes().stream()
                .filter(node -> storage.isStored(node) && !storage.isGiven(node))
                .toList());
        stored.sort(Comparator.comparingInt(levels::of)
                .thenComparing(node -> !node.type().isScalar() || !(node.op() instanceof ScalarOp)));
        return stored;
    }

    private void add(Node node, Fusion fusion) {
        if (node.op() instanceof LoopOp.Loop loop) {
            for (int i = 0; i < loop.carried(); i++) {
                Node initial = loop.initial(node, i);
                if (buffers.whole(initial) == null) {
                    fusion.add(Task.copy(initial, buffers.state(node, i), false));
                }
            }
            fusion.addCall(node);
        } else if (node.op() instanceof LoopOp.Final) {
            fusion.addFinal(node);
        } else if (Fusion.isCall(node)) {
            fusion.addCall(node);
        } else {
            if (node.op() instanceof Indexing.Put) {
                beginUpdate(node, fusion);
            }
            Task.of(node, buffers.of(node), storage).forEach(fusion::add);
        }
    }

    /** The rows that stay. */
    private void beginUpdate(Node put, Fusion fusion) {
        Buffer from = buffers.whole(put.input(0));
        if (from != null) {
            fusion.addMove(put, new Step.Move(from, buffers.of(put)));
        } else {
            fusion.add(Task.whole(put, put.input(0), buffers.of(put)));
        }
    }

    private void endStep(Node node, Fusion fusion) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        for (int i = 0; i < loop.carried(); i++) {
            Buffer temporary = buffers.temporary(node, i);
            if (temporary != null) {
                fusion.add(Task.copy(loop.next(node, i), temporary, false));
            }
        }
    }

    /** The steps of the whole function. */
    List<Step> steps(Places places) {
        return steps(parts.outside(), places);
    }

    private List<Step> steps(Part part, Places places) {
        List<Step> steps = new ArrayList<>();
        for (Fusion.Group group : fusions.get(part).groups()) {
            if (group.call() != null && group.call().op() instanceof LoopOp.Loop loop) {
                repeat(group.call(), loop, places, steps);
            } else if (group.call() != null) {
                steps.add(call(group.call()));
            } else if (group.move() != null) {
                move(group.move().from(), group.move().to(), steps);
            } else {
                loop(group, places, steps);
            }
        }
        return steps;
    }

    private void move(Buffer from, Buffer to, List<Step> steps) {
        if (buffers.resolve(from) != buffers.resolve(to)) {
            steps.add(new Step.Move(buffers.resolve(from), buffers.resolve(to)));
        }
    }

    private void loop(Fusion.Group group, Places places, List<Step> steps) {
        BodyBuilder builder = new BodyBuilder(storage, parts, buffers, group.space(), group.guard(), places);
        for (Task task : group.tasks()) {
            if (!Double.isNaN(task.fill())) {
                steps.add(new Step.Fill(buffers.resolve(task.target()), task.fill()));
            }
            builder.add(task);
        }
        steps.add(builder.loop());
    }

    private Step call(Node node) {
        Buffer result = buffers.of(node);
        if (node.op() instanceof Leaf.Random random) {
            return new Step.Call(random.routine(), List.of(), result, node.line());
        }
        List<Buffer> inputs = node.inputs().stream().map(this::located).toList();
        List<Access> accesses = node.inputs().stream().map(input -> storage.located(input).access()).toList();
        return new Step.Call(((LibraryOp) node.op()).routine(node, accesses), inputs, result, node.line());
    }

    private Buffer located(Node node) {
        return buffers.of(storage.located(node).base());
    }

    private void repeat(Node node, LoopOp.Loop loop, Places places, List<Step> steps) {
        for (int i = 0; i < loop.carried(); i++) {
            if (buffers.whole(loop.initial(node, i)) != null) {
                move(buffers.whole(loop.initial(node, i)), buffers.state(node, i), steps);
            }
        }
        Parts.Body body = parts.body(node);
        List<Step> tail = steps(body.tail(), places);
        for (int i = 0; i < loop.carried(); i++) {
            if (buffers.next(node, i) != null) {
                move(buffers.next(node, i), buffers.state(node, i), tail);
            }
        }
        Node count = loop.count(node);
        boolean isCounted = !loop.isOpen(node) && Storage.lengthOf(count) == null;
        Step.Count bound = new Step.Count(Storage.lengthOf(count), isCounted ? located(count) : null);
        Buffer condition = loop.condition(node).isTruth(true) ? null : located(loop.condition(node));
        steps.add(new Step.Repeat(
                buffers.of(node),
                bound,
                condition,
                steps(body.head(), places),
                tail,
                buffers.tape(node),
                loop.limits(),
                node.line()));
    }
}
