package dev.autodiff.autograd.use;

import static dev.autodiff.autograd.Functions.binary_cross_entropy_with_logits;
import static dev.autodiff.autograd.Functions.ones;
import static dev.autodiff.autograd.Functions.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.autograd.Backward;
import dev.autodiff.autograd.Functions;
import dev.autodiff.autograd.Generator;
import dev.autodiff.autograd.NoGrad;
import dev.autodiff.autograd.Variable;
import org.junit.jupiter.api.Test;

/** What the notebooks show of a tape, case by case of seeds.json. */
class SeedsTest {
    private static Variable leaf(Variable variable) {
        return variable.requiresGrad(true);
    }

    @Test
    void meanOfSquares() {
        Variable x = leaf(ones(2, 2));
        Variable y = x.plus(2).retainGrad();
        Variable z = y.times(y).times(3).retainGrad();
        Variable out = z.mean();
        out.backward();

        assertThat(y).hasToString("tensor([[3., 3.],\n        [3., 3.]], grad_fn=<AddBackward0>)");
        assertThat(z).hasToString("tensor([[27., 27.],\n        [27., 27.]], grad_fn=<MulBackward0>)");
        assertThat(out).hasToString("tensor(27., grad_fn=<MeanBackward0>)");
        assertThat(x.grad()).hasToString("tensor([[4.5000, 4.5000],\n        [4.5000, 4.5000]])");
        assertThat(y.grad().toList()).hasToString("[[4.5, 4.5], [4.5, 4.5]]");
        assertThat(z.grad().toList()).hasToString("[[0.25, 0.25], [0.25, 0.25]]");
    }

    @Test
    void partialDerivatives() {
        Variable x = leaf(tensor(2));
        Variable y = leaf(tensor(3));
        Variable z = y.times(x.log()).plus(y.sin());
        z.backward();

        assertThat(z.item()).isEqualTo(2.220561549739703);
        assertThat(x.grad()).hasToString("tensor(1.5000)");
        assertThat(y.grad()).hasToString("tensor(-0.2968)");
        assertThat(y.grad().item()).isEqualTo(-0.29684531604050013);
    }

    @Test
    void intermediateGradientsAreRetainedOnRequest() {
        Variable x = leaf(tensor(2));
        Variable y = leaf(tensor(3));
        Variable sum = x.plus(y);
        sum.retainGrad();
        Variable z = sum.pow(2);
        z.backward();

        assertThat(z.gradFn()).isEqualTo("PowBackward0");
        assertThat(z.grad()).isNull();
        assertThat(x.grad()).hasToString("tensor(10.)");
        assertThat(y.grad()).hasToString("tensor(10.)");
        assertThat(sum.grad()).hasToString("tensor(10.)");
    }

    @Test
    void noGradKeepsValues() {
        Variable x = leaf(tensor(2));
        Variable y = leaf(tensor(3));
        Variable z1 = NoGrad.noGrad(() -> y.times(x.log()).plus(y.sin()));
        Variable z2 = y.times(x.log()).plus(y.sin());
        z2.backward();

        assertThat(z1.item()).isEqualTo(z2.item());
        assertThat(x.grad().item()).isEqualTo(1.5);
        assertThatThrownBy(z1::backward)
                .hasMessageContaining("does not require grad and does not have a gradFn")
                .hasMessageContaining("outside of noGrad");
    }

    @Test
    void oneElementNeedsNoCotangent() {
        Variable a = leaf(tensor(new double[] {1}));
        a.times(2).backward();

        assertThat(a.grad()).hasToString("tensor([2.])");
    }

    @Test
    void quotientOfSquares() {
        Variable a = leaf(tensor(1, 2, 3));
        Variable b = a.times(2).plus(1);
        Variable c = b.times(b);
        Variable d = c.over(c.plus(2));
        Variable e = d.mean();
        e.backward();

        assertThat(d.gradFn()).isEqualTo("DivBackward0");
        double[] gradient = a.grad().tensor().toArray();
        for (int i = 0; i < gradient.length; i++) {
            double square = c.tensor().at(i) + 2;
            assertThat(gradient[i]).isCloseTo(8 * b.tensor().at(i) / (square * square) / 3, within(1e-16));
        }
    }

