package dev.autodiff.source;

/** A piece of a source: {@code length} characters from {@code offset}, both counted in UTF-16 units. */
public record Span(int offset, int length) {
    /** The span from the start of this one to the end of the other. */
    public Span to(Span other) {
        return new Span(offset, Math.max(length, other.offset + other.length - offset));
    }
}
