package dev.autodiff.autograd;

/**
 * An operation on variables that cannot be: its message says what is wrong, in which line of Java it was asked for, and
 * what to do.
 */
public final class AutogradException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    AutogradException(String place, String message, String remedy) {
        super(place + ": " + message + (remedy.isEmpty() ? "" : ": " + remedy));
        this.place = place;
    }

    /** The line of Java that asked for it, {@code Training.java:12}. */
    public String place() {
        return place;
    }
}
