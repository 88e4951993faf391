package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a clock and registers of our own: what is done in which time is what the test says. */
@Timeout(60)
class WarmUpTest {
    private static final long MICROSECOND = 1000;
    private static final long SECOND = 1_000_000_000;

    /** Nanoseconds of a tile in numbers. */
    private static final long NUMBERS = 10 * MICROSECOND;

    /** The second of these loops is what is warmed up: the numbers of loops are told apart. */
    private static final int LOOP = 1;

    private final AtomicLongArray warmth = WarmUp.cold(3);
    private final List<Integer> practised = new ArrayList<>();
    private long now;
    private long worked;

    private void twinIsTimed() {
        WarmUp.watch(warmth, LOOP, false, NUMBERS, WarmUp.TILE);
    }

    /** Registers take this time for a tile of any length. */
    private IntConsumer registers(long time) {
        return elements -> {
            practised.add(elements);
            now += time;
            worked += time;
        };
    }

    private void practise(IntConsumer registers) {
        WarmUp.practiseBy(() -> now, time -> now += time, warmth, LOOP, 8, registers);
    }

    private boolean[] areHot() {
        return new boolean[] {WarmUp.isHot(warmth, 0), WarmUp.isHot(warmth, 1), WarmUp.isHot(warmth, 2)};
    }

    @Test
    void registersThatAreAsFastAsNumbersAreHot() {
        twinIsTimed();
        practise(registers(NUMBERS));
        assertThat(areHot()).containsExactly(false, true, false);
    }

    @Test
    void registersThatAreSlowerAreNot() {
        twinIsTimed();
        practise(registers(NUMBERS + 1));
        assertThat(areHot()).containsOnly(false);
    }

    @Test
    void nothingIsHotBeforeNumbersHaveBeenTimed() {
        practise(registers(1));
        assertThat(areHot()).containsOnly(false);
    }

    @Test
    void aShortTileInNumbersCountsAsMuchAsAWholeOne() {
        WarmUp.watch(warmth, LOOP, false, NUMBERS / 8, WarmUp.TILE / 8);
        practise(registers(NUMBERS));
        assertThat(WarmUp.isHot(warmth, LOOP)).isTrue();
    }

    /** One moment in which the clock stands still is no proof. */
    @Test
    void oneFastLookIsNotEnough() {
        twinIsTimed();
        int[] whole = new int[1];
        practise(elements -> now += elements == WarmUp.TILE && ++whole[0] == 6 ? 0 : 2 * NUMBERS);
        assertThat(WarmUp.isHot(warmth, LOOP)).isFalse();
    }

    @Test
    void practiceTakesAThirdOfTheTime() {
        twinIsTimed();
        practise(registers(SECOND / 1000));
        assertThat((double) worked).isLessThan(0.34 * now);
    }

    @Test
    void theFirstTilesAreShort() {
        twinIsTimed();
        practise(registers(NUMBERS));
        assertThat(practised.subList(0, 200)).containsOnly(8);
        assertThat(practised).isSorted().endsWith(WarmUp.TILE);
    }

    @Test
    void practiceEndsWhenNobodyCallsTheLoopAnyMore() {
        twinIsTimed();
        practise(registers(2 * NUMBERS));
        assertThat(now).isLessThan(5 * SECOND);
        assertThat(isEverDue()).isTrue();
    }

    @Test
    void registersThatStaySlowAreGivenUp() {
        twinIsTimed();
        practise(elements -> {
            now += 2 * NUMBERS;
            WarmUp.isDue(warmth, LOOP, 1);
        });
        assertThat(now).isLessThan(120 * SECOND);
        assertThat(isEverDue()).isFalse();
        assertThat(WarmUp.elements(warmth, LOOP, 8)).isEqualTo(WarmUp.TILE);
    }

