package dev.autodiff.frontend;

import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a function returns: one value, or several. Several are no value: they are returned, handed on, or taken apart.
 *
 * @param given the names of the expressions that the values come from, null where an expression is not a plain name
 * @param values at least one
 */
record Results(List<String> given, List<Node> values) {
    Results {
        given = Collections.unmodifiableList(new ArrayList<>(given));
        values = List.copyOf(values);
    }

    static Results of(Node value) {
        return new Results(Collections.singletonList(null), List.of(value));
    }

    int count() {
        return values.size();
    }

    boolean isOne() {
        return values.size() == 1;
    }

    /** The only value. */
    Node value() {
        return values.get(0);
    }

    /**
     * The names of the results, all different: that of the expression where it is a plain name, else {@code result0},
     * {@code result1} and so on.
     */
    List<String> names() {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : given) {
            names.add(name != null && taken.add(name) ? name : null);
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i) == null ? "result" + i : names.get(i);
            while (names.get(i) == null && !taken.add(name)) {
                name += "_";
            }
            names.set(i, name);
        }
        return names;
    }

    Map<String, Node> byName() {
        Map<String, Node> named = new LinkedHashMap<>();
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), values.get(i));
        }
        return named;
    }

    /** The value in one place of each of several results. */
    static List<Node> column(List<Results> rows, int index) {
        return rows.stream().map(results -> results.values().get(index)).toList();
    }

    /** The names that several ways to the same results give them: those on which all that give one agree. */
    static List<String> commonNames(List<Results> ways) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < ways.get(0).count(); i++) {
            int index = i;
            List<String> different = ways.stream()
                    .map(results -> results.given().get(index))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            names.add(different.size() == 1 ? different.get(0) : null);
        }
        return names;
    }
}
