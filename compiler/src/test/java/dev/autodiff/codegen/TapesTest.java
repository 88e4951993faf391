package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.MethodSizes;
import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What loops record is on tapes, from which other loops read it. */
class TapesTest {
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

    /** A loop with what its body has of it. */
    private record Recorder(Node loop, Node state, Node next, Node small) {}

    private Recorder counted(LoopOp.Limits limits) {
        LoopBuilder loop = new LoopBuilder(graph, limits);
        Node a = loop.state(x);
        Node next = Algebra.sin(a).plus(loop.step().over(number(10)));
        loop.next(0, next);
        return new Recorder(loop.times(y), a, next, less(a, number(0.5)));
    }

    private Recorder open(LoopOp.Limits limits) {
        LoopBuilder loop = new LoopBuilder(graph, limits);
        Node a = loop.state(x);
        Node b = loop.state(number(0));
        Node next = Algebra.cos(a).plus(b);
        loop.next(0, next);
        loop.next(1, b.plus(number(1)));
        return new Recorder(loop.whileTrue(less(b, y)), a, next, less(a, b));
    }

    /** A sum of what has been recorded, in which each step counts differently. */
    private Node read(Recorder recorder, boolean backwards) {
        LoopBuilder reader = new LoopBuilder(graph, LoopOp.Limits.DEFAULT);
        Node sum = reader.state(number(0.25));
        Node a = reader.recall(recorder.loop(), recorder.state(), backwards);
        Node b = reader.recall(recorder.loop(), recorder.next(), backwards);
        Node small = reader.recall(recorder.loop(), recorder.small(), backwards);
        reader.next(0, Algebra.where(small, a.minus(sum), b.times(sum)).plus(reader.step()));
        return graph.finalValue(reader.times(recorder.loop()), 0);
    }

    private static double[][] points() {
        return new double[][] {{0.3, 5}, {0.3, 0}, {0.7, 1}, {-2, 200}, {1.5, 7}};
    }

    @Test
    void aCountedLoopIsReadForwardsAndBackwards() {
        Recorder recorder = counted(LoopOp.Limits.DEFAULT);

        function(graph.finalValue(recorder.loop(), 0), read(recorder, true), read(recorder, false))
                .assertSameEverywhere(points());
    }

    @Test
    void anOpenLoopIsReadForwardsAndBackwards() {
        Recorder recorder = open(LoopOp.Limits.DEFAULT);

        function(graph.finalValue(recorder.loop(), 0), read(recorder, true), read(recorder, false))
                .assertSameEverywhere(points());
    }

    @Test
    void eachLoopHasATapeOfItsOwn() {
        Recorder first = open(LoopOp.Limits.DEFAULT);
        Recorder second = counted(LoopOp.Limits.DEFAULT);

        function(read(first, true).minus(read(second, false)), read(second, true), read(first, false))
                .assertSameEverywhere(points());
    }

    @Test
    void aLoopWithinALoopRecordsAgainInEachStep() {
        LoopBuilder outer = new LoopBuilder(graph);
        Node a = outer.state(x);
        LoopBuilder inner = new LoopBuilder(graph);
        Node b = inner.state(a);
        Node next = Algebra.sin(b.plus(outer.step()));
        inner.next(0, next);
        Recorder recorder = new Recorder(inner.times(outer.step()), b, next, less(b, a));
        outer.next(0, read(recorder, true).plus(a));
        Node loop = outer.times(y);

        function(graph.finalValue(loop, 0)).assertSameEverywhere(points());
    }

    @Test
    void theValueAloneRecordsNothing() {
        Recorder recorder = counted(LoopOp.Limits.DEFAULT);
        String source = function(graph.finalValue(recorder.loop(), 0), read(recorder, true)).javaSource();

        String value = source.substring(source.indexOf("double value("), source.indexOf("double gradient("));
        assertThat(value).doesNotContain("tape");
        assertThat(source).contains("tape[step * 3] = ");
    }

    @Test
    void aClassWithoutHistoriesHasNoTapes() {
        assertThat(function(graph.finalValue(counted(LoopOp.Limits.DEFAULT).loop(), 0))
                        .javaSource())
                .doesNotContainIgnoringCase("tape");
    }

    @Test
    void aTapeGrowsWithItsLoop() {
        Recorder recorder = open(LoopOp.Limits.DEFAULT);

        function(read(recorder, true))
                .assertSameEverywhere(new double[] {0.5, 10}, new double[] {0.5, 100_000}, new double[] {0.5, 1000});
    }

    @Test
    void aTapeThatWouldBeTooLongIsAnErrorThatNamesTheLoop() {
        graph.at(3);
        LoopOp.Limits limits = new LoopOp.Limits(1_000_000, 1 << 20);
        for (Recorder recorder : List.of(open(limits), counted(limits))) {
            NumberFunction function = function(read(recorder, true));

            function.assertSameEverywhere(new double[] {0.5, 349_525});
            assertThatThrownBy(() -> function.computedBy(function.load(), 0.5, 349_526))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the loop in line 3 records more than 1048576 numbers (8 MiB) after 349525 steps");
        }
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        NumberFunction function =
                function(read(open(LoopOp.Limits.DEFAULT), true), read(counted(LoopOp.Limits.DEFAULT), false));
        Class<?> type = function.load();
        double[] expected = function.interpreted(0.4, 500);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<double[]>> results = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int n = i % 2 == 0 ? 500 : 3 + i;
            results.add(threads.submit(() -> function.computedBy(type, 0.4, n)));
        }
        for (int i = 0; i < 400; i += 2) {
            assertThat(results.get(i).get()).isEqualTo(expected);
        }
        threads.shutdown();
    }

    @Test
    void loopsInSeveralPartsOfAFunctionShareTheirTapes() {
        Node value = x;
        List<Node> results = new ArrayList<>();
        Recorder recorder = counted(LoopOp.Limits.DEFAULT);
        for (int i = 0; i < 60; i++) {
            value = longFormula(value, i).plus(read(i % 2 == 0 ? recorder : open(LoopOp.Limits.DEFAULT), i % 3 == 0));
            results.add(value);
        }
        NumberFunction function = function(results.toArray(Node[]::new));

        assertThat(MethodSizes.of(function.classFile()))
                .anySatisfy((name, size) -> assertThat(name).startsWith("gradientPart1("))
                .allSatisfy((name, size) -> assertThat(size).isLessThan(8000));
        function.assertSameEverywhere(points());
    }

    private Node longFormula(Node start, int seed) {
        Node value = start;
        for (int i = 0; i < 20; i++) {
            value = Algebra.sin(value.plus(number(seed + i))).times(value);
        }
        return value;
    }
}
