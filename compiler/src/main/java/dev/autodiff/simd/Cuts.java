package dev.autodiff.simd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Cuts what a program computes into parts of a length that HotSpot compiles well, where few values cross. */
final class Cuts {
    /** Measured on JDK 17 and 25: loops of 20 to 40 instructions keep their speed; at 80 vectors become objects, 100 times slower. */
    static final int MAX_INSTRUCTIONS = 40;

    /** The shortest part that is made to let fewer values cross. */
    private static final int MIN_INSTRUCTIONS = 20;

    private final Predicate<Lane> isComputed;
    private final List<List<Lane>> parts = new ArrayList<>();

    private Cuts(Predicate<Lane> isComputed) {
        this.isComputed = isComputed;
    }

    /**
     * @param isComputed whether a lane is computed for each element, and not read
     * @return the lanes that the wanted ones need, each behind its inputs; a call by lane is a part by itself
     */
    static List<List<Lane>> of(Collection<Lane> wanted, Predicate<Lane> isComputed) {
        Cuts cuts = new Cuts(isComputed);
        cuts.groups(cuts.depthFirst(wanted)).forEach(cuts::cut);
        return cuts.parts;
    }

    static boolean isByLane(List<Lane> part) {
        return part.get(0).instruction().isByLane();
    }

    /** How many instructions the lanes take. */
    static int cost(Collection<Lane> lanes) {
        return (int) lanes.stream().filter(lane -> !lane.instruction().isFree()).count();
    }

    /** The inputs of each value right before it, as far as may be: few values are alive at once. */
    private List<Lane> depthFirst(Collection<Lane> wanted) {
        Set<Lane> sorted = new LinkedHashSet<>();
        Set<Lane> entered = new HashSet<>();
        Deque<Lane> open = new ArrayDeque<>();
        for (Lane result : wanted) {
            open.push(result);
            while (!open.isEmpty()) {
                Lane lane = open.peek();
                if (isComputed.test(lane) && entered.add(lane)) {
                    lane.inputs().stream().filter(input -> !entered.contains(input)).forEach(open::push);
                } else {
                    open.pop();
                    if (isComputed.test(lane)) {
                        sorted.add(lane);
                    }
                }
            }
        }
        return new ArrayList<>(sorted);
    }

    /** Lanes behind as many calls as each other, registers before the calls: fewer calls than there would be cuts otherwise. */
    private List<List<Lane>> groups(List<Lane> sorted) {
        Map<Lane, Integer> depth = new HashMap<>();
        for (Lane lane : sorted) {
            int behind = lane.inputs().stream().mapToInt(input -> depth.getOrDefault(input, 0)).max().orElse(0);
            // that of a call is odd
            depth.put(lane, lane.instruction().isByLane() ? behind + 1 - behind % 2 : behind + behind % 2);
        }
        sorted.sort(Comparator.comparing(depth::get));
        List<List<Lane>> groups = new ArrayList<>();
        Lane last = null;
        for (Lane lane : sorted) {
            if (last == null || last.instruction().isByLane() || !depth.get(last).equals(depth.get(lane))) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(lane);
            last = lane;
        }
        return groups;
    }

    private void cut(List<Lane> group) {
        List<Lane> rest = group;
        while (cost(rest) > MAX_INSTRUCTIONS) {
            int end = end(rest);
            parts.add(rest.subList(0, end));
            rest = rest.subList(end, rest.size());
        }
        parts.add(rest);
    }

    /** Behind the last lane of the first part. */
    private static int end(List<Lane> lanes) {
        Map<Lane, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < lanes.size(); i++) {
            int user = i;
            lanes.get(i).inputs().forEach(input -> lastUse.put(input, user));
        }
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        int instructions = 0;
        for (int end = 1; end <= lanes.size(); end++) {
            instructions += lanes.get(end - 1).instruction().isFree() ? 0 : 1;
            if (instructions > MAX_INSTRUCTIONS) {
                return best;
            }
            int crossing = crossing(lanes, end, lastUse);
            if (instructions >= MIN_INSTRUCTIONS && crossing <= fewest) {
                best = end;
                fewest = crossing;
            }
        }
        return best;
    }

    /** What the values cost that are needed behind a cut; for truths an instruction more than for numbers. */
    private static int crossing(List<Lane> lanes, int end, Map<Lane, Integer> lastUse) {
        int crossing = 0;
        for (Lane lane : lanes.subList(0, end)) {
            if (lastUse.getOrDefault(lane, -1) >= end) {
                crossing += lane.instruction().kind() == Instruction.Kind.MASK ? 2 : 1;
            }
        }
        return crossing;
    }
}
