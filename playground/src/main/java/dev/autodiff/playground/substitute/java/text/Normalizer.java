package dev.autodiff.playground.substitute.java.text;

import org.teavm.jso.JSBody;

/** Unicode's normal forms, which browsers know. */
public final class Normalizer {
    /** Those that are asked for. */
    public enum Form {
        NFKC
    }

    private Normalizer() {}

    public static String normalize(CharSequence text, Form form) {
        return normalize(text.toString(), form.name());
    }

    @JSBody(params = {"text", "form"}, script = "return text.normalize(form);")
    private static native String normalize(String text, String form);
}
