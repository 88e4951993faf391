package dev.autodiff.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code x=2,y=3}: values by name, each value a text that may contain commas in brackets. */
final class Assignments {
    private Assignments() {}

    /**
     * The values of an option that may be repeated, in the order given.
     *
     * @param option its name, for messages
     */
    static Map<String, String> parse(String option, List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            for (String assignment : split(option, argument)) {
                int equals = assignment.indexOf('=');
                String name = equals < 0 ? "" : assignment.substring(0, equals).strip();
                if (name.isEmpty() || assignment.substring(equals + 1).isBlank()) {
                    throw new UsageException(option + ": expected name=value, and got '" + assignment.strip() + "'");
                }
                if (values.put(name, assignment.substring(equals + 1).strip()) != null) {
                    throw new UsageException(option + ": '" + name + "' is given twice");
                }
            }
        }
        return values;
    }

    /** Splits at the commas outside of brackets. */
    private static List<String> split(String option, String text) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (depth != 0) {
            throw new UsageException(option + ": the brackets of '" + text + "' do not match");
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
