package dev.autodiff.emit;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** The names of one method's variables: those of the program as far as Java allows them, each once. */
public final class JavaNames {
    /** A variable of such a name would hide the class whose methods the code calls. */
    private static final Set<String> CLASSES = Set.of("Math", "StrictMath", "Double");

    private final Set<String> taken = new HashSet<>(CLASSES);
    private final Set<String> program;
    private int temporaries;

    /**
     * @param fields names that the methods need for something else
     * @param program the names of the program, as {@link #identifiers} writes them
     */
    public JavaNames(Collection<String> fields, Set<String> program) {
        taken.addAll(fields);
        this.program = program;
    }

    /**
     * Names of the program as Java allows them: once for all methods of a class, since each may be one of thousands.
     */
    public static Set<String> identifiers(Collection<String> names) {
        return names.stream().map(JavaNames::identifier).collect(Collectors.toSet());
    }

    /** A new name, the wanted one if it is free; null asks for any. */
    public String claim(String wanted) {
        String name = wanted == null ? temporary() : identifier(wanted);
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** Names of the program are for what they name there. */
    private String temporary() {
        String name;
        do {
            name = "t" + ++temporaries;
        } while (program.contains(name));
        return name;
    }

    private static String identifier(String name) {
        if (SourceVersion.isKeyword(name, SourceVersion.RELEASE_17)) {
            return name + "_";
        }
        if (SourceVersion.isIdentifier(name)) {
            return name;
        }
        // the language allows indices such as x₁, which Java does not
        StringBuilder identifier = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints()
                .forEach(c -> identifier.appendCodePoint(Character.isJavaIdentifierPart(c) ? c : '_'));
        return identifier.toString();
    }
}
