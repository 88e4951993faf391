package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.lowering.Buffer;
import dev.autodiff.lowering.Step.Input;
import dev.autodiff.lowering.Step.Load;
import dev.autodiff.lowering.Step.Size;
import dev.autodiff.lowering.Step;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which values of a body are whole numbers that an int holds, and no negative zeros, because they follow from counts of
 * steps and from dimensions: they can be computed in ints, with the same results. Found once, from the leaves up;
 * nothing changes it later.
 */
public final class WholeNumbers {
    /** Those of a body in which nothing is counted: ints would gain nothing there. */
    static final WholeNumbers NONE = new WholeNumbers(Map.of());

    /** From the least value to the greatest, both within the ints. */
    public record Range(long least, long most) {
        /** The range, or null if an int does not hold all of it. */
        public static Range of(long least, long most) {
            return least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE ? new Range(least, most) : null;
        }

        /**
         * What a dimension can be; null if that may be too much for an int: an array of so many elements need not
         * exist.
         */
        public static Range of(Dimension dimension) {
            Deque<double[]> stack = new ArrayDeque<>();
            dimension.read(new Dimension.Reader() {
                @Override
                public void number(long value) {
                    stack.push(new double[] {value, value});
                }

                @Override
                public void name(String name) {
                    stack.push(new double[] {0, Integer.MAX_VALUE});
                }

                @Override
                public void ceiling(int divisor) {
                    double[] dividend = stack.pop();
                    stack.push(new double[] {Math.ceil(dividend[0] / divisor), Math.ceil(dividend[1] / divisor)});
                }

                @Override
                public void remainder() {
                    double[] length = stack.pop();
                    stack.pop();
                    stack.push(new double[] {0, Math.max(length[1] - 1, 0)});
                }

                @Override
                public void multiply() {
                    double[] b = stack.pop();
                    double[] a = stack.pop();
                    double[] ends = {a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]};
                    Arrays.sort(ends);
                    stack.push(new double[] {ends[0], ends[3]});
                }

                @Override
                public void add() {
                    double[] b = stack.pop();
                    double[] a = stack.pop();
                    stack.push(new double[] {a[0] + b[0], a[1] + b[1]});
                }
            });
            double[] ends = stack.pop();
            return of((long) ends[0], (long) ends[1]);
        }

        private Range with(Range other) {
            return other == null ? null : new Range(Math.min(least, other.least), Math.max(most, other.most));
        }
    }

    private final Map<Node, Range> ranges;

    private WholeNumbers(Map<Node, Range> ranges) {
        this.ranges = ranges;
    }

    /** @param buffers gives the range of the number in a buffer, or null */
    public static WholeNumbers of(Step.Loop loop, Function<Buffer, Range> buffers) {
        WholeNumbers numbers = new WholeNumbers(new HashMap<>());
        for (Input input : loop.inputs()) {
            if (input instanceof Size size) {
                numbers.ranges.put(input.parameter(), Range.of(size.dimension()));
            } else if (input instanceof Load load && load.index() == null && load.buffer().type().isScalar()) {
                numbers.ranges.put(input.parameter(), buffers.apply(load.buffer()));
            }
        }
        List<Node> results = new ArrayList<>(loop.values());
        results.addAll(loop.rows());
        for (Node node : Graph.inOrder(results)) {
            if (!numbers.ranges.containsKey(node)) {
                numbers.ranges.put(node, numbers.find(node));
            }
        }
        return numbers;
    }

    /** Whether the value can be computed in ints. */
    boolean contains(Node node) {
        return of(node) != null;
    }

    /** The range of the value; null if it may be something else. */
    public Range of(Node node) {
        return ranges.get(node);
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
        return op instanceof Pointwise pointwise && node.inputs().size() == 2
                ? combined(pointwise, of(node.input(0)), of(node.input(1)))
                : null;
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
        boolean isNegative = condition.op() == Pointwise.LT
                && condition.input(1).op() instanceof Leaf.Constant bound
                && bound.value() == 0;
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
