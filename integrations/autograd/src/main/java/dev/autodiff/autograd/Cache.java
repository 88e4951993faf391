package dev.autodiff.autograd;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * So many values by their keys; the one that was not asked for the longest makes room. Threads that ask for different
 * keys do not wait for each other's values, and each value is made once.
 */
final class Cache<K, V> {
    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    /** A value that is made when it is first asked for. */
    private static final class Entry<V> {
        private volatile V value;

        <K> V get(K key, Function<K, V> make) {
            V known = value;
            return known != null ? known : made(key, make);
        }

        private synchronized <K> V made(K key, Function<K, V> make) {
            if (value == null) {
                value = make.apply(key);
            }
            return value;
        }
    }

    Cache(int capacity) {
        this.capacity = capacity;
    }

    /** The value of a key; one that could not be made is tried again. */
    V get(K key, Function<K, V> make) {
        return entry(key).get(key, make);
    }

    private synchronized Entry<V> entry(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = new Entry<>();
            entries.put(key, entry);
            if (entries.size() > capacity) {
                Iterator<K> eldest = entries.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        return entry;
    }

    synchronized int size() {
        return entries.size();
    }
}
