package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, 1", "8, 1", "1, 100", "2, 2", "2, 1000", "3, 1000", "8, 5", "8, 1000"})
    void eachChunkIsDoneOnce(int threads, int chunks) {
        AtomicIntegerArray times = new AtomicIntegerArray(chunks);
        run(threads, chunks, times::incrementAndGet);
        for (int i = 0; i < chunks; i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void resultsAreSeenByTheCaller(int threads) {
        double[] results = new double[64];
        for (int round = 1; round <= 500; round++) {
            int value = round;
            run(threads, results.length, chunk -> results[chunk] = value);
            assertThat(results).containsOnly(round);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void noMoreThreadsThanAllowedAreAtWork(int threads) {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run(threads, 200, chunk -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            Thread.yield();
            working.decrementAndGet();
        });
        assertThat(most.get()).isBetween(1, threads);
    }

    @Test
    void thePoolTakesPart() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        run(2, 2, chunk -> {
            threads.add(Thread.currentThread());
            both.countDown();
            await(both);
        });
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aFailureIsThrownAsItIs(int threads) {
        IllegalStateException failure = new IllegalStateException("chunk 3");
        assertThatThrownBy(() -> run(threads, 10, chunk -> {
            if (chunk == 3) {
                throw failure;
            }
        })).isSameAs(failure);
    }

    @Test
    void anErrorIsThrownAsItIs() {
        StackOverflowError failure = new StackOverflowError();
        assertThatThrownBy(() -> run(2, 10, chunk -> {
            throw failure;
        })).isSameAs(failure);
    }

    @Test
    void noChunkBeginsAfterAFailure() {
        AtomicInteger begun = new AtomicInteger();
        int threads = 2;
        assertThatThrownBy(() -> run(threads, Integer.MAX_VALUE, chunk -> {
            begun.incrementAndGet();
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(begun.get()).isBetween(1, threads);
    }

    @Test
    void aFailureIsThrownWhenTheOthersAreDone() {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> run(2, 2, chunk -> {
            begun.countDown();
            await(begun);
            if (chunk == 0) {
                throw new IllegalStateException();
            }
            done.incrementAndGet();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(done.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void aChunkMayShareWork(int threads) {
        AtomicInteger sum = new AtomicInteger();
        run(threads, 10, i -> Parallel.run(10, j -> Parallel.run(10, k -> sum.addAndGet(100 * i + 10 * j + k))));
        assertThat(sum.get()).isEqualTo(999 * 1000 / 2);
    }

    @Test
    void threadsOfThePoolMayShareWork() {
        AtomicInteger sum = new AtomicInteger();
        ForkJoinPool.commonPool().submit(() -> run(4, 100, sum::addAndGet)).join();
        assertThat(sum.get()).isEqualTo(4950);
    }

    @Test
    void aBusyPoolIsNotWaitedFor() {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> await(end));
        }
        AtomicInteger sum = new AtomicInteger();
        run(4, 100, sum::addAndGet);
        end.countDown();
        assertThat(sum.get()).isEqualTo(4950);
    }

    @Test
    void theLimitHoldsInEveryChunk() {
        Set<Integer> limits = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        run(3, 2, i -> {
            both.countDown();
            await(both);
            Parallel.run(4, j -> limits.add(Parallel.threads()));
        });
        assertThat(limits).containsExactly(3);
    }

    @Test
    void theLimitEndsWithItsWork() {
        int before = Parallel.threads();
        int inner = Parallel.with(before + 2, () -> {
            assertThatThrownBy(() -> Parallel.with(before + 1, () -> {
                throw new IllegalStateException();
            })).isInstanceOf(IllegalStateException.class);
            return Parallel.threads();
        });
        assertThat(inner).isEqualTo(before + 2);
        assertThat(Parallel.threads()).isEqualTo(before);
    }

    @Test
    void rejectsALimitBelowOne() {
        assertThatThrownBy(() -> Parallel.with(0, () -> null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be at least 1 thread, not 0");
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "' 2 ', 2"})
    void aSettingLimitsTheProcess(String setting, int limit) {
        assertThat(underSetting(setting)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "", "2.5", "0", "99999999999"})
    void aSettingThatIsNoNumberOfThreadsIsNamed(String setting) {
        assertThatThrownBy(() -> underSetting(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the system property 'autodiff.threads' must be a whole number that is at least 1, and it is '"
                                + setting + "'");
    }

    @Test
    void withoutASettingEachProcessorHasAThread() {
        assertThat(underSetting(null)).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private static int underSetting(String setting) {
        String before = System.getProperty("autodiff.threads");
        try {
            set(setting);
            return Parallel.threadsOfAll();
        } finally {
            set(before);
        }
    }

    private static void set(String setting) {
        if (setting == null) {
            System.clearProperty("autodiff.threads");
        } else {
            System.setProperty("autodiff.threads", setting);
        }
    }

    private static void run(int threads, int chunks, IntConsumer task) {
        Parallel.with(threads, () -> {
            Parallel.run(chunks, task);
            return null;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
