package dev.autodiff.codegen.classfile;

import dev.autodiff.kernel.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies static methods of a library class, and those that they call there, with their comments into Java source, as
 * {@link Transplant} does for bytecode. The library's source is a resource beside its class.
 */
public final class LibrarySource {
    private static final Pattern HEAD = Pattern.compile("    (?:public |private )?static [\\w\\[\\]]+ (\\w+)\\(.*");
    private static final String END = "    }";

    private final Class<?> library;

    public LibrarySource(Class<?> library) {
        this.library = library;
    }

    /**
     * Calls of methods of other classes of functions stay as they are, by static imports: without the class.
     *
     * @return those methods, as {@link Transplant#copy} does
     */
    public Map<String, Set<String>> copy(Collection<String> names, SourceText out) {
        Transplant transplant = new Transplant(library);
        Set<String> wanted = transplant.closure(names);
        String[] lines = text().split("\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher head = HEAD.matcher(lines[i]);
            if (head.matches() && wanted.contains(head.group(1))) {
                method(lines, i, out);
            }
        }
        return transplant.calledElsewhere(names);
    }

    private static void method(String[] lines, int head, SourceText out) {
        int first = head;
        while (!lines[first - 1].isEmpty()) {
            first--;
        }
        out.blank();
        for (int i = first; i < head; i++) {
            out.verbatim(lines[i]);
        }
        out.verbatim(lines[head].replaceFirst("^    (?:public |private )?", "    private "));
        for (int i = head + 1; !lines[i - 1].equals(END); i++) {
            out.verbatim(lines[i]);
        }
    }

    private String text() {
        try (InputStream in = library.getResourceAsStream(library.getSimpleName() + ".java")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
