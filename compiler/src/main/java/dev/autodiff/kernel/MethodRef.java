package dev.autodiff.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A method that kernels call.
 *
 * @param owner the class it is in, with dots; null for the unit that calls it
 * @param parameters of an instance method, the object is the first
 */
public record MethodRef(String owner, String name, List<Kind> parameters, Kind result, Form form) {
    /** How a method is called. */
    public enum Form {
        STATIC,
        /** A method of the object that is the first argument. */
        OF_OBJECT,
        /** A constructor: the new object is the result. */
        CONSTRUCTOR
    }

    public MethodRef {
        parameters = List.copyOf(parameters);
    }

    /** A static method. */
    public MethodRef(String owner, String name, List<Kind> parameters, Kind result) {
        this(owner, name, parameters, result, Form.STATIC);
    }

    /** A method of objects of a class; its parameters without the object. */
    public static MethodRef ofObject(Class<?> type, String name, Kind result, Kind... parameters) {
        List<Kind> all = new ArrayList<>(List.of(Kind.of(type)));
        all.addAll(List.of(parameters));
        return new MethodRef(type.getName(), name, all, result, Form.OF_OBJECT);
    }

    /** @param className with dots */
    public static MethodRef constructor(String className, Kind... parameters) {
        return new MethodRef(className, "<init>", List.of(parameters), Kind.ofClass(className), Form.CONSTRUCTOR);
    }

    /** A method of a class that exists when the kernel is built. */
    public static MethodRef of(Class<?> owner, String name, Kind result, Kind... parameters) {
        return new MethodRef(owner.getName(), name, List.of(parameters), result);
    }

    /** A function of {@code double}s, as most of {@code java.lang.Math} are. */
    public static MethodRef ofDoubles(String owner, String name, int arity) {
        return new MethodRef(owner, name, Collections.nCopies(arity, Kind.F64), Kind.F64);
    }

    /** @throws IllegalArgumentException unless arguments of these kinds are what the method takes */
    void requireArguments(List<Kind> kinds) {
        boolean fit = kinds.size() == parameters.size();
        for (int i = 0; fit && i < kinds.size(); i++) {
            fit = parameters.get(i).takes(kinds.get(i));
        }
        if (!fit) {
            throw new IllegalArgumentException(name + " takes " + parameters + ", not " + kinds);
        }
    }

    /** As class files write it. */
    public String descriptor() {
        String values = parameters.stream()
                .skip(form == Form.OF_OBJECT ? 1 : 0)
                .map(Kind::descriptor)
                .collect(Collectors.joining("", "(", ")"));
        return values + (form == Form.CONSTRUCTOR ? Kind.VOID : result).descriptor();
    }
}
