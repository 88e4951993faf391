package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadinessTest {
    private static final long ROUND = 100_000_000;

    private final Steadiness steadiness = new Steadiness();

    /** How many rounds of these times there are before the times are steady; the last one goes on. */
    private int rounds(double jvmWork, double... times) {
        int rounds = 0;
        while (!steadiness.isReached()) {
            steadiness.add(times[Math.min(rounds, times.length - 1)], ROUND, new ProcessorTime(ROUND, (long)
                    (jvmWork * ROUND)));
            rounds++;
        }
        return rounds;
    }

    @Test
    void isReachedWhenWorkGetsNoFaster() {
        assertThat(rounds(0, 5)).isEqualTo(4);
        assertThat(steadiness.best()).isEqualTo(5);
    }

    @Test
    void waitsAfterEachImprovement() {
        assertThat(rounds(0, 100, 100, 50, 50, 50, 40)).isEqualTo(9);
        assertThat(steadiness.best()).isEqualTo(40);
    }

    @Test
    void seesImprovementInSmallSteps() {
        assertThat(rounds(0, 100, 97, 94, 91)).isEqualTo(6);
    }

    @Test
    void takesNoNoticeOfNoise() {
        assertThat(rounds(0, 100, 130, 98, 110)).isEqualTo(4);
    }

    @Test
    void waitsForTheJit() {
        for (int i = 0; i < 20; i++) {
            steadiness.add(143, ROUND, new ProcessorTime(ROUND, ROUND / 2));
            assertThat(steadiness.isReached()).isFalse();
        }

        assertThat(rounds(0, 4)).isEqualTo(4);
    }

    @Test
    void waitsLongerWhereOthersHaveTheProcessor() {
        for (int i = 0; i < 10; i++) {
            steadiness.add(143, ROUND, new ProcessorTime(ROUND / 10, 0));
            assertThat(steadiness.isReached()).isFalse();
        }
    }

    @Test
    void givesUpInTheEnd() {
        assertThat(rounds(1, 5)).isEqualTo(100);
    }

    @Test
    void takesThreeRoundsOfLongWorkAfterTheFirst() {
        for (int i = 0; i < 3; i++) {
            steadiness.add(2e9, 2_000_000_000, new ProcessorTime(2_000_000_000, 0));
            assertThat(steadiness.isReached()).isFalse();
        }
        steadiness.add(2e9, 2_000_000_000, new ProcessorTime(2_000_000_000, 0));

        assertThat(steadiness.isReached()).isTrue();
    }
}
