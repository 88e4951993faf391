package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors of a thread that nobody holds any more, to be written over. What a step of training needs, the one before
 * needed: its memory is in the processor's caches, and need not be cleared. Only what no {@link Variable} ever gave
 * away comes here, see {@link Region#release}.
 */
final class Pool {
    /** Elements; fewer are made faster than they are found. */
    static final int LEAST = 64;

    /** Elements in all, 16 MB: what the states of a loop take that are still faster written over than cleared. */
    static final int MOST = 1 << 21;

    /** A step has few types; each is compared, as an object: equal types are one, see {@link Tensors#type}. */
    private static final int TYPES = 16;

    private static final ThreadLocal<Pool> OF_THREAD = ThreadLocal.withInitial(Pool::new);

    private final List<Shelf> shelves = new ArrayList<>();
    private int size;
    private boolean isPoisoned;

    private record Shelf(Type type, List<Tensor> tensors) {}

    private Pool() {}

    /** The one of the thread that is running. */
    static Pool ofThread() {
        return OF_THREAD.get();
    }

    /** A tensor of this type that nobody else holds; what its elements are is not said. */
    Tensor take(Type type) {
        Shelf shelf = shelf(type);
        Tensor tensor = shelf == null || shelf.tensors().isEmpty() ? Tensors.zeros(type) : take(shelf.tensors());
        if (isPoisoned) {
            poison(tensor);
        }
        return tensor;
    }

    private Tensor take(List<Tensor> tensors) {
        Tensor tensor = tensors.remove(tensors.size() - 1);
        size -= tensor.size();
        return tensor;
    }

    /** For tests: whether all that is taken is full of NaN, so that who reads before writing shows. */
    void poison(boolean wanted) {
        isPoisoned = wanted;
    }

    private static void poison(Tensor tensor) {
        if (tensor.array() instanceof float[] elements) {
            Arrays.fill(elements, Float.NaN);
        } else {
            Arrays.fill((double[]) tensor.array(), Double.NaN);
        }
    }

    /** Whether it takes up tensors of so many elements. */
    static boolean takes(int elements) {
        return elements >= LEAST && elements <= MOST;
    }

    /** Takes up a tensor of this type that nobody holds. What is full is emptied, and keeps what comes from then on. */
    void give(Type type, Tensor tensor) {
        if (!takes(tensor.size())) {
            return;
        }
        if (size + tensor.size() > MOST || shelves.size() == TYPES) {
            shelves.clear();
            size = 0;
        }
        Shelf shelf = shelf(type);
        if (shelf == null) {
            shelf = new Shelf(type, new ArrayList<>());
            shelves.add(shelf);
        }
        shelf.tensors().add(tensor);
        size += tensor.size();
    }

    private Shelf shelf(Type type) {
        for (int i = 0; i < shelves.size(); i++) {
            if (shelves.get(i).type() == type) {
                return shelves.get(i);
            }
        }
        return null;
    }

    /** How many elements it has. */
    int size() {
        return size;
    }
}
