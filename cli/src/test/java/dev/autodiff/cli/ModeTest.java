package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.Parallel;
import org.junit.jupiter.api.Test;

class ModeTest {
    @Test
    void theLastModeIsTheUsualOne() {
        assertThat(Mode.all(true, 4))
                .map(Mode::toString)
                .containsExactly("scalar, 1 thread", "vector, 1 thread", "scalar, 4 threads", "vector, 4 threads");
        assertThat(Mode.all(false, 1)).map(Mode::toString).containsExactly("scalar, 1 thread");
    }

    @Test
    void endsWithItsWork() {
        int threads = Parallel.threads();
        String vectors = System.getProperty("autodiff.vectors");

        assertThat(new Mode(false, 3).<String>with(() -> Parallel.threads() + System.getProperty("autodiff.vectors")))
                .isEqualTo("3false");
        assertThat(Parallel.threads()).isEqualTo(threads);
        assertThat(System.getProperty("autodiff.vectors")).isEqualTo(vectors);
    }
}
