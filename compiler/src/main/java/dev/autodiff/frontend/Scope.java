package dev.autodiff.frontend;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The names of one call of one function, with their values so far. A branch and a loop put layers on top, in which
 * their assignments stay until it is known what becomes of them.
 */
final class Scope {
    /** Why a name that is assigned somewhere has no value here. */
    record Gap(String message, String remedy) {}

    /** The assignments of one block. */
    static final class Layer {
        private final Map<String, Node> values = new LinkedHashMap<>();
        private final Map<String, Gap> gaps = new LinkedHashMap<>();
        private final Map<String, Span> places = new LinkedHashMap<>();
        private final Map<String, Span> unread = new LinkedHashMap<>();

        private boolean knows(String name) {
            return values.containsKey(name) || gaps.containsKey(name);
        }

        private void put(String name, Node value) {
            gaps.remove(name);
            values.put(name, value);
        }

        /** The names that are assigned here, in their order. */
        Set<String> assigned() {
            return places.keySet();
        }

        /** The names that only some ways through this block assign. */
        Map<String, Gap> gaps() {
            return gaps;
        }

        Node value(String name) {
            return values.get(name);
        }

        /** Where the name is assigned last. */
        Span place(String name) {
            return places.get(name);
        }

        /** Whether nothing has read what was assigned last. */
        boolean isUnread(String name) {
            return unread.containsKey(name);
        }
    }

    private final Deque<Layer> layers = new ArrayDeque<>();
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final Set<String> differentiated;
    private final Set<String> indices;

    /**
     * @param differentiated the names that a derivative is taken by, which must keep their identity
     * @param indices the names that stand in indices, and are whole numbers if they can be
     */
    Scope(Set<String> differentiated, Set<String> indices) {
        this.differentiated = differentiated;
        this.indices = indices;
        open();
    }

    /** A scope of its own that sees what this one sees now. */
    Scope snapshot() {
        Scope snapshot = new Scope(differentiated, indices);
        snapshot.layers.clear();
        snapshot.layers.addAll(layers);
        snapshot.dimensions.putAll(dimensions);
        return snapshot;
    }

    /** Begins a block: what it assigns stays in its layer. */
    void open() {
        layers.push(new Layer());
    }

    Layer close() {
        return layers.pop();
    }

    boolean isOutermost() {
        return layers.size() == 1;
    }

    private Layer find(String name) {
        for (Layer layer : layers) {
            if (layer.knows(name)) {
                return layer;
            }
        }
        return null;
    }

    Node read(String name) {
        Layer layer = find(name);
        if (layer == null) {
            return null;
        }
        layer.unread.remove(name);
        return layer.values.get(name);
    }

    /** The value without counting as a reader. */
    Node peek(String name) {
        Layer layer = find(name);
        return layer == null ? null : layer.values.get(name);
    }

    boolean contains(String name) {
        return peek(name) != null;
    }

    /** Why the name has no value although something assigns it, or null. */
    Gap gap(String name) {
        Layer layer = find(name);
        return layer == null ? null : layer.gaps.get(name);
    }

    /** From here on the name has no value. */
    void leave(String name, Gap gap) {
        layers.peek().gaps.put(name, gap);
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        layers.descendingIterator().forEachRemaining(layer -> names.addAll(layer.values.keySet()));
        return names;
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
        layers.peek().put(parameter.name(), parameter.node());
    }

    boolean isDifferentiated(String name) {
        return differentiated.contains(name);
    }

    boolean isIndex(String name) {
        return indices.contains(name);
    }

    /** Gives the name a value, as a variable of its own if a derivative is taken by it. */
    void bind(String name, Node value) {
        layers.peek().put(name, differentiated.contains(name) ? value.graph().variable(name, value) : value);
    }

    /** Binds an assigned name; {@code overwritten} gets the place of an earlier value that nobody read. */
    void assign(String name, Node value, Span place, BiConsumer<String, Span> overwritten) {
        Span earlier = layers.peek().unread.get(name);
        if (earlier != null) {
            overwritten.accept(name, earlier);
        }
        settle(name, value, place, true);
    }

    /** Binds a name to what a block has made of it; its earlier value was needed where the block is not run. */
    void settle(String name, Node value, Span place, boolean isUnread) {
        Layer layer = layers.peek();
        bind(name, value);
        layer.places.remove(name);
        layer.places.put(name, place);
        layer.unread.remove(name);
        if (isUnread) {
            layer.unread.put(name, place);
        }
    }

    /** The names whose last value nobody has read, with the places where they were assigned. */
    Map<String, Span> unread() {
        return layers.peek().unread;
    }
}
