package dev.autodiff.codegen;

import dev.autodiff.graph.Code;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a class finds the functions that {@code java.lang.Math} lacks: in itself, by copies that {@link Transplant} makes of
 * those in use, or, at run time, in the library.
 */
final class SpecialCalls {
    private final String self;
    private final Set<String> used = new TreeSet<>();

    /** @param self the class that holds copies, or null if the library itself is called */
    SpecialCalls(String self) {
        this.self = self;
    }

    String ownerOf(Code.Call call) {
        if (!call.owner().equals(Code.Call.SPECIAL) || self == null) {
            return call.owner();
        }
        used.add(call.method());
        return self;
    }

    /** The names of the functions that the class calls and has to hold. */
    Set<String> used() {
        return used;
    }
}
