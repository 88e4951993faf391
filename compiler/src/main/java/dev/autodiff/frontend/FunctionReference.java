package dev.autodiff.frontend;

import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What readers are told about each function of the language, as {@code functions.txt} has it: messages, {@code autodiff
 * ops NAME} and the page of all functions are made of it.
 */
public final class FunctionReference {
    private static final String RESOURCE = "functions.txt";

    /** The section of names that are functions elsewhere only. */
    private static final String ELSEWHERE = "No functions here";

    /** How a function comes to its value and derivatives. */
    public enum Kind {
        /** A row of the table of operators, element by element. */
        OPERATOR,
        /** Written in the language itself. */
        FORMULA,
        /** Of whole tensors. */
        TENSOR,
        /** Takes more than values. */
        SPECIAL
    }

    /**
     * One function.
     *
     * @param signature how it is called; what may be left out is followed by {@code =…}
     * @param program an example
     * @param point where the example is asked, as {@code --at} takes it
     * @param elsewhere its names in other languages
     * @param convention what happens at edges, or empty
     */
    public record Entry(
            String name,
            String section,
            Kind kind,
            String signature,
            String meaning,
            String program,
            String point,
            List<String> elsewhere,
            String convention) {}

    /** Read when somebody asks. */
    private static final class Parsed {
        static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();
        static final Map<String, String> SYNONYMS = new TreeMap<>();

        static {
            String section = "";
            for (String line : Prelude.text(RESOURCE).lines().toList()) {
                if (line.startsWith("= ")) {
                    section = line.substring(2);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    add(section, line.split("\\s*\\|\\s?", -1));
                }
            }
        }

        private static void add(String section, String[] cells) {
            String head = cells[0].strip();
            String name = head.replaceFirst("\\(.*", "");
            List<String> elsewhere = new ArrayList<>();
            for (String synonym : cells[4].isBlank() ? new String[0] : cells[4].strip().split(", (?=\\w+(?:,|:|$))")) {
                int colon = synonym.indexOf(": ");
                String theirs = colon < 0 ? synonym : synonym.substring(0, colon);
                elsewhere.add(theirs);
                SYNONYMS.put(theirs, colon < 0 ? name : synonym.substring(colon + 2));
            }
            if (!section.equals(ELSEWHERE)) {
                String signature = head.equals(name) ? usage(name) : head;
                String program = cells[2].isBlank() ? "z = " + signature : cells[2].strip();
                ENTRIES.put(name, new Entry(name, section, kind(name), signature, cells[1].strip(), program,
                        cells[3].strip(), List.copyOf(elsewhere), cells.length > 5 ? cells[5].strip() : ""));
            }
        }

        private static Kind kind(String name) {
            return TensorFunctions.find(name) != null ? Kind.TENSOR
                    : Prelude.functions().containsKey(name) ? Kind.FORMULA
                    : Builtins.SPECIAL.contains(name) ? Kind.SPECIAL : Kind.OPERATOR;
        }

        private static String usage(String name) {
            if (TensorFunctions.find(name) != null) {
                return TensorFunctions.find(name).head().usage();
            }
            if (Prelude.functions().containsKey(name)) {
                return Prelude.usage(name);
            }
            Pointwise row = Builtins.find(name);
            return name + "(" + String.join(", ", Builtins.parameterNames(row)) + ")";
        }
    }

    private FunctionReference() {}

    /** The operator of this name, or null. */
    public static Pointwise operator(String name) {
        return Builtins.find(name);
    }

    /** All functions, in the order of their sections. */
    public static Collection<Entry> entries() {
        return Collections.unmodifiableCollection(Parsed.ENTRIES.values());
    }

    /** The function of this name, here or elsewhere; or null. */
    public static Entry find(String name) {
        Entry entry = Parsed.ENTRIES.get(name);
        return entry != null ? entry : Parsed.ENTRIES.get(Parsed.SYNONYMS.getOrDefault(name, ""));
    }

    /** What is written here for each name of a function elsewhere: a name, or the very text. */
    public static Map<String, String> synonyms() {
        return Collections.unmodifiableMap(Parsed.SYNONYMS);
    }

    /** The names that programs can call. */
    public static Set<String> callable() {
        return Unknown.all();
    }
}
