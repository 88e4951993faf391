package dev.autodiff.autograd;

import static dev.autodiff.autograd.Functions.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When recordings are computed, how often they are compiled, what they keep, and who may use them. */
class RecordingTest {
    private static Variable leaf(double... numbers) {
        return tensor(numbers).requiresGrad(true);
    }

    @Test
    void nothingIsComputedBeforeALook() {
        Variable y = leaf(1, 2).exp();
        assertThat(y.lengths()).containsExactly(2);
        assertThat(y.value().tensor()).isNull();
        assertThat(y.sum().item()).isEqualTo(Math.exp(1) + Math.exp(2));
        assertThat(y.value().tensor()).isNull();
    }

    @Test
    void aLookEndsAProgram() {
        Variable x = leaf(1, 2);
        Variable y = x.exp().plus(1);
        Variable sum = y.sum();
        sum.tensor();
        assertThat(y.value().tensor()).isNull();
        y.prod().tensor();
        assertThat(y.value().tensor()).isNotNull();
        assertThat(y.value().inputs()[0].tensor()).isNull();
    }

    /** After the first step, each runs one program, which gives the state and what the condition looks at. */
    @Test
    void loopsThatLookAtTheirStateRunOneProgramAStep() {
        Variable y = leaf(1, 2);
        for (int step = 0; step < 6; step++) {
            Variable scaled = y.times(1.25);
            y = scaled.plus(scaled.sin());
            y.norm().item();
            assertThat(y.value().tensor() != null).isEqualTo(step >= 1);
            assertThat(scaled.value().tensor()).isNull();
        }
    }

    @Test
    void equalRecordingsAreCompiledOnce() {
        Variable x = leaf(0.5, 2);
        trained(x, 3);
        int programs = Programs.size();
        trained(x, 50);
        assertThat(Programs.size()).isEqualTo(programs);
    }

    private static void trained(Variable x, int steps) {
        Optimizer sgd = new Sgd(List.of(x), 0.01);
        for (int step = 0; step < steps; step++) {
            sgd.zeroGrad();
            Variable loss = x.pow(2).minus(x.cos()).sum();
            loss.backward();
            sgd.step();
        }
    }

    @Test
    void theCacheIsBounded() {
        Cache<Integer, Integer> cache = new Cache<>(3);
        for (int i = 0; i < 10; i++) {
            cache.get(i % 4, key -> key);
        }
        List<Integer> made = new ArrayList<>();
        cache.get(1, key -> made.add(key) ? 7 : 0);
        cache.get(2, key -> made.add(key) ? 7 : 0);
        assertThat(cache.size()).isEqualTo(3);
        assertThat(made).containsExactly(2);
    }

    @Test
    void whatWasRecordedKeepsTheValuesOfItsTime() {
        Variable x = leaf(1, 2);
        Variable before = x.times(10);
        try (NoGrad scope = NoGrad.open()) {
            assertThat(scope).isNotNull();
            x.assign(tensor(3, 4));
        }
        Variable after = x.times(10);
        before.plus(after).backward(tensor(1, 1));

        assertThat(before.toList()).hasToString("[10.0, 20.0]");
        assertThat(after.toList()).hasToString("[30.0, 40.0]");
        assertThat(x.grad().toList()).hasToString("[20.0, 20.0]");
    }

    @Test
    void aSwitchedFlagDoesNotReachBack() {
        Variable x = tensor(1, 2);
        Variable before = x.times(10);
        x.requiresGrad(true);
        Variable sum = x.times(2).plus(before).sum();
        sum.backward();
        assertThat(before.requiresGrad()).isFalse();
        assertThat(x.grad().toList()).hasToString("[2.0, 2.0]");
        x.requiresGrad(false);
        assertThat(x.times(2).requiresGrad()).isFalse();
    }

    @Test
    void whatIsPrintedAfterBackwardIsWhatItWas() {
        Variable x = leaf(1, 2);
        Variable y = x.exp();
        Variable z = y.plus(1);
        z.sum().backward();
        new Sgd(List.of(x), 1).step();
        assertThat(z.toList()).isEqualTo(List.of(Math.exp(1) + 1, Math.exp(2) + 1));
        assertThat(y.toList()).isEqualTo(List.of(Math.exp(1), Math.exp(2)));
    }

    @Test
    void anErrorInTheMiddleLeavesAllAsItWas() {
        Variable x = leaf(1, 2, 3);
        Variable y = x.times(2);
        assertThatThrownBy(() -> y.plus(tensor(1, 2))).isInstanceOf(AutogradException.class);
        Variable broken = y.get(Functions.indices(5));
        assertThatThrownBy(broken::tensor).isInstanceOf(AutogradException.class);
        assertThatThrownBy(() -> broken.sum().backward()).isInstanceOf(AutogradException.class);
        assertThatThrownBy(() -> NoGrad.noGrad(() -> y.plus(tensor(1, 2)))).isInstanceOf(AutogradException.class);
        assertThat(x.grad()).isNull();
        assertThat(y.plus(1).requiresGrad()).isTrue();
        y.sum().backward();
        assertThat(x.grad().toList()).hasToString("[2.0, 2.0, 2.0]");
    }

