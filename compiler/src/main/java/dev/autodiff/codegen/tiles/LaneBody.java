package dev.autodiff.codegen.tiles;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.runtime.DType;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.LaneProgram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;

/** Translates the body of a loop to a program for vector registers. */
final class LaneBody {
    private final LaneProgram program;
    private final Function<Node, Lane> inputs;
    private final Map<Node, Lane> lanes = new HashMap<>();

    /** @param inputs the lane of a value that is not computed in registers, null for all others */
    LaneBody(LaneProgram program, Function<Node, Lane> inputs) {
        this.program = program;
        this.inputs = inputs;
    }

    /** Whether there is code for an operator in registers, or lane by lane. */
    static boolean canTranslate(Node node) {
        if (node.op() instanceof ScalarOp op) {
            return !(op.code() instanceof Code.Place
                    || op.code() instanceof Code.Instruction code && code.opcode() == Opcodes.DREM);
        }
        return node.op() instanceof Leaf;
    }

    /** The value as a number; a truth is 1 or 0. */
    Lane number(Node node) {
        Lane lane = lane(node);
        return isMask(lane) ? lane.select(1, program.constant(0)) : lane;
    }

    private Lane lane(Node result) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(result);
        while (!open.isEmpty()) {
            Node node = open.peek();
            if (lanes.containsKey(node)) {
                open.pop();
                continue;
            }
            Lane input = inputs.apply(node);
            if (input == null
                    && node.inputs().stream()
                                    .filter(operand -> !lanes.containsKey(operand))
                                    .peek(open::push)
                                    .count()
                            > 0) {
                continue;
            }
            lanes.put(
                    open.pop(),
                    input == null
                            ? rounded(node, computed(node))
                            : node.type().isTruth() ? input.equal(0).not() : input);
        }
        return lanes.get(result);
    }

    /** In a program of doubles the nearest float of what doubles give is what floats would give. */
    private static Lane rounded(Node node, Lane lane) {
        return node.op() instanceof ScalarOp && node.type().dtype() == DType.F32 ? lane.roundToF32() : lane;
    }

    private static boolean isMask(Lane lane) {
        return lane.instruction().kind() == Instruction.Kind.MASK;
    }

    private Lane operand(Node node, int index) {
        Lane lane = lanes.get(node.input(index));
        return isMask(lane) ? lane.select(1, program.constant(0)) : lane;
    }

    private Lane truth(Node node, int index) {
        Lane lane = lanes.get(node.input(index));
        return isMask(lane) ? lane : lane.equal(0).not();
    }

    private Lane computed(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return program.constant(constant.value());
        }
        if (node.op() instanceof Leaf.Truth truth) {
            return program.constant(truth.value() ? 1 : 0).equal(1);
        }
        Code code = ((ScalarOp) node.op()).code();
        if (code instanceof Code.Instruction instruction) {
            return arithmetic(node, instruction.opcode());
        } else if (code instanceof Code.Call call) {
            return call.form().of(IntStream.range(0, node.inputs().size()).mapToObj(i -> operand(node, i)).toList());
        } else if (code instanceof Code.Multiplications product) {
            Lane power = power(operand(node, 0), Math.abs(product.exponent()));
            return product.exponent() < 0 ? program.constant(1).over(power) : power;
        } else if (code instanceof Code.Nothing) {
            return lanes.get(node.input(0));
        } else if (code instanceof Code.Select) {
            return choice(node);
        } else {
            return truthOf(node);
        }
    }

    private Lane arithmetic(Node node, int opcode) {
        Lane a = operand(node, 0);
        return switch (opcode) {
            case Opcodes.DADD -> a.plus(operand(node, 1));
            case Opcodes.DSUB -> a.minus(operand(node, 1));
            case Opcodes.DMUL -> a.times(operand(node, 1));
            case Opcodes.DDIV -> a.over(operand(node, 1));
            case Opcodes.DNEG -> a.negate();
            default -> throw new AssertionError(node);
        };
    }

    private Lane choice(Node node) {
        Lane condition = truth(node, 0);
        if (!node.type().isTruth()) {
            return condition.select(operand(node, 1), operand(node, 2));
        }
        return condition.and(truth(node, 1)).or(condition.not().and(truth(node, 2)));
    }

    private Lane truthOf(Node node) {
        return switch ((Pointwise) node.op()) {
            case LT -> operand(node, 0).less(operand(node, 1));
            case LE -> operand(node, 0).atMost(operand(node, 1));
            case GT -> operand(node, 0).greater(operand(node, 1));
            case GE -> operand(node, 0).atLeast(operand(node, 1));
            case EQ -> operand(node, 0).equal(operand(node, 1));
            case NE -> operand(node, 0).equal(operand(node, 1)).not();
            case AND -> truth(node, 0).and(truth(node, 1));
            case OR -> truth(node, 0).or(truth(node, 1));
            case NOT -> truth(node, 0).not();
            default -> throw new AssertionError(node);
        };
    }

    /** Two values made one, truths as the numbers that they are stored as. */
    static Lane combined(Fold fold, Lane a, Lane b) {
        return switch (fold.ofNumbers()) {
            case SUM -> a.plus(b);
            case PROD -> a.times(b);
            case MAX -> a.max(b);
            case MIN -> a.min(b);
            case ANY, ALL -> throw new AssertionError(fold);
        };
    }

    /** In the order that the operator fixes. */
    private static Lane power(Lane x, int exponent) {
        if (exponent == 1) {
            return x;
        }
        if (exponent % 2 == 1) {
            return x.times(power(x, exponent - 1));
        }
        Lane half = power(x, exponent / 2);
        return half.times(half);
    }
}
