package dev.autodiff.frontend;

import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;

/** Ends the lowering of one statement; the next one is still looked at. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String remedy;
    private final boolean aboutShapes;

    Failure(Span span, String message, String remedy) {
        this(span, message, remedy, false);
    }

    private Failure(Span span, String message, String remedy, boolean aboutShapes) {
        super(message, null, false, false);
        this.span = span;
        this.remedy = remedy;
        this.aboutShapes = aboutShapes;
    }

    /** One that another argument's shape would avoid. */
    static Failure ofShapes(Span span, String message, String remedy) {
        return new Failure(span, message, remedy, true);
    }

    static Failure of(Span span, ShapeException e) {
        return ofShapes(span, e.getMessage(), e.remedy());
    }

    /** The same, told of the given place. */
    Failure at(Span place, String message) {
        return new Failure(place, message, remedy, aboutShapes);
    }

    Span span() {
        return span;
    }

    String remedy() {
        return remedy;
    }

    boolean isAboutShapes() {
        return aboutShapes;
    }
}
