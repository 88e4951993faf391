package dev.autodiff.kernel;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A static method that kernels call.
 *
 * @param owner the class it is in, with dots; null for the unit that calls it
 */
public record MethodRef(String owner, String name, List<Kind> parameters, Kind result) {
    public MethodRef {
        parameters = List.copyOf(parameters);
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
        return parameters.stream().map(Kind::descriptor).collect(Collectors.joining("", "(", ")")) + result.descriptor();
    }
}
