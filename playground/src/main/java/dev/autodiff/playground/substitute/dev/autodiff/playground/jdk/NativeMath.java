package dev.autodiff.playground.substitute.dev.autodiff.playground.jdk;

import org.teavm.jso.JSBody;

/** JavaScript's own functions. */
final class NativeMath {
    private NativeMath() {}

    @JSBody(params = "x", script = "return Math.log(x);")
    static native double log(double x);

    @JSBody(params = "x", script = "return Math.log10(x);")
    static native double log10(double x);

    @JSBody(params = {"x", "y"}, script = "return Math.pow(x, y);")
    static native double pow(double x, double y);

    @JSBody(params = "x", script = "return Math.sin(x);")
    static native double sin(double x);

    @JSBody(params = "x", script = "return Math.cos(x);")
    static native double cos(double x);

    @JSBody(params = "x", script = "return Math.tan(x);")
    static native double tan(double x);

    @JSBody(params = "x", script = "return Math.asin(x);")
    static native double asin(double x);

    @JSBody(params = "x", script = "return Math.acos(x);")
    static native double acos(double x);

    @JSBody(params = "x", script = "return Math.atan(x);")
    static native double atan(double x);

    @JSBody(params = "x", script = "return Math.sinh(x);")
    static native double sinh(double x);

    @JSBody(params = "x", script = "return Math.cosh(x);")
    static native double cosh(double x);

    @JSBody(params = "x", script = "return Math.tanh(x);")
    static native double tanh(double x);

    @JSBody(params = "x", script = "return Math.expm1(x);")
    static native double expm1(double x);

    @JSBody(params = "x", script = "return Math.log1p(x);")
    static native double log1p(double x);

    @JSBody(params = {"y", "x"}, script = "return Math.atan2(y, x);")
    static native double atan2(double y, double x);
}
