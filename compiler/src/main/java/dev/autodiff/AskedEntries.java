package dev.autodiff;

import dev.autodiff.graph.Entry;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The entries of the derivatives that are asked for beside values and gradients. Each is built when somebody needs it:
 * of a function of tensors coordinates may be all that is wanted, where no array holds the whole matrix.
 */
public final class AskedEntries {
    private final Set<DerivativeKind> kinds = EnumSet.noneOf(DerivativeKind.class);
    private final Function<DerivativeKind, Entry> building;
    private final Map<DerivativeKind, Entry> built = new EnumMap<>(DerivativeKind.class);

    AskedEntries(Collection<DerivativeKind> kinds, Function<DerivativeKind, Entry> building) {
        this.kinds.addAll(kinds);
        this.kinds.remove(DerivativeKind.GRADIENT);
        this.building = building;
    }

    /** In the order of their declaration. */
    public Set<DerivativeKind> kinds() {
        return Collections.unmodifiableSet(kinds);
    }

    /**
     * The entry for one of the kinds.
     *
     * @throws dev.autodiff.source.CompileException if no array holds the derivative, or the budget ends
     */
    public synchronized Entry get(DerivativeKind kind) {
        if (!kinds.contains(kind)) {
            throw new IllegalArgumentException("'" + kind + "' was not asked for");
        }
        return built.computeIfAbsent(kind, building);
    }

    /** Those of all kinds, in the same order. */
    public List<Entry> all() {
        return kinds.stream().map(this::get).toList();
    }
}
