package dev.autodiff.lowering;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
    private final boolean hasSaved;
    private final boolean savesThem;
    private final BodyLimits limits;
    private final Graph graph;
    private final boolean[] needed;
    private final Parts parts;
    private final List<Buffer> argumentBuffers = new ArrayList<>();
    private final List<Buffer> resultBuffers = new ArrayList<>();
    private final List<Buffer> savedBuffers = new ArrayList<>();
    private final Set<Node> given = new HashSet<>();

    /** @param saved null for a function in one piece */
    private Planner(
            List<Argument> arguments,
            List<Result> results,
            List<Node> saved,
            boolean savesThem,
            BodyLimits limits) {
        this.arguments = arguments;
        this.results = results;
        this.hasSaved = saved != null;
        this.saved = hasSaved ? saved : List.of();
        this.savesThem = savesThem;
        this.limits = limits;
        this.graph = results.get(0).node().graph();
        arguments.forEach(argument -> given.add(argument.node()));
        if (!savesThem) {
            given.addAll(saved);
        }
        List<Node> wanted = wanted(results, savesThem ? this.saved : List.of());
        this.needed = graph.reachable(wanted);
        this.parts = new Parts(wanted);
        setUpBuffers();
    }

    private static List<Node> wanted(List<Result> results, List<Node> saved) {
        List<Node> wanted = new ArrayList<>(results.stream().map(Result::node).toList());
        wanted.addAll(saved);
        return wanted;
    }

    /** A function in one piece. */
    public static Plan plan(List<Argument> arguments, List<Result> results) {
        return inOnePiece(arguments, results, BodyLimits.OF_TENSORS);
    }

    /** The same of one whose results are numbers of rows, each row computed by itself. */
    public static Plan ofRows(List<Argument> arguments, List<Result> results) {
        return inOnePiece(arguments, results, BodyLimits.OF_ROWS);
    }

    private static Plan inOnePiece(List<Argument> arguments, List<Result> results, BodyLimits limits) {
        List<Result> settled = map(results, settle(wanted(results, List.of())));
        List<Result> lifted = map(settled, RowLoops.sideBySide(wanted(settled, List.of())));
        return new Planner(arguments, lifted, null, true, limits).plan();
    }

    /** The forward pass of a function in two: leaves the given values where the backward pass finds them. */
    public static Plan forward(List<Argument> arguments, List<Result> results, List<Node> saved) {
        UnaryOperator<Node> settled = settle(wanted(results, saved));
        List<Node> kept = saved.stream().map(settled).toList();
        return new Planner(arguments, map(results, settled), kept, true, BodyLimits.OF_TENSORS).plan();
    }

    /** The backward pass of a function in two: the given values have been computed. */
    public static Plan backward(List<Argument> arguments, List<Result> results, List<Node> saved) {
        Graph graph = results.get(0).node().graph();
        List<Node> parameters = saved.stream().map(node -> graph.parameter("saved", node.type())).toList();
        List<Result> cut = map(results, Saved.replace(graph, wanted(results, List.of()), saved, parameters));
        List<Result> settled = map(cut, settle(wanted(cut, List.of())));
        return new Planner(arguments, settled, parameters, false, BodyLimits.OF_TENSORS).plan();
    }

    /** Other results may want of the same loops what these do not. */
    private static UnaryOperator<Node> settle(List<Node> wanted) {
        return LoopNormalization.settle(wanted.get(0).graph(), wanted, true);
    }

    private static List<Result> map(List<Result> results, UnaryOperator<Node> images) {
        return results.stream()
                .map(result ->
                        new Result(result.name(), images.apply(result.node()), result.isReturned(), result.isAdded()))
                .toList();
    }

    private void setUpBuffers() {
        arguments.forEach(argument -> argumentBuffers.add(Buffer.argument(argument.name(), argument.node().type())));
        results.forEach(result ->
                resultBuffers.add(Buffer.result(result.name(), result.node().type(), result.isReturned())));
        saved.forEach(node -> savedBuffers.add(Buffer.saved("saved" + savedBuffers.size(), node.type())));
    }

    private Plan plan() {
        Storage storage = new Storage(graph, needed, given, parts, limits);
        Buffers buffers;
        Arrangement arrangement;
        do {
            storage.settle();
            buffers = buffers(storage);
            Levels levels = new Levels(needed.length, storage, parts);
            arrangement = new Arrangement(
                    storage,
                    parts,
                    buffers,
                    levels,
                    new Costs(graph, needed, storage),
                    copies(storage, buffers),
                    limits);
            arrangement.shared().forEach(storage::store);
        } while (!arrangement.shared().isEmpty());
        Places places = new Places(argumentBuffers);
        List<Step> steps = arrangement.steps(places);
        if (Coalescing.merge(steps, buffers)) {
            steps = arrangement.steps(places);
        }
        return Memory.plan(
                argumentBuffers,
                resultBuffers,
                hasSaved ? savedBuffers : null,
                requirements(),
                Unread.removeFrom(steps),
                buffers);
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

    private Buffers buffers(Storage storage) {
        List<Buffer> filled = new ArrayList<>(resultBuffers);
        if (savesThem) {
            filled.addAll(savedBuffers);
        }
        Buffers buffers = new Buffers(storage, parts, filled);
        for (int i = 0; i < arguments.size(); i++) {
            buffers.offer(arguments.get(i).node(), argumentBuffers.get(i));
        }
        for (int i = 0; i < results.size(); i++) {
            Node whole = wholeOf(results.get(i).node(), storage);
            if (!results.get(i).isAdded() && whole != null) {
                buffers.offer(whole, resultBuffers.get(i));
            }
        }
        for (int i = 0; i < saved.size(); i++) {
            if (!savesThem || storage.isStored(saved.get(i))) {
                buffers.offer(saved.get(i), savedBuffers.get(i));
            }
        }
        buffers.complete(graph, needed);
        return buffers;
    }

    /**
     * The stored node whose elements are those of the result in the same order: itself, or what it is another shape of;
     * or null.
     */
    private static Node wholeOf(Node result, Storage storage) {
        Node whole = storage.whole(result);
        return whole != null && storage.isStored(whole) ? whole : null;
    }

    /** What is wanted and computed elsewhere, or to be added to something. */
    private List<Task> copies(Storage storage, Buffers buffers) {
        List<Task> copies = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            Node whole = wholeOf(result.node(), storage);
            if (whole == null || buffers.of(whole) != resultBuffers.get(i)) {
                copies.add(Task.copy(result.node(), resultBuffers.get(i), result.isAdded()));
            }
        }
        for (int i = 0; savesThem && i < saved.size(); i++) {
            if (buffers.of(saved.get(i)) != savedBuffers.get(i)) {
                copies.add(Task.copy(saved.get(i), savedBuffers.get(i), false));
            }
        }
        return copies;
    }
}
