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

    /** A function of {@code double}s, as most of {@code java.lang.Math} are. */
    public static MethodRef ofDoubles(String owner, String name, int arity) {
        return new MethodRef(owner, name, Collections.nCopies(arity, Kind.F64), Kind.F64);
    }

    /** @throws IllegalArgumentException unless arguments of these kinds are what the method takes */
    void requireArguments(List<Kind> kinds) {
        if (!kinds.equals(parameters)) {
            throw new IllegalArgumentException(name + " takes " + parameters + ", not " + kinds);
        }
    }

    /** As class files write it. */
    public String descriptor() {
        return parameters.stream().map(Kind::descriptor).collect(Collectors.joining("", "(", ")")) + result.descriptor();
    }
}
