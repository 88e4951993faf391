package dev.autodiff.frontend;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The names of one call of one function, with their values so far. */
final class Scope {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final Map<String, Span> unread = new LinkedHashMap<>();
    private final Set<String> differentiated;

    /** @param differentiated the names that a derivative is taken by, which must keep their identity */
    Scope(Set<String> differentiated) {
        this.differentiated = differentiated;
    }

    Node read(String name) {
        unread.remove(name);
        return values.get(name);
    }

    /** The value without counting as a reader. */
    Node peek(String name) {
        return values.get(name);
    }

    boolean contains(String name) {
        return values.containsKey(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    /** The names of dimensions, which count where nothing else has the name. */
    void bindDimensions(Map<String, Dimension> bound) {
        dimensions.putAll(bound);
    }

    /** The dimension of this name, or null. */
    Dimension dimension(String name) {
        return dimensions.get(name);
    }

    /** Parameters of the formula itself are nodes of their own already. */
    void declare(Formula.Parameter parameter) {
        values.put(parameter.name(), parameter.node());
    }

    /** Gives the name a value, as a variable of its own if a derivative is taken by it. */
    void bind(String name, Node value) {
        values.put(name, differentiated.contains(name) ? value.graph().variable(name, value) : value);
    }

    /** Binds an assigned name; {@code overwritten} gets the place of an earlier value that nobody read. */
    void assign(String name, Node value, Span place, BiConsumer<String, Span> overwritten) {
        Span earlier = unread.remove(name);
        if (earlier != null) {
            overwritten.accept(name, earlier);
        }
        bind(name, value);
        unread.put(name, place);
    }

    /** The names whose last value nobody has read, with the places where they were assigned. */
    Map<String, Span> unread() {
        return unread;
    }
}
