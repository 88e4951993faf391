package dev.autodiff.simd;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Computes a program of lanes for one lane, instruction by instruction. */
final class LaneMachine {
    private final Precision precision;
    private final List<Lane> lanes;
    private final Lane result;
    private final double[] numbers;
    private final long[] patterns;
    private final boolean[] truths;

    LaneMachine(Lane result) {
        this.precision = result.program().precision();
        this.result = result;
        this.lanes = result.program().lanes();
        this.numbers = new double[lanes.size()];
        this.patterns = new long[lanes.size()];
        this.truths = new boolean[lanes.size()];
    }

    /** The program of a form with one input for each argument. */
    static LaneMachine of(LaneForm form, int arity, Precision precision) {
        LaneProgram program = new LaneProgram(precision);
        List<Lane> inputs = IntStream.range(0, arity).mapToObj(program::input).toList();
        return new LaneMachine(form.of(inputs));
    }

    /** How many instructions cost something, if arguments are as expected; what is called counts as one. */
    long operations() {
        Set<Lane> needed = new HashSet<>();
        List<Lane> open = new ArrayList<>(List.of(Version.usual(result.program()).of(result)));
        while (!open.isEmpty()) {
            Lane lane = open.remove(open.size() - 1);
            if (needed.add(lane)) {
                open.addAll(lane.inputs());
            }
        }
        return needed.stream().filter(lane -> !lane.instruction().isFree()).count();
    }

    boolean calls() {
        return result.instruction() == Instruction.CALL;
    }

    double run(double... arguments) {
        for (Lane lane : lanes) {
            step(lane, arguments);
        }
        return numbers[result.id()];
    }

    private void step(Lane lane, double[] arguments) {
        int id = lane.id();
        switch (lane.instruction().kind()) {
            case MASK -> truths[id] = truth(lane);
            case BITS -> patterns[id] = precision == Precision.F64 ? pattern(lane) : (int) pattern(lane);
            case NUMBER -> numbers[id] = number(lane, arguments);
            default -> throw new AssertionError(lane.instruction());
        }
    }

    private double number(Lane lane, double[] arguments) {
        return switch (lane.instruction()) {
            case INPUT -> precision.round(arguments[lane.index()]);
            case CONSTANT -> lane.number();
            case ADD -> precision.round(a(lane) + b(lane));
            case SUB -> precision.round(a(lane) - b(lane));
            case MUL -> precision.round(a(lane) * b(lane));
            case DIV -> precision.round(a(lane) / b(lane));
            case FMA -> precision == Precision.F64
                    ? Math.fma(a(lane), b(lane), c(lane))
                    : Math.fma((float) a(lane), (float) b(lane), (float) c(lane));
            case MIN -> Math.min(a(lane), b(lane));
            case MAX -> Math.max(a(lane), b(lane));
            case NEG -> -a(lane);
            case ABS -> Math.abs(a(lane));
            case SQRT -> precision.round(Math.sqrt(a(lane)));
            case ROUND_TO_F32 -> (float) a(lane);
            case SELECT -> truths[lane.input(0).id()] ? b(lane) : c(lane);
            case OF_BITS -> precision == Precision.F64
                    ? Double.longBitsToDouble(p(lane, 0))
                    : Float.intBitsToFloat((int) p(lane, 0));
            case CALL -> precision.round(call(
                    lane.method(),
                    lane.inputs().stream()
                            .mapToDouble(input -> numbers[input.id()])
                            .toArray()));
            case EXPECT -> expected(lane);
            case REPAIR -> Math.abs(b(lane)) < lane.repair().limit()
                    ? a(lane)
                    : precision.round(call(lane.method(), b(lane)));
            default -> throw new AssertionError(lane.instruction());
        };
    }

    private double expected(Lane lane) {
        boolean isMet = truths[lane.input(0).id()];
        if (isMet && Double.compare(b(lane), c(lane)) != 0) {
            throw new AssertionError(b(lane) + " in the short way, and in general " + c(lane));
        }
        return c(lane);
    }

    private long pattern(Lane lane) {
        return switch (lane.instruction()) {
            case BITS_CONSTANT -> lane.pattern();
            case TO_BITS -> precision == Precision.F64
                    ? Double.doubleToRawLongBits(a(lane))
                    : Float.floatToRawIntBits((float) a(lane));
            case BIT_AND -> p(lane, 0) & p(lane, 1);
            case BIT_OR -> p(lane, 0) | p(lane, 1);
            case BIT_XOR -> p(lane, 0) ^ p(lane, 1);
            case BIT_ADD -> p(lane, 0) + p(lane, 1);
            case BIT_SUB -> p(lane, 0) - p(lane, 1);
            case SHIFT_LEFT -> p(lane, 0) << lane.distance();
            case SHIFT_RIGHT -> (precision == Precision.F64 ? p(lane, 0) : p(lane, 0) & 0xFFFFFFFFL)
                    >>> lane.distance();
            default -> throw new AssertionError(lane.instruction());
        };
    }

    private boolean truth(Lane lane) {
        return switch (lane.instruction()) {
            case LT -> a(lane) < b(lane);
            case LE -> a(lane) <= b(lane);
            case EQ -> a(lane) == b(lane);
            case MASK_AND -> truths[lane.input(0).id()] && truths[lane.input(1).id()];
            case MASK_OR -> truths[lane.input(0).id()] || truths[lane.input(1).id()];
            case MASK_NOT -> !truths[lane.input(0).id()];
            default -> throw new AssertionError(lane.instruction());
        };
    }

    private double a(Lane lane) {
        return numbers[lane.input(0).id()];
    }

    private double b(Lane lane) {
        return numbers[lane.input(1).id()];
    }

    private double c(Lane lane) {
        return numbers[lane.input(2).id()];
    }

    private long p(Lane lane, int index) {
        return patterns[lane.input(index).id()];
    }

    private static double call(ScalarMethod method, double... arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, double.class);
        try {
            Method found = Class.forName(method.owner().replace('/', '.')).getMethod(method.name(), types);
            return (double) found.invoke(null, Arrays.stream(arguments).boxed().toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.name(), e);
        }
    }
}
