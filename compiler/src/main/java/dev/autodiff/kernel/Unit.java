package dev.autodiff.kernel;

import java.util.List;

/**
 * The fields and methods that become one class, or one file of another language.
 *
 * @param name of the class, with dots
 */
public record Unit(String name, List<Constant> constants, List<Method> methods) {
    /**
     * A static field that is set once, when the class is initialised.
     *
     * @param value what it is set to; a literal where the field is to be a constant of the class file
     */
    public record Constant(String name, boolean isPublic, Expr value) {
        /** By which the methods of the unit read it. */
        public Expr.Field reference() {
            return new Expr.Field(name, value.kind());
        }
    }

    public Unit {
        constants = List.copyOf(constants);
        methods = List.copyOf(methods);
    }

    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The method that a reference without an owner means, or null. */
    public Method method(MethodRef reference) {
        return methods.stream().filter(method -> method.reference().equals(reference)).findFirst().orElse(null);
    }
}
