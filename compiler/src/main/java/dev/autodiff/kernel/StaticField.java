package dev.autodiff.kernel;

/**
 * A static final field, which is set when its class is initialised.
 *
 * @param value what it is set to
 */
public record StaticField(String name, boolean isPublic, Expr value) {
    /** A private field for what each thread has of its own. */
    public static StaticField ofThreads(String name) {
        return new StaticField(name, false, Exprs.call(MethodRef.constructor("java.lang.ThreadLocal")));
    }

    /** By which the methods of the class read it. */
    public Expr.Field reference() {
        return new Expr.Field(name, value.kind());
    }
}
