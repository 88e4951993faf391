package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.MethodSizes;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Loops of numbers are loops of bytecode and of Java, and compute what the interpreter does. */
class LoopsOfNumbersTest {
    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x");
    private final Node y = graph.parameter("y");

    private Node number(double value) {
        return graph.constant(value);
    }

    private Node less(Node a, Node b) {
        return graph.node(Pointwise.LT, a, b);
    }

    private NumberFunction function(Node... results) {
        return new NumberFunction(List.of(x, y), results);
    }

    @Test
    void aConditionEndsALoop() {
        LoopBuilder doubling = new LoopBuilder(graph);
        Node a = doubling.state(x);
        doubling.next(0, a.times(number(2)));
        Node loop = doubling.whileTrue(less(a.times(a), y));

        function(graph.finalValue(loop, 0), loop.over(number(1))).assertSameEverywhere(
                new double[] {0.1, 1000}, new double[] {7, 1}, new double[] {7, 50}, new double[] {Double.NaN, 3});
    }

    @Test
    void aCountEndsALoop() {
        LoopBuilder sum = new LoopBuilder(graph);
        Node a = sum.state(number(0));
        sum.next(0, a.plus(x.over(sum.step().plus(number(1)))));
        Node loop = sum.times(y);

        function(graph.finalValue(loop, 0), loop.over(number(2)))
                .assertSameEverywhere(
                        new double[] {3, 10},
                        new double[] {3, 2.5},
                        new double[] {3, 1},
                        new double[] {3, 0},
                        new double[] {3, -2},
                        new double[] {3, Double.NaN},
                        new double[] {0.1, 1e6});
    }

    @Test
    void countAndConditionTogetherEndALoop() {
        LoopBuilder growth = new LoopBuilder(graph);
        Node a = growth.state(number(1));
        growth.next(0, a.times(x));
        Node loop = growth.loop(y, less(a, number(100)));

        function(graph.finalValue(loop, 0), loop.over(number(1)))
                .assertSameEverywhere(
                        new double[] {2, 3},
                        new double[] {2, 30},
                        new double[] {2, 0},
                        new double[] {2, 2.5},
                        new double[] {2, Double.POSITIVE_INFINITY},
                        new double[] {2, Double.NaN});
    }

    @Test
    void theStateIsReplacedAllAtOnce() {
        LoopBuilder fibonacci = new LoopBuilder(graph);
        Node a = fibonacci.state(x);
        Node b = fibonacci.state(y);
        Node c = fibonacci.state(number(5));
        Node d = fibonacci.state(number(6));
        Node e = fibonacci.state(number(7));
        fibonacci.next(0, b);
        fibonacci.next(1, a.plus(b));
        fibonacci.next(2, d);
        fibonacci.next(3, e);
        fibonacci.next(4, c);
        Node loop = fibonacci.times(number(10));

        function(IntStream.range(0, 5).mapToObj(i -> graph.finalValue(loop, i)).toArray(Node[]::new))
                .assertSameEverywhere(new double[] {1, 2}, new double[] {-0.5, 0.25});
    }

    @Test
    void truthsAreStateToo() {
        LoopBuilder search = new LoopBuilder(graph);
        Node going = search.state(graph.truth(true));
        Node a = search.state(x);
        Node next = a.plus(number(1));
        search.next(0, graph.node(Pointwise.AND, going, less(next, y)));
        search.next(1, next);
        Node loop = search.whileTrue(going);

        function(graph.finalValue(loop, 1), Algebra.where(graph.finalValue(loop, 0), x, y))
                .assertSameEverywhere(new double[] {0, 10}, new double[] {3, 1});
    }

    @Test
    void loopsAreWithinLoops() {
        LoopBuilder outer = new LoopBuilder(graph);
        Node total = outer.state(number(0));
        Node inner = square(total, outer.step().plus(number(1)));
        outer.next(0, graph.finalValue(inner, 0).plus(inner));
        Node loop = outer.times(y);

        function(graph.finalValue(loop, 0)).assertSameEverywhere(new double[] {0.5, 5}, new double[] {0.5, 0});
    }

    private Node square(Node start, Node count) {
        LoopBuilder loop = new LoopBuilder(graph);
        Node a = loop.state(start);
        loop.next(0, Algebra.sin(a.times(a)).plus(x));
        return loop.times(count);
    }

    @Test
    void aConditionMayTakeALoopOfItsOwn() {
        LoopBuilder outer = new LoopBuilder(graph);
        Node a = outer.state(x);
        Node inner = square(a, number(3));
        outer.next(0, a.plus(number(0.5)));
        Node loop = outer.whileTrue(less(graph.finalValue(inner, 0).plus(a), y));

        function(graph.finalValue(loop, 0), loop.over(number(1)))
                .assertSameEverywhere(new double[] {0.5, 5}, new double[] {0.5, 0});
    }

    @Test
    void oneLoopFollowsAnother() {
        Node first = graph.finalValue(square(x, number(4)), 0);
        Node second = square(first, y);

        function(graph.finalValue(second, 0), first).assertSameEverywhere(new double[] {0.3, 3});
    }

    @Test
    void aBranchMayHaveALoopAndABodyBranches() {
        LoopBuilder loop = new LoopBuilder(graph);
        Node a = loop.state(x);
        Node root = Algebra.sqrt(Algebra.exp(a));
        loop.next(0, Algebra.where(less(a, number(1)), root.plus(root.times(root)), a.over(number(3))));
        Node taken = graph.finalValue(loop.times(number(20)), 0);

        function(Algebra.where(less(x, y), taken.times(taken), y))
                .assertSameEverywhere(new double[] {0.3, 3}, new double[] {0.3, 0});
    }

