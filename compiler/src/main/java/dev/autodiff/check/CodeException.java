package dev.autodiff.check;

/** What is checked has thrown an exception instead of an answer: a finding of the check, not an error of it. */
public final class CodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param thrown by the code */
    public CodeException(Throwable thrown) {
        super(thrown.toString(), thrown);
    }
}
