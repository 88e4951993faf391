package dev.autodiff.spark;

/** The data are not what a function can be summed over: a column, or a row, which the message names. */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DataException(String message) {
        super(message);
    }
}
