package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Algebra;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Loops are printed as one would write them. */
class LoopTextTest {
    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x");

    private static String text(Object... namesAndResults) {
        Map<String, Node> results = new LinkedHashMap<>();
        for (int i = 0; i < namesAndResults.length; i += 2) {
            results.put((String) namesAndResults[i], (Node) namesAndResults[i + 1]);
        }
        return Printer.lines(results).stream().map(Printer.Line::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void aConditionStandsAtTheHeadOfItsLoop() {
        LoopBuilder doubling = new LoopBuilder(graph);
        Node y = doubling.state(x);
        Node next = graph.constant(2).times(y);
        next.suggestName("y");
        doubling.next(0, next);
        Node loop = doubling.whileTrue(graph.node(Pointwise.LT, y.times(y), graph.constant(1000)));

        assertThat(text("z", graph.finalValue(loop, 0).plus(x))).isEqualTo("""
                y = x
                while y*y < 1000 {
                  y = 2*y
                }
                z = y + x""");
    }

    @Test
    void aCountStandsAtTheHeadOfItsLoop() {
        LoopBuilder loop = new LoopBuilder(graph);
        Node a = loop.state(x);
        Node b = loop.state(graph.constant(1));
        loop.next(0, b);
        loop.next(1, a.plus(b).times(Algebra.sin(x)));

        assertThat(text("z", graph.finalValue(loop.times(graph.constant(10)), 1))).isEqualTo("""
                t1 = sin(x)
                t2 = x
                z = 1
                for step in 0:10 {
                  t2, z = z, (t2 + z)*t1
                }""");
    }

    @Test
    void whatIsRecordedHasAnIndexWhereItIsRead() {
        LoopBuilder loop = new LoopBuilder(graph);
        Node a = loop.state(x);
        Node exp = Algebra.exp(a);
        loop.next(0, exp.minus(a));
        Node forward = loop.times(graph.constant(3));
        LoopBuilder reverse = new LoopBuilder(graph);
        Node cotangent = reverse.state(graph.constant(1));
        reverse.next(0, cotangent.times(reverse.recall(forward, exp, true)).plus(reverse.recall(forward, a, false)));

        assertThat(text("z", graph.finalValue(forward, 0), "dz", graph.finalValue(reverse.times(forward), 0)))
                .isEqualTo(
                        """
                z = x
                for step in 0:3 {
                  t1 = exp(z)
                  record t1, z
                  z = t1 - z
                }
                dz = 1
                for step2 in 0:steps {
                  dz = dz*t1[-1 - step2] + z[step2]
                }""");
    }

    @Test
    void loopsStandInLoops() {
        LoopBuilder outer = new LoopBuilder(graph);
        Node a = outer.state(x);
        LoopBuilder inner = new LoopBuilder(graph);
        Node b = inner.state(a);
        inner.next(0, Algebra.sin(b));
        Node end = graph.finalValue(inner.times(outer.step()), 0);
        outer.next(0, end.times(end));

        assertThat(text("z", graph.finalValue(outer.whileTrue(graph.node(Pointwise.LT, end, x)), 0))).isEqualTo("""
                z = x
                for step in 0:inf {
                  t1 = z
                  for step2 in 0:step {
                    t1 = sin(t1)
                  }
                  break unless t1 < x
                  z = t1*t1
                }""");
    }
}
