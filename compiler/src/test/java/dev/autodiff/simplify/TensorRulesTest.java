package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorRulesTest {
    private static final Shape SHAPE = Shape.of(2, 3);
    private static final double[] NUMBERS = {0.5, -1, 2, 1e300, -3, 0};

    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x", new Type(DType.F64, SHAPE));
    private final Node s = graph.parameter("s");

    @Test
    void whatIsRepeatedIsComputedOnce() {
        Node y = Algebra.exp(TensorAlgebra.broadcast(s, SHAPE)).times(TensorAlgebra.broadcast(s, SHAPE));
        Node simplified = simplify(y, Level.EXACT);
        assertThat(simplified.op()).isInstanceOf(View.Broadcast.class);
        assertThat(simplified.input(0).type()).isEqualTo(Type.NUMBER);
    }

    @Test
    void theSumOfARepeatedNumberIsAProduct() {
        Node simplified = simplify(TensorAlgebra.sum(TensorAlgebra.broadcast(s, SHAPE), List.of(0, 1)), Level.STABLE);
        assertThat(simplified).isSameAs(graph.constant(6).times(s));
    }

    @Test
    void aSumAlongOneOfTwoRepeatedAxesKeepsTheOther() {
        Node row = graph.parameter("r", new Type(DType.F64, Shape.of(3)));
        Node sum = TensorAlgebra.sum(TensorAlgebra.broadcast(row, Shape.of(2, 4, 3)), List.of(0, 2));
        Node simplified = simplify(sum, Level.STABLE);
        Map<Node, double[]> at = Map.of(row, new double[] {1, 2, 4});
        assertThat(value(simplified, at)).containsExactly(value(sum, at)).containsExactly(14, 14, 14, 14);
    }

    @Test
    void aSumIsRepeatedAlongTheAxesThatItsTermsAreRepeatedAlong() {
        Node column = graph.parameter("c", new Type(DType.F64, Shape.of(3, 1)));
        Node sum = TensorAlgebra.sum(TensorAlgebra.broadcast(column, Shape.of(2, 3, 4)), List.of(1));
        Node simplified = simplify(sum, Level.STABLE);
        Map<Node, double[]> at = Map.of(column, new double[] {0.1, 0.2, 0.4});
        assertThat(simplified.op()).isInstanceOf(View.Broadcast.class);
        assertThat(simplified.input(0).shape()).isEqualTo(Shape.of(1));
        assertThat(value(simplified, at)).containsExactly(value(sum, at));
    }

    @Test
    void theLogarithmOfASumOfExponentialsDoesNotOverflow() {
        Node y = Algebra.log(TensorAlgebra.sum(Algebra.exp(x), List.of(1)));
        Node simplified = simplify(y, Level.STABLE);
        assertThat(simplified.op()).isEqualTo(new Composite(Composite.Kind.LOGSUMEXP, List.of(1)));
        assertThat(value(simplified, Map.of(x, NUMBERS))[1]).isEqualTo(1e300);
    }

    @Test
    void theRootOfASumOfSquaresDoesNotOverflow() {
        Node y = Algebra.sqrt(TensorAlgebra.sum(x.times(x), List.of(0, 1)));
        Node simplified = simplify(y, Level.STABLE);
        assertThat(value(simplified, Map.of(x, NUMBERS))[0]).isEqualTo(1e300);
    }

    @Test
    void theExactLevelKeepsSumsAsTheyAreWritten() {
        Node y = Algebra.log(TensorAlgebra.sum(Algebra.exp(x), List.of(1)));
        assertThat(simplify(y, Level.EXACT).input(0).op()).isInstanceOf(Reduction.class);
    }

    private Node simplify(Node node, Level level) {
        return new Simplifier(graph, level, false).simplify(List.of(node)).apply(node);
    }

    private static double[] value(Node node, Map<Node, double[]> at) {
        return Interpreter.evaluate(List.of(node), at, Map.of()).get(0);
    }
}
