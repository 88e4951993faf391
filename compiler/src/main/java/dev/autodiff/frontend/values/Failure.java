package dev.autodiff.frontend.values;

import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;

/** Ends the lowering of one statement; the next one is still looked at. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final String remedy;
    private final boolean aboutShapes;

    public Failure(Span span, String message, String remedy) {
        this(span, message, remedy, false);
    }

    private Failure(Span span, String message, String remedy, boolean aboutShapes) {
        super(message, null, false, false);
        this.span = span;
        this.remedy = remedy;
        this.aboutShapes = aboutShapes;
    }

    /** One that another argument's shape would avoid. */
    public static Failure ofShapes(Span span, String message, String remedy) {
        return new Failure(span, message, remedy, true);
    }

    public static Failure of(Span span, ShapeException e) {
        return ofShapes(span, e.getMessage(), e.remedy());
    }

    /** The same, told of the given place. */
    public Failure at(Span place, String message) {
        return new Failure(place, message, remedy, aboutShapes);
    }

    public Span span() {
        return span;
    }

    public String remedy() {
        return remedy;
    }

    public boolean isAboutShapes() {
        return aboutShapes;
    }
}
