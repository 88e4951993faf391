package dev.autodiff.derivatives;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.OwnDerivative;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.TensorOp;
import dev.autodiff.graph.View;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The reverse sweep over one region of a graph: over what is outside of all loops, or over the body of one. It goes
 * from the last node to the first; a loop in the region is one node, whose derivative {@link LoopReversal} builds.
 */
final class Sweep {
    /** What is no loop's body. */
    private static final int NONE = -1;

    private final Graph graph;
    private final boolean[] active;
    private final int loop;
    private final Ties ties;
    private final BitSet pending = new BitSet();
    private final Map<Node, List<MaskedCotangent>> contributions = new HashMap<>();
    private final Map<Node, MaskedCotangent> wanted = new HashMap<>();
    private final Map<Node, LoopCotangents> loops = new HashMap<>();
    private final Map<Node, List<MaskedCotangent>> outside = new LinkedHashMap<>();
    private final Map<Node, Node> recalls = new LinkedHashMap<>();
    private final UnaryOperator<Node> sums;

    /** Nodes at whose cotangents something else goes on. */
    private final Set<Node> taken = new HashSet<>();

    private Sweep(
            Graph graph, boolean[] active, int loop, Ties ties, Collection<Node> variables, UnaryOperator<Node> sums) {
        this.graph = graph;
        this.active = active;
        this.loop = loop;
        this.ties = ties;
        this.sums = sums;
        variables.forEach(variable -> wanted.put(variable, null));
    }

    /**
     * A sweep over what is outside of all loops.
     *
     * @param active which nodes the variables influence, by id
     * @param variables whose cotangents are asked for
     */
    static Sweep over(Graph graph, boolean[] active, Collection<Node> variables) {
        return new Sweep(graph, active, NONE, new Ties(), variables, null);
    }

    /**
     * A sweep over the body of a loop in this region.
     *
     * @param sums what the earlier steps have contributed to a node outside of the loop
     */
    Sweep into(int number, Collection<Node> variables, UnaryOperator<Node> sums) {
        return new Sweep(graph, active, number, ties, variables, sums);
    }

    /** Adds to the cotangent of a node, which the sweep has not come to. */
    void contribute(Node x, MaskedCotangent cotangent) {
        if (cotangent == null || !isActive(x)) {
            return;
        }
        arrived(x).add(cotangent.as(x.type()));
    }

    private List<MaskedCotangent> arrived(Node x) {
        if (loop != NONE && !x.loops().contains(loop)) {
            return outside.computeIfAbsent(
                    x, node -> new ArrayList<>(List.of(MaskedCotangent.always(sums.apply(node)))));
        }
        pending.set(x.id());
        return contributions.computeIfAbsent(x, node -> new ArrayList<>(2));
    }

    /** The sum of what has arrived at an active node so far, for someone who adds to it and contributes the new sum. */
    Node take(Node x) {
        List<MaskedCotangent> arrived = arrived(x);
        Node sum = arrived.isEmpty() ? graph.constant(0, x.type()) : Accumulation.sum(arrived).value();
        arrived.clear();
        taken.add(x);
        return sum;
    }

    /**
     * Whether something that always counts has arrived at a node, or may have in earlier steps of a loop that the
     * region is the body of.
     */
    boolean countsAnyway(Node x) {
        return loop != NONE && !x.loops().contains(loop)
                || contributions.getOrDefault(x, List.of()).stream()
                        .anyMatch(cotangent -> cotangent.condition() == null);
    }

    /**
     * The condition without which a step contributes nothing to a node outside of the region; null if there may be
     * none.
     */
    Node conditionOutside(Node x) {
        // the first is the sum of the earlier steps
        List<MaskedCotangent> arrived = outside.get(x).subList(taken.contains(x) ? 0 : 1, outside.get(x).size());
        List<Node> conditions = new ArrayList<>();
        for (MaskedCotangent cotangent : arrived) {
            conditions.add(
                    cotangent.condition() == null || taken.contains(x)
                            ? null
                            : MaskedCotangent.everywhere(cotangent.condition()));
        }
        return conditions.contains(null) ? null : conditions.stream().reduce(Algebra::or).orElse(null);
    }

    /**
     * Adds to the cotangents of a history: a history of what each step of the loop contributes, in the same order or
     * turned round.
     */
    void contribute(Node history, Node cotangents, boolean isReversed) {
        Node source = history.input(0);
        LoopCotangents.OfRecord record = new LoopCotangents.OfRecord(history.input(1), cotangents, isReversed);
        if (loop == NONE || source.loops().contains(loop)) {
            cotangentsOf(source).ofRecords().add(record);
        } else {
            // a loop outside is reversed in each step of this one: what is summed up over the steps are its
            // contributions, not histories
            LoopCotangents arrived = new LoopCotangents();
            arrived.ofRecords().add(record);
            new LoopReversal(source, arrived, this).run();
        }
    }

    /** Goes through the region, down to the node of this id. */
    void run(int first) {
        for (int id = pending.previousSetBit(pending.length()); id >= first; id = pending.previousSetBit(id - 1)) {
            Node y = graph.get(id);
            graph.at(y.line());
            if (y.op() instanceof LoopOp.Loop) {
                new LoopReversal(y, loops.remove(y), this).run();
            } else {
                pullBack(y, cotangent(y));
            }
        }
    }

