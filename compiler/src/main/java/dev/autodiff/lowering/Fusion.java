package dev.autodiff.lowering;

import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LibraryOp;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Storage.Located;
import dev.autodiff.runtime.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sorts tasks into loops: a task joins the first loop over the same indices that comes behind all that it reads; those
 * that count under a {@link Guard} only with others under it. Chains
 * of scalar operators run inside of the loops that need them; one that several loops need is computed again if it is
 * cheap, and stored by the first of them if it is not.
 */
final class Fusion {
    /** What a write costs besides its place; one that folds is read as well. */
    private static final int COST_OF_WRITE = 3;

    /** The indices that a loop goes through: those of a shape, where a guard is true. */
    private record Rounds(Shape space, Guard guard) {}

    /** Some tasks over the same indices; or, without them, something else that is done in one step. */
    static final class Group {
        private final Shape space;
        private final Guard guard;
        private final Node call;
        private final Step.Move move;
        private final List<Task> tasks = new ArrayList<>();
        private final Set<Node> computed = new HashSet<>();
        private final Set<Located> read = new HashSet<>();

        /** What the tasks compute, read and write, in operations. */
        private int size;

        private Group(Shape space, Guard guard, Node call, Step.Move move) {
            this.space = space;
            this.guard = guard;
            this.call = call;
            this.move = move;
        }

        Shape space() {
            return space;
        }

        /** Without which the tasks have nothing to do, or null. */
        Guard guard() {
            return guard;
        }

        /** The node of a call of the library, or of a loop of the program, or null. */
        Node call() {
            return call;
        }

        /** What is copied, or null. */
        Step.Move move() {
            return move;
        }

        List<Task> tasks() {
            return tasks;
        }

        private void add(Task task, Reads reads) {
            size += sizeOf(reads) + COST_OF_WRITE + Storage.costOfPlace(task.access(), space);
            tasks.add(task);
            computed.addAll(reads.computed);
            read.addAll(reads.read);
        }

        /** What is computed and read for a task that is not for the others. */
        private int sizeOf(Reads reads) {
            int more = 0;
            for (Node node : reads.computed) {
                more += computed.contains(node) ? 0 : 1;
            }
            for (Located place : reads.read) {
                more += read.contains(place) ? 0 : Storage.costOfPlace(place.access(), space);
            }
            return more;
        }
    }

    private final Storage storage;
    private final Costs costs;
    private final int maxOperations;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Rounds, NavigableSet<Integer>> byRounds = new HashMap<>();
    private final Map<Node, Integer> completed = new HashMap<>();
    private final Map<Node, Integer> computedIn = new HashMap<>();
    private final Set<Node> shared = new HashSet<>();

    Fusion(Storage storage, Costs costs, BodyLimits limits) {
        this.storage = storage;
        this.costs = costs;
        this.maxOperations = limits.operations();
    }

    List<Group> groups() {
        return groups;
    }

    /** Values that several loops compute and that are too expensive for that; to be stored before the next attempt. */
    Set<Node> shared() {
        return shared;
    }

    /** A call of the library or a loop of the program, behind all that it reads. */
    void addCall(Node node) {
        completed.put(node, groups.size());
        groups.add(new Group(null, null, node, null));
    }

    /** What a loop ends with is there as soon as the loop is. */
    void addFinal(Node node) {
        completed.put(node, completed.get(node.input(0)));
    }

    /** A copy that a node begins with, behind all that it reads. */
    void addMove(Node node, Step.Move move) {
        completed.put(node, groups.size());
        groups.add(new Group(null, null, null, move));
    }

    void add(Task task) {
        Reads reads = new Reads(task);
        int at = place(task, reads);
        Group group = groups.get(at);
        for (Node node : reads.computed) {
            if (costs.isExpensive(node) && computedIn.getOrDefault(node, at) != at && !storage.isStored(node)) {
                shared.add(node);
            }
            computedIn.putIfAbsent(node, at);
        }
        group.add(task, reads);
        if (task.node() != null) {
            completed.merge(task.node(), at, Math::max);
        }
    }

