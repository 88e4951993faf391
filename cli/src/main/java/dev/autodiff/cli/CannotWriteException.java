package dev.autodiff.cli;

/** A file is not written although nothing is wrong with its name: the disk is full, or fails. */
final class CannotWriteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
