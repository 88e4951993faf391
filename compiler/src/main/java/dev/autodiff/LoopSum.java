package dev.autodiff;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Substitution;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/** A number that each step of a loop adds a term to, {@code s = s + f(x[i])}, as the sum of a vector of terms. */
final class LoopSum {
    private LoopSum() {}

    /** What is added in each step, as a vector that another loop fills; null if steps do something else. */
    static Node terms(Node node, LoopOp.Final end) {
        Node y = node.input(0);
        LoopOp.Loop loop = (LoopOp.Loop) y.op();
        Dimension length = length(loop.count(y));
        Node term = term(loop.next(y, end.index()), loop.state(y, end.index()));
        boolean isSum = length != null
                && term != null
                && loop.condition(y).isTruth(true)
                && node.type().equals(Type.NUMBER)
                && !dependsOnState(term, loop.number());
        return isSum ? vector(term, loop, length) : null;
    }

    /** What the sum begins with. */
    static Node initial(Node node, LoopOp.Final end) {
        return ((LoopOp.Loop) node.input(0).op()).initial(node.input(0), end.index());
    }

    private static Dimension length(Node count) {
        if (count.op() instanceof Leaf.Extent extent) {
            return extent.dimension();
        }
        boolean isWhole = count.op() instanceof Leaf.Constant constant && constant.value() == (int) constant.value();
        return isWhole ? Dimension.literal((int) ((Leaf.Constant) count.op()).value()) : null;
    }

    /** What the next state has beside the state, or null if it is not the state and something else. */
    private static Node term(Node next, Node state) {
        Node term = null;
        Node rest = next;
        while (rest != state) {
            boolean isDifference = rest.op() == Pointwise.SUB;
            if (!isDifference && rest.op() != Pointwise.ADD) {
                return null;
            }
            boolean isTurned = !isDifference && (rest.input(1) == state || rest.input(0).loops().isEmpty());
            Node added = rest.input(isTurned ? 0 : 1);
            Node signed = isDifference ? added.negate() : added;
            term = term == null ? signed : term.plus(signed);
            rest = rest.input(isTurned ? 1 : 0);
        }
        return term;
    }

    private static boolean dependsOnState(Node term, int loop) {
        boolean[] needed = term.graph().reachable(List.of(term));
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && term.graph().get(id).op() instanceof Leaf.Carried carried && carried.loop() == loop) {
                return true;
            }
        }
        return false;
    }

    private static Node vector(Node term, LoopOp.Loop loop, Dimension length) {
        Graph graph = term.graph();
        int number = graph.newLoop();
        Node value = new Substitution(
                        graph, loop.number(), node -> Substitution.inOtherLoop(node, loop.number(), number))
                .apply(List.of(term))
                .get(0);
        Shape one = Shape.of(1);
        Type type = Type.NUMBER.with(new Shape(List.of(length)));
        Node next = graph.node(
                new Indexing.Put(false),
                graph.carried(number, 0, type),
                TensorAlgebra.reshape(TensorAlgebra.as(value, Type.NUMBER), one),
                TensorAlgebra.reshape(graph.stepNumber(number), one));
        Node filled = graph.node(
                new LoopOp.Loop(number, 1, loop.limits()),
                graph.extent(length),
                graph.truth(true),
                graph.constant(0, type),
                next);
        return graph.finalValue(filled, 0);
    }
}
