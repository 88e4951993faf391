package dev.autodiff.graph;

/** The program needs more nodes than {@link Graph#MAX_NODES}. */
public final class GraphTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GraphTooLargeException() {
        super("the program grows beyond " + Graph.MAX_NODES + " operations");
    }
}
