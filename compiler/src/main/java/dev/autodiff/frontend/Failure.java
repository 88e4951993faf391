package dev.autodiff.frontend;

import dev.autodiff.source.Span;

/** Ends the lowering of one statement; the next one is still looked at. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String remedy;

    Failure(Span span, String message, String remedy) {
        super(message, null, false, false);
        this.span = span;
        this.remedy = remedy;
    }

    Span span() {
        return span;
    }

    String remedy() {
        return remedy;
    }
}
