package dev.autodiff.playground.substitute.dev.autodiff.codegen;

import dev.autodiff.kernel.SourceText;
import java.util.Collection;
import java.util.TreeSet;

/** Names the methods of a library class: their source, longer than most programs, is not on the page. */
final class LibrarySource {
    private final Class<?> library;

    LibrarySource(Class<?> library) {
        this.library = library;
    }

    void copy(Collection<String> names, SourceText out) {
        out.blank();
        out.verbatim("    // here 'autodiff compile --emit java' copies from " + library.getName() + ": "
                + String.join(", ", new TreeSet<>(names)));
    }
}
