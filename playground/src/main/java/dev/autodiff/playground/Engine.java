package dev.autodiff.playground;

import dev.autodiff.cli.Playground;
import org.teavm.jso.JSExport;

/** What the page calls: the compiler as a script exports it. */
public final class Engine {
    private static final Playground PLAYGROUND = new Playground();

    private Engine() {}

    /** The answer to a question; both are JSON. */
    @JSExport
    public static String answer(String question) {
        return PLAYGROUND.answer(question);
    }
}
