package dev.autodiff.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which nodes are in which loops, and what goes through a loop. */
final class Loops {
    private Loops() {}

    /** The numbers of the loops in whose bodies a node with this operator and these inputs is. */
    static Set<Integer> around(Op op, List<Node> inputs) {
        if (op instanceof Leaf.Carried state) {
            return Set.of(state.loop());
        }
        if (op instanceof Leaf.StepNumber step) {
            return Set.of(step.loop());
        }
        Set<Integer> around = op instanceof LoopOp.Recall recall ? Set.of(recall.loop()) : Set.of();
        for (Node input : inputs) {
            around = union(around, input.loops());
        }
        return op instanceof LoopOp.Loop loop ? without(around, loop.number())
                : op == LoopOp.History.HISTORY ? without(around, ((LoopOp.Loop) inputs.get(0).op()).number()) : around;
    }

    private static Set<Integer> union(Set<Integer> a, Set<Integer> b) {
        if (a == b || b.isEmpty() || a.containsAll(b)) {
            return a;
        }
        if (b.containsAll(a)) {
            return b;
        }
        Set<Integer> union = new HashSet<>(a);
        union.addAll(b);
        return Set.copyOf(union);
    }

    private static Set<Integer> without(Set<Integer> loops, int number) {
        if (!loops.contains(number)) {
            return loops;
        }
        Set<Integer> others = new HashSet<>(loops);
        others.remove(number);
        return Set.copyOf(others);
    }

    /** Hands on what influences a loop's state to its body; whether that is new. */
    static boolean influenceState(Node node, boolean[] influenced) {
        LoopOp.Loop loop = (LoopOp.Loop) node.op();
        boolean isNew = false;
        for (int i = 0; i < loop.carried(); i++) {
            int state = loop.state(node, i).id();
            boolean comesIn = influenced[loop.initial(node, i).id()] || influenced[loop.next(node, i).id()];
            isNew |= comesIn && !influenced[state];
            influenced[state] |= comesIn;
        }
        return isNew;
    }

    /**
     * Whether influence comes out of a loop here; the number of its steps is a whole number, which nothing influences.
     */
    static boolean isInfluenced(Node node, boolean[] influenced) {
        if (node.op() instanceof LoopOp.Final end) {
            Node loop = node.input(0);
            return influenced[((LoopOp.Loop) loop.op()).state(loop, end.index()).id()];
        }
        return node.op() == LoopOp.History.HISTORY ? influenced[node.input(1).id()]
                : node.op() instanceof LoopOp.Recall && influenced[node.input(0).id()];
    }
}