    @Test
    void derivativesOfDerivatives() {
        Variable x = leaf(0.5, 2);
        Variable y = x.pow(4).sum();
        y.backward(Backward.createGraph());
        Variable first = x.grad();
        x.zeroGrad();
        first.pow(2).sum().backward(Backward.createGraph());
        Variable second = x.grad();
        x.zeroGrad();
        second.sum().backward();
        // (4x³)² = 16x⁶, then 96x⁵, then 480x⁴
        assertThat(first.toList()).hasToString("[0.5, 32.0]");
        assertThat(second.toList()).hasToString("[3.0, 3072.0]");
        assertThat(x.grad().toList()).hasToString("[30.0, 7680.0]");
    }

    @Test
    void derivativesOfProductsWithACotangent() {
        Variable x = leaf(0.5, 2);
        x.pow(3).backward(Backward.createGraph().withCotangent(tensor(1, 10)));
        Variable first = x.grad();
        x.zeroGrad();
        first.sum().backward();
        // v·3x², then v·6x
        assertThat(first.toList()).hasToString("[0.75, 120.0]");
        assertThat(x.grad().toList()).hasToString("[3.0, 120.0]");
    }

    /** The gradient of the last piece is known when an earlier one fails. */
    @Test
    void aSweepThatFailsLeavesGradientsAsTheyWere() {
        Variable x = leaf(1, 2, 3);
        Variable broken = x.get(Functions.indices(0, 7));
        Variable y = broken.sum();
        for (int i = 0; i < Segments.LONGEST; i++) {
            y = y.times(0.5).plus(x.sum());
        }
        Variable result = y;
        assertThatThrownBy(() -> result.backward()).isInstanceOf(AutogradException.class);
        assertThat(x.grad()).isNull();
    }

    @Test
    void aDerivativeWhoseHistoryIsGoneIsAnError() {
        Variable x = leaf(0.5, 2);
        Variable y = x.pow(4).sum();
        y.backward(Backward.createGraph());
        Variable pending = x.grad();
        y.backward();
        assertThatThrownBy(pending::tensor).hasMessageContaining("not retained");
    }

    /** Σ over steps of sin(v)·0.999ᵏ: a geometric sum; the rounding of each of n steps is ε of the value. */
    @Test
    void aHundredThousandOperationsInOneRecording() {
        int operations = Integer.getInteger("operations", 100_000);
        Variable v = leaf(0.5, 0.25);
        Variable u = v;
        for (int i = 0; i < operations / 2; i++) {
            u = u.times(0.999).plus(v);
        }
        int before = Programs.size();
        Variable sum = u.sum();
        sum.backward();

        double decayed = Math.pow(0.999, operations / 2);
        double slope = decayed + (1 - decayed) / (1 - 0.999);
        assertThat(sum.item()).isCloseTo(0.75 * slope, within(slope * 1e-12));
        assertThat(v.grad().tensor().toArray()).containsExactly(new double[] {slope, slope}, within(slope * 1e-12));
        assertThat(Programs.size() - before).isLessThan(10);
    }

    /** More tensors than a method of Java takes arguments. */
    @Test
    void moreLeavesThanArguments() {
        List<Variable> leaves = new ArrayList<>();
        Variable sum = tensor(0, 0);
        for (int i = 0; i < 150; i++) {
            leaves.add(leaf(i, 1));
            sum = sum.plus(leaves.get(i).times(2));
        }
        sum.sum().backward();
        leaves.forEach(leaf -> assertThat(leaf.grad().toList()).hasToString("[2.0, 2.0]"));
    }

    /** Pieces give the gradients of intermediate values too, wherever they are cut. */
    @Test
    void retainedGradientsDoNotDependOnCuts() {
        Variable x = leaf(1, 2);
        List<Variable> retained = new ArrayList<>();
        Variable y = x;
        for (int i = 0; i < 2 * Segments.LONGEST; i++) {
            y = y.times(i % 2 == 0 ? 2 : 0.5);
            if (i % 100 < 2) {
                retained.add(y.retainGrad());
            }
        }
        y.sum().backward();
        assertThat(retained.get(0).grad().toList()).hasToString("[0.5, 0.5]");
        for (int i = 0; i < retained.size(); i++) {
            assertThat(retained.get(i).grad().toList()).hasToString(i % 2 == 0 ? "[0.5, 0.5]" : "[1.0, 1.0]");
        }
    }

    /** Looking at the stack is dear: what is recorded very often names the line of another operation of its kind. */
    @Test
    void linesOfOperationsThatAreRecordedVeryOftenAreNamedWithReservation() {
        Spot spot = new Spot();
        for (int i = 0; i < Spot.EXACT; i++) {
            assertThat(spot.caller()).isNotNull();
        }
        int walks = 0;
        for (int i = 0; i < 100 * Spot.EVERY; i++) {
            walks += spot.caller() == null ? 0 : 1;
        }
        assertThat(walks).isEqualTo(100);
        assertThat(spot.text(null)).endsWith(" or a line like it");
    }