    private int place(Task task, Reads reads) {
        Rounds rounds = new Rounds(task.space(), Guard.of(task, storage));
        NavigableSet<Integer> candidates = byRounds.computeIfAbsent(rounds, unused -> new TreeSet<>());
        Iterator<Integer> later = candidates.tailSet(reads.earliest, true).iterator();
        while (later.hasNext()) {
            int at = later.next();
            if (hasRoom(groups.get(at), reads)) {
                return at;
            }
            if (isFull(groups.get(at))) {
                later.remove();
            }
        }
        candidates.add(groups.size());
        groups.add(new Group(rounds.space(), rounds.guard(), null, null));
        return groups.size() - 1;
    }

    /** Whether hardly anything fits in any more. */
    private boolean isFull(Group group) {
        return group.size > maxOperations * 9 / 10;
    }

    private boolean hasRoom(Group group, Reads reads) {
        return group.tasks.isEmpty() || group.size + group.sizeOf(reads) <= maxOperations;
    }

    /** What the expression of a task is made of. */
    private final class Reads {
        private final Set<Node> computed = new HashSet<>();
        private final Set<Located> read = new HashSet<>();
        private int earliest;

        Reads(Task task) {
            Deque<Node> pending = new ArrayDeque<>();
            if (task.rows() != null) {
                index(task.rows().index(), task.space(), pending);
            }
            if (task.isUpdate()) {
                earliest = Math.max(earliest, completed.get(task.node()) + 1);
            }
            if (task.node() == task.value() && !(task.value().op() instanceof ScalarOp)) {
                definition(task.value(), task.space(), pending);
            } else if (task.node() == task.value()) {
                computed.add(task.value());
                pending.addAll(task.value().inputs());
            } else {
                pending.add(task.value());
            }
            while (!pending.isEmpty()) {
                visit(pending.pop(), task.space(), pending);
            }
        }

        private void visit(Node node, Shape space, Deque<Node> pending) {
            Located located = storage.located(node);
            if (located != null) {
                element(node, located, space);
            } else if (computed.add(node)) {
                if (node.op() instanceof Indexing.Take || node.op() instanceof LoopOp.Recall) {
                    definition(node, space, pending);
                } else {
                    pending.addAll(node.inputs());
                }
            }
        }

        /**
         * A stored value is read behind the loop that stores it, or in that loop itself if that computes it at the same
         * index.
         */
        private void element(Node node, Located located, Shape space) {
            Integer stored = located.base() == node ? completed.get(node) : null;
            boolean inLoop = stored != null
                    && groups.get(stored).space != null
                    && groups.get(stored).computed.contains(node)
                    && groups.get(stored).space.equals(space);
            if (inLoop) {
                earliest = Math.max(earliest, stored);
                computed.add(node);
            } else {
                after(located);
                read.add(located);
            }
        }

        /** An index of a single element is computed where it is needed. */
        private void index(Node index, Shape space, Deque<Node> pending) {
            if (space.isScalar()) {
                pending.add(index);
            } else {
                after(storage.located(index));
            }
        }

        private void definition(Node node, Shape space, Deque<Node> pending) {
            if (node.op() instanceof Indexing.Take) {
                after(storage.located(node.input(0)));
                index(node.input(1), space, pending);
            } else if (Storage.isView(node)) {
                after(storage.throughView(node));
            }
            computed.add(node);
        }

        private void after(Located located) {
            Integer stored = completed.get(located.base());
            earliest = Math.max(earliest, stored == null ? 0 : stored + 1);
        }
    }

    /** Whether the node is computed by the library. */
    static boolean isCall(Node node) {
        return node.op() instanceof LibraryOp || node.op() instanceof Leaf.Random;
    }
}
