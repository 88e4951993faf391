package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.FlatMethods.Answer;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Chains of views into the library: all entry points of a class give the bits of the interpreter, in second derivatives
 * as well.
 */
class RandomViewsTest {
    private static final int PROGRAMS = Integer.getInteger("views", 50);

    @Test
    void everyEntryPointGivesTheBitsOfTheInterpreter() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            String text = RandomViews.of(seed);
            try {
                check(text, RandomViews.sizes(seed), new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + "\n" + text + e.getMessage(), e);
            }
        }
    }

    private static void check(String text, Map<String, Integer> sizes, Random random) {
        Analysis analysis = Autodiff.analyze(new Source("views.ad", text), Options.DEFAULT);
        Differentiated pullback = analysis.pullback();
        Map<Node, double[]> point = new HashMap<>();
        List<Tensor> arguments = new ArrayList<>();
        pullback.formula().parameters().forEach(parameter -> {
            int[] lengths = parameter.node().shape().lengths(sizes);
            double[] elements = random.doubles(Tensor.size(lengths), -0.4, 0.4).toArray();
            for (int i = 0; parameter.name().equals("a") && i < lengths[0]; i++) {
                // far from singular, with eigenvalues that differ
                elements[i * lengths[0] + i] += 2 + i;
            }
            point.put(parameter.node(), elements);
            arguments.add(Tensor.of(lengths, elements));
        });
        long size = pullback.formula().result().shape().size().evaluate(sizes);
        Tensor cotangent = Tensor.of(random.doubles(size, -1, 1).toArray());
        point.put(pullback.cotangents().get(0), cotangent.toArray());
        List<Node> wanted = new ArrayList<>(List.of(pullback.formula().result()));
        wanted.addAll(pullback.gradient());
        List<double[]> expected = Interpreter.evaluate(wanted, point, sizes);
        Class<?> type = MemoryClassLoader.loadWithRuntime(
                "Views",
                analysis.classFiles("Views", ClassContents.TENSORS).get(0).bytes());

        FlatMethods flat = new FlatMethods(type, analysis.load(), true, arguments.toArray(Tensor[]::new));

        assertThat(flat.value()).as("value").containsExactly(expected.get(0));
        assertSame("vjp", flat.vjp(cotangent), expected);
        assertSame("forward and pullback", flat.inTwo(2, cotangent), expected);
    }

    private static void assertSame(String method, Answer actual, List<double[]> expected) {
        assertThat(actual.value()).as(method).containsExactly(expected.get(0));
        for (int i = 0; i < actual.gradient().size(); i++) {
            assertThat(actual.gradient().get(i)).as(method + ", variable " + i).containsExactly(expected.get(i + 1));
        }
    }
}