    /** The state is no longer the last of what is computed together, once it is known that it will be needed. */
    @Test
    void loopsGoBackFromTheirStateEveryTime() {
        for (int time = 0; time < 4; time++) {
            Variable x = leaf(3);
            Variable y = x.times(2);
            while (y.pow(2).item() < 10_000) {
                y = y.times(2);
            }
            y.backward();
            assertThat(x.grad().item()).as("time %d", time).isEqualTo(64);
            assertThat(y.item()).isEqualTo(192);
        }
    }

    /** One condition looks at one state, another at two, and a later operation takes all of them. */
    @Test
    void statesThatAreTakenLaterHaveAllTheirGradients() {
        for (int time = 0; time < 4; time++) {
            Variable x = leaf(1, 2);
            Variable a = x;
            Variable b = x.times(2);
            Variable all = x.minus(x);
            while (a.sum().item() < 40 && b.minus(a).sum().item() < 100) {
                a = a.times(2).plus(b.times(0.5));
                b = b.times(1.5);
                all = all.plus(a).plus(b);
            }
            all.sum().backward(Backward.retainGraph());
            double[] once = x.grad().tensor().toArray();
            all.sum().backward();
            // linear in x: the sum is the gradient times x
            assertThat(once[0] * 1 + once[1] * 2).isCloseTo(all.sum().item(), within(1e-10));
            assertThat(x.grad().tensor().toArray()).containsExactly(new double[] {2 * once[0], 2 * once[1]});
        }
    }

    @Test
    void aStateWithoutDerivativesDoesNotKeepItsHistory() throws InterruptedException {
        Variable state = tensor(1, 2);
        WeakReference<Value> first = new WeakReference<>(state.value());
        for (int i = 0; i < 3; i++) {
            state = state.times(2);
            state.tensor();
        }
        for (int i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(first.get()).isNull();
        assertThat(state.toList()).hasToString("[8.0, 16.0]");
    }

    @Test
    void threadsHaveRecordingsOfTheirOwn() throws Exception {
        int threads = 16;
        Variable shared = tensor(1, 2, 3).requiresGrad(true);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int factor = i;
                answers.add(pool.submit(() -> recorded(shared, factor)));
            }
            for (int i = 0; i < threads; i++) {
                assertThat(answers.get(i).get()).isEqualTo(2 * i * 14);
            }
        } finally {
            pool.shutdown();
        }
        // each thread added 2·factor·x ten times; sums of whole numbers are exact in any order
        assertThat(shared.grad().toList()).hasToString("[2400.0, 4800.0, 7200.0]");
    }

    private static double recorded(Variable shared, int factor) {
        double last = 0;
        for (int step = 0; step < 10; step++) {
            Variable own = Variable.of(shared.tensor()).requiresGrad(true);
            try (NoGrad scope = NoGrad.open()) {
                assertThat(scope).isNotNull();
                assertThat(own.times(2).requiresGrad()).isFalse();
            }
            Variable scale = tensor(factor);
            own.pow(2).sum().times(scale).backward();
            last = own.grad().times(own).sum().item();
            shared.pow(2).sum().times(scale).backward();
        }
        return last;
    }

    @Test
    void elementsAreFoundByNumbersRangesAndVariables() {
        Variable x = Functions.arange(12).reshape(3, 4).toF64().requiresGrad(true);
        assertThat(x.get(1, 2).item()).isEqualTo(6);
        assertThat(x.get(-1, "1:3").toList()).hasToString("[9.0, 10.0]");
        assertThat(x.get(":", "::-2").toList()).hasToString("[[3.0, 1.0], [7.0, 5.0], [11.0, 9.0]]");
        x.get(Functions.indices(2, 2)).sum().backward();
        assertThat(x.grad().get(":", 0).toList()).hasToString("[0.0, 0.0, 2.0]");
    }

    @Test
    void truthsAndWholeNumbersKeepTheirTypes() {
        Variable x = tensor(1, -2, 3);
        assertThat(x.gt(0)).hasToString("tensor([ True, False,  True])");
        assertThat(x.gt(0).and(x.lt(2)).any().isTrue()).isTrue();
        assertThat(x.gt(0).all().not()).hasToString("tensor(True)");
        assertThat(x.argmax()).hasToString("tensor(2)");
        assertThat(x.gt(0).toList()).hasToString("[true, false, true]");
    }

    /** Whether it goes by regions, as most do, or as one program, since something retains its gradient. */
    @Test
    void whatTookPartWithoutDerivativesHasNoGradient() {
        for (boolean retains : new boolean[] {false, true}) {
            Variable x = tensor(1, 2).requiresGrad(true);
            Variable w = tensor(3, 4).requiresGrad(true);
            Variable middle = w.times(2);
            Variable product = x.times(NoGrad.noGrad(() -> middle.sin()));
            if (retains) {
                middle.retainGrad();
                product.retainGrad();
            }
            product.sum().backward();

            assertThat(w.grad()).isNull();
            assertThat(middle.grad()).isNull();
            assertThat(x.grad().eq(middle.sin()).all().isTrue()).isTrue();
        }
    }
}
