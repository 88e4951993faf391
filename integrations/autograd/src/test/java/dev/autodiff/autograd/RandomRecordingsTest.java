package dev.autodiff.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random recordings are what their exported programs compute, bit for bit; looks at values on the way change no more
 * than roundings; and gradients are slopes.
 */
class RandomRecordingsTest {
    private static final int PROGRAMS = Integer.getInteger("recordings", 8);

    private static final List<UnaryOperator<Variable>> UNARY = List.of(
            Variable::sin, Variable::tanh, Variable::sigmoid, Variable::relu, Variable::negate, x -> x.pow(2),
            x -> x.times(0.5), x -> x.plus(1).abs().log1p(), x -> x.exp().plus(1).log(), x -> x.softmax(),
            x -> x.softmax(Named.axis(0)), x -> x.minus(x.mean(Named.axis(0), Named.keepdims(true))),
            x -> Functions.where(x.gt(0), x, x.times(0.1)), Variable::transpose, x -> x.get(":", "::-1"),
            x -> x.cumsum(Named.axis(1)), x -> x.layer_norm());

    /** Differences go through these, and derivatives do not. */
    private static final List<UnaryOperator<Variable>> CONSTANT =
            List.of(x -> NoGrad.noGrad(() -> x.cos()), Variable::detach);

    private static final List<BinaryOperator<Variable>> BINARY = List.of(
            Variable::plus, Variable::minus, Variable::times, (a, b) -> a.over(b.abs().plus(1)), Variable::matmul,
            (a, b) -> a.hypot(b), (a, b) -> a.max(b), (a, b) -> a.plus(b.sum(Named.axis(1))),
            (a, b) -> Functions.concat(new Variable[] {a, b}, Named.axis(0)).get("1:4"));

    private static IntStream seeds() {
        return IntStream.range(0, PROGRAMS);
    }

    /** What a program makes of its leaves; the same seed, the same operations. */
    private static Variable recorded(int seed, List<Variable> leaves, boolean looks, boolean isSmooth) {
        Random random = new Random(seed);
        List<UnaryOperator<Variable>> unary = new ArrayList<>(UNARY);
        unary.addAll(isSmooth ? List.of() : CONSTANT);
        List<Variable> values = new ArrayList<>(leaves);
        int operations = 3 + random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            Variable a = values.get(Math.max(0, values.size() - 1 - random.nextInt(3)));
            Variable b = values.get(random.nextInt(values.size()));
            Variable y = random.nextInt(3) > 0
                    ? unary.get(random.nextInt(unary.size())).apply(a)
                    : BINARY.get(random.nextInt(BINARY.size())).apply(a, b);
            values.add(y);
            if (random.nextInt(4) == 0 && looks) {
                y.tensor();
            }
        }
        // all leaves take part in ways that derivatives are taken through
        Variable all = leaves.stream().map(Variable::sin).reduce(Variable::plus).orElseThrow();
        return values.get(values.size() - 1).plus(all).sum();
    }

    private static List<Variable> leaves(int seed) {
        Generator random = new Generator(seed);
        return IntStream.range(0, 3).mapToObj(i -> random.randn(3, 3).requiresGrad(true)).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void recordingsAreTheirExportedPrograms(int seed) {
        List<Variable> leaves = leaves(seed);
        Variable result = recorded(seed, leaves, false, false);
        Export export = result.export();
        result.backward();
        CompiledFunction function = Autodiff.compile(export.text());
        Tensor[] arguments = export.arguments().toArray(Tensor[]::new);
        Pullback expected = function.valueAndGradient(arguments);
        assertThat(result.item()).as(export.text()).isEqualTo(expected.value().item());
        assertThat(function.value(arguments).item()).isEqualTo(expected.value().item());
        List<Tensor> gradients = leaves.stream().map(leaf -> leaf.grad().tensor()).toList();
        assertThat(gradients.stream().map(Tensor::toArray).sorted(RandomRecordingsTest::order))
                .as(export.text())
                .containsExactlyElementsOf(
                        expected.gradient().stream().map(Tensor::toArray).sorted(RandomRecordingsTest::order).toList());
    }

    /** How something is computed depends on what was looked at when the same was computed before. */
    @ParameterizedTest
    @MethodSource("seeds")
    void looksChangeNothingHoweverOftenTheyCome(int seed) {
        List<Variable> leaves = leaves(seed);
        Variable result = recorded(seed, leaves, false, false);
        result.backward();
        for (int time = 0; time < 4; time++) {
            List<Variable> looked = leaves(seed);
            Variable same = recorded(seed, looked, true, false);
            if (time == 1) {
                same.item();
            }
            same.backward(time == 2 ? Backward.retainGraph() : Backward.DEFAULT);
            if (time == 2) {
                looked.forEach(Variable::zeroGrad);
                same.backward();
            }

            assertThat(same.item()).isCloseTo(result.item(), withinRoundings(result.item()));
            for (int i = 0; i < leaves.size(); i++) {
                double[] gradient = leaves.get(i).grad().tensor().toArray();
                double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
                assertThat(looked.get(i).grad().tensor().toArray()).containsExactly(gradient, withinRoundings(size));
            }
        }
    }

    /** Some hundred roundings of numbers of this size. */
    private static Offset<Double> withinRoundings(double size) {
        return within(1e-13 * (1 + Math.abs(size)));
    }

    /** Parameters come in the order of their first use. */
    private static int order(double[] a, double[] b) {
        return Arrays.compare(a, b);
    }

    /** Along a direction d: Σ⟨gradient, d⟩ against the central difference, whose error is of order h² and ε/h. */
    @ParameterizedTest
    @MethodSource("seeds")
    void gradientsAreSlopes(int seed) {
        List<Variable> leaves = leaves(seed);
        List<Variable> directions = leaves(seed + PROGRAMS);
        Variable result = recorded(seed, leaves, false, true);
        result.backward();
        double slope = 0;
        for (int i = 0; i < leaves.size(); i++) {
            slope += leaves.get(i).grad().times(directions.get(i)).sum().item();
        }

        double step = 1e-5;
        double difference = value(seed, leaves, directions, step) - value(seed, leaves, directions, -step);
        double size = 1 + Math.abs(slope) + Math.abs(result.item());
        assertThat(difference / (2 * step)).isCloseTo(slope, within(1e-6 * size));
    }

    private static double value(int seed, List<Variable> leaves, List<Variable> directions, double step) {
        List<Variable> moved = IntStream.range(0, leaves.size())
                .mapToObj(i -> leaves.get(i).detach().plus(directions.get(i).detach().times(step)))
                .toList();
        return recorded(seed, moved, false, true).item();
    }

    @Test
    void differentSeedsAreDifferentPrograms() {
        long different = seeds()
                .mapToObj(seed -> recorded(seed, leaves(seed), false, false).export().text())
                .distinct()
                .count();
        assertThat(different).isGreaterThan(PROGRAMS / 2);
    }
}
