package dev.autodiff.simd;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to compute some neighbours among lanes in one loop, for a part that grows lane by lane. A processor
 * works on as many elements at once as it can hold instructions of, and each of them takes as long as the longest
 * chain: a loop takes as long as the product of both. What crosses from one part to another is stored and read again.
 *
 * <p>The unit is 2.6 ps for an element. The weights are fits to some 400 loops on x86-64 with AVX2, with a mean error
 * of 20 %; those of what crosses are taken half as much again, since shorter loops gain nothing where memory is slow.
 */
final class PartCost {
    private static final int LOOP = 18;
    private static final int READ = 30;
    private static final int STORE = 50;

    /** How many numbers a truth costs: it becomes one, and that is compared. */
    private static final int MASK = 2;

    /** The length of a chain that takes as long as a division or a square root. */
    private static final int DIVISION = 3;

    private final List<Lane> lanes;
    private final int[][] inputs;
    private final int[] lastUse;
    private final int[] weights;
    private final int[] chains;
    private final int[] reader;
    private int first;
    private int end;
    private int instructions;
    private int chain;
    private int crossing;
    private int kept;

    /**
     * @param lanes each behind its inputs
     * @param wanted what is needed in the end
     */
    PartCost(List<Lane> lanes, Collection<Lane> wanted) {
        this.lanes = lanes;
        Map<Lane, Integer> numbers = new HashMap<>();
        lanes.forEach(lane -> numbers.put(lane, numbers.size()));
        lanes.forEach(lane -> lane.inputs().forEach(input -> numbers.putIfAbsent(input, numbers.size())));
        this.inputs = new int[lanes.size()][];
        this.lastUse = new int[numbers.size()];
        this.weights = new int[numbers.size()];
        numbers.forEach((lane, number) -> weights[number] =
                lane.instruction().isConstant() ? 0 : lane.instruction().kind() == Instruction.Kind.MASK ? MASK : 1);
        for (int i = 0; i < lanes.size(); i++) {
            inputs[i] = lanes.get(i).inputs().stream().mapToInt(numbers::get).distinct().toArray();
            for (int input : inputs[i]) {
                lastUse[input] = i;
            }
        }
        wanted.stream().filter(numbers::containsKey).forEach(lane -> lastUse[numbers.get(lane)] = lanes.size());
        this.chains = new int[numbers.size()];
        this.reader = new int[numbers.size()];
    }

    /** Begins a part without lanes. */
    void begin(int lane) {
        first = lane;
        end = lane;
        instructions = 0;
        chain = 0;
        crossing = LOOP;
        kept = 0;
    }

    /** Behind the last lane of the part. */
    int end() {
        return end;
    }

    /** How many instructions the part has. */
    int instructions() {
        return instructions;
    }

    /** Adds the next lane. */
    void extend() {
        int begin = 0;
        for (int input : inputs[end]) {
            if (input >= first && input < end) {
                begin = Math.max(begin, chains[input]);
                kept -= lastUse[input] == end ? weights[input] : 0;
            } else if (reader[input] != first + 1) {
                reader[input] = first + 1;
                crossing += READ * weights[input];
            }
        }
        Instruction instruction = lanes.get(end).instruction();
        int steps = instruction.isFree()
                ? 0
                : instruction == Instruction.DIV || instruction == Instruction.SQRT ? DIVISION : 1;
        chains[end] = begin + steps;
        chain = Math.max(chain, chains[end]);
        instructions += instruction.isFree() ? 0 : 1;
        kept += weights[end];
        end++;
    }

    /** Of the part as it is now. */
    long total() {
        return (long) instructions * chain + crossing + (end == lanes.size() ? 0 : (long) STORE * kept);
    }
}
