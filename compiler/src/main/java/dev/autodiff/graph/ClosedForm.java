package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.min;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;
import static dev.autodiff.graph.Algebra.xlogx;

import dev.autodiff.runtime.DType;
import java.util.List;

/** Quotients and products whose derivatives are products of the same few forms, in which nothing cancels. */
public enum ClosedForm implements SymbolicOp {
    /**
     * {@code a² - b²} as {@code (a - b)(a + b)}, which keeps its digits where a is near ±b. Its derivatives are 2a and
     * -2b; those of the product are sums, which lose them near 0.
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
     * {@code log(Γ(x + d)/Γ(x))}, which is {@code lgamma(d) - lbeta(x, d)} where the two logarithms of Γ are larger
     * than their difference by much.
     */
    LOG_POCH("log_poch", 2) {
        /** From here on the terms are large; and of a smaller d the logarithm of Γ(d) is. */
        private static final double LARGE = 8;

        private static final double LEAST = 0.25;

        @Override
        public Node expand(List<Node> inputs) {
            Node x = inputs.get(0);
            Node d = inputs.get(1);
            Node direct = row(Pointwise.LGAMMA, x.plus(d)).minus(row(Pointwise.LGAMMA, x));
            Node byBeta = row(Pointwise.LGAMMA, d).minus(x.graph().node(Pointwise.LBETA, x, d));
            Node ofSmall = where(less(x.constant(0), d), log(x.graph().node(Pointwise.POCH, x, d)), direct);
            return where(less(x.constant(LARGE), x), where(less(x.constant(LEAST), d), byBeta, ofSmall), direct);
        }

        @Override
        public Node partial(int index, Node y) {
            Node x = y.input(0);
            Node d = y.input(1);
            return index == 0
                    ? y.graph().node(DIGAMMA_DIFFERENCE, x, d)
                    : row(Pointwise.DIGAMMA, x.plus(d));
        }
    },

    /** {@code ψ(x + d) - ψ(x)}. */
    DIGAMMA_DIFFERENCE("digamma_difference", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            Node x = inputs.get(0);
            Node d = inputs.get(1);
            Node direct = row(Pointwise.DIGAMMA, x.plus(d)).minus(row(Pointwise.DIGAMMA, x));
            return whereDigitsCancel(x, d, polygammaDifference(0, x, d), direct);
        }

        @Override
        public Node partial(int index, Node y) {
            Node x = y.input(0);
            Node d = y.input(1);
            Node slope = row(Pointwise.TRIGAMMA, x.plus(d));
            return index == 1
                    ? slope
                    : whereDigitsCancel(x, d, polygammaDifference(1, x, d), slope.minus(row(Pointwise.TRIGAMMA, x)));
        }

        private static Node polygammaDifference(int order, Node x, Node d) {
            return x.graph().node(Pointwise.POLYGAMMA_DIFFERENCE, x.constant(order), x, d).negate();
        }

