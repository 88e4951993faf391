package dev.autodiff.runtime;

/** Shapes that do not fit; the message names them and the axis, and the remedy says what to do. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public ShapeException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
