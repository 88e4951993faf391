package dev.autodiff.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tensors are written over once nobody can see them, and never before. */
class PoolTest {
    private static final AtomicInteger SIZES = new AtomicInteger(Pool.LEAST);

    /** Of its own for each test: a plan whose states were asked for later gives none away from then on. */
    private final int size = SIZES.getAndIncrement();

    /** The states of a loop on 1.7ᵏ·x, whose condition looks at them; each is the product that Java rounds. */
    private static List<Variable> states(Variable x) {
        List<Variable> states = new ArrayList<>(List.of(x.times(1.7)));
        while (states.get(states.size() - 1).norm().item() < 1e4) {
            states.add(states.get(states.size() - 1).times(1.7));
        }
        return states;
    }

    private static void goBack(List<Variable> states) {
        states.get(states.size() - 1).over(1000).minus(0.25).pow(2).mean().backward();
    }

    private Variable leaf(long seed) {
        return new Generator((int) seed).randn(size).requiresGrad(true);
    }

    private static double[] state(Variable x, int number) {
        double[] elements = x.tensor().toArray();
        for (int i = 0; i <= number; i++) {
            elements = Arrays.stream(elements).map(element -> 1.7 * element).toArray();
        }
        return elements;
    }

    private static void assertStates(List<Variable> states, Variable x) {
        for (int i = states.size() - 1; i >= 0; i--) {
            assertThat(states.get(i).tensor().toArray()).isEqualTo(state(x, i));
        }
    }

    @Test
    void whatASweepWentThroughIsWhatItWas() {
        for (int time = 0; time < 5; time++) {
            Variable x = leaf(time);
            List<Variable> states = states(x);
            goBack(states);
            for (int other = 10; other < 13; other++) {
                goBack(states(leaf(other)));
            }
            assertStates(states, x);
        }
    }

    @Test
    void tensorsThatWereSeenStay() {
        Variable x = leaf(1);
        List<Variable> states = states(x);
        List<Tensor> seen = states.stream().map(Variable::tensor).toList();
        List<Variable> detached = states.stream().map(Variable::detach).toList();
        goBack(states);
        goBack(states(leaf(2)));
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i).toArray()).isEqualTo(state(x, i));
            assertThat(detached.get(i).tensor()).isSameAs(seen.get(i));
        }
    }

    @Test
    void gradientsAreThoseOfTheCompiledLoopToTheLastBit() {
        CompiledFunction function = Autodiff.compile("input x: f64[" + size
                + "]\ny = 1.7*x\nwhile norm(y) < 10000 { y = 1.7*y }\nloss = mean((y/1000 - 0.25)^2)");
        for (int seed = 0; seed < 10; seed++) {
            Variable x = leaf(seed);
            goBack(states(x));
            Pullback expected = function.valueAndGradient(x.tensor());
            assertThat(x.grad().tensor()).isEqualTo(expected.gradient().get(0));
        }
    }

    @Test
    void aRecordingThatIsRetainedGivesNothingAway() {
        Variable x = leaf(3);
        List<Variable> states = states(x);
        Variable loss = states.get(states.size() - 1).pow(2).mean();
        loss.backward(Backward.retainGraph());
        Variable once = x.grad();
        goBack(states(leaf(4)));
        x.zeroGrad();
        loss.backward();
        assertThat(x.grad().tensor()).isEqualTo(once.tensor());
        assertStates(states, x);
    }

    @Test
    void aPoolFilledWithNotANumberGivesTheSameNumbers() {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            List<List<Tensor>> clean = training(dtype);
            Pool.ofThread().poison(true);
            try {
                assertThat(training(dtype)).isEqualTo(clean);
                assertThat(Pool.ofThread().size()).isPositive();
            } finally {
                Pool.ofThread().poison(false);
            }
        }
    }

    /**
     * Gradients, loss and a parameter after each step of a model whose loop has two states, one of which is a matrix,
     * and a condition of truths.
     */
    private List<List<Tensor>> training(DType dtype) {
        Variable w = new Generator(1).randn(size, 3).times(0.1).detach();
        Variable x = leaf(2).detach();
        Variable a = (dtype == DType.F32 ? w.toF32() : w).requiresGrad(true);
        Variable b = (dtype == DType.F32 ? x.toF32() : x).requiresGrad(true);
        Optimizer optimizer = new Sgd(List.of(a, b), 0.01);
        List<List<Tensor>> steps = new ArrayList<>();
        for (int step = 0; step < 6; step++) {
            Variable matrix = a.tanh();
            Variable vector = b.times(1.5);
            while (vector.norm().plus(matrix.abs().sum()).lt(500).isTrue()) {
                vector = vector.times(1.7).plus(matrix.sum(Named.axis(1)).sin());
                matrix = matrix.cumsum(Named.axis(0)).tanh();
            }
            Variable loss = vector.over(100).minus(0.25).pow(2).mean().plus(matrix.get("1:", 0).pow(2).mean());
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
            steps.add(List.of(a.grad().tensor(), b.grad().tensor(), loss.tensor(), b.tensor()));
        }
        return steps;
    }

    @Test
    void itsSizeIsBounded() {
        Pool pool = Pool.ofThread();
        for (int length = 1; length <= 2 * Pool.MOST; length += length / 4 + 1) {
            for (int i = 0; i < 4; i++) {
                Tensor tensor = Tensor.zeros(DType.F64, length);
                pool.give(Tensors.type(tensor), tensor);
                assertThat(pool.size()).isLessThanOrEqualTo(Pool.MOST);
            }
        }
    }

    @Test
    void threadsDoNotSeeEachOthersTensors() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                long seed = thread;
                tasks.add(() -> {
                    for (int time = 0; time < 20; time++) {
                        Variable x = leaf(seed);
                        List<Variable> states = states(x);
                        goBack(states);
                        goBack(states(leaf(seed + 100)));
                        assertStates(states, x);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
