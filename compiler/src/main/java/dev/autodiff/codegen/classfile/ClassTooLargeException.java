package dev.autodiff.codegen.classfile;

/** The code needs more than the 65 535 constants that one class file holds. */
public final class ClassTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClassTooLargeException(Throwable cause) {
        super("more code than one class holds", cause);
    }
}