    private MaskedCotangent cotangent(Node y) {
        List<MaskedCotangent> arrived = contributions.remove(y);
        MaskedCotangent cotangent = loop == NONE ? MaskedCotangent.sum(arrived) : Accumulation.sum(arrived);
        if (y.name() != null) {
            cotangent.expression().suggestName("grad_" + y.name());
        }
        if (wanted.containsKey(y)) {
            wanted.put(y, cotangent);
        }
        return cotangent;
    }

    /** The cotangent of a variable after the run, null if nothing depends on it. */
    MaskedCotangent cotangentOf(Node variable) {
        return wanted.get(variable);
    }

    /**
     * The sums of what the steps up to this one contribute to nodes outside of the region, in the order of the sweep.
     */
    Map<Node, Node> outside() {
        Map<Node, Node> next = new LinkedHashMap<>();
        outside.forEach((x, arrived) -> next.put(x, Accumulation.sum(arrived).value()));
        return next;
    }

    /** The cotangents of what the region recalls from histories. */
    Map<Node, Node> recalls() {
        return recalls;
    }

    boolean isActive(Node x) {
        return active[x.id()] && x.type().isReal();
    }

    private LoopCotangents cotangentsOf(Node source) {
        pending.set(source.id());
        return loops.computeIfAbsent(source, node -> new LoopCotangents());
    }

    /** Hands the cotangent of y to its inputs. */
    private void pullBack(Node y, MaskedCotangent cotangent) {
        if (y.op() == Pointwise.WHERE) {
            Node c = y.input(0);
            contribute(y.input(1), cotangent.onlyIf(c));
            contribute(y.input(2), cotangent.onlyIf(not(c)));
        } else if (y.op() instanceof ScalarOp op) {
            for (int i = 0; i < op.arity(); i++) {
                if (active[y.input(i).id()]) {
                    contribute(y.input(i), cotangent.times(ties.partial(i, y)));
                }
            }
        } else if (y.op() instanceof TensorOp op) {
            for (int i = 0; i < y.inputs().size(); i++) {
                if (isActive(y.input(i)) && op.isDifferentiableBy(i, y)) {
                    contribute(y.input(i), pullBack(op, i, y, cotangent));
                }
            }
        } else if (y.op() instanceof Identity.Variable) {
            contribute(y.input(0), cotangent);
        } else if (y.op() instanceof OwnDerivative own) {
            List<Node> arguments = OwnDerivative.arguments(y);
            for (int i = 0; i < arguments.size(); i++) {
                if (isActive(arguments.get(i))) {
                    contribute(arguments.get(i), pullBack(own.rule(), i, y, cotangent));
                }
            }
        } else if (y.op() instanceof LoopOp.Final end) {
            cotangentsOf(y.input(0)).ofFinals().put(end.index(), cotangent);
        } else if (y.op() instanceof LoopOp.Recall) {
            recalls.put(y, cotangent.value());
        }
    }

    /**
     * Through an operator on tensors. A condition of all elements is one of the result; others go with the elements,
     * and what does not count meets no factor on the way.
     */
    private MaskedCotangent pullBack(TensorOp op, int index, Node y, MaskedCotangent cotangent) {
        Node condition = cotangent.condition();
        boolean leavesOut = leavesOut(op, index, y);
        Node everywhere = condition == null || leavesOut ? null : MaskedCotangent.everywhere(condition);
        if (everywhere != null || condition == null && !leavesOut) {
            return new MaskedCotangent(everywhere, Pullback.of(op, index, y, cotangent.expression(), null)).unwrapped();
        }
        // what y leaves out does not count: its slope may be infinite
        Node counting = condition == null ? graph.truth(true, y.shape()) : condition;
        if (op.movesCotangents()) {
            Node mask = cotangent.mask() == null ? null : op.pullback(index, y, cotangent.mask());
            return new MaskedCotangent(
                    op.pullback(index, y, counting), mask, op.pullback(index, y, cotangent.expression()));
        }
        Node influencing = op.influencing(index, y, counting);
        return new MaskedCotangent(
                        influencing,
                        op.keepsZeros(index) ? null : influencing,
                        Pullback.of(op, index, y, cotangent.value(), counting))
                .unwrapped();
    }

    /** By a rule of the program. */
    private static MaskedCotangent pullBack(OwnDerivative.Rule rule, int argument, Node y, MaskedCotangent cotangent) {
        Node partial = rule.partial(argument, y);
        if (partial != null) {
            return cotangent.times(partial);
        }
        Node everywhere = cotangent.condition() == null ? null : MaskedCotangent.everywhere(cotangent.condition());
        return everywhere == null ? MaskedCotangent.always(rule.pullback(argument, y, cotangent.value()))
                : new MaskedCotangent(everywhere, rule.pullback(argument, y, cotangent.expression()));
    }

    /**
     * Whether y lacks elements of an input behind which there are slopes. Loops add to rows in place, and do not ask
     * which ones they are.
     */
    private boolean leavesOut(TensorOp op, int index, Node y) {
        Node x = y.input(index).op() instanceof View.Reshape ? y.input(index).input(0) : y.input(index);
        return op.leavesOut(index) && !(x.op() instanceof Leaf) && (loop == NONE || !(op instanceof Indexing));
    }
}
