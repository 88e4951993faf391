package dev.autodiff.runtime;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Decides from when on a loop is done in vector registers. What calls {@code jdk.incubator.vector} is a thousand times
 * slower until the JIT's second compiler has compiled it. So a loop's twin in numbers does all tiles at first, and a
 * thread beside makes the code for registers hot, on numbers of its own. As soon as a tile there takes no longer than
 * the fastest of those that were timed in numbers, registers do all tiles. Now and then one is timed, and if they are
 * slow again (the JIT gives code up when classes are loaded that it did not reckon with), the twin takes over and
 * practice begins anew. Both give the same bits, so it does not matter what the clock says.
 *
 * <p>The twin itself is not called beside: other numbers than those of the caller take other branches, and cost it the
 * code that the JIT has made for his.
 *
 * <p>A thread practises one loop and ends: when it is hot, when nobody has called it for a while, or when there is no
 * hope. All of them together take at most a third of one processor, and there are never many. No method uses a field,
 * so that the code generator can copy them: the copies share nothing but threads' names and a lock that is a string.
 */
public final class WarmUp {
    /** What is known of a loop: the nanoseconds that a tile in registers may take, 0 before it is hot. */
    private static final int LIMIT = 0;
    /** How many tiles have been done in numbers. */
    private static final int TILES = 1;
    /** Whether a thread practises. */
    private static final int BUSY = 2;
    /** How many timed tiles in registers took too long, one behind the other. */
    private static final int SLOW = 3;
    /** The nanoseconds of the fastest tile in numbers, 0 before there is one. */
    private static final int NUMBERS = 4;
    /** So many numbers are known of each loop; a line of the cache. */
    private static final int PLACES = 8;

    /** The limit of a loop that registers are not fast for, or not there for. */
    private static final long HOPELESS = -1;

    /** Elements of a tile. */
    public static final int TILE = 512;

    /**
     * Tiles are short at first, in registers as well as in numbers: HotSpot's first compiler takes up what has been
     * called 200 times, the second one what has been called 600 times with 15 000 steps in loops.
     */
    private static final int INTERPRETED = 200;
    private static final int PROFILED = 1200;
    private static final int SHORT = 32;
    private static final int PRACTISED = 800;
    private static final int SHORT_IN_REGISTERS = 96;

    /** After every so many tiles in numbers practice begins, unless it has. */
    private static final int PATIENCE = 512;

    /** So many threads practise at a time. */
    private static final int MAX_THREADS = 8;

    /** The name of threads that practise, and their lock: equal constants are one object in all classes. */
    private static final String NAME = "autodiff warm-up";

    /** Nanoseconds that are practised at a time, behind which there is a rest of twice as long. */
    private static final long SLICE = 1_000_000;
    private static final int REST = 2;
    /** One call may take long, since it loads the module, and each does on a busy machine; the rest does not. */
    private static final long LONGEST_REST = 10_000_000;

    /** What is left to do is up to the JIT: between two looks at it the others may practise. */
    private static final long LOOK = 2_000_000;
    /** So many looks at most, which take a minute or two: the later, the less often. */
    private static final int LOOKS = 1000;
    private static final int FEW_LOOKS = 10;
    /** Tiles whose fastest is what a look sees; so many looks in succession must see the same. */
    private static final int TIMED = 4;
    private static final int AGREEING = 2;

    /** Who has not called a loop for so long has forgotten it. */
    private static final long FORGOTTEN = 3_000_000_000L;

    /**
     * A tile is too slow if it takes four times as long as one in numbers, and as much longer as loading it from memory
     * may take, or first touching it.
     */
    private static final int TOLERANCE = 4;
    private static final long FIRST_TOUCH = 20_000;
    /** The system may have had something else to do during one tile, but not during each. */
    private static final int STRIKES = 3;

    private WarmUp() {}

    /** What is known of so many loops that are cold. */
    public static AtomicLongArray cold(int loops) {
        return new AtomicLongArray(PLACES * loops);
    }

    /** Whether registers do the next tile. */
    public static boolean isHot(AtomicLongArray warmth, int loop) {
        return warmth.get(PLACES * loop + LIMIT) > 0;
    }

    /**
     * How many elements the next tile has.
     *
     * @param shortest of the first ones
     */
    public static int elements(AtomicLongArray warmth, int loop, int shortest) {
        long tiles = warmth.get(PLACES * loop + TILES);
        return tiles >= PROFILED || isHot(warmth, loop) ? TILE : tiles < INTERPRETED ? shortest : SHORT;
    }

    /** To be asked when numbers have done some tiles: whether it is time to {@link #begin}. */
    public static boolean isDue(AtomicLongArray warmth, int loop, int tiles) {
        long limit = warmth.get(PLACES * loop + LIMIT);
        if (limit > 0) {
            return false;
        }
        long after = warmth.addAndGet(PLACES * loop + TILES, tiles);
        return limit == 0 && after / PATIENCE > (after - tiles) / PATIENCE;
    }

