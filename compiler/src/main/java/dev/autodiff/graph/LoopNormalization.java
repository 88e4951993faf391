package dev.autodiff.graph;

import dev.autodiff.graph.LoopOp.Final;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Loop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * Brings loops into the form in which they are differentiated and computed. Until then a history is a wish: it names a
 * loop and a node of its body, and may be younger than the loop. Settled, each loop records what histories are taken of
 * it, has no state that nothing reads, and ids are a topological order for its records too.
 */
public final class LoopNormalization {
    private final Graph graph;
    private final Collection<Node> results;
    private final boolean prunes;

    private LoopNormalization(Graph graph, Collection<Node> results, boolean prunes) {
        this.graph = graph;
        this.results = results;
        this.prunes = prunes;
    }

    /**
     * Settles the loops that the results need; the function returned gives the new form of each node that they need.
     *
     * @param prunes whether the state loses what nothing reads: to be done once, when nothing more will be derived
     */
    public static UnaryOperator<Node> settle(Graph graph, Collection<Node> results, boolean prunes) {
        return graph.loops(results).isEmpty() ? node -> node : new LoopNormalization(graph, results, prunes).run();
    }

    private UnaryOperator<Node> run() {
        Map<Node, Node> opened = new Opening().run();
        Map<Node, Node> closed = new Closing(results.stream().map(opened::get).toList()).run();
        List<Node> all = results.stream().map(result -> closed.get(opened.get(result))).toList();
        UnaryOperator<Node> separated = LoopCloning.separate(graph, all);
        return node -> separated.apply(closed.get(opened.get(node)));
    }

    /** Takes away all records and the state that nothing reads, so that loops which differ in these only are one. */
    private final class Opening {
        private final Needs needs = prunes ? Needs.of(results) : Needs.withWholeStates(results);
        private final Map<Integer, Integer> numbers = new HashMap<>();
        private final Map<Node, Node> images = new HashMap<>();

        /** Of each loop, the places among what stays of its state. */
        private final Map<Integer, Map<Integer, Integer>> places = new HashMap<>();

        /** Records are what may be younger than a loop, and they are not among the needs: ids are in order. */
        Map<Node, Node> run() {
            for (int id = 0; id < needs.needed().length; id++) {
                if (needs.needed()[id]) {
                    images.put(graph.get(id), image(graph.get(id)));
                }
            }
            return images;
        }

        private Node image(Node node) {
            graph.at(node.line());
            Node image = node.op() instanceof Loop loop
                    ? loop(node, loop)
                    : graph.node(renumbered(node), images(node.inputs()));
            image.suggestName(node.name());
            return image;
        }

        private Node[] images(Collection<Node> nodes) {
            return nodes.stream().map(images::get).toArray(Node[]::new);
        }

        private Node loop(Node node, Loop loop) {
            List<Node> inputs = new ArrayList<>(List.of(loop.count(node), loop.condition(node)));
            SortedSet<Integer> states = needs.states(loop.number());
            states.forEach(index -> inputs.add(loop.initial(node, index)));
            states.forEach(index -> inputs.add(loop.next(node, index)));
            return graph.node(new Loop(number(loop.number()), states.size(), loop.limits()), images(inputs));
        }

        /** A loop that loses a part of its state is another loop. */
        private int number(int number) {
            // the body of a loop that is not there yet keeps its number
            boolean isWhole = needs.loops(number).stream()
                    .allMatch(node ->
                            ((Loop) node.op()).carried() == needs.states(number).size());
            return isWhole ? number : numbers.computeIfAbsent(number, unused -> graph.newLoop());
        }

        private int index(int number, int index) {
            return needs.loops(number).isEmpty() ? index : places.computeIfAbsent(number, this::places).get(index);
        }

        private Map<Integer, Integer> places(int number) {
            Map<Integer, Integer> found = new HashMap<>();
            needs.states(number).forEach(index -> found.put(index, found.size()));
            return found;
        }

        private Op renumbered(Node node) {
            if (node.op() instanceof Leaf.Carried state) {
                return new Leaf.Carried(number(state.loop()), index(state.loop(), state.index()), state.type());
            }
            if (node.op() instanceof Leaf.StepNumber step) {
                return new Leaf.StepNumber(number(step.loop()));
            }
            if (node.op() instanceof LoopOp.Recall recall) {
                return new LoopOp.Recall(number(recall.loop()), recall.backwards());
            }
            return node.op() instanceof Final end
                    ? new Final(index(((Loop) node.input(0).op()).number(), end.index()))
                    : node.op();
        }
    }

    /** Lets each loop record what histories are taken of it. */
    private final class Closing {
        private final List<Node> results;
        private final Map<Node, Set<Node>> records = new LinkedHashMap<>();
        private final Map<Node, Node> images = new HashMap<>();

        Closing(List<Node> results) {
            this.results = results;
        }

        Map<Node, Node> run() {
            boolean[] needed = graph.reachable(results);
            for (int id = 0; id < needed.length; id++) {
                Node node = graph.get(id);
                if (needed[id] && node.op() == History.HISTORY) {
                    records.computeIfAbsent(node.input(0), loop -> new LinkedHashSet<>()).add(node.input(1));
                }
            }
            order().forEach(node -> images.put(node, image(node)));
            return images;
        }

        /** Each node behind what it needs, a loop behind what it records: a search in depth, without recursion. */
        private Collection<Node> order() {
            Set<Node> done = new LinkedHashSet<>();
            Set<Node> begun = new HashSet<>();
            Deque<Node> path = new ArrayDeque<>();
            results.forEach(path::push);
            while (!path.isEmpty()) {
                Node node = path.peek();
                if (begun.add(node)) {
                    needs(node).stream().filter(input -> !done.contains(input)).forEach(path::push);
                } else {
                    path.pop();
                    done.add(node);
                }
            }
            return done;
        }

        private List<Node> needs(Node node) {
            List<Node> needs = new ArrayList<>(node.inputs());
            needs.addAll(records.getOrDefault(node, Set.of()));
            return needs;
        }

        private Node image(Node node) {
            graph.at(node.line());
            Node image = graph.node(node.op(), needs(node).stream().map(images::get).toArray(Node[]::new));
            image.suggestName(node.name());
            return image;
        }
    }
}
