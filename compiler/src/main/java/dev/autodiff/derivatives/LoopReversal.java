package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.or;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.History;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp.Recall;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Substitution;

import dev.autodiff.runtime.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The derivative of a loop: a loop over the steps that were made, from the last to the first. Its state is the
 * cotangents of the loop's state, and the sums of what the steps contribute to values outside. Each step is the reverse
 * sweep over the body, with the values that the body had in the step recalled or computed again.
 *
 * <pre>   for k in n-1, …, 0:   x̄ₖ = x̄ₖ₊₁ · ∂xₖ₊₁/∂xₖ,   ā = ā + x̄ₖ₊₁ · ∂xₖ₊₁/∂a   where xₖ₊₁ = f(xₖ, a)</pre>
 */
final class LoopReversal {
    private final Graph graph;
    private final Node source;
    private final Loop loop;
    private final LoopCotangents arrived;
    private final Sweep around;
    private final int number;
    private final Node condition;
    private final List<Node> initials = new ArrayList<>();
    private final List<Node> nexts = new ArrayList<>();

    /** Nodes outside whose sums are those of the loop alone. */
    private final Set<Node> ofLoopAlone = new HashSet<>();

    /** For some of them, the place in the state of whether a step has contributed. */
    private final Map<Node, Integer> reached = new HashMap<>();

    /** Tensors of the loop's state before the step that is being reversed. */
    private final Map<Node, Node> restored = new HashMap<>();

    /** @param around the sweep over the region in which the loop is */
    LoopReversal(Node source, LoopCotangents arrived, Sweep around) {
        this.graph = source.graph();
        this.source = source;
        this.loop = (Loop) source.op();
        this.arrived = arrived;
        this.around = around;
        this.number = graph.newLoop();
        this.condition = arrived.condition();
    }

    /** Builds the reverse loop, and hands on what it contributes to what stands before the loop. */
    void run() {
        List<Integer> states = List.copyOf(usefulStates());
        Sweep body = around.into(
                loop.number(),
                states.stream().map(index -> loop.state(source, index)).toList(),
                this::sum);
        for (int k = 0; k < states.size(); k++) {
            Node initial = loop.initial(source, states.get(k));
            MaskedCotangent cotangent = arrived.ofFinals().get(states.get(k));
            initials.add(
                    cotangent == null
                            ? graph.constant(0, initial.type())
                            : condition == null ? cotangent.value() : cotangent.expression());
        }
        // sums may come behind the state from here on
        for (int k = 0; k < states.size(); k++) {
            body.contribute(
                    loop.next(source, states.get(k)),
                    MaskedCotangent.always(
                            graph.carried(number, k, initials.get(k).type())));
        }
        for (LoopCotangents.OfRecord record : arrived.ofRecords()) {
            body.contribute(
                    record.value(),
                    MaskedCotangent.always(graph.node(new Recall(number, !record.isReversed()), record.cotangents())));
        }
        body.run(0);
        for (int index : states) {
            MaskedCotangent cotangent = body.cotangentOf(loop.state(source, index));
            nexts.add(cotangent == null ? graph.constant(0, loop.initial(source, index).type()) : cotangent.value());
        }
        Map<Node, Node> sums = body.outside();
        nexts.addAll(sums.values());
        sums.keySet().stream().filter(ofLoopAlone::contains).forEach(x -> observe(x, body.conditionOutside(x)));
        List<Node> recalled = finish(body.recalls());
        contribute(states, sums.keySet(), body.recalls().keySet(), recalled);
    }

    /**
     * The sum that the reverse loop carries for a node outside. It begins with what has arrived there from elsewhere,
     * so that sums need not be added, unless one of them may not count.
     */
    private Node sum(Node x) {
        Node sum = graph.carried(number, initials.size(), x.type());
        boolean isOfLoopAlone = condition != null || !around.countsAnyway(x);
        if (isOfLoopAlone) {
            ofLoopAlone.add(x);
        }
        initials.add(isOfLoopAlone ? graph.constant(0, x.type()) : around.take(x));
        return sum;
    }

    /** Lets the reverse loop carry whether a step has contributed to a node outside, if not every step does. */
    private void observe(Node x, Node contributes) {
        if (contributes != null) {
            reached.put(x, initials.size());
            nexts.add(or(graph.carried(number, initials.size(), Type.TRUTH), contributes));
            initials.add(graph.truth(false));
        }
    }

    /**
     * Whether the loop has contributed to a node outside: what no step has used does not count. Null if that is sure.
     */
    private Node hasContributed(Node x, Node reverse) {
        boolean makesSteps = loop.condition(source).isTruth(true)
                && loop.count(source).op() instanceof Leaf.Constant count
                && count.value() >= 1;
        if (reached.containsKey(x)) {
            return graph.finalValue(reverse, reached.get(x));
        }
        return makesSteps || !ofLoopAlone.contains(x)
                ? null
                : graph.node(Pointwise.LT, graph.constant(0, Type.WHOLE), steps());
    }

