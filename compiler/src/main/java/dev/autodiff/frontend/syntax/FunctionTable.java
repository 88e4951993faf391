package dev.autodiff.frontend.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table {@code functions.txt}: each function of the language with its meaning, an example and its names in other
 * languages. Messages need the names alone, before anything is known of what the functions do.
 */
public final class FunctionTable {
    private static final String RESOURCE = "functions.txt";

    /** The section of names that are functions elsewhere only. */
    private static final String ELSEWHERE = "No functions here";

    /**
     * One function.
     *
     * @param head how it is called, or its name alone where the function itself tells how
     * @param program an example, or empty for a call with the names of the head
     * @param point where the example is asked, as {@code --at} takes it
     * @param elsewhere its names in other languages
     * @param convention what happens at edges, or empty
     */
    public record Row(
            String name,
            String section,
            String head,
            String meaning,
            String program,
            String point,
            List<String> elsewhere,
            String convention) {}

    /** Read when somebody asks. */
    private static final class Parsed {
        static final Map<String, Row> ROWS = new LinkedHashMap<>();
        static final Map<String, String> SYNONYMS = new TreeMap<>();

        static {
            String section = "";
            for (String line : text().lines().toList()) {
                if (line.startsWith("= ")) {
                    section = line.substring(2);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    add(section, line.split("\\s*\\|\\s?", -1));
                }
            }
        }

        private static String text() {
            try (InputStream in = FunctionTable.class.getResourceAsStream(RESOURCE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
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
                ROWS.put(name, new Row(name, section, head, cells[1].strip(), cells[2].strip(), cells[3].strip(),
                        List.copyOf(elsewhere), cells.length > 5 ? cells[5].strip() : ""));
            }
        }
    }

    private FunctionTable() {}

    /** All functions by their names, in the order of their sections. */
    public static Map<String, Row> rows() {
        return Collections.unmodifiableMap(Parsed.ROWS);
    }

    /** What is written here for each name of a function elsewhere: a name, or the very text. */
    public static Map<String, String> synonyms() {
        return Collections.unmodifiableMap(Parsed.SYNONYMS);
    }
}
