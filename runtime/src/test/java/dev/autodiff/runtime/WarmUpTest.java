package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With a clock and a kernel of our own: what is done in which time is what the test says. */
class WarmUpTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;

    /** Nanoseconds that the twin takes for each product of two numbers. */
    private static final double TWIN = 0.1;

    /** What the kernel multiplies in each step. */
    private static final int PRODUCTS = 4 * 8;

    /**
     * Nanoseconds that a step of the kernel takes at first, and four calls of it, which is what practice is measured
     * in.
     */
    private static final long STEP = 10_000;
    private static final long PRACTICE = 4 * RegisterTiles.DEPTH * STEP;

    private long now;
    private boolean isLoaded;
    private long step = STEP;
    private int steps;

    private final WarmUp warmUp = new WarmUp(
            this::load,
            (kernel, zeros, atB, atC, depth) ->
                    kernel.addProduct(zeros, 0, zeros, atB, zeros, atC, kernel.columns(), depth),
            () -> now);

    private Microkernel load() {
        isLoaded = true;
        now += 90 * MILLISECOND;
        return new NumberMicrokernel(PRODUCTS / Microkernel.ROWS) {
            @Override
            public void addProduct(double[] a, int atA, double[] b, int atB, double[] c, int atC, int downC, int k) {
                super.addProduct(a, atA, b, atB, c, atC, downC, k);
                now += k * step;
                steps += k;
            }
        };
    }

    /** @return the time that the kernel has practised */
    private long twinTakes(long time) {
        long before = now;
        warmUp.afterTwin(time, time / TWIN);
        return now - before;
    }

    @Test
    void littleWorkDoesNotLoadTheKernel() {
        for (int i = 0; i < 19; i++) {
            assertThat(twinTakes(10 * MILLISECOND)).isZero();
        }
        assertThat(isLoaded).isFalse();
    }

    @Test
    void theKernelIsReadyOnceItIsAsFastAsTheTwin() {
        twinTakes(SECOND / 2);
        assertThat(isLoaded).isTrue();
        assertThat(steps).isPositive();
        assertThat(warmUp.isDone()).isFalse();
        step = 4;
        twinTakes(MILLISECOND);
        assertThat(warmUp.isDone()).isFalse();
        step = 3;
        twinTakes(MILLISECOND);
        assertThat(warmUp.isDone()).isTrue();
        assertThat(warmUp.kernel().columns()).isEqualTo(8);
    }

    @Test
    void theKernelPractisesForHalfOfTheTwinsTime() {
        long practised = 0;
        for (int i = 0; i < 1000; i++) {
            practised += twinTakes(MILLISECOND);
        }
        assertThat(practised).isBetween(499 * MILLISECOND, 500 * MILLISECOND + PRACTICE);
    }

    @Test
    void aKernelThatStaysSlowTakesAHundredthInTheEnd() {
        for (int i = 0; i < 20; i++) {
            twinTakes(SECOND);
        }
        long practised = 0;
        for (int i = 0; i < 100; i++) {
            practised += twinTakes(SECOND);
        }
        assertThat(practised).isBetween(SECOND - PRACTICE, SECOND + PRACTICE);
    }

    @Test
    void productsShorterThanATickAreTimedTogether() {
        step = 1;
        for (int i = 0; i < 3_000_000; i++) {
            warmUp.afterTwin(i % 10 == 0 ? 1000 : 0, 100 / TWIN);
        }
        assertThat(warmUp.isDone()).isTrue();
    }

    @Test
    void aLongProductAllowsForASecond() {
        assertThat(twinTakes(1000 * SECOND)).isLessThanOrEqualTo(SECOND + PRACTICE);
    }
}
