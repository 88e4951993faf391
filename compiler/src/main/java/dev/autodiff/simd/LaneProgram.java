package dev.autodiff.simd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program for vector registers under construction. Equal values are one value, so the sine and the cosine of one
 * argument share the reduction of the argument.
 */
public final class LaneProgram {
    private record Key(Instruction instruction, List<Integer> inputs, Object attribute) {}

    private final Precision precision;
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Key, Lane> known = new HashMap<>();

    public LaneProgram(Precision precision) {
        this.precision = precision;
    }

    public Precision precision() {
        return precision;
    }

    /** All values, each behind its inputs. */
    public List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    /** How many values there are. */
    public int size() {
        return lanes.size();
    }

    /** What comes in from outside, by its number. */
    public Lane input(int index) {
        return lane(Instruction.INPUT, index, List.of());
    }

    /** A number, rounded to the precision of the lanes. */
    public Lane constant(double value) {
        // by its bits: 0 and -0 are two numbers
        return lane(Instruction.CONSTANT, Double.doubleToRawLongBits(precision.round(value)), List.of());
    }

    /** A bit pattern; of 32 bits for floats. */
    public Lane bits(long pattern) {
        return lane(Instruction.BITS_CONSTANT, precision == Precision.F64 ? pattern : (long) (int) pattern, List.of());
    }

    /** The result of a method for each lane. */
    public Lane call(ScalarMethod method, List<Lane> inputs) {
        return lane(Instruction.CALL, method, inputs);
    }

    Lane lane(Instruction instruction, Object attribute, List<Lane> inputs) {
        Key key = new Key(instruction, inputs.stream().map(Lane::id).toList(), attribute);
        return known.computeIfAbsent(key, unused -> {
            Lane lane = new Lane(this, lanes.size(), instruction, attribute, inputs);
            lanes.add(lane);
            return lane;
        });
    }
}
