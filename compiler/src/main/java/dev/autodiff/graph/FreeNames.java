package dev.autodiff.graph;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Names for what stands side by side in a method: one that is taken already gets underscores behind it. */
public final class FreeNames {
    private final Set<String> taken;

    public FreeNames(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** The name itself, or the first with underscores that is free; it is taken from now on. */
    public String take(String name) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }
}
