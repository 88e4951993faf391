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
}
