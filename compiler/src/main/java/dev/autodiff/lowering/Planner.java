package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LibraryOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.ScalarOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a graph of tensors to a {@link Plan}: what is stored, which loops there are, and where the arrays lie. */
public final class Planner {
    /**
     * Something that the caller hands in.
     *
     * @param node a parameter, or a value that was computed before
     */
    public record Argument(String name, Node node) {}

    /**
     * Something that the caller wants.
     *
     * @param isReturned whether it is the number that the function returns
     * @param isAdded whether it is added to what the caller's array holds
     */
    public record Result(String name, Node node, boolean isReturned, boolean isAdded) {}

    private final List<Argument> arguments;
    private final List<Result> results;
    private final List<Node> saved;
    private final boolean savesThem;
    private final Graph graph;
    private final boolean[] needed;
    private final Map<Node, Buffer> buffers = new LinkedHashMap<>();
    private final List<Buffer> argumentBuffers = new ArrayList<>();
    private final List<Buffer> resultBuffers = new ArrayList<>();
    private final List<Buffer> savedBuffers = new ArrayList<>();
    private final Set<Node> given = new HashSet<>();

    private Planner(List<Argument> arguments, List<Result> results, List<Node> saved, boolean savesThem) {
        this.arguments = arguments;
        this.results = results;
        this.saved = saved;
        this.savesThem = savesThem;
        this.graph = results.get(0).node().graph();
        arguments.forEach(argument -> given.add(argument.node()));
        if (saved != null && !savesThem) {
            given.addAll(saved);
        }
        this.needed = reachable();
    }

    /** A function in one piece. */
    public static Plan plan(List<Argument> arguments, List<Result> results) {
        return new Planner(arguments, results, null, false).plan();
    }

    /** The forward pass of a function in two: leaves the given values where the backward pass finds them. */
    public static Plan forward(List<Argument> arguments, List<Result> results, List<Node> saved) {
        return new Planner(arguments, results, saved, true).plan();
    }

    /** The backward pass of a function in two: the given values have been computed. */
    public static Plan backward(List<Argument> arguments, List<Result> results, List<Node> saved) {
        return new Planner(arguments, results, saved, false).plan();
    }

    /** What the results need, without what is given. */
    private boolean[] reachable() {
        boolean[] reached = new boolean[graph.size()];
        results.forEach(result -> reached[result.node().id()] = true);
        if (savesThem) {
            saved.forEach(node -> reached[node.id()] = true);
        }
        for (int id = reached.length - 1; id >= 0; id--) {
            if (reached[id] && !given.contains(graph.get(id))) {
                graph.get(id).inputs().forEach(input -> reached[input.id()] = true);
            }
        }
        return reached;
    }

    private Plan plan() {
        Storage storage = new Storage(graph, needed, given);
        Fusion fusion;
        do {
            storage.settle();
            setUpBuffers(storage);
            fusion = fuse(storage);
            fusion.shared().forEach(storage::store);
        } while (!fusion.shared().isEmpty());
        List<Step> steps = new ArrayList<>();
        for (Fusion.Group group : fusion.groups()) {
            write(group, storage, steps);
        }
        return Memory.plan(argumentBuffers, resultBuffers, saved == null ? null : savedBuffers, requirements(), steps);
    }

    private List<Requirement> requirements() {
        List<Requirement> requirements = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                requirements.addAll(Requirement.of(graph.get(id)));
            }
        }
        return Requirement.strongest(requirements);
    }

    private void setUpBuffers(Storage storage) {
        buffers.clear();
        argumentBuffers.clear();
        resultBuffers.clear();
        savedBuffers.clear();
        for (Argument argument : arguments) {
            Buffer buffer = Buffer.argument(argument.name(), argument.node().type());
            argumentBuffers.add(buffer);
            buffers.put(argument.node(), buffer);
        }
        for (Result result : results) {
            Buffer buffer = Buffer.result(result.name(), result.node().type(), result.isReturned());
            resultBuffers.add(buffer);
            Node whole = wholeOf(result.node(), storage);
            if (!result.isAdded() && whole != null) {
                buffers.putIfAbsent(whole, buffer);
            }
        }
        if (saved != null) {
            setUpSaved(storage);
        }
    }

    /** The stored node whose elements are those of the result in the same order: itself, or what it is another shape of; or null. */
    private static Node wholeOf(Node result, Storage storage) {
        Storage.Located located = storage.located(result);
        boolean isWhole = located != null && storage.isStored(located.base()) && located.base().shape().size().equals(result.shape().size())
                && located.base().type().dtype() == result.type().dtype() && located.access().equals(Access.dense(result.shape()));
        return isWhole ? located.base() : null;
    }

    private void setUpSaved(Storage storage) {
        for (int i = 0; i < saved.size(); i++) {
            Buffer buffer = Buffer.saved("saved" + i, saved.get(i).type());
            savedBuffers.add(buffer);
            if (!savesThem || storage.isStored(saved.get(i))) {
                buffers.putIfAbsent(saved.get(i), buffer);
            }
        }
    }

    private Fusion fuse(Storage storage) {
        Fusion fusion = new Fusion(graph, needed, storage);
        for (Node node : inOrder(storage)) {
            if (Fusion.isCall(node)) {
                fusion.addCall(node);
            } else {
                Task.of(node, buffers.get(node)).forEach(fusion::add);
            }
        }
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            Node whole = wholeOf(result.node(), storage);
            if (whole == null || buffers.get(whole) != resultBuffers.get(i)) {
                fusion.add(Task.copy(result.node(), resultBuffers.get(i), result.isAdded()));
            }
        }
        for (int i = 0; savesThem && i < saved.size(); i++) {
            if (buffers.get(saved.get(i)) != savedBuffers.get(i)) {
                fusion.add(Task.copy(saved.get(i), savedBuffers.get(i), false));
            }
        }
        return fusion;
    }

    /** What is stored, level by level; numbers first, so that the loops of the level can read them. */
    private List<Node> inOrder(Storage storage) {
        List<Node> stored = new ArrayList<>();
        int temporaries = 0;
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (needed[id] && node.op() instanceof Leaf.Array array) {
                buffers.put(node, Buffer.constant("c" + id, node.type(), array.values()));
            } else if (needed[id] && storage.isStored(node)) {
                stored.add(node);
                if (!buffers.containsKey(node)) {
                    buffers.put(node, Buffer.workspace(node.name() != null ? node.name() : "work" + ++temporaries, node.type()));
                }
            }
        }
        Levels levels = new Levels(graph, needed, storage);
        stored.sort(Comparator.comparingInt(levels::of).thenComparing(node -> !node.type().isScalar() || !(node.op() instanceof ScalarOp)));
        return stored;
    }

    private void write(Fusion.Group group, Storage storage, List<Step> steps) {
        if (group.call() != null) {
            steps.add(call(group.call(), storage));
            return;
        }
        BodyBuilder builder = new BodyBuilder(storage, buffers, group.space(), new Places(argumentBuffers));
        for (Task task : group.tasks()) {
            if (!Double.isNaN(task.fill())) {
                steps.add(new Step.Fill(task.target(), task.fill()));
            }
            builder.add(task);
        }
        steps.add(builder.loop());
    }

    private Step call(Node node, Storage storage) {
        Buffer result = buffers.get(node);
        if (node.op() instanceof Leaf.Random random) {
            return new Step.Call(random.routine(), List.of(), result, node.line());
        }
        List<Buffer> inputs = node.inputs().stream().map(input -> buffers.get(storage.located(input).base())).toList();
        return new Step.Call(((LibraryOp) node.op()).routine(node), inputs, result, node.line());
    }
}