    @Test
    void aLoopInABranchThatIsNotTakenIsNotRun() {
        LoopBuilder endless = new LoopBuilder(graph);
        Node a = endless.state(x);
        endless.next(0, a.plus(number(1)));
        Node never = graph.finalValue(endless.whileTrue(less(a, graph.constant(Double.POSITIVE_INFINITY))), 0);
        NumberFunction function = function(Algebra.where(less(x, y), never, y));

        assertThat(function.computedBy(function.load(), 2, 1)).containsExactly(1);
    }

    @Test
    void anEndlessLoopIsAnErrorThatNamesItsLine() {
        graph.at(7);
        LoopBuilder endless = new LoopBuilder(graph, new LoopOp.Limits(1000, 1000));
        Node a = endless.state(x);
        endless.next(0, a.plus(number(1)));
        NumberFunction function = function(graph.finalValue(endless.whileTrue(less(number(0), y)), 0));

        function.assertSameEverywhere(new double[] {2, 0});
        assertThatThrownBy(() -> function.computedBy(function.load(), 2, 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the loop in line 7 does not end within 1000 steps");
        assertThatThrownBy(() -> function.computedBy(function.kernel(), 2, 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the loop in line 7 does not end within 1000 steps");
    }

    @Test
    void aCountBeyondTheLimitIsAnErrorAtOnce() {
        LoopBuilder sum = new LoopBuilder(graph, new LoopOp.Limits(1000, 1000));
        Node a = sum.state(x);
        sum.next(0, a.plus(number(1)));
        NumberFunction function = function(graph.finalValue(sum.times(y), 0));

        function.assertSameEverywhere(new double[] {2, 1000});
        assertThatThrownBy(() -> function.computedBy(function.load(), 2, 1000.5))
                .hasMessageContaining("does not end within 1000 steps");
        assertThatThrownBy(() -> function.interpreted(2, 1000.5))
                .hasMessageContaining("does not end within 1000 steps");
    }

    @Test
    void moreStepsThanAnIntCountsAreCountedByALong() {
        LoopOp.Limits limits = new LoopOp.Limits(1L << 40, 1000);
        LoopBuilder counted = new LoopBuilder(graph, limits);
        Node a = counted.state(x);
        counted.next(0, a.plus(counted.step()));
        LoopBuilder open = new LoopBuilder(graph, limits);
        Node b = open.state(x);
        open.next(0, b.plus(open.step()));
        Node first = counted.times(y);
        Node second = open.whileTrue(less(b, number(100)));
        LoopBuilder reader = new LoopBuilder(graph, limits);
        Node sum = reader.state(number(0));
        reader.next(0, reader.recall(second, b, true).minus(sum));

        function(
                        graph.finalValue(first, 0),
                        first.over(number(1)),
                        graph.finalValue(second, 0),
                        graph.finalValue(reader.times(second), 0))
                .assertSameEverywhere(new double[] {2, 100});
    }

    @Test
    void whatDoesNotDependOnALoopIsOutsideOfIt() {
        LoopBuilder sum = new LoopBuilder(graph);
        Node a = sum.state(number(0));
        Node invariant = Algebra.exp(x);
        sum.next(0, a.plus(Algebra.where(less(a, y), invariant, invariant.times(invariant))));
        NumberFunction function = function(graph.finalValue(sum.times(number(10)), 0));

        assertThat(function.javaSource()).contains("""
                        final double t1 = Math.exp(x);
                        final double t2 = t1 * t1;
                        double t3 = 0.0;
                        for (int step = 0; step < 10; step++) {
                            t3 += t3 < y ? t1 : t2;
                        }
                        return t3;
                """.indent(0));
    }

    @Test
    void aBodyMayBeLongerThanAMethod() {
        NumberFunction function = function(longLoop(1000));

        assertThat(MethodSizes.of(function.classFile()).values()).allMatch(size -> size <= 8000);
        function.assertSameEverywhere(new double[] {0.3, 7}, new double[] {-2, 0}, new double[] {1e300, 3});
    }

    private Node longLoop(int operations) {
        LoopBuilder loop = new LoopBuilder(graph);
        Node a = loop.state(x);
        Node next = a;
        for (int i = 0; i < operations; i++) {
            next = Algebra.sin(next).plus(next.times(number(i + 0.5)));
        }
        loop.next(0, next);
        return graph.finalValue(loop.times(y), 0);
    }

    @Test
    void theJavaIsALoopAsWrittenByHand() {
        LoopBuilder newton = new LoopBuilder(graph);
        Node root = newton.state(x);
        Node next = number(0.5).times(root.plus(x.over(root)));
        next.suggestName("root");
        newton.next(0, next);
        Node loop = newton.whileTrue(less(y, Algebra.abs(root.times(root).minus(x))));

        assertThat(function(graph.finalValue(loop, 0)).javaSource()).contains("""
                        double root = x;
                        int step = 0;
                        while (y < Math.abs(root * root - x)) {
                            if (step == 100000000) {
                                throw endless(0, 100000000L);
                            }
                            root = 0.5 * (root + x / root);
                            step++;
                        }
                        return root;
                """.indent(0));
    }
}
