package dev.autodiff.simd;

import java.util.List;

/**
 * One value of a {@link LaneProgram}: a number, a bit pattern or a truth in every lane. The methods add values to the
 * program, and read as formulas do.
 */
public final class Lane {
    /**
     * Where a function is replaced.
     *
     * @param limit a power of two: a magnitude from which on, and for NaN, the method is called
     */
    public record Repair(ScalarMethod method, double limit) {}

    private final LaneProgram program;
    private final int id;
    private final Instruction instruction;
    private final Object attribute;
    private final List<Lane> inputs;

    Lane(LaneProgram program, int id, Instruction instruction, Object attribute, List<Lane> inputs) {
        this.program = program;
        this.id = id;
        this.instruction = instruction;
        this.attribute = attribute;
        this.inputs = List.copyOf(inputs);
    }

    public LaneProgram program() {
        return program;
    }

    /** Its place in the program. */
    public int id() {
        return id;
    }

    public Instruction instruction() {
        return instruction;
    }

    Object attribute() {
        return attribute;
    }

    public List<Lane> inputs() {
        return inputs;
    }

    public Lane input(int index) {
        return inputs.get(index);
    }

    /** The number of an input, of a constant. */
    public double number() {
        return Double.longBitsToDouble((Long) attribute);
    }

    /** The bit pattern of a constant. */
    public long pattern() {
        return (Long) attribute;
    }

    /** The index of an input. */
    public int index() {
        return (Integer) attribute;
    }

    /** By how many bits a shift goes. */
    public int distance() {
        return (Integer) attribute;
    }

    /** What is called lane by lane. */
    public ScalarMethod method() {
        return instruction == Instruction.REPAIR ? repair().method() : (ScalarMethod) attribute;
    }

    /** When a function is replaced by which method. */
    public Repair repair() {
        return (Repair) attribute;
    }

    /** The same number in all lanes, in the program of this one. */
    public Lane constant(double value) {
        return program.constant(value);
    }

    public Lane plus(Lane other) {
        return with(Instruction.ADD, other);
    }

    public Lane plus(double other) {
        return plus(constant(other));
    }

    public Lane minus(Lane other) {
        return with(Instruction.SUB, other);
    }

    public Lane minus(double other) {
        return minus(constant(other));
    }

    public Lane times(Lane other) {
        return with(Instruction.MUL, other);
    }

    public Lane times(double other) {
        return times(constant(other));
    }

    public Lane over(Lane other) {
        return with(Instruction.DIV, other);
    }

    /** {@code this·factor + addend}, rounded once. */
    public Lane fma(Lane factor, Lane addend) {
        return program.lane(Instruction.FMA, null, List.of(this, factor, addend));
    }

    public Lane fma(double factor, Lane addend) {
        return fma(constant(factor), addend);
    }

    public Lane fma(Lane factor, double addend) {
        return fma(factor, constant(addend));
    }

    public Lane min(Lane other) {
        return with(Instruction.MIN, other);
    }

    public Lane max(Lane other) {
        return with(Instruction.MAX, other);
    }

    public Lane negate() {
        return with(Instruction.NEG);
    }

    public Lane abs() {
        return with(Instruction.ABS);
    }

    public Lane sqrt() {
        return with(Instruction.SQRT);
    }

    /** The nearest number of 32 bits. */
    public Lane roundToF32() {
        return program.precision() == Precision.F32 ? this : with(Instruction.ROUND_TO_F32);
    }

    /**
     * The value of a polynomial in this, by Horner's rule with fused steps.
     *
     * @param coefficients from that of the highest power to the constant
     */
    public Lane polynomial(double... coefficients) {
        Lane value = constant(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            value = value.fma(this, constant(coefficients[i]));
        }
        return value;
    }

    public Lane bits() {
        return with(Instruction.TO_BITS);
    }

    /** The number that has these bits. */
    public Lane ofBits() {
        return with(Instruction.OF_BITS);
    }

    public Lane and(long pattern) {
        return with(Instruction.BIT_AND, program.bits(pattern));
    }

    public Lane or(long pattern) {
        return with(Instruction.BIT_OR, program.bits(pattern));
    }

    public Lane bitOr(Lane other) {
        return with(Instruction.BIT_OR, other);
    }

    public Lane bitXor(Lane other) {
        return with(Instruction.BIT_XOR, other);
    }

    public Lane bitPlus(long pattern) {
        return with(Instruction.BIT_ADD, program.bits(pattern));
    }

    public Lane bitPlus(Lane other) {
        return with(Instruction.BIT_ADD, other);
    }

    public Lane bitMinus(Lane other) {
        return with(Instruction.BIT_SUB, other);
    }

    public Lane shiftLeft(int distance) {
        return program.lane(Instruction.SHIFT_LEFT, distance, List.of(this));
    }

    public Lane shiftRightUnsigned(int distance) {
        return program.lane(Instruction.SHIFT_RIGHT, distance, List.of(this));
    }

    public Lane less(Lane other) {
        return with(Instruction.LT, other);
    }

    public Lane less(double other) {
        return less(constant(other));
    }

    public Lane atMost(Lane other) {
        return with(Instruction.LE, other);
    }

    public Lane greater(Lane other) {
        return other.less(this);
    }

    public Lane greater(double other) {
        return constant(other).less(this);
    }

    public Lane atLeast(Lane other) {
        return other.atMost(this);
    }

    public Lane equal(Lane other) {
        return with(Instruction.EQ, other);
    }

    public Lane equal(double other) {
        return equal(constant(other));
    }

    public Lane and(Lane other) {
        return with(Instruction.MASK_AND, other);
    }

    public Lane or(Lane other) {
        return with(Instruction.MASK_OR, other);
    }

    public Lane not() {
        return with(Instruction.MASK_NOT);
    }

    /** This mask's choice between two numbers. */
    public Lane select(Lane whenTrue, Lane whenFalse) {
        return program.lane(Instruction.SELECT, null, List.of(this, whenTrue, whenFalse));
    }

    public Lane select(double whenTrue, Lane whenFalse) {
        return select(constant(whenTrue), whenFalse);
    }

    /**
     * The same number in two ways, a short one for arguments as they usually are, of which this mask is true, and one
     * for all. Other arguments are rare: elements among which there are some may take much longer.
     */
    Lane expected(Lane usual, Lane general) {
        return program.lane(Instruction.EXPECT, null, List.of(this, usual, general));
    }

    /**
     * This number where a magnitude is below a limit, and what the method gives for that number elsewhere: for
     * arguments that are rare and would slow down all others.
     *
     * @param limit a power of two
     */
    public Lane repaired(ScalarMethod method, Lane x, double limit) {
        return program.lane(Instruction.REPAIR, new Repair(method, limit), List.of(this, x));
    }

    private Lane with(Instruction operation, Lane... others) {
        return program.lane(operation, null, others.length == 0 ? List.of(this) : List.of(this, others[0]));
    }
}
