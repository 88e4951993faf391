package dev.autodiff.frontend.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The options of losses of classes, by the sums that PyTorch's documentation gives. */
class LikelihoodTest {
    private static final int ROWS = 4;
    private static final int CLASSES = 3;
    private static final double[] WEIGHTS = {0.5, 2, 1.25};

    /** Which of the options a call gives. */
    private record Options(boolean weight, Integer ignored, double smoothing, boolean distribution) {
        String call(double[][] x, int[] classes, double[][] shares) {
            String target = distribution ? Arrays.deepToString(shares) : Arrays.toString(classes);
            return "input x: f64[4, 3]; z = cross_entropy(x, " + target
                    + (weight ? ", weight=" + Arrays.toString(WEIGHTS) : "")
                    + (ignored == null ? "" : ", ignore_index=" + ignored)
                    + (smoothing == 0 ? "" : ", label_smoothing=" + smoothing) + ")";
        }

        /**
         * Row by row; targets are distributions of one class, smoothed, and the weights of the rows those of their
         * classes.
         */
        double expected(double[][] x, int[] classes, double[][] shares) {
            double loss = 0;
            double total = 0;
            for (int row = 0; row < ROWS; row++) {
                if (!distribution && ignored != null && classes[row] == ignored) {
                    continue;
                }
                total += weight && !distribution ? WEIGHTS[classes[row]] : 1;
                double logsum = Math.log(Arrays.stream(x[row]).map(Math::exp).sum());
                for (int k = 0; k < CLASSES; k++) {
                    double share = distribution ? shares[row][k] : classes[row] == k ? 1 : 0;
                    loss -= ((1 - smoothing) * share + smoothing / CLASSES)
                            * (weight ? WEIGHTS[k] : 1)
                            * (x[row][k] - logsum);
                }
            }
            return loss / total;
        }
    }

    static Stream<Options> options() {
        List<Options> all = new ArrayList<>();
        for (boolean weight : new boolean[] {false, true}) {
            for (double smoothing : new double[] {0, 0.2}) {
                all.add(new Options(weight, null, smoothing, true));
                for (Integer ignored : new Integer[] {null, 1, -100}) {
                    all.add(new Options(weight, ignored, smoothing, false));
                }
            }
        }
        return all.stream();
    }

    /**
     * A central difference over 2⁻¹⁷ is wrong by about h² and the rounding over h, 6e-11 and 3e-11, of derivatives
     * below 1.
     */
    @ParameterizedTest
    @MethodSource("options")
    void theLossIsThatOfTheDocumentedSums(Options options) {
        Random random = new Random(options.hashCode());
        double[][] x = Stream.generate(() -> random.doubles(CLASSES, -2, 2).toArray())
                .limit(ROWS)
                .toArray(double[][]::new);
        int[] classes = {0, options.ignored() == null ? 2 : options.ignored(), 2, 1};
        double[][] shares = Stream.generate(() -> random.doubles(CLASSES, 0, 1).toArray())
                .limit(ROWS)
                .toArray(double[][]::new);
        Evaluation program = Evaluation.of(options.call(x, classes, shares))
                .with("x", Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray());

        assertThat(program.value()[0]).isCloseTo(options.expected(x, classes, shares), within(1e-14 * 20));
        double[] gradient = program.gradient("x");
        double h = 0x1p-17;
        for (int i = 0; i < gradient.length; i++) {
            double[] row = x[i / CLASSES];
            double at = row[i % CLASSES];
            row[i % CLASSES] = at + h;
            double above = options.expected(x, classes, shares);
            row[i % CLASSES] = at - h;
            double below = options.expected(x, classes, shares);
            row[i % CLASSES] = at;
            assertThat(gradient[i]).isCloseTo((above - below) / (2 * h), within(5e-10));
        }
    }

    @Test
    void anIgnoredRowHasNoInfluenceWhateverIsInIt() {
        Evaluation program = Evaluation.of(
                        "input x: f64[2, 2]; input t: int[2]; z = cross_entropy(x, t, ignore_index=-1)")
                .with("t", 1, -1);
        double[] gradient = program.with("x", 0.25, 1, 0, 0).gradient("x");

        for (double poison : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(program.with("x", 0.25, 1, poison, poison).gradient("x")).isEqualTo(gradient);
        }
        assertThat(Arrays.copyOfRange(gradient, 2, 4)).containsExactly(0, 0);
    }

    @Test
    void oneRowIsALossToo() {
        List<String> losses = Stream.of(
                        "-log_softmax(x)[2]",
                        "cross_entropy(x, 2)",
                        "cross_entropy(x, 2, weight=[1, 2, 3])",
                        "cross_entropy(x, 2, ignore_index=1)")
                .map(loss -> Arrays.toString(Evaluation.of("input x: f64[3]; z = " + loss)
                        .with("x", 1, 2, 4)
                        .gradient("x")))
                .collect(Collectors.toList());

        assertThat(losses).containsOnly(losses.get(0));
    }

    @Test
    void nothingThatCountsHasNoMean() {
        assertThat(Evaluation.of("input x: f64[2, 2]; z = cross_entropy(x, [1, 1], ignore_index=1)")
                        .with("x", 1, 2, 3, 4)
                        .value()[0])
                .isNaN();
    }
}
