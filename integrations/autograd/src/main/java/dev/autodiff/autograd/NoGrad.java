package dev.autodiff.autograd;

import java.util.function.Supplier;

/**
 * While it is open, operations of this thread are not recorded for derivatives: {@code try (NoGrad scope =
 * NoGrad.open()) { … }}. Scopes nest.
 */
public final class NoGrad implements AutoCloseable {
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final int[] depth = DEPTH.get();
    private boolean isClosed;

    private NoGrad() {
        depth[0]++;
    }

    /** From now on, and until it is closed. */
    public static NoGrad open() {
        return new NoGrad();
    }

    /** The value of a computation without derivatives. */
    public static <T> T noGrad(Supplier<T> computation) {
        NoGrad scope = open();
        try {
            return computation.get();
        } finally {
            scope.close();
        }
    }

    /** A computation without derivatives. */
    public static void noGrad(Runnable computation) {
        noGrad(() -> {
            computation.run();
            return null;
        });
    }

    static boolean isOpen() {
        return DEPTH.get()[0] > 0;
    }

    /**
     * Ends the scope; once more does nothing.
     *
     * @throws AutogradException in another thread than the one that opened it
     */
    @Override
    public void close() {
        if (depth != DEPTH.get()) {
            throw Place.error("a scope without derivatives belongs to the thread that opened it", "close it there");
        }
        depth[0] -= isClosed ? 0 : 1;
        isClosed = true;
    }
}
