package dev.autodiff.kernel;

/**
 * A local variable or a parameter, compared by identity: two variables may bear one name, and a printer tells them
 * apart.
 */
public final class Variable implements Expr {
    private final Kind kind;
    private final String name;

    /** @param name what a reader and a debugger should call it, or null */
    public Variable(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }
}