    private boolean isEverDue() {
        boolean isDue = false;
        for (int i = 0; i < 10_000; i++) {
            isDue |= WarmUp.isDue(warmth, LOOP, 1);
        }
        return isDue;
    }

    @Test
    void manyTilesAtOnceAreAsMuchWorkAsManyCalls() {
        assertThat(WarmUp.isDue(warmth, LOOP, 10)).isFalse();
        assertThat(WarmUp.isDue(warmth, LOOP, 1000)).isTrue();
        assertThat(WarmUp.isDue(warmth, LOOP, 10)).isFalse();
    }

    @Test
    void tilesInNumbersAreShortUntilTheJitHasTakenThemUp() {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lengths.add(WarmUp.elements(warmth, LOOP, 8));
            WarmUp.isDue(warmth, LOOP, 1);
        }
        assertThat(lengths).isSorted().startsWith(8).endsWith(WarmUp.TILE);
        assertThat(WarmUp.elements(warmth, 0, 8)).isEqualTo(8);
    }

    @Test
    void registersThatAreSlowAgainAreCold() {
        registersThatAreAsFastAsNumbersAreHot();
        for (int i = 0; i < 3; i++) {
            assertThat(WarmUp.isHot(warmth, LOOP)).isTrue();
            WarmUp.watch(warmth, LOOP, true, 20 * NUMBERS, WarmUp.TILE);
        }
        assertThat(WarmUp.isHot(warmth, LOOP)).isFalse();
        assertThat(isEverDue()).isTrue();
    }

    @Test
    void aTileNowAndThenMayTakeLong() {
        registersThatAreAsFastAsNumbersAreHot();
        for (int i = 0; i < 10; i++) {
            WarmUp.watch(warmth, LOOP, true, SECOND, WarmUp.TILE);
            WarmUp.watch(warmth, LOOP, true, SECOND, WarmUp.TILE);
            WarmUp.watch(warmth, LOOP, true, NUMBERS, WarmUp.TILE);
        }
        assertThat(WarmUp.isHot(warmth, LOOP)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThreadPractisesALoop() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            WarmUp.begin(warmth, LOOP, loop -> {
                begun.incrementAndGet();
                first.countDown();
                await(end);
            });
        }
        await(first);
        end.countDown();
        assertThat(begun.get()).isEqualTo(1);
    }

    /** A thread that lives on keeps no process from ending, and no class from being unloaded. */
    @Test
    void theThreadIsADaemonThatKnowsNothingOfItsMaker() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicInteger practisedLoop = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        WarmUp.begin(warmth, LOOP, loop -> {
            practisedLoop.set(loop);
            thread.set(Thread.currentThread());
            end.countDown();
        });
        await(end);
        assertThat(practisedLoop.get()).isEqualTo(LOOP);
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getContextClassLoader()).isNull();
        thread.get().join();
        assertThat(thread.get().isAlive()).isFalse();
    }

    @Test
    void fewThreadsPractise() throws InterruptedException {
        int loops = 40;
        AtomicLongArray many = WarmUp.cold(loops);
        AtomicInteger practising = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(loops);
        CountDownLatch all = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch through = new CountDownLatch(loops);
        for (int i = 0; i < loops; i++) {
            WarmUp.begin(many, i, loop -> {
                begun.countDown();
                await(all);
                WarmUp.practise(many, loop, 8, elements -> {
                    practising.incrementAndGet();
                    throw new IllegalStateException();
                });
                through.countDown();
            });
        }
        await(begun);
        all.countDown();
        assertThat(practising.get()).isLessThanOrEqualTo(8);
    }

    @Test
    void registersThatCannotBeLoadedAreGivenUp() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch end = new CountDownLatch(1);
        WarmUp.begin(warmth, LOOP, loop -> {
            thread.set(Thread.currentThread());
            end.countDown();
            throw new NoClassDefFoundError();
        });
        await(end);
        thread.get().join();
        assertThat(isEverDue()).isFalse();
    }
}
