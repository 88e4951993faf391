package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IrisMixtureTest {
    /** scikit-learn's GaussianMixture, by expectation and maximisation from several starts. */
    private static final double BEST = -180.1854771325568;

    @Test
    void findsTheMostLikelyMixture() throws IOException {
        IrisMixture mixture = new IrisMixture();

        assertThat(mixture.fit(1)).isLessThan(BEST);
        assertThat(mixture.fit(5000)).isCloseTo(BEST, within(1e-3));
        assertThat(mixture.weights()).containsExactly(new double[] {1.0 / 3, 0.2992, 0.3675}, within(1e-3));
    }

    @Test
    void fillsTrianglesColumnByColumn() {
        assertThat(IrisMixture.place(3)).containsExactly(0, 0, 0, 1, 0, 0, 2, 3, 0);
    }
}
