package dev.autodiff.kernel;

import java.util.List;

/**
 * The fields and methods that become one class, or one file of another language.
 *
 * @param name of the class, with dots
 */
public record Unit(String name, List<StaticField> constants, List<Method> methods) {
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
