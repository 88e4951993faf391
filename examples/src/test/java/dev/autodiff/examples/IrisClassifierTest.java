package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's logistic regression of the same objective, solved to all digits. */
class IrisClassifierTest {
    private static final double LEAST_LOSS = 0.3123146737714899;
    private static final double[] BEST_WEIGHTS = {
        -0.81088645,
        0.3444115,
        0.46647495,
        0.84042267,
        -0.3996712,
        -0.44075148,
        -1.32684631,
        -0.08625299,
        1.41309931,
        -1.2391323,
        -0.51695881,
        1.75609111
    };

    @Test
    void hasTheMeasurementsOfThePaper() throws IOException {
        Table iris = Table.read("iris.csv");

        assertThat(iris.rows()).hasSize(150);
        assertThat(Arrays.stream(new int[] {0, 1, 2, 3})
                        .mapToDouble(
                                feature -> Arrays.stream(iris.column(feature)).sum())
                        .toArray())
                .containsExactly(new double[] {876.5, 458.6, 563.7, 179.9}, within(1e-9));
        assertThat(Arrays.stream(iris.column(4)).sum()).isEqualTo(150);
    }

    @Test
    void descends() throws IOException {
        IrisClassifier classifier = new IrisClassifier();
        double loss = classifier.train(1);

        assertThat(loss).isCloseTo(Math.log(IrisClassifier.CLASSES), within(1e-13));
        for (int i = 0; i < 100; i++) {
            double next = classifier.train(1);
            assertThat(next).isLessThan(loss);
            loss = next;
        }
    }

    @Test
    void reachesTheMinimum() throws IOException {
        IrisClassifier classifier = new IrisClassifier();

        assertThat(classifier.train(3000)).isCloseTo(LEAST_LOSS, within(1e-12));
        assertThat(classifier.weights()).containsExactly(BEST_WEIGHTS, within(1e-6));
        assertThat(classifier.right()).isEqualTo(144);
    }

    @Test
    void probabilitiesAddUp() throws IOException {
        double[] probabilities = new IrisClassifier().probabilities();

        assertThat(probabilities).containsOnly(new double[] {1.0 / 3}, within(1e-13));
    }
}
