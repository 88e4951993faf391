package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.Type;
import java.util.List;

/** Quotients and products whose derivatives are products of the same few forms, in which nothing cancels. */
public enum ClosedForm implements SymbolicOp {
    /**
     * {@code a² - b²} as {@code (a - b)(a + b)}, which keeps its digits where a is near ±b. Its derivatives are 2a and -2b; those of the
     * product are sums, which lose them near 0.
     */
    SQUARE_DIFFERENCE("square_difference", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).minus(inputs.get(1)).times(inputs.get(0).plus(inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            return y.constant(index == 0 ? 2 : -2).times(y.input(index));
        }
    },

    /**
     * {@code a/s} with {@code s = a + b}, the third input. Its derivatives are {@code b/s²} and {@code -a/s²}; those of the quotient are
     * {@code 1/s - a/s²}, nothing but rounding where b is small.
     */
    SHARE("share", 3) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(inputs.get(2));
        }

        /** The slope; 0 where powers in the sum have overflowed. */
        private static Node whereFinite(Node sum, Node slope) {
            Node isFinite = less(abs(sum), sum.constant(Double.POSITIVE_INFINITY));
            return hasPower(sum, MAX_DEPTH) ? where(isFinite, slope, sum.constant(0)) : slope;
        }

        private static boolean hasPower(Node node, int depth) {
            boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.MUL || node.op() == Pointwise.DIV;
            return node.op() instanceof IntegerPower || node.op() == Pointwise.POW
                    || depth > 0 && isSum && (hasPower(node.input(0), depth - 1) || hasPower(node.input(1), depth - 1));
        }

        @Override
        public Node partial(int index, Node y) {
            Node sum = y.input(2);
            return switch (index) {
                case 0 -> whereFinite(sum, y.graph().node(this, y.input(1), y.input(0), sum).over(sum));
                case 1 -> y.over(sum).negate();
                default -> y.constant(0);
            };
        }
    },

    /** {@code a/(exp(b) - 1)}. With {@code f(b) = 1/(exp(b) - 1)}, f′(b) is f(b) f(-b), where no exponential meets its like as ∞/∞. */
    OVER_EXPM1("over_expm1", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(Algebra.expm1(inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0 ? y.graph().node(this, y.constant(1), y.input(1)) : y.graph().node(this, y, y.input(1).negate());
        }
    },

    /** {@code a/erfcx(b)}. Its derivative by b is that of log(erfcx(b)) times it, where nothing is ∞/∞ for negative b. */
    OVER_ERFCX("over_erfcx", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(inputs.get(0).graph().node(Pointwise.ERFCX, inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            Node b = y.input(1);
            return index == 0 ? y.graph().node(this, y.constant(1), b)
                    : y.times(y.graph().node(Pointwise.DERIVATIVE_OF_LOG_ERFCX, b)).negate();
        }
    };

    /** How deep powers are looked for: a sum of few terms is no deeper. */
    private static final int MAX_DEPTH = 8;

    private final String symbol;
    private final int arity;

    ClosedForm(String symbol, int arity) {
        this.symbol = symbol;
        this.arity = arity;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public Type type(List<Node> inputs) {
        return Pointwise.DIV.type(inputs);
    }
}