    @Test
    void loopThatDependsOnData() {
        Variable x = leaf(tensor(-0.043224609375, -0.289744140625, -2.2641341796875));
        Variable y = x.times(2);
        int doublings = 1;
        while (y.norm().item() < 1000) {
            y = y.times(2);
            doublings++;
        }
        y.backward(tensor(0.1, 1.0, 0.0001));

        assertThat(doublings).isEqualTo(9);
        assertThat(y).hasToString("tensor([  -22.1310,  -148.3490, -1159.2367], grad_fn=<MulBackward0>)");
        assertThat(x.grad()).hasToString("tensor([5.1200e+01, 5.1200e+02, 5.1200e-02])");
        assertThat(x.grad().toList()).hasToString("[51.2, 512.0, 0.0512]");
    }

    @Test
    void logisticLayer() {
        Variable x = ones(5);
        Variable y = Functions.zeros(3);
        Variable w = leaf(tensor(new double[][] {
            {-0.45, -0.2, 0.05}, {-0.35, -0.1, 0.15}, {-0.25, 0.0, 0.25}, {-0.15, 0.1, 0.35}, {-0.05, 0.2, 0.45}
        }));
        Variable b = leaf(tensor(0.30950318899424545, 3.4030590018088556, -3.3896750474136206));
        Variable z = x.matmul(w).plus(b);
        Variable loss = binary_cross_entropy_with_logits(z, y);
        loss.backward();

        assertThat(z.gradFn()).isEqualTo("AddBackward0");
        assertThat(loss.gradFn()).isEqualTo("BinaryCrossEntropyWithLogitsBackward0");
        assertThat(loss.item()).isCloseTo(1.292223811561696, within(1e-15));
        assertThat(b.grad()).hasToString("tensor([0.0936, 0.3226, 0.0351])");
        String row = "[0.0936, 0.3226, 0.0351]";
        String gap = ",\n        ";
        assertThat(w.grad()).hasToString("tensor([" + String.join(gap, row, row, row, row, row) + "])");
    }

    @Test
    void flagsAreSetInPlace() {
        Variable a = new Generator(1).randn(2, 2);
        a = a.times(3).over(a.minus(1));
        assertThat(a.requiresGrad()).isFalse();
        a.requiresGrad(true);
        assertThat(a.requiresGrad()).isTrue();
        assertThat(a.isLeaf()).isTrue();
        Variable b = a.times(a).sum();
        assertThat(b.gradFn()).isEqualTo("SumBackward0");
        b.backward();
        assertThat(a.grad().eq(a.times(2)).all().isTrue()).isTrue();
    }

    @Test
    void detachedValuesAreEqual() {
        Variable x = leaf(tensor(1, 2, 3));
        Variable y = x.detach();

        assertThat(y.requiresGrad()).isFalse();
        assertThat(x.requiresGrad()).isTrue();
        assertThat(x.eq(y).all().isTrue()).isTrue();
        assertThat(x.pow(2).requiresGrad()).isTrue();
        try (NoGrad scope = NoGrad.open()) {
            assertThat(scope).isNotNull();
            assertThat(x.pow(2).requiresGrad()).isFalse();
            assertThat(x.requiresGrad()).isTrue();
        }
    }

    @Test
    void gradientsAddUp() {
        Variable t = leaf(tensor(5));
        assertThat(t.grad()).isNull();
        t.times(3).backward();
        t.times(3).backward();
        assertThat(t.grad().item()).isEqualTo(6);
        t.zeroGrad();
        assertThat(t.grad()).isNull();
    }

    @Test
    void aSecondBackwardNeedsARetainedGraph() {
        Variable x = leaf(tensor(2));
        Variable retained = x.pow(3);
        retained.backward(Backward.retainGraph());
        retained.backward();
        assertThat(x.grad().item()).isEqualTo(24);
        assertThatThrownBy(() -> retained.backward())
                .hasMessageMatching("SeedsTest.java:\\d+: 'pow' of SeedsTest.java:\\d+ was gone through backward "
                        + "before, in SeedsTest.java:\\d+, and not retained: "
                        + "call backward with retainGraph\\(\\) there, .*");
        assertThatThrownBy(() -> retained.backward(tensor(1))).hasMessageContaining("not retained");
    }

    @Test
    void severalElementsNeedACotangent() {
        Variable x = leaf(tensor(1, 2, 3));
        Variable y = x.times(2);
        assertThatThrownBy(y::backward)
                .hasMessageContaining("backward() is for one element, and this has the shape [3]");
        assertThatThrownBy(() -> y.backward(tensor(1, 2)))
                .hasMessageContaining("the cotangent has the shape [2], and the result [3]");
    }
}
