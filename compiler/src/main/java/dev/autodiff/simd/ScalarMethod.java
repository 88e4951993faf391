package dev.autodiff.simd;

/**
 * A static method from doubles to a double.
 *
 * @param owner the class, as in a class file
 */
public record ScalarMethod(String owner, String name) {
    private static final String MATH = "java/lang/Math";

    /** A method of {@code java.lang.Math}. */
    public static ScalarMethod math(String name) {
        return new ScalarMethod(MATH, name);
    }
}
