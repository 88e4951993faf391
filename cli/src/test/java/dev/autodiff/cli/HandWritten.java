package dev.autodiff.cli;

/** What a user's class may look like: functions with derivatives written by hand, some of them wrong. */
final class HandWritten {
    private HandWritten() {}

    static double f(double x, double y) {
        return x * Math.sin(y);
    }

    static double[] df(double x, double y) {
        return new double[] {Math.sin(y), x * Math.cos(y)};
    }

    static void dfInto(double x, double y, double[] gradient) {
        gradient[0] = Math.sin(y);
        gradient[1] = x * Math.cos(y);
    }

    static double dfdx(double x, double y) {
        return Math.sin(y);
    }

    static double wrongDfdy(double x, double y) {
        return -x * Math.cos(y);
    }

    static double ofArray(double... point) {
        return point[0] * point[1];
    }

    static double[] gradientOfArray(double... point) {
        return new double[] {point[1], point[0]};
    }
}