    /**
     * Has a thread practise a loop, if none does. It keeps nothing of its maker alive.
     *
     * @param practice takes the loop and calls {@link #practise}
     */
    public static void begin(AtomicLongArray warmth, int loop, IntConsumer practice) {
        int busy = PLACES * loop + BUSY;
        if (!warmth.compareAndSet(busy, 0, 1)) {
            return;
        }
        Runnable work = () -> {
            try {
                practice.accept(loop);
            } catch (Throwable unusable) {
                // whatever keeps the code for registers from being loaded, numbers do the same work
                warmth.set(PLACES * loop + LIMIT, HOPELESS);
            } finally {
                warmth.set(busy, 0);
            }
        };
        try {
            Thread thread = new Thread(null, work, NAME, 0, false);
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.setContextClassLoader(null);
            thread.start();
        } catch (Throwable refused) {
            // a process may have no more threads: what was called can do without; one type is the shortest code
            warmth.set(busy, 0);
        }
    }

    /**
     * Practises until a tile takes no longer in registers than in numbers.
     *
     * @param shortest elements of the first tiles
     * @param registers does so many elements in registers
     */
    public static void practise(AtomicLongArray warmth, int loop, int shortest, IntConsumer registers) {
        if (!isCrowded()) {
            practiseBy(System::nanoTime, WarmUp::sleep, warmth, loop, shortest, registers);
        }
    }

    /** Whether too many threads of the process practise, this one included. */
    private static boolean isCrowded() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[2 * group.activeCount()];
        int count = group.enumerate(threads);
        int practising = 0;
        for (int i = 0; i < count; i++) {
            practising += threads[i].getName().equals(NAME) ? 1 : 0;
        }
        return practising > MAX_THREADS;
    }

    private static void sleep(long nanoseconds) {
        try {
            Thread.sleep(nanoseconds / 1_000_000, (int) (nanoseconds % 1_000_000));
        } catch (InterruptedException e) {
            // somebody wants all threads to end
            throw new IllegalStateException(e);
        }
    }

    /** The same by a clock, in nanoseconds. */
    static void practiseBy(
            LongSupplier clock,
            LongConsumer sleep,
            AtomicLongArray warmth,
            int loop,
            int shortest,
            IntConsumer registers) {
        firstTiles(clock, sleep, shortest, registers);
        long tiles = -1;
        long lastCall = 0;
        int agreeing = 0;
        for (int look = 0; look < LOOKS; look++) {
            if (warmth.get(PLACES * loop + TILES) != tiles) {
                tiles = warmth.get(PLACES * loop + TILES);
                lastCall = clock.getAsLong();
            } else if (clock.getAsLong() - lastCall > FORGOTTEN) {
                return;
            }
            long inNumbers = warmth.get(PLACES * loop + NUMBERS);
            synchronized (NAME) {
                long start = clock.getAsLong();
                agreeing = fastest(clock, registers) <= inNumbers ? agreeing + 1 : 0;
                rest(clock, sleep, start);
            }
            if (agreeing == AGREEING) {
                warmth.set(PLACES * loop + LIMIT, TOLERANCE * inNumbers + FIRST_TOUCH);
                return;
            }
            sleep.accept(LOOK * (1 + look / FEW_LOOKS));
        }
        warmth.set(PLACES * loop + LIMIT, HOPELESS);
    }

    /** As many as the JIT's compilers ask for. */
    private static void firstTiles(LongSupplier clock, LongConsumer sleep, int shortest, IntConsumer registers) {
        for (int done = 0; done < PRACTISED; ) {
            synchronized (NAME) {
                long start = clock.getAsLong();
                do {
                    registers.accept(done++ < INTERPRETED ? shortest : SHORT_IN_REGISTERS);
                } while (done < PRACTISED && clock.getAsLong() - start < SLICE);
                rest(clock, sleep, start);
            }
        }
    }

    private static void rest(LongSupplier clock, LongConsumer sleep, long start) {
        sleep.accept(Math.min(LONGEST_REST, REST * (clock.getAsLong() - start)));
    }

    /** The nanoseconds of the fastest of some tiles. */
    private static long fastest(LongSupplier clock, IntConsumer tile) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < TIMED; i++) {
            long start = clock.getAsLong();
            tile.accept(TILE);
            fastest = Math.min(fastest, clock.getAsLong() - start);
        }
        return fastest;
    }

    /**
     * To be told of a tile now and then.
     *
     * @param taken nanoseconds
     * @param elements how many it has
     */
    public static void watch(AtomicLongArray warmth, int loop, boolean inRegisters, long taken, int elements) {
        int slow = PLACES * loop + SLOW;
        if (!inRegisters) {
            // what a whole tile would have taken; some clocks tick so slowly that nothing seems to take no time
            long whole = taken * TILE / elements;
            long before = warmth.get(PLACES * loop + NUMBERS);
            if (whole > 0 && (before == 0 || whole < before)) {
                warmth.set(PLACES * loop + NUMBERS, whole);
            }
        } else if (taken <= warmth.get(PLACES * loop + LIMIT)) {
            if (warmth.get(slow) != 0) {
                warmth.set(slow, 0);
            }
        } else if (warmth.incrementAndGet(slow) >= STRIKES) {
            warmth.set(slow, 0);
            warmth.set(PLACES * loop + LIMIT, 0);
        }
    }
}
