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

    static double asin(double x) {
        return StrictMath.asin(x);
    }

    static double acos(double x) {
        return StrictMath.acos(x);
    }

    static double atan(double x) {
        return StrictMath.atan(x);
    }

    static double sinh(double x) {
        return StrictMath.sinh(x);
    }

    static double cosh(double x) {
        return StrictMath.cosh(x);
    }

    static double tanh(double x) {
        return StrictMath.tanh(x);
    }

    static double expm1(double x) {
        return StrictMath.expm1(x);
    }

    static double log1p(double x) {
        return StrictMath.log1p(x);
    }

    static double atan2(double y, double x) {
        return StrictMath.atan2(y, x);
    }
}
