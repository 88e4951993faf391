package dev.autodiff.lowering;

import dev.autodiff.graph.Node;

/** The rows of a tensor are not functions of single rows of what they depend on. */
public final class DenseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    /** @param where the rows are mixed */
    public DenseException(String message, Node where) {
        super(message, null, false, false);
        this.line = where.line();
    }

    /** Of the program, 0 if it is not known. */
    public int line() {
        return line;
    }
}