        private static Node whereDigitsCancel(Node x, Node d, Node form, Node elsewhere) {
            Node arePositive = and(less(x.constant(0), x), less(x.constant(0), d));
            return where(and(arePositive, not(Pointwise.haveDigits(x, d))), form, elsewhere);
        }
    },

    /**
     * {@code a/s} with {@code s = a + b}, the third input. Its derivatives are {@code b/s²} and {@code -a/s²}; those of
     * the quotient are {@code 1/s - a/s²}, nothing but rounding where b is small.
     */
    SHARE("share", 3) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(inputs.get(2));
        }

        /** The slope; 0 where powers in the sum have overflowed. */
        private static Node whereFinite(Node sum, Node slope) {
            return where(less(abs(sum), sum.constant(Double.POSITIVE_INFINITY)), slope, sum.constant(0));
        }

        /** Where a alone is infinite, the slopes are 0, and so are products with that of a square. */
        @Override
        public Node partial(int index, Node y) {
            Node sum = y.input(2);
            boolean isSteep = hasPower(y.input(index % 2), 3);
            if (index == 0) {
                Node slope = y.graph().node(this, y.input(1), y.input(0), sum).over(sum);
                return isSteep || hasPower(y.input(1), 2) ? whereFinite(sum, slope) : slope;
            }
            Node slope = y.over(sum).negate();
            return index == 2 ? y.constant(0) : isSteep || hasPower(y.input(0), 2) ? whereFinite(sum, slope) : slope;
        }
    },

    /**
     * {@code a log(a/b)}, 0 for a = 0, where the product has no value and its derivative by b is none of a
     * quotient.
     */
    RELATIVE_ENTROPY("relative_entropy", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).graph().node(Pointwise.XLOGY, inputs.get(0), inputs.get(0).over(inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            Node quotient = y.input(0).over(y.input(1));
            return index == 0 ? log(quotient).plus(y.constant(1)) : quotient.negate();
        }
    },

    /**
     * {@code a log(a/b) + d} with {@code d = b - a}, the third input: what a relative entropy is more than a - b. It is
     * 0 for a = b, and so are its derivatives, {@code log(a/b)} and {@code d/b}.
     */
    DIVERGENCE("divergence", 3) {
        @Override
        public Node expand(List<Node> inputs) {
            Node a = inputs.get(0);
            Node d = inputs.get(2);
            Node near = a.times(row(Pointwise.LOG1P_MINUS_X, d.over(a))).negate();
            Node far = RELATIVE_ENTROPY.expand(inputs).plus(d);
            return where(less(abs(d), a.constant(0.5).times(a)), near, far);
        }

        @Override
        public Node partial(int index, Node y) {
            return switch (index) {
                case 0 -> y.graph().node(LOG_QUOTIENT, y.inputs().toArray(new Node[0]));
                case 1 -> y.input(2).over(y.input(1));
                default -> y.constant(0);
            };
        }
    },

    /** {@code log(a/b)} with {@code d = b - a}, the third input, by which it keeps its digits where that is small. */
    LOG_QUOTIENT("log_quotient", 3) {
        @Override
        public Node expand(List<Node> inputs) {
            Node b = inputs.get(1);
            Node d = inputs.get(2);
            Node near = log1p(d.over(b).negate());
            return where(less(abs(d), b.constant(0.5).times(b)), near, log(inputs.get(0).over(b)));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 2 ? y.constant(0) : y.constant(index == 0 ? 1 : -1).over(y.input(index));
        }
    },

    /** {@code a² log(a)}, 0 for a = 0; its derivative is {@code 2 a log(a) + a}. */
    SQUARE_LOG("square_log", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).times(xlogx(inputs.get(0)));
        }

        @Override
        public Node partial(int index, Node y) {
            return y.constant(2).times(xlogx(y.input(0))).plus(y.input(0));
        }
    },

    /** {@code a³ log(a)}, 0 for a = 0; its derivative is {@code 3 a² log(a) + a²}. */
    CUBE_LOG("cube_log", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).power(2).times(xlogx(inputs.get(0)));
        }

        @Override
        public Node partial(int index, Node y) {
            return y.constant(3)
                    .times(y.graph().node(SQUARE_LOG, y.input(0)))
                    .plus(y.input(0).power(2));
        }
    },

    /** {@code (1 + a)ᵇ}, which keeps the digits of a small a; its derivatives are those of the power. */
    COMPOUND("compound", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            Node a = inputs.get(0);
            return where(less(abs(a), a.constant(SMALL)), exp(inputs.get(1).times(log1p(a))), powerOf(inputs));
        }

        @Override
        public Node partial(int index, Node y) {
            Node power = powerOf(y.inputs());
            return ((ScalarOp) power.op()).partial(index, power);
        }
    },

    /** {@code (1 + a)ᵇ - 1}. */
    COMPOUND_MINUS_ONE("compound_minus_one", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            Node logarithm = inputs.get(1).times(log1p(inputs.get(0)));
            return where(
                    less(abs(logarithm), logarithm.constant(0.5)),
                    expm1(logarithm),
                    COMPOUND.expand(inputs).minus(logarithm.constant(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            return COMPOUND.partial(index, y);
        }
    },

    /**
     * {@code cos(a) - cos(b)} as {@code -2 sin((a + b)/2) sin((a - b)/2)}, which keeps its digits where a is near ±b.
     */
    COS_DIFFERENCE("cos_difference", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).constant(-2).times(sin(mean(inputs))).times(sin(halfDifference(inputs)));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0 ? sin(y.input(0)).negate() : sin(y.input(1));
        }
    },

    /** {@code sin(a) - sin(b)} as {@code 2 cos((a + b)/2) sin((a - b)/2)}, which keeps its digits where a is near b. */
    SIN_DIFFERENCE("sin_difference", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).constant(2).times(cos(mean(inputs))).times(sin(halfDifference(inputs)));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0 ? cos(y.input(0)) : cos(y.input(1)).negate();
        }
    },

    /**
     * {@code a/(exp(b) - 1)}. With {@code f(b) = 1/(exp(b) - 1)}, f′(b) is f(b) f(-b), where no exponential meets its
     * like as ∞/∞.
     */
    OVER_EXPM1("over_expm1", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(Algebra.expm1(inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0
                    ? y.graph().node(this, y.constant(1), y.input(1))
                    : y.graph().node(this, y, y.input(1).negate());
        }
    },

    /**
     * {@code a/erfcx(b)}. Its derivative by b is that of log(erfcx(b)) times it, where nothing is ∞/∞ for negative b.
     */
    OVER_ERFCX("over_erfcx", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            return inputs.get(0).over(inputs.get(0).graph().node(Pointwise.ERFCX, inputs.get(1)));
        }

        @Override
        public Node partial(int index, Node y) {
            Node b = y.input(1);
            Node zero = b.constant(0);
            Node slope = y.times(y.graph().node(Pointwise.DERIVATIVE_OF_LOG_ERFCX, b)).negate();
            // a √π b for large b, and nothing at -∞
            Node limit = where(less(b, zero), zero, y.input(0).times(b.constant(ROOT_PI)));
            return index == 0
                    ? y.graph().node(this, y.constant(1), b)
                    : where(less(abs(b), b.constant(Double.POSITIVE_INFINITY)), slope, limit);
        }
    },

    /**
     * {@code √(2π) exp(b²/2)} with the second input {@code b = norminv(a)}, from the tail that a is the probability of,
     * by which no error of b is multiplied: {@code √(π/2) erfcx(|b|/√2)/min(a, 1 - a)}. Its derivative by a is b y².
     */
    NORMINV_SLOPE("norminv_slope", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            Node a = inputs.get(0);
            Node size = abs(inputs.get(1)).times(a.constant(ROOT_HALF));
            Node tail = min(a, a.constant(1).minus(a));
            Node ratio = a.constant(ROOT_HALF_PI).times(row(Pointwise.ERFCX, size));
            return where(equal(tail, a.constant(0)), a.constant(Double.POSITIVE_INFINITY), ratio.over(tail));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0 ? y.input(1).times(y.power(2)) : y.constant(0);
        }
    },

    /** {@code ab} with a factor b that vanishes faster than a grows: 0 where b is 0, though a may be infinite there. */
    VANISHING_PRODUCT("vanishing_product", 2) {
        @Override
        public Node expand(List<Node> inputs) {
            Node b = inputs.get(1);
            return where(equal(b, b.constant(0)), b.constant(0), inputs.get(0).times(b));
        }

        @Override
        public Node partial(int index, Node y) {
            return index == 0 ? y.input(1) : y.graph().node(BOUNDED, y.input(0));
        }
    },

    /**
     * {@code a} as a factor of what vanishes where a is infinite: a large number instead, so that the product is 0.
     * Its derivative is 1.
     */
    BOUNDED("bounded", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            Node a = inputs.get(0);
            double bound = a.type().dtype() == DType.F32 ? BOUND_F32 : BOUND;
            return max(min(a, a.constant(bound)), a.constant(-bound));
        }

        @Override
        public Node partial(int index, Node y) {
            return y.constant(1);
        }
    },

    /** {@code 1/(1 + a²)}; its derivative is {@code -2 a y²}, and 0 for infinite a. */
    ATAN_SLOPE("atan_slope", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            Node one = inputs.get(0).constant(1);
            return one.over(one.plus(inputs.get(0).power(2)));
        }

        @Override
        public Node partial(int index, Node y) {
            return y.constant(-2).times(bounded(y)).times(y.power(2));
        }
    },

    /** {@code 1/√(1 + a²)}; its derivative is {@code -a y³}, and 0 for infinite a. */
    ASINH_SLOPE("asinh_slope", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            Node one = inputs.get(0).constant(1);
            return one.over(hypot(one, inputs.get(0)));
        }

        @Override
        public Node partial(int index, Node y) {
            return cubicSlope(y);
        }
    },

    /** {@code 1/√(a² - 1)}; its derivative is {@code -a y³}, and 0 for infinite a. */
    ACOSH_SLOPE("acosh_slope", 1) {
        @Override
        public Node expand(List<Node> inputs) {
            Node a = inputs.get(0);
            Node one = a.constant(1);
            return one.over(sqrt(a.minus(one)).times(sqrt(a.plus(one))));
        }

        @Override
        public Node partial(int index, Node y) {
            return cubicSlope(y);
        }
    };

    private static Node bounded(Node y) {
        return y.graph().node(BOUNDED, y.input(0));
    }

    /** {@code -a y³}, multiplied so that no power of y vanishes before the product does. */
    private static Node cubicSlope(Node y) {
        return bounded(y).times(y).times(y.power(2)).negate();
    }

    private static Node powerOf(List<Node> inputs) {
        return inputs.get(0).graph().node(Pointwise.POW, inputs.get(0).constant(1).plus(inputs.get(0)), inputs.get(1));
    }

    /** Whether powers of that exponent or a higher one, or of a variable one, are added up in a node. */
    public static boolean hasPower(Node node, int exponent) {
        return hasPower(node, exponent, MAX_DEPTH);
    }

    private static boolean hasPower(Node node, int exponent, int depth) {
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.MUL || node.op() == Pointwise.DIV;
        return node.op() instanceof IntegerPower power && power.exponent() >= exponent
                || node.op() == Pointwise.POW
                || depth > 0
                        && isSum
                        && (hasPower(node.input(0), exponent, depth - 1)
                                || hasPower(node.input(1), exponent, depth - 1));
    }

    private static Node row(Pointwise row, Node x) {
        return x.graph().node(row, x);
    }

    private static Node mean(List<Node> inputs) {
        Node half = inputs.get(0).constant(0.5);
        return half.times(inputs.get(0)).plus(half.times(inputs.get(1)));
    }

    private static Node halfDifference(List<Node> inputs) {
        Node half = inputs.get(0).constant(0.5);
        return half.times(inputs.get(0)).minus(half.times(inputs.get(1)));
    }

    /** Below that {@code 1 + a} loses more of a power than a product with a logarithm does. */
    private static final double SMALL = 0.125;

    /** Large numbers whose small multiples are finite. */
    private static final double BOUND = 0x1p1000;
    private static final double BOUND_F32 = 0x1p100;

    private static final double ROOT_HALF = 0.7071067811865476;
    private static final double ROOT_HALF_PI = 1.2533141373155003;
    private static final double ROOT_PI = 1.7724538509055159;

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
}
