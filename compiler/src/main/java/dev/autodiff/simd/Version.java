package dev.autodiff.simd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program of which each expectation has been replaced by one of its two ways: by the general one, or by the short one
 * if it is cheap to see beforehand whether elements are as expected. Both versions give the same bits where the {@link
 * #checks} hold.
 */
public final class Version {
    /**
     * A check beforehand computes again what it looks at. With more instructions than this it takes longer than what it
     * saves.
     */
    private static final int MAX_CHECK = 8;

    /** Divisions and roots take as long as so many other instructions. */
    private static final int COST_OF_DIVISION = 8;

    private final Map<Lane, Lane> lanes = new HashMap<>();
    private final Set<Lane> checks = new LinkedHashSet<>();
    private final Set<Lane> checked = new HashSet<>();

    private Version(LaneProgram program, boolean expects) {
        for (Lane lane : program.lanes()) {
            List<Lane> inputs = lane.inputs().stream().map(lanes::get).toList();
            if (lane.instruction() != Instruction.EXPECT) {
                lanes.put(lane, program.lane(lane.instruction(), lane.attribute(), inputs));
            } else {
                lanes.put(lane, expects && isChecked(inputs.get(0)) ? inputs.get(1) : inputs.get(2));
            }
        }
    }

    /** The general way of everything. */
    public static Version general(LaneProgram program) {
        return new Version(program, false);
    }

    /** The short way of what can be checked. */
    public static Version usual(LaneProgram program) {
        return new Version(program, true);
    }

    /**
     * Takes a mask up among the checks if it is cheap, and says whether it did. To join it with those before takes an
     * instruction each.
     */
    private boolean isChecked(Lane mask) {
        Set<Lane> slice = slice(mask);
        Set<Lane> all = new HashSet<>(checked);
        all.addAll(slice);
        if (slice.stream().anyMatch(lane -> lane.instruction().isByLane())
                || cost(slice) > MAX_CHECK
                || cost(all) + checks.size() > Cuts.MAX_INSTRUCTIONS) {
            return false;
        }
        checks.add(mask);
        checked.addAll(all);
        return true;
    }

    /** A lane and all that it follows from. */
    private static Set<Lane> slice(Lane lane) {
        Set<Lane> slice = new HashSet<>();
        List<Lane> open = new ArrayList<>(List.of(lane));
        // to see that there is too much it is not necessary to see all
        while (!open.isEmpty() && cost(slice) <= MAX_CHECK) {
            Lane next = open.remove(open.size() - 1);
            if (slice.add(next)) {
                open.addAll(next.inputs());
            }
        }
        return slice;
    }

    private static int cost(Set<Lane> lanes) {
        return lanes.stream()
                .map(Lane::instruction)
                .mapToInt(each ->
                        each == Instruction.DIV || each == Instruction.SQRT ? COST_OF_DIVISION : each.isFree() ? 0 : 1)
                .sum();
    }

    /** What stands for a lane; what is no lane of the program of which this is a version is one of its own. */
    public Lane of(Lane lane) {
        return lanes.getOrDefault(lane, lane);
    }

    /**
     * The masks that must be true of all elements of a tile, in the order of the program; none if nothing is expected.
     */
    public List<Lane> checks() {
        return List.copyOf(checks);
    }
}
