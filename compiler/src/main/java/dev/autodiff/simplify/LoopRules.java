package dev.autodiff.simplify;

import dev.autodiff.graph.LoopOp.Final;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp.Recall;
import dev.autodiff.graph.Node;

/** Equations on what is taken of loops. They keep every bit. */
final class LoopRules {
    private LoopRules() {}

    /** Another form of the node, or null. */
    static Node rewrite(Node node) {
        if (node.op() instanceof Final end) {
            return end(node.input(0), end.index());
        }
        return node.op() instanceof Recall ? recalled(node) : null;
    }

    /** A loop that makes no step leaves its state as it was, and so does one that never changes it. */
    private static Node end(Node source, int index) {
        Loop loop = (Loop) source.op();
        boolean isIdle = loop.count(source).isConstant(0) || loop.condition(source).isTruth(false);
        return isIdle || loop.next(source, index) == loop.state(source, index) ? loop.initial(source, index) : null;
    }

    /** What was the same in every step needs no record. */
    private static Node recalled(Node node) {
        Node history = node.input(0);
        Node value = history.input(1);
        return value.loops().contains(((Loop) history.input(0).op()).number()) ? null : value;
    }
}
