package dev.autodiff.codegen;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.runtime.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which values of a body are whole numbers that an int holds, and no negative zeros, because they follow from counts of steps and
 * from dimensions: they can be computed in ints, with the same results.
 */
final class WholeNumbers {
    /** Those of a body about which nothing is known. */
    static final WholeNumbers NONE = new WholeNumbers(List.of(), buffer -> null);

    /** From the least value to the greatest, both within the ints. */
    record Range(long least, long most) {
        static final Range DIMENSION = new Range(0, Integer.MAX_VALUE);

        /** The range, or null if an int does not hold all of it. */
        static Range of(long least, long most) {
            return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE ? new Range(least, most) : null;
        }

        private Range with(Range other) {
            return other == null ? null : new Range(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    private final Map<Node, Range> known = new HashMap<>();

    /** @param buffers gives the range of the number in a buffer, or null */
    WholeNumbers(List<Input> inputs, Function<Buffer, Range> buffers) {
        for (Input input : inputs) {
            if (input instanceof Size) {
                known.put(input.parameter(), Range.DIMENSION);
            } else if (input instanceof Load load && load.index() == null && load.buffer().type().isScalar()) {
                known.put(input.parameter(), buffers.apply(load.buffer()));
            }
        }
    }

    /** Whether the value can be computed in ints. */
    boolean contains(Node node) {
        return of(node) != null;
    }

    /** The range of the value; null if it may be something else. */
    Range of(Node node) {
        if (!known.containsKey(node)) {
            known.put(node, find(node));
        }
        return known.get(node);
    }

    private Range find(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            long value = (long) constant.value();
            boolean isWhole = Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(constant.value());
            return isWhole ? Range.of(value, value) : null;
        }
        if (!(node.op() instanceof ScalarOp op) || node.type().isTruth() || node.type().dtype() == DType.F32) {
            return null;
        }
        if (op.code() instanceof Code.Nothing) {
            return of(node.input(0));
        }
        if (op instanceof Placed) {
            Range length = of(node.input(1));
            return of(node.input(0)) == null || length == null ? null : new Range(0, Math.max(0, length.most - 1));
        }
        if (op == Pointwise.WHERE) {
            return chosen(node);
        }
        return op instanceof Pointwise pointwise && node.inputs().size() == 2 ? combined(pointwise, of(node.input(0)), of(node.input(1))) : null;
    }

    private static Range combined(Pointwise op, Range a, Range b) {
        if (a == null || b == null) {
            return null;
        }
        return switch (op) {
            case ADD -> Range.of(a.least + b.least, a.most + b.most);
            case SUB -> Range.of(a.least - b.most, a.most - b.least);
            // a product of a negative number and 0 is a negative zero
            case MUL -> a.least >= 0 && b.least >= 0 ? Range.of(a.least * b.least, a.most * b.most) : null;
            case MIN -> new Range(Math.min(a.least, b.least), Math.min(a.most, b.most));
            case MAX -> new Range(Math.max(a.least, b.least), Math.max(a.most, b.most));
            default -> null;
        };
    }

    private Range chosen(Node where) {
        Node always = always(where);
        if (always != null) {
            return of(always);
        }
        Range whenFalse = of(where.input(2));
        return whenFalse == null ? null : whenFalse.with(whenTrue(where));
    }

    /** The first branch may count from the end: {@code t + n} if {@code t < 0}. */
    private Range whenTrue(Node where) {
        Node condition = where.input(0);
        Node sum = where.input(1);
        boolean isNegative = condition.op() == Pointwise.LT && condition.input(1).op() instanceof Leaf.Constant bound && bound.value() == 0;
        if (isNegative && sum.op() == Pointwise.ADD && sum.inputs().contains(condition.input(0))) {
            Range index = of(condition.input(0));
            Range length = of(sum.input(sum.input(0) == condition.input(0) ? 1 : 0));
            return index == null || length == null ? null : Range.of(index.least + length.least, length.most - 1);
        }
        return of(sum);
    }

    /** The value of a choice whose condition is decided by what is known; or null. */
    Node always(Node where) {
        Node condition = where.input(0);
        Range a = condition.op() == Pointwise.LT ? of(condition.input(0)) : null;
        Range b = condition.op() == Pointwise.LT ? of(condition.input(1)) : null;
        if (a == null || b == null) {
            return null;
        }
        return a.least >= b.most ? where.input(2) : a.most < b.least ? where.input(1) : null;
    }
}