    /** The indices of the state's values that what has arrived depends on. */
    private Set<Integer> usefulStates() {
        Set<Integer> useful = new TreeSet<>(arrived.ofFinals().keySet());
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        useful.forEach(index -> open.push(loop.next(source, index)));
        arrived.ofRecords().forEach(record -> open.push(record.value()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean isNew = node.loops().contains(loop.number()) && seen.add(node);
            if (isNew && node.op() instanceof Leaf.Carried state && state.loop() == loop.number()) {
                if (around.isActive(node) && useful.add(state.index())) {
                    open.push(loop.next(source, state.index()));
                }
            } else if (isNew) {
                open.addAll(node.inputs());
            }
        }
        return useful;
    }

    /**
     * Replaces the values of the body by those of the step that is being reversed.
     *
     * @return the cotangents of what is recalled, in the reverse loop
     */
    private List<Node> finish(Map<Node, Node> recalls) {
        List<Node> targets = new ArrayList<>(nexts);
        targets.addAll(recalls.values());
        Map<Node, InPlaceReversal> restorations = new LinkedHashMap<>();
        Set<Node> recorded = choose(targets, restorations);
        restorations.values().forEach(restoration -> restore(restoration, recorded));
        List<Node> replaced = new Substitution(graph, loop.number(), node -> inReverse(node, recorded)).apply(targets);
        int sums = nexts.size();
        for (int i = 0; i < sums; i++) {
            nexts.set(i, replaced.get(i));
        }
        restorations.keySet().forEach(state -> nexts.add(restored.get(state)));
        return replaced.subList(sums, replaced.size());
    }

    /** What to record; tensors that can be restored are not, but the rows that a step replaces. */
    private Set<Node> choose(List<Node> targets, Map<Node, InPlaceReversal> restorations) {
        List<Node> all = new ArrayList<>(targets);
        Set<Node> rows = new HashSet<>();
        while (true) {
            Set<Node> recorded = Residuals.choose(source, number, all);
            recorded.addAll(rows);
            int known = restorations.size();
            for (Node node : recorded) {
                InPlaceReversal restoration = node.op() instanceof Leaf.Carried state
                                && state.loop() == loop.number()
                                && !node.type().isScalar()
                                && !restorations.containsKey(node)
                        ? InPlaceReversal.of(source, state.index())
                        : null;
                if (restoration != null) {
                    restorations.put(node, restoration);
                    rows.addAll(restoration.rows());
                    all.addAll(restoration.places());
                }
            }
            if (restorations.size() == known) {
                recorded.removeAll(restorations.keySet());
                return recorded;
            }
        }
    }

    /** Lets the reverse loop carry a tensor backwards. */
    private void restore(InPlaceReversal restoration, Set<Node> recorded) {
        Node after = graph.carried(number, initials.size(), restoration.state().type());
        initials.add(graph.finalValue(source, ((Leaf.Carried) restoration.state().op()).index()));
        Substitution places = new Substitution(graph, loop.number(), node -> inReverse(node, recorded));
        restored.put(restoration.state(), restoration.before(after, node -> places.apply(List.of(node)).get(0)));
    }

    /** What a value of the body is for the reverse loop; null if it is computed again from others. */
    private Node inReverse(Node node, Set<Node> recorded) {
        if (restored.containsKey(node)) {
            return restored.get(node);
        }
        if (recorded.contains(node)) {
            return graph.node(new Recall(number, true), graph.node(History.HISTORY, source, node));
        }
        if (node.op() instanceof Leaf.StepNumber step && step.loop() == loop.number()) {
            return steps().minus(graph.constant(1, Type.WHOLE)).minus(graph.stepNumber(number));
        }
        return node.op() instanceof Recall recall && recall.loop() == loop.number()
                ? graph.node(new Recall(number, !recall.backwards()), node.input(0)) : null;
    }

    /** How many steps the loop has made, known before it runs if only its count ends it. */
    private Node steps() {
        return loop.condition(source).isTruth(true) ? max(loop.count(source), graph.constant(0, Type.WHOLE)) : source;
    }

    private void contribute(List<Integer> states, Set<Node> outside, Set<Node> recalls, List<Node> recalled) {
        List<Node> inputs = new ArrayList<>(List.of(steps(), graph.truth(true)));
        inputs.addAll(initials);
        inputs.addAll(nexts);
        Node reverse = graph.node(new Loop(number, initials.size(), loop.limits()), inputs.toArray(new Node[0]));
        int k = 0;
        for (int index : states) {
            around.contribute(
                    loop.initial(source, index), new MaskedCotangent(condition, graph.finalValue(reverse, k++)));
        }
        for (Node x : outside) {
            MaskedCotangent sum = new MaskedCotangent(condition, graph.finalValue(reverse, k++));
            Node counts = hasContributed(x, reverse);
            around.contribute(x, counts == null ? sum : sum.countingIf(counts));
        }
        int next = 0;
        for (Node recall : recalls) {
            Node cotangent = new MaskedCotangent(condition, recalled.get(next++)).as(recall.type()).value();
            around.contribute(
                    recall.input(0),
                    graph.node(History.HISTORY, reverse, cotangent),
                    !((Recall) recall.op()).backwards());
        }
    }
}
