package dev.autodiff.hipparchus;

/** A problem that has no answer as it is posed; the message says why and what to do about it. */
public final class ProblemException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int row;

    public ProblemException(String message) {
        this(message, -1);
    }

    /** @param row of the data, from 0, or -1 */
    ProblemException(String message, int row) {
        super(message);
        this.row = row;
    }

    /** The row of the data that the message is about, from 0, or -1 if it is about none. */
    public int row() {
        return row;
    }
}
