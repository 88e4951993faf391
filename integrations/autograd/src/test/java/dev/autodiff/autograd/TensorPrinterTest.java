package dev.autodiff.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** What PyTorch 1.13 prints for the same tensors. */
class TensorPrinterTest {
    private static String text(double... numbers) {
        return TensorPrinter.text(Tensor.of(numbers), List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1.5                       | tensor([1.5000])",
        "10                        | tensor([10.])",
        "-0.29684531604050013      | tensor([-0.2968])",
        "0 0                       | tensor([0., 0.])",
        "-0.0                      | tensor([-0.])",
        "51.2 512 0.0512           | tensor([5.1200e+01, 5.1200e+02, 5.1200e-02])",
        "1 1001                    | tensor([1.0000e+00, 1.0010e+03])",
        "1 1000                    | tensor([   1., 1000.])",
        "0.00001                   | tensor([1.0000e-05])",
        "1e9                       | tensor([1.0000e+09])",
        "1e-300                    | tensor([1.0000e-300])",
        "0.5 0                     | tensor([0.5000, 0.0000])",
        "NaN Infinity -Infinity    | tensor([nan, inf, -inf])",
        "1 NaN                     | tensor([1., nan])",
        "1.5 -Infinity             | tensor([1.5000,   -inf])",
        "0.00005 1                 | tensor([5.0000e-05, 1.0000e+00])",
        "0.12345 0.00025           | tensor([0.1235, 0.0003])",
        "9.99995                   | tensor([10.0000])",
        "99999.5                   | tensor([99999.5000])"})
    void numbersOfOneWidth(String numbers, String expected) {
        double[] data = Arrays.stream(numbers.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(text(data)).isEqualTo(expected.trim());
    }

    @Test
    void rowsAreAligned() {
        Tensor cube = Tensor.of(new int[] {2, 1, 2}, 1, -2, 3, 4);
        assertThat(TensorPrinter.text(cube, List.of("requires_grad=True")))
                .isEqualTo("tensor([[[ 1., -2.]],\n\n        [[ 3.,  4.]]], requires_grad=True)");
    }

    @Test
    void longLinesAreBroken() {
        double[] numbers = new double[30];
        Arrays.fill(numbers, 0.5);
        assertThat(text(numbers)).isEqualTo("tensor([" + "0.5000, ".repeat(9).stripTrailing() + "\n        "
                + "0.5000, ".repeat(9).stripTrailing() + "\n        " + "0.5000, ".repeat(9).stripTrailing()
                + "\n        0.5000, 0.5000, 0.5000])");
        assertThat(TensorPrinter.text(Tensor.of(Arrays.copyOf(numbers, 9)), List.of("grad_fn=<MulBackward0>")))
                .isEqualTo("tensor([" + "0.5000, ".repeat(8) + "0.5000],\n       grad_fn=<MulBackward0>)");
    }

    @Test
    void ofLongTensorsTheEndsAreShown() {
        double[] numbers = new double[2000];
        Arrays.setAll(numbers, i -> i < 1000 ? 1 : 2);
        assertThat(text(numbers)).isEqualTo("tensor([1., 1., 1.,  ..., 2., 2., 2.])");
        assertThat(TensorPrinter.text(Tensor.of(new int[] {2, 1000}, numbers), List.of())).isEqualTo(
                "tensor([[1., 1., 1.,  ..., 1., 1., 1.],\n        [2., 2., 2.,  ..., 2., 2., 2.]])");
    }

    @Test
    void otherTypes() {
        assertThat(TensorPrinter.text(Tensor.wrap(DType.BOOL, new int[] {2}, new double[] {1, 0}), List.of()))
                .isEqualTo("tensor([ True, False])");
        assertThat(TensorPrinter.text(Tensor.wrap(DType.INT, new int[] {2}, new double[] {1, -20}), List.of()))
                .isEqualTo("tensor([  1, -20])");
        assertThat(text()).isEqualTo("tensor([])");
        assertThat(TensorPrinter.text(Tensor.scalar(27), List.of("grad_fn=<MeanBackward0>")))
                .isEqualTo("tensor(27., grad_fn=<MeanBackward0>)");
    }
}
