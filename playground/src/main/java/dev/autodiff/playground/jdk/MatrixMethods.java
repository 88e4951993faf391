package dev.autodiff.playground.jdk;

import org.ejml.data.DMatrixD1;

/** Of EJML's matrices: what they print where they are debugged takes the number formats of all locales. */
public final class MatrixMethods {
    private MatrixMethods() {}

    /** Nothing. */
    public static void print(DMatrixD1 matrix) {}

    /** Nothing, in any format. */
    public static void print(DMatrixD1 matrix, String format) {}
}
