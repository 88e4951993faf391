package dev.autodiff.frontend.library;

import dev.autodiff.frontend.library.TensorFunction.Construction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of the language that work on whole tensors, by their names; each family has a class of its own. */
public final class TensorFunctions {
    /** Takes up the functions of a family. */
    interface Table {
        void add(String head, Construction construction);
    }

    /** Built when a program first calls one of them: formulas of numbers need none. */
    private static final class Built {
        static final Map<String, TensorFunction> ALL = build();
    }

    private TensorFunctions() {}

    /** The function of this name, or null. */
    public static TensorFunction find(String name) {
        return Built.ALL.get(name);
    }

    public static Set<String> names() {
        return Built.ALL.keySet();
    }

    /** How each of them is called, for readers: {@code sum(x, axis=…, keepdims=…)}. */
    public static List<String> usages() {
        return Built.ALL.values().stream().map(function -> function.head().usage()).toList();
    }

    private static Map<String, TensorFunction> build() {
        Map<String, TensorFunction> all = new LinkedHashMap<>();
        Table table = (text, construction) -> {
            Head head = Head.of(text);
            all.put(head.name(), new TensorFunction(head, construction));
        };
        Creation.add(table);
        Reductions.add(table);
        Shaping.add(table);
        Products.add(table);
        Selection.add(table);
        Layers.add(table);
        Likelihood.add(table);
        Windows.add(table);
        LinearAlgebra.add(table);
        return all;
    }
}
