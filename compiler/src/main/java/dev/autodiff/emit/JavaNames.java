package dev.autodiff.emit;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The names of one method's variables: those of the program as far as Java allows them, each once. */
public final class JavaNames {
    /** A variable of such a name would hide the class whose methods the code calls. */
    private static final Set<String> CLASSES = Set.of("Math", "StrictMath", "Double");

    private final Set<String> taken = new HashSet<>(CLASSES);
    private final Set<String> program = new HashSet<>();
    private int temporaries;

    /**
     * @param fields names that the methods need for something else
     * @param names of the program
     */
    public JavaNames(Collection<String> fields, Collection<String> names) {
        taken.addAll(fields);
        names.forEach(name -> program.add(identifier(name)));
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
