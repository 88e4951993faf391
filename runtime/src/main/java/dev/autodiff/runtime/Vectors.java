package dev.autodiff.runtime;

import java.lang.ref.SoftReference;
import java.util.Optional;

/**
 * What generated classes ask before they compute in vector registers, and where they keep the tiles that they work on.
 * The code generator copies these methods into classes of numbers.
 */
public final class Vectors {
    private Vectors() {}

    /**
     * Whether a class can call {@code jdk.incubator.vector}: the module is there ({@code --add-modules
     * jdk.incubator.vector}), the class may read it, and {@code -Dautodiff.vectors=false} does not forbid it.
     */
    public static boolean areThere(Class<?> user) {
        if ("false".equals(System.getProperty("autodiff.vectors"))) {
            return false;
        }
        Optional<Module> module = ModuleLayer.boot().findModule("jdk.incubator.vector");
        return module.isPresent() && user.getModule().canRead(module.get());
    }

    /**
     * Whether a class can use its companion, which calls that module: it has not been left behind, and the processor
     * has an instruction for a·b + c, which all its functions are made of. The companion is not initialised, since to
     * load the module takes a tenth of a second.
     *
     * @param companion the name of the class
     */
    public static boolean areUsable(Class<?> user, String companion) {
        if (!areThere(user) || !haveFusedMultiplyAdd()) {
            return false;
        }
        try {
            Class.forName(companion, false, user.getClassLoader());
            return true;
        } catch (Throwable unusable) {
            // whatever keeps it from being loaded, code without it does the same work; one type is the shortest code
            return false;
        }
    }

    /**
     * Whether {@link Math#fma} is an instruction: ten of them take less than 0.5 µs interpreted, and more than 30 µs
     * where it is computed in decimals. A busy machine may take long for some, but not each time.
     */
    public static boolean haveFusedMultiplyAdd() {
        double sum = 0.1;
        for (int i = 0; i < 8; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < 10; j++) {
                sum = Math.fma(sum, 0.9, 0.1);
            }
            if (System.nanoTime() - start < 10_000) {
                return sum > 0;
            }
        }
        return false;
    }

    /**
     * An array of this thread with at least so many elements, of any content; kept for its next call as long as memory
     * is not short.
     */
    public static double[] doubles(ThreadLocal<SoftReference<double[]>> holder, int length) {
        SoftReference<double[]> reference = holder.get();
        double[] scratch = reference == null ? null : reference.get();
        if (scratch == null || scratch.length < length) {
            scratch = new double[length];
            holder.set(new SoftReference<>(scratch));
        }
        return scratch;
    }

    /** As {@link #doubles}. */
    public static float[] floats(ThreadLocal<SoftReference<float[]>> holder, int length) {
        SoftReference<float[]> reference = holder.get();
        float[] scratch = reference == null ? null : reference.get();
        if (scratch == null || scratch.length < length) {
            scratch = new float[length];
            holder.set(new SoftReference<>(scratch));
        }
        return scratch;
    }
}
