package dev.autodiff.playground.substitute.dev.autodiff.codegen.classfile;

import dev.autodiff.kernel.SourceText;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names the methods of a library class: their source, longer than most programs, is not on the page. */
public final class LibrarySource {
    private final Class<?> library;

    public LibrarySource(Class<?> library) {
        this.library = library;
    }

    public Map<String, Set<String>> copy(Collection<String> names, SourceText out) {
        out.blank();
        out.verbatim("    // here 'autodiff compile --emit java' copies from " + library.getName() + ": "
                + String.join(", ", new TreeSet<>(names)));
        return Map.of();
    }
}
