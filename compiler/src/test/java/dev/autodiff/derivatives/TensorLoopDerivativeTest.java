package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loops over the elements of tensors, and over whole tensors. */
class TensorLoopDerivativeTest {
    private static final Type VECTOR = new Type(DType.F64, Shape.of(4));

    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x", VECTOR);
    private final int number = graph.newLoop();
    private final Node step = graph.stepNumber(number);

    /** {@code for i in 0:4 { s = s + x[i]^2 }}. */
    @Test
    void theSumOfSquaresHasTheGradientOfTwiceTheElements() {
        Node sum = graph.carried(number, 0, Type.NUMBER);
        Node loop = counted(4, graph.constant(0, Type.NUMBER), sum.plus(take(x).power(2)));

        List<Node> gradient = Reverse.gradient(graph.finalValue(loop, 0), List.of(x), graph.constant(1));

        assertThat(value(gradient.get(0), 1, 2, 3, 4)).containsExactly(2, 4, 6, 8);
        assertTouchesSingleElements(gradient);
    }

    /** {@code s = x; for i in 0:4 { s[i] = s[i]*s[i] + s[0] }}. */
    @Test
    void updatesOfElementsAreReversedElementByElement() {
        Node s = graph.carried(number, 0, VECTOR);
        Node first = graph.node(new Indexing.Take(), s, graph.constant(0, Type.WHOLE));
        Node element = take(s);
        Node loop = counted(4, x, graph.node(new Indexing.Put(false), s, element.times(element).plus(first), step));
        Node y = TensorAlgebra.sum(graph.finalValue(loop, 0), List.of(0));

        List<Node> gradient = Reverse.gradient(y, List.of(x), graph.constant(1));

        // s0 = x0^2 + x0, the others xi^2 + s0
        assertThat(value(y, 1, 2, 3, 4)).containsExactly(2 + 6 + 11 + 18);
        assertThat(value(gradient.get(0), 1, 2, 3, 4)).containsExactly(4 * (2 * 1 + 1), 4, 6, 8);
        assertTouchesSingleElements(gradient);
    }

    /**
     * {@code s = x; for i in 0:4 { s[i] = s[i]*s[i] }}, where a loop that needs all of s in each step stands in the
     * body.
     */
    @Test
    void aTensorThatElementsAreAssignedToIsRestoredRatherThanRecorded() {
        Node s = graph.carried(number, 0, VECTOR);
        int inner = graph.newLoop();
        Node sum = graph.carried(inner, 0, Type.NUMBER);
        Node element = graph.node(new Indexing.Take(), s, graph.stepNumber(inner));
        Node product = graph.node(
                new Loop(inner, 1, Limits.DEFAULT),
                graph.constant(4, Type.WHOLE),
                graph.truth(true),
                graph.constant(1, Type.NUMBER),
                sum.times(element));
        Node loop = counted(4, x, graph.node(new Indexing.Put(false), s, graph.finalValue(product, 0), step));
        Node y = TensorAlgebra.sum(graph.finalValue(loop, 0), List.of(0));

        List<Node> gradient = Reverse.gradient(y, List.of(x), graph.constant(1));

        List<Node> settled = gradient.stream().map(LoopNormalization.settle(graph, gradient, true)).toList();
        boolean[] needed = graph.reachable(settled);
        List<Node> records = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof Loop some) {
                records.addAll(some.recorded(graph.get(id)));
            }
        }
        assertThat(records).isNotEmpty().allMatch(record -> record.type().isScalar());
        // s0 = x0*x1*x2*x3, s1 = s0*x1*x2*x3, s2 = s0*s1*x2*x3, s3 = s0*s1*s2*x3
        assertThat(value(Forward.tangent(y, List.of(x), List.of(graph.constant(1, VECTOR))), 1, 0.5, 2, 1.5))
                .containsExactly(Arrays.stream(value(gradient.get(0), 1, 0.5, 2, 1.5)).sum());
    }

    /** {@code while norm(y) < 1000 { y = 2*y }}. */
    @Test
    void theDerivativeOfALoopOverAWholeTensorFollowsTheStepsTaken() {
        Node y = graph.carried(number, 0, VECTOR);
        Node norm = graph.node(Pointwise.SQRT, TensorAlgebra.sum(y.times(y), List.of(0)));
        Node loop = graph.node(
                new Loop(number, 1, Limits.DEFAULT),
                graph.constant(Double.POSITIVE_INFINITY, Type.WHOLE),
                graph.node(Pointwise.LT, norm, graph.constant(1000)),
                x,
                y.times(graph.constant(2)));
        Node v = graph.parameter("v", VECTOR);

        Node gradient = Reverse.gradient(graph.finalValue(loop, 0), List.of(x), v).get(0);

        assertThat(Interpreter.evaluate(
                                List.of(gradient),
                                Map.of(x, new double[] {1, 1, 1, 1}, v, new double[] {0.1, 1, 0, 2}),
                                Map.of())
                        .get(0))
                .containsExactly(51.2, 512, 0, 1024);
    }

    private Node take(Node tensor) {
        return graph.node(new Indexing.Take(), tensor, step);
    }

    private Node counted(int count, Node initial, Node next) {
        return graph.node(
                new Loop(number, 1, Limits.DEFAULT),
                graph.constant(count, Type.WHOLE),
                graph.truth(true),
                initial,
                next);
    }

    private double[] value(Node node, double... point) {
        return Interpreter.evaluate(List.of(node), Map.of(x, point), Map.of()).get(0);
    }

    /**
     * In no loop is there a pass over a whole tensor: the steps of the derivative cost what those of the function cost.
     */
    private void assertTouchesSingleElements(List<Node> results) {
        List<Node> simple = results.stream()
                .map(new Simplifier(graph, Simplifier.Level.STABLE, false).simplify(results))
                .toList();
        List<Node> settled = simple.stream().map(LoopNormalization.settle(graph, simple, true)).toList();
        boolean[] needed = graph.reachable(settled);
        List<Node> passes = new ArrayList<>();
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            boolean isInLoop = needed[id] && !node.loops().isEmpty() && !node.type().isScalar();
            if (isInLoop
                    && !(node.op() instanceof Indexing.Put
                            || node.op() instanceof Leaf
                            || node.op() instanceof LoopOp)) {
                passes.add(node);
            }
        }
        assertThat(passes).isEmpty();
    }
}
