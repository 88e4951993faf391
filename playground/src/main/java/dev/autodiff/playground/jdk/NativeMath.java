package dev.autodiff.playground.jdk;

/** What the machine answers, exact or not: where the other functions begin, and beyond what they cover. */
final class NativeMath {
    private NativeMath() {}

    static double log(double x) {
        return StrictMath.log(x);
    }

    static double log10(double x) {
        return StrictMath.log10(x);
    }

    static double pow(double x, double y) {
        return StrictMath.pow(x, y);
    }

    static double sin(double x) {
        return StrictMath.sin(x);
    }

    static double cos(double x) {
        return StrictMath.cos(x);
    }

    static double tan(double x) {
        return StrictMath.tan(x);
    }
}
