package dev.autodiff.autograd.use;

import static dev.autodiff.autograd.Functions.cross_entropy;
import static dev.autodiff.autograd.Functions.tensor;
import static dev.autodiff.autograd.Functions.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.autodiff.Autodiff;
import dev.autodiff.autograd.Adam;
import dev.autodiff.autograd.BatchNorm;
import dev.autodiff.autograd.Dropout;
import dev.autodiff.autograd.Functions;
import dev.autodiff.autograd.Generator;
import dev.autodiff.autograd.Layer;
import dev.autodiff.autograd.Lbfgs;
import dev.autodiff.autograd.Linear;
import dev.autodiff.autograd.Optimizer;
import dev.autodiff.autograd.Sequential;
import dev.autodiff.autograd.Sgd;
import dev.autodiff.autograd.Variable;
import dev.autodiff.hipparchus.Minimum;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Models that are trained define-by-run and as compiled text have the same numbers to the last bit. */
class TrainingTest {
    private static final double RATE = 0.05;
    private static final Path DIGITS = Path.of(
            "..", "..", "examples", "src", "main", "resources", "dev", "autodiff", "examples", "digits.txt");
    private static final String NETWORK = """
            loss(w: f64[64, 32], b: f64[32], v: f64[32, 10], a: f64[10], const x: f64[50, 64], const t: int[50]) {
              h = tanh(x @ w + b)
              return cross_entropy(h @ v + a, t)
            }
            """;
    private static final String LOOP = """
            input x: f64[4]
            y = 1.7*x
            while norm(y) < 1000 { y = 1.7*y }
            loss = mean((y/1000 - 0.25)^2)
            """;

    private static void descend(List<Tensor> parameters, List<Tensor> gradient) {
        for (int i = 0; i < gradient.size(); i++) {
            double[] x = parameters.get(i).toArray();
            for (int k = 0; k < x.length; k++) {
                x[k] -= RATE * gradient.get(i).at(k);
            }
            parameters.set(i, Tensor.of(parameters.get(i).lengths(), x));
        }
    }

    /** Batches of 50 images, each 8 by 8 grey levels of one of the digits. */
    @Test
    void aNetworkOfTwoLayersOnDigits() throws IOException {
        List<String> lines = Files.readAllLines(DIGITS).stream().filter(line -> !line.startsWith("#")).toList();
        Generator random = new Generator(3);
        List<Variable> parameters = List.of(
                random.randn(64, 32).times(0.1).detach().requiresGrad(true), zeros(32).requiresGrad(true),
                random.randn(32, 10).times(0.1).detach().requiresGrad(true), zeros(10).requiresGrad(true));
        List<Tensor> compiled = new ArrayList<>(parameters.stream().map(Variable::tensor).toList());
        CompiledFunction function = Autodiff.compile(NETWORK);
        Optimizer optimizer = new Sgd(parameters, RATE);

        for (int batch = 0; batch < 36; batch++) {
            List<String> images = lines.subList(batch * 50 % 1750, batch * 50 % 1750 + 50);
            Variable x = tensor(images.stream().map(TrainingTest::greyLevels).toArray(double[][]::new));
            Variable t = Functions.indices(images.stream().mapToInt(image -> image.charAt(0) - '0').toArray());
            Variable h = x.matmul(parameters.get(0)).plus(parameters.get(1)).tanh();
            Variable loss = cross_entropy(h.matmul(parameters.get(2)).plus(parameters.get(3)), t);
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
            Tensor[] arguments = Stream.concat(compiled.stream(), Stream.of(x.tensor(), t.tensor()))
                    .toArray(Tensor[]::new);
            Pullback expected = function.valueAndGradient(arguments);
            descend(compiled, expected.gradient());

            assertThat(loss.item()).isEqualTo(expected.value().item());
        }
        for (int i = 0; i < parameters.size(); i++) {
            assertThat(parameters.get(i).tensor().toArray()).isEqualTo(compiled.get(i).toArray());
        }
    }

    private static double[] greyLevels(String image) {
        return image.substring(2).chars().mapToDouble(level -> Character.digit(level, 36) / 16.0).toArray();
    }

    @Test
    void aLoopThatDependsOnData() {
        Variable x = tensor(0.5, -0.25, 1, 0.125).requiresGrad(true);
        List<Tensor> compiled = new ArrayList<>(List.of(x.tensor()));
        CompiledFunction function = Autodiff.compile(LOOP);
        Optimizer optimizer = new Sgd(List.of(x), RATE);

        for (int step = 0; step < 20; step++) {
            Variable y = Functions.mul(1.7, x);
            while (y.norm().item() < 1000) {
                y = Functions.mul(1.7, y);
            }
            Variable loss = y.over(1000).minus(0.25).pow(2).mean();
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
            Pullback expected = function.valueAndGradient(compiled.get(0));
            descend(compiled, expected.gradient());

            assertThat(loss.item()).isEqualTo(expected.value().item());
            assertThat(x.grad().tensor().toArray()).isEqualTo(expected.gradient().get(0).toArray());
        }
        assertThat(x.tensor().toArray()).isEqualTo(compiled.get(0).toArray());
    }

