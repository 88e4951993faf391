package dev.autodiff.kernel;

/**
 * A static final field, which is set when its class is initialised.
 *
 * @param value what it is set to
 */
public record StaticField(String name, boolean isPublic, Expr value) {
    /** By which the methods of the class read it. */
    public Expr.Field reference() {
        return new Expr.Field(name, value.kind());
    }
}
