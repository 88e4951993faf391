package dev.autodiff.codegen;

import dev.autodiff.graph.Entry;
import java.util.List;

/** What the documentation of a method for one point says: what it returns, and what its arrays take. */
final class EntryText {
    /** Of more names the first and the last are listed. */
    private static final int MAX_LISTED = 8;

    private EntryText() {}

    static String of(Layout.Method method) {
        Entry entry = method.entry();
        String start = entry.returned() != null ? "The value at a point" : "The results at a point";
        String order = "in the order " + String.join(", ", method.inputNames());
        String point = start + (method.takesPointAsArray() ? ", its numbers " + order : "");
        if (entry.arrays().isEmpty()) {
            return point + ".";
        }
        if (entry.arrays().equals(List.of("gradient"))) {
            return point + "; the partial derivatives go to the array.";
        }
        StringBuilder text = new StringBuilder(point);
        entry.arrays()
                .forEach(array ->
                        text.append("; ").append(array).append(" takes ").append(listed(entry.outputs(array))));
        return text.append('.').toString();
    }

    private static String listed(List<Entry.Output> outputs) {
        List<String> names = outputs.stream().map(Entry.Output::name).toList();
        return names.size() <= MAX_LISTED ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_LISTED - 1)) + ", … " + names.get(names.size() - 1);
    }
}
