package dev.autodiff.runtime;

import dev.ludovic.netlib.blas.BLAS;
import java.lang.reflect.Method;

/**
 * Large products of matrices by the library for linear algebra: the machine's own BLAS if there is one, or else the one that is
 * written with the Vector API if this is loaded. Its plain Java is slower than ours. It need not be there: all results are the
 * same up to rounding.
 *
 * <p>Loading this class looks for native code, which takes some 100 ms; nobody does for small products.
 */
final class Blas {
    private static final String PACKAGE = "dev.ludovic.netlib.blas.";
    private static final BLAS NATIVE = mayUseNative() ? implementation("JNIBLAS") : null;
    private static final BLAS BEST = NATIVE == null && hasVectors() ? implementation("VectorBLAS") : NATIVE;

    /** The Vector API is at best 1.2 times as fast as our code at 200×200×200, and slower below 128×128×128. */
    private static final long VECTOR_WORK = 1L << 23;

    /** With a shorter side than this, the library mostly does what it does for remainders. */
    private static final int SHORT = 16;

    private Blas() {}

    /** Whether the library is there, and faster than our code for matrices of this size. */
    static boolean isBetter(int m, int n, int k) {
        return BEST != null && Math.min(Math.min(m, n), k) >= SHORT && (long) m * n * k >= (hasThreads() ? MatrixProducts.LARGE : VECTOR_WORK);
    }

    /** Whether the library shares its work among threads itself. */
    static boolean hasThreads() {
        return NATIVE != null;
    }

    /**
     * c = a·b, where the rows of a as they are stored lie {@code rowA} apart, those of b {@code rowB}, and those of c are dense. The
     * library's matrices lie in columns, so it is asked for cᵀ = bᵀ·aᵀ.
     */
    static void multiply(double[] a, int atA, int rowA, boolean transposeA, double[] b, int atB, int rowB, boolean transposeB, double[] c, int atC, int m, int n, int k) {
        BEST.dgemm(transposeB ? "T" : "N", transposeA ? "T" : "N", n, m, k, 1, b, atB, rowB, a, atA, rowA, 0, c, atC, n);
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Whether native code may be loaded silently: newer JVMs print a warning, unless they were started with the permission. */
    private static boolean mayUseNative() {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(BLAS.class.getModule());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    /**
     * An implementation, or null if it cannot be used, for whatever reason. The library's public methods would load the native one in
     * any case, and log what fails.
     */
    private static BLAS implementation(String name) {
        try {
            Method instance = Class.forName(PACKAGE + name).getMethod("getInstance");
            instance.setAccessible(true);
            return (BLAS) instance.invoke(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | AssertionError e) {
            return null;
        }
    }
}
