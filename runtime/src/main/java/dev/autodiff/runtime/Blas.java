package dev.autodiff.runtime;

import dev.autodiff.runtime.BatchedProduct.Matrices;
import dev.ludovic.netlib.blas.BLAS;
import java.lang.reflect.Method;

/**
 * Large products of matrices by the machine's own BLAS, if there is one. All results are the same up to rounding.
 *
 * <p>The library that finds it has two BLAS of its own, which are of no use here: its plain Java is slower than ours,
 * and what it writes with the Vector API is as fast as ours, but takes seconds to get there, and never does without the
 * optimizing compiler.
 *
 * <p>Loading this class looks for native code, which takes some 100 ms; nobody does for small products.
 */
final class Blas {
    private static final BLAS NATIVE = mayUseNative() ? implementation() : null;

    /** With a shorter side than this, native code does little else than copy. */
    private static final int SHORT = 16;

    private Blas() {}

    static boolean isThere() {
        return NATIVE != null;
    }

    /** Whether there is a BLAS, and it is faster than our code for large matrices of this form. */
    static boolean isBetter(int m, int n, int k) {
        return isThere() && Math.min(Math.min(m, n), k) >= SHORT;
    }

    /** Whether it can read matrices that lie so. */
    static boolean canRead(Matrices x, int rows, int columns) {
        return x.across() == 1 && x.down() >= columns || x.down() == 1 && x.across() >= rows;
    }

    /**
     * c = a·b, from where each begins; the rows of c are dense. The library's matrices lie in columns, so it is asked
     * for cᵀ = bᵀ·aᵀ.
     */
    static void multiply(
            Matrices a, int atA, Matrices b, int atB, Matrices c, int atC, int m, int n, int k) {
        boolean transposeA = a.across() != 1 || a.down() < k;
        boolean transposeB = b.across() != 1 || b.down() < n;
        int strideA = transposeA ? a.across() : a.down();
        int strideB = transposeB ? b.across() : b.down();
        String formA = transposeA ? "T" : "N";
        String formB = transposeB ? "T" : "N";
        NATIVE.dgemm(
                formB, formA, n, m, k, 1, b.data(), atB, strideB, a.data(), atA, strideA, 0, c.data(), atC, c.down());
    }

    /**
     * Whether native code may be loaded silently: newer JVMs print a warning, unless they were started with the
     * permission.
     */
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
     * The native implementation, or null if it cannot be used, for whatever reason. The library's public method would
     * load the others as well, and log what fails.
     */
    private static BLAS implementation() {
        try {
            Method instance = Class.forName("dev.ludovic.netlib.blas.JNIBLAS").getMethod("getInstance");
            instance.setAccessible(true);
            return (BLAS) instance.invoke(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | AssertionError e) {
            return null;
        }
    }
}
