package dev.autodiff.runtime;

import java.lang.ref.SoftReference;
import java.util.Optional;

/**
 * What generated classes ask before they compute in vector registers, and where they keep the tiles that they work on. The code
 * generator copies these methods into classes of numbers.
 */
public final class Vectors {
    private Vectors() {}

    /**
     * Whether a class can call {@code jdk.incubator.vector}: the module is there ({@code --add-modules jdk.incubator.vector}), the class
     * may read it, and {@code -Dautodiff.vectors=false} does not forbid it.
     */
    public static boolean areThere(Class<?> user) {
        if ("false".equals(System.getProperty("autodiff.vectors"))) {
            return false;
        }
        Optional<Module> module = ModuleLayer.boot().findModule("jdk.incubator.vector");
        return module.isPresent() && user.getModule().canRead(module.get());
    }

    /**
     * Whether a class can use its companion, which calls that module: it has not been left behind.
     *
     * @param companion the name of the class
     */
    public static boolean areUsable(Class<?> user, String companion) {
        if (!areThere(user)) {
            return false;
        }
        try {
            Class.forName(companion, false, user.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** An array of this thread with at least so many elements, of any content; kept for its next call as long as memory is not short. */
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
