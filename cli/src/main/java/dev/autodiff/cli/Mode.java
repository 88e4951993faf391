package dev.autodiff.cli;

import dev.autodiff.runtime.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How generated code works.
 *
 * @param hasVectors whether it may use vector registers
 */
record Mode(boolean hasVectors, int threads) {
    private static final String VECTORS = "autodiff.vectors";
    private static final String THREADS = "autodiff.threads";

    /** Whether this JVM lets code use vector registers at all. */
    static boolean areVectorsPossible() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** The plainest first, and last the one that classes choose if nobody tells them how to work. */
    static List<Mode> all(boolean hasVectors, int threads) {
        List<Mode> modes = new ArrayList<>();
        for (int each : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
            modes.add(new Mode(false, each));
            if (hasVectors) {
                modes.add(new Mode(true, each));
            }
        }
        return modes;
    }

    /** Does work in this mode: classes that are initialised and called in it take it over. */
    <T> T with(Supplier<T> work) {
        // what the whole process may use is read once, and this mode is no part of it
        Parallel.threads();
        Map<String, String> before = new LinkedHashMap<>();
        set(before, VECTORS, Boolean.toString(hasVectors));
        set(before, THREADS, Integer.toString(threads));
        try {
            return Parallel.with(threads, work);
        } finally {
            before.forEach(Mode::restore);
        }
    }

    private static void set(Map<String, String> before, String property, String value) {
        before.put(property, System.setProperty(property, value));
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /** {@code scalar}, or {@code vector}. */
    String code() {
        return hasVectors ? "vector" : "scalar";
    }

    /** {@code vector, 2 threads}. */
    @Override
    public String toString() {
        return code() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
