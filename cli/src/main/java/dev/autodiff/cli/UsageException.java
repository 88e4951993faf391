package dev.autodiff.cli;

/** The command is wrong, or cannot be done; the message is what the user should read. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message lower case, no full stop, with the remedy */
    UsageException(String message) {
        super(message);
    }
}
