package dev.autodiff.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Long recordings in pieces. The compiler takes some milliseconds for each operation of a program, so one of 10⁵ would
 * take minutes; cut into pieces of a bounded size, a recording that repeats itself, as those of loops do, is compiled
 * once for all of its steps. Cuts are where few values cross them, which is between the steps of a loop, at the same
 * place in every step.
 *
 * <p>What was looked at ends at a cut, too: a loop whose condition looks at its state goes backward step by step, as it
 * went forward, whatever the number of steps.
 */
final class Segments {
    /** As many operations as one program has at most; a segment has at least half of them. */
    static final int LONGEST = Integer.getInteger("dev.autodiff.autograd.segment", 200);

    /** As many tensors as one program takes: each with its gradient, they are arguments of a method of Java, of 255. */
    private static final int INPUTS = 100;

    private Segments() {}

    /**
     * The operations, cut where they are too many.
     *
     * @param operations each after its inputs
     * @param wanted what is needed behind the last
     */
    static List<List<Value>> of(List<Value> operations, List<Value> wanted) {
        int end = operations.isEmpty() ? 0 : end(operations, 0);
        if (end == operations.size()) {
            return List.of(operations);
        }
        int[] crossing = crossing(operations, wanted);
        List<List<Value>> segments = new ArrayList<>();
        int start = 0;
        while (end < operations.size()) {
            int cut = operations.get(end - 1).isKept() ? end : narrowest(crossing, (start + end + 1) / 2, end);
            segments.add(operations.subList(start, cut));
            start = cut;
            end = end(operations, start);
        }
        segments.add(operations.subList(start, operations.size()));
        return segments;
    }

    /** Whether one program may hold all operations, wherever looks ended before. */
    static boolean isShort(Slice slice) {
        return slice.operations().size() <= LONGEST && slice.leaves().size() <= INPUTS;
    }

    /** The last of the places that the fewest values cross. */
    private static int narrowest(int[] crossing, int from, int to) {
        int cut = from;
        for (int i = from; i <= to; i++) {
            cut = crossing[i] <= crossing[cut] ? i : cut;
        }
        return cut;
    }

    /** Where a segment from here on ends at the latest. */
    private static int end(List<Value> operations, int start) {
        Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
        int inputs = 0;
        int longest = Math.min(operations.size(), start + LONGEST);
        for (int i = start; i < longest; i++) {
            for (Value input : operations.get(i).inputs()) {
                inputs += known.add(input) ? 1 : 0;
            }
            if (inputs > INPUTS && i > start) {
                return i;
            }
            known.add(operations.get(i));
            if (operations.get(i).isKept()) {
                return i + 1;
            }
        }
        return longest;
    }

    /** How many values of operations before each place are used behind it. */
    private static int[] crossing(List<Value> operations, List<Value> wanted) {
        Map<Value, Integer> places = new IdentityHashMap<>();
        int[] lastUse = new int[operations.size()];
        for (int i = 0; i < lastUse.length; i++) {
            places.put(operations.get(i), i);
            lastUse[i] = i;
            for (Value input : operations.get(i).inputs()) {
                Integer place = places.get(input);
                if (place != null) {
                    lastUse[place] = i;
                }
            }
        }
        wanted.forEach(value -> lastUse[places.get(value)] = lastUse.length);
        int[] crossing = new int[lastUse.length + 1];
        for (int i = 0; i < lastUse.length; i++) {
            crossing[i + 1]++;
            if (lastUse[i] < lastUse.length) {
                crossing[lastUse[i] + 1]--;
            }
        }
        for (int i = 0; i < lastUse.length; i++) {
            crossing[i + 1] += crossing[i];
        }
        return crossing;
    }

    /** The last segment that takes each value. */
    static Map<Value, Integer> lastUses(List<List<Value>> segments) {
        Map<Value, Integer> last = new IdentityHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            for (Value operation : segments.get(i)) {
                for (Value input : operation.inputs()) {
                    last.put(input, i);
                }
            }
        }
        return last;
    }
}