    /**
     * A step takes what the one before took, to some bytes that the JIT saves or the line of a caller costs; and what
     * was recorded is let go.
     */
    @Test
    void stepsDoNotTakeMoreAndMoreMemory() throws InterruptedException {
        int steps = Integer.getInteger("steps", 20_000);
        Variable x = tensor(0.5, -0.25, 1, 0.125).requiresGrad(true);
        Optimizer optimizer = new Sgd(List.of(x), RATE);
        List<WeakReference<Variable>> looked = new ArrayList<>();
        long[] taken = new long[4];
        for (int part = 0; part < taken.length; part++) {
            long before = allocated();
            for (int step = 0; step < steps / taken.length; step++) {
                Variable y = Functions.mul(1.7, x);
                while (y.norm().item() < 10) {
                    y = Functions.mul(1.7, y);
                }
                if (step % 1000 == 0) {
                    looked.add(new WeakReference<>(y));
                }
                optimizer.zeroGrad();
                y.minus(0.25).pow(2).mean().backward();
                optimizer.step();
            }
            taken[part] = allocated() - before;
        }
        for (int i = 0; i < 50 && looked.stream().anyMatch(reference -> reference.get() != null); i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(taken[3]).isLessThan(taken[1] + taken[1] / 10);
        assertThat(looked).allSatisfy(reference -> assertThat(reference.get()).isNull());
    }

    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** PyTorch's numbers of the first two steps, by hand: v = g, then v = 0.9·g₀ + g₁. */
    @Test
    void momentumAddsUpGradients() {
        Variable x = tensor(1).requiresGrad(true);
        Optimizer sgd = new Sgd(List.of(x), 0.1, 0.9);
        for (int step = 0; step < 2; step++) {
            sgd.zeroGrad();
            x.pow(2).backward();
            sgd.step();
        }
        assertThat(x.item()).isCloseTo(0.8 - 0.1 * (0.9 * 2 + 1.6), within(1e-15));
    }

    /** The first step of Adam goes the rate against the sign of the gradient, but for epsilon. */
    @Test
    void adamGoesByTheSignFirst() {
        Variable x = tensor(3, -4).requiresGrad(true);
        Optimizer adam = new Adam(List.of(x), 0.01);
        x.pow(2).sum().backward();
        adam.step();
        assertThat(x.tensor().toArray()).containsExactly(new double[] {2.99, -3.99}, within(1e-10));
    }

    /** Rosenbrock's valley has its one minimum, 0, at (1, 1). */
    @Test
    void theSearchOfTheAdapterFindsTheMinimum() {
        Variable x = tensor(-1.2).requiresGrad(true);
        Variable y = tensor(1).requiresGrad(true);
        Minimum minimum = new Lbfgs(List.of(x, y))
                .minimize(() -> x.pow(2).minus(y).pow(2).times(100).plus(x.minus(1).pow(2)));

        assertThat(minimum.converged()).isTrue();
        assertThat(List.of(x.item(), y.item())).allSatisfy(found -> assertThat(found).isCloseTo(1, within(1e-7)));
        assertThat(x.grad()).isNull();
        assertThat(minimum.x()).containsExactly(x.item(), y.item());
    }

    /** The normal equations of a line through (0, 1), (1, 3), (2, 4): 3/2 and 7/6; rounded to single precision. */
    @Test
    void parametersOfSinglePrecisionStaySo() {
        Variable line = tensor(0, 0).toF32().requiresGrad(true);
        Variable x = tensor(0, 1, 2).toF32();
        Variable y = tensor(1, 3, 4).toF32();
        new Lbfgs(List.of(line)).withTolerance(1e-5)
                .minimize(() -> x.times(line.get(0)).plus(line.get(1)).minus(y).pow(2).sum());

        assertThat(line.dtype()).isEqualTo(DType.F32);
        assertThat(line.tensor().toArray()).containsExactly(new double[] {1.5, 7 / 6.0}, within(1e-5));
    }

    @Test
    void layersAreUsedAsTheyWereTrained() {
        Generator random = new Generator(5);
        BatchNorm norm = new BatchNorm(4);
        Layer model = new Sequential(new Linear(3, 4, random), norm, Variable::relu, new Dropout(0.5, random));
        Variable x = random.randn(8, 3);
        assertThat(model.parameters()).hasSize(4);
        assertThat(model.forward(x).eq(model.forward(x)).all().isTrue()).isFalse();
        model.eval();
        assertThat(model.forward(x).eq(model.forward(x)).all().isTrue()).isTrue();
    }

    /** After one batch, the running mean is a tenth of its mean, and the variance 0.9 and a tenth of its own. */
    @Test
    void batchNormFollowsWhatItSaw() {
        BatchNorm norm = new BatchNorm(1);
        norm.forward(tensor(new double[][] {{1}, {3}}));
        norm.eval();
        assertThat(norm.forward(tensor(new double[][] {{5}})).item())
                .isCloseTo((5 - 0.2) / Math.sqrt(0.9 + 0.1 * 2 + 1e-5), within(1e-14));
    }

    @Test
    void dropoutKeepsTheMean() {
        Layer dropout = new Dropout(0.25, new Generator(2));
        double[] kept = dropout.forward(Functions.ones(2000)).tensor().toArray();
        assertThat(kept).containsOnly(0, 1 / 0.75);
        // six standard deviations of a mean of 2000
        double deviation = Math.sqrt(0.25 / 0.75 / kept.length);
        assertThat(Arrays.stream(kept).average().orElseThrow()).isCloseTo(1, within(6 * deviation));
    }
}
