package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.examples.formula.NetworkLoss;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsNetworkTest {
    private static final int[][] SHAPES = {{64, 32}, {32}, {32, 10}, {10}, {7, 64}};

    @Test
    void learns() throws IOException {
        DigitsNetwork network = new DigitsNetwork();
        double before = network.accuracy();
        double first = network.train();
        double second = network.train();
        double third = network.train();

        assertThat(before).isLessThan(0.3);
        assertThat(second).isLessThan(first);
        assertThat(third).isLessThan(second).isLessThan(0.5);
        assertThat(network.accuracy()).isGreaterThan(0.8);
    }

    /**
     * By central differences along random directions: the third derivatives leave an error of the order of the step
     * squared.
     */
    @Test
    void hasTheGradientOfItsLoss() {
        Random random = new Random(3);
        Tensor[] point = new Tensor[6];
        for (int i = 0; i < SHAPES.length; i++) {
            point[i] = random(random, SHAPES[i]);
        }
        point[5] = Tensor.wrap(DType.INT, new int[] {7}, new double[] {3, 0, 9, 9, 1, 4, 7});
        Pullback answer = NetworkLoss.function().valueAndGradient(point);
        double step = 1e-4;
        for (int i = 0; i < 4; i++) {
            Tensor direction = random(random, SHAPES[i]);

            assertThat((moved(point, i, direction, step) - moved(point, i, direction, -step)) / (2 * step))
                    .as("parameter %s", i)
                    .isCloseTo(dot(answer.gradient().get(i), direction), within(100 * step * step));
        }
    }

    private static Tensor random(Random random, int[] lengths) {
        return Tensor.of(lengths, random.doubles(Tensor.size(lengths), -0.5, 0.5).toArray());
    }

    private static double moved(Tensor[] point, int index, Tensor direction, double step) {
        double[] elements = point[index].toArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += step * direction.at(i);
        }
        Tensor[] moved = point.clone();
        moved[index] = Tensor.of(direction.lengths(), elements);
        return NetworkLoss.function().value(moved).item();
    }

    private static double dot(Tensor a, Tensor b) {
        return LeastSquares.dot(a.toArray(), b.toArray());
    }
}
