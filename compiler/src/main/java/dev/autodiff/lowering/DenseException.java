package dev.autodiff.lowering;

import dev.autodiff.graph.Node;

/** The rows of a tensor are not functions of single rows of what they depend on. */
public final class DenseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String remedy;

    /** @param where the rows are mixed */
    public DenseException(String message, Node where) {
        this(message, where, null);
    }

    /** @param remedy what to write instead, or null if nothing better is known than rows */
    DenseException(String message, Node where, String remedy) {
        super(message, null, false, false);
        this.line = where.line();
        this.remedy = remedy;
    }

    /** What to write instead; null if nothing better is known than to compute row by row. */
    public String remedy() {
        return remedy;
    }

    /** Of the program, 0 if it is not known. */
    public int line() {
        return line;
    }
}
