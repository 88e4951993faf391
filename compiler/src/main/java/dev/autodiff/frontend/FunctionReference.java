package dev.autodiff.frontend;

import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.FunctionTable;
import dev.autodiff.graph.Pointwise;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What readers are told about each function of the language: a row of the {@link FunctionTable} with the way the
 * function is called. {@code autodiff ops NAME} and the page of all functions are made of it.
 */
public final class FunctionReference {
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

    /** Made when somebody asks. */
    private static final class Described {
        static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

        static {
            FunctionTable.rows().values().forEach(row -> ENTRIES.put(row.name(), entry(row)));
        }

        private static Entry entry(FunctionTable.Row row) {
            String signature = row.head().equals(row.name()) ? usage(row.name()) : row.head();
            String program = row.program().isEmpty() ? "z = " + signature : row.program();
            return new Entry(row.name(), row.section(), kind(row.name()), signature, row.meaning(), program,
                    row.point(), row.elsewhere(), row.convention());
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
        return Collections.unmodifiableCollection(Described.ENTRIES.values());
    }

    /** The function of this name, here or elsewhere; or null. */
    public static Entry find(String name) {
        Entry entry = Described.ENTRIES.get(name);
        return entry != null ? entry : Described.ENTRIES.get(synonyms().getOrDefault(name, ""));
    }

    /** What is written here for each name of a function elsewhere: a name, or the very text. */
    public static Map<String, String> synonyms() {
        return FunctionTable.synonyms();
    }

    /** The names that programs can call. */
    public static Set<String> callable() {
        return Unknown.all();
    }
}
