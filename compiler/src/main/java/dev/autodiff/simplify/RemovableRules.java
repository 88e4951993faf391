package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.expm1;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.sqrt;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Direction;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.TensorAlgebra;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Quotients whose divisor vanishes with the dividend, such as {@code sin(x)/x}: a function f that vanishes at 0 is
 * {@code u·(f(u)/u)}, or its reciprocal {@code (u/f(u))/u}, wherever a factor of u then cancels. What is left is
 * defined at 0, and right beside it, and so are its derivatives.
 */
final class RemovableRules {
    /** {@code f(u)/uⁿ} and {@code uⁿ/f(u)} of a function that vanishes at 0 as the n-th power does. */
    private record Quotients(int order, UnaryOperator<Node> overArgument, UnaryOperator<Node> argumentOver) {
        /** Of a function whose reciprocal needs no row of its own: nothing that matters overflows or cancels in it. */
        static Quotients of(int order, Pointwise overPower) {
            return new Quotients(order, row(overPower), u -> u.constant(1).over(row(overPower).apply(u)));
        }
    }

    /**
     * Functions that level off. The derivative of f(ab)/a by b is f'(ab): where that vanishes, it is no sum of f(u)/u
     * and u·(f(u)/u)', in which rounding errors are left over. So b must be a number here, or there is a row for the
     * quotient of both arguments.
     */
    private static final Set<Pointwise> LEVEL =
            EnumSet.of(Pointwise.TANH, Pointwise.ATAN, Pointwise.ERF, Pointwise.EXPM1);

    private static final Graph PATTERNS = new Graph();
    private static final Node x = PATTERNS.parameter("x");
    private static final Node y = PATTERNS.parameter("y");

    /**
     * The logarithm that the model SABR divides its variable y by, with the correlation x, as Hagan and others write
     * it; beside {@code √(1 - 2xy + y²) - 1 = y(y - 2x)/(1 + √…)} it is seen to vanish with y.
     */
    private static final List<Rule> HAGAN = List.of(
            hagan(root().plus(y).minus(x)),
            hagan(root().minus(x).plus(y)),
            hagan(y.minus(x).plus(root())));

    /** No product has more functions. */
    private static final int MAX_STEPS = 8;

    private static final Map<Pointwise, Quotients> VANISHING = Map.ofEntries(
            Map.entry(Pointwise.SIN, Quotients.of(1, Pointwise.SIN_OVER_X)),
            Map.entry(Pointwise.TAN, new Quotients(1, u -> sinOver(u).over(cos(u)), u -> cos(u).over(sinOver(u)))),
            Map.entry(Pointwise.ASIN, Quotients.of(1, Pointwise.ASIN_OVER_X)),
            Map.entry(Pointwise.ATAN, Quotients.of(1, Pointwise.ATAN_OVER_X)),
            Map.entry(Pointwise.SINH, Quotients.of(1, Pointwise.SINH_OVER_X)),
            Map.entry(Pointwise.TANH, new Quotients(1, row(Pointwise.TANH_OVER_X), row(Pointwise.X_OVER_TANH))),
            Map.entry(Pointwise.ASINH, Quotients.of(1, Pointwise.ASINH_OVER_X)),
            Map.entry(Pointwise.ATANH, Quotients.of(1, Pointwise.ATANH_OVER_X)),
            Map.entry(Pointwise.EXPM1, new Quotients(1, row(Pointwise.EXPM1_OVER_X), row(Pointwise.X_OVER_EXPM1))),
            Map.entry(Pointwise.LOG1P, new Quotients(1, row(Pointwise.LOG1P_OVER_X), row(Pointwise.X_OVER_LOG1P))),
            Map.entry(
                    Pointwise.SQRT1PM1,
                    new Quotients(1, u -> u.constant(1).over(onePlusRoot(u)), RemovableRules::onePlusRoot)),
            Map.entry(Pointwise.ERF, Quotients.of(1, Pointwise.ERF_OVER_X)),
            Map.entry(Pointwise.EXPM1_MINUS_X, Quotients.of(2, Pointwise.EXPM1_MINUS_X_OVER_X2)),
            Map.entry(Pointwise.LOG1P_MINUS_X, Quotients.of(2, Pointwise.LOG1P_MINUS_X_OVER_X2)),
            Map.entry(Pointwise.X_MINUS_SIN, Quotients.of(3, Pointwise.X_MINUS_SIN_OVER_X3)),
            Map.entry(Pointwise.SINH_MINUS_X, Quotients.of(3, Pointwise.SINH_MINUS_X_OVER_X3)),
            Map.entry(Pointwise.TAN_MINUS_X, Quotients.of(3, Pointwise.TAN_MINUS_X_OVER_X3)),
            Map.entry(Pointwise.TANHSHRINK, Quotients.of(3, Pointwise.X_MINUS_TANH_OVER_X3)));

    private RemovableRules() {}

    private static UnaryOperator<Node> row(Pointwise row) {
        return u -> u.graph().node(row, u);
    }

    private static Node onePlusRoot(Node u) {
        return u.constant(1).plus(sqrt(u.constant(1).plus(u)));
    }

    private static Node sinOver(Node u) {
        return row(Pointwise.SIN_OVER_X).apply(u);
    }

    /** The node in another form, or null if no factor cancels. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.WHERE) {
            return UnneededGuards.rewrite(node);
        }
        if (UnneededGuards.isQuotient(node)) {
            return SeriesRules.ofRoot(node);
        }
        if (node.op() != Pointwise.DIV
                && !(node.op() == Pointwise.MUL && (isQuotient(node.input(0)) || isQuotient(node.input(1))))) {
            return null;
        }
        PowerProduct written = PowerProduct.of(node);
        if (written.exponents().keySet().stream().noneMatch(RemovableRules::isOfInterest)) {
            return ofOthers(node, written);
        }
        PowerProduct rewritten = allApart(withLengths(written));
        if (rewritten == null) {
            return besidePoint(node, written);
        }
        return !rewritten.isNormal() ? null : TensorAlgebra.as(rewritten.node(node.graph()), node.type());
    }

    /** Whether a factor of the argument of a function that vanishes cancels in a product. */
    static boolean cancels(PowerProduct product) {
        return allApart(product) != null;
    }

    /** The product with all functions taken apart of which a factor cancels; null if there is none. */
    private static PowerProduct allApart(PowerProduct product) {
        PowerProduct apart = null;
        PowerProduct next = product;
        for (int i = 0; i < MAX_STEPS && next != null; i++) {
            PowerProduct step = step(next);
            next = step != null ? step : besideHagan(next);
            apart = next != null ? next : apart;
        }
        return apart;
    }

    /** A choice between the node, where it is right, and another form beside the point where it is none; or null. */
    private static Node besidePoint(Node node, PowerProduct written) {
        Node near = besideLevel(node, written);
        Node compound = near != null ? near : CompoundRules.quotient(node, written);
        Node slope = compound != null ? compound : ExponentialSlope.rewrite(node, written);
        Node even = slope != null ? slope : EvenSlope.rewrite(node, written);
        return even != null ? even : ofOthers(node, written);
    }

    private static Node ofOthers(Node node, PowerProduct written) {
        Node series = SeriesRules.quotient(node, written);
        return series != null ? series : SingularProducts.rewrite(node, written);
    }

    /**
     * The product with squares of a length, which are sums that do not name it, as its powers, if a function vanishes
     * with the length.
     */
    private static PowerProduct withLengths(PowerProduct product) {
        PowerProduct result = product;
        for (Node function : product.exponents().keySet()) {
            if (!vanishes(function)) {
                continue;
            }
            for (Node length : PowerProduct.of(function.input(0)).exponents().keySet()) {
                result = isRoot(length) ? withLength(result, length) : result;
            }
        }
        return result;
    }

    /** The product with a multiple of the square of a length, which does not name it, as that of its power. */
    static PowerProduct withLength(PowerProduct product, Node length) {
        PowerProduct result = product;
        for (Node sum : product.exponents().keySet()) {
            double factor = squareFactor(sum, length);
            if (factor > 0) {
                int exponent = product.exponentOf(sum);
                PowerProduct square = PowerProduct.of(length.constant(factor)).times(length, 2);
                result = result.times(sum, -exponent).times(square.power(exponent));
            }
        }
        return result;
    }

    /** Whether the node is the length of a vector of numbers, or along axes of a tensor. */
    static boolean isLength(Node node) {
        return Norm.isLength(node)
                || node.op() instanceof Composite composite && composite.kind() == Composite.Kind.NORM;
    }

    private static boolean isRoot(Node node) {
        return node.op() == Pointwise.SQRT || isLength(node);
    }

    /** What times the square of a length or root is a sum; 0 if nothing is. */
    private static double squareFactor(Node sum, Node length) {
        if (length.op() == Pointwise.SQRT) {
            return length.input(0) == sum ? 1 : 0;
        }
        if (!Norm.isLength(length)) {
            boolean isSquare = length.op() instanceof Composite composite
                    && sum.op().equals(new Reduction(Reduction.Fold.SUM, composite.axes()))
                    && sum.input(0) == length.input(0).power(2);
            return isSquare ? 1 : 0;
        }
        Expansion written = sum.op() == Pointwise.ADD ? Expansion.of(sum) : null;
        Expansion square = written == null
                ? null
                : Expansion.of(Terms.fold(length.inputs().stream().map(side -> side.power(2)).toList(), Node::plus));
        if (square == null) {
            return 0;
        }
        PowerProduct first = square.terms().get(0);
        double factor = written.terms().stream()
                .filter(term -> term.exponents().equals(first.exponents()))
                .mapToDouble(term -> term.constant() / first.constant())
                .findFirst()
                .orElse(0);
        return square.times(factor).isSameAs(written) ? factor : 0;
    }

    private static boolean isQuotient(Node node) {
        return node.op() == Pointwise.DIV || node.op() instanceof Direction || node.op() == ClosedForm.ACOSH_SLOPE;
    }

    private static boolean isOfInterest(Node factor) {
        return vanishes(factor)
                || grows(factor)
                || factor.op() == Pointwise.LOG
                || factor.op() == ClosedForm.COMPOUND_MINUS_ONE
                || CompoundRules.isLessOne(factor)
                || ExponentialSlope.isDifference(factor)
                || EvenSlope.isOddDerivative(factor);
    }

    private static Node root() {
        return sqrt(x.constant(1).minus(x.constant(2).times(x).times(y)).plus(y.power(2)));
    }

    private static Rule hagan(Node sum) {
        Node one = x.constant(1);
        Node multiple = one.plus(y.minus(one.constant(2).times(x)).over(one.plus(root())));
        return new Rule(log(sum.over(one.minus(x))), log1p(y.times(multiple).over(one.minus(x))), null);
    }

    /** The product with such a logarithm written as one that vanishes, if its variable then cancels. */
    private static PowerProduct besideHagan(PowerProduct product) {
        for (Map.Entry<Node, Integer> entry : product.exponents().entrySet()) {
            if (entry.getKey().op() == Pointwise.LOG) {
                for (Rule rule : HAGAN) {
                    Node logarithm = rule.rewrite(entry.getKey(), node -> node);
                    PowerProduct other = logarithm == null
                            ? null
                            : step(product.times(entry.getKey(), -entry.getValue())
                                    .times(logarithm, entry.getValue()));
                    if (other != null) {
                        return other;
                    }
                }
            }
        }
        return null;
    }

    private static boolean grows(Node node) {
        return node.op() == Pointwise.COSH || node.op() == Pointwise.EXP;
    }

    /**
     * Quotients of two functions that overflow, as one that levels off; they arise where reciprocals are
     * differentiated.
     */
    private static PowerProduct levelled(PowerProduct product, Node function) {
        Node u = function.input(0);
        Node sinh = u.graph().node(Pointwise.SINH, u);
        Node cosh = u.graph().node(Pointwise.COSH, u);
        Node tanh = u.graph().node(Pointwise.TANH, u);
        if (function == sinh && product.exponentOf(cosh) < 0) {
            return product.times(sinh, -1).times(cosh, 1).times(tanh, 1);
        }
        if (function == cosh && product.exponentOf(sinh) < 0) {
            return product.times(cosh, -1).times(sinh, 1).times(tanh, -1);
        }
        Node expm1 = expm1(u);
        // a higher power has a form of its own, with better derivatives, unless its argument cancels
        boolean levels = product.exponentOf(expm1) == -1
                || product.exponentOf(expm1) < -1
                        && !argument(expm1).common(product).isOne();
        if (function.op() == Pointwise.EXP && levels) {
            return product.times(function, -1)
                    .times(expm1, 1)
                    .times(expm1(u.negate()), -1)
                    .times(PowerProduct.of(u.constant(-1)));
        }
        return null;
    }

    private static boolean vanishes(Node node) {
        return node.op() instanceof Pointwise row && VANISHING.containsKey(row);
    }

    /**
     * With one function taken apart, above or below the line; or with one above and one below whose arguments have a
     * factor in common.
     */
    private static PowerProduct step(PowerProduct product) {
        for (Map.Entry<Node, Integer> entry : product.exponents().entrySet()) {
            int sign = Integer.signum(entry.getValue());
            boolean mayLevel = sign > 0 && (grows(entry.getKey()) || entry.getKey().op() == Pointwise.SINH);
            PowerProduct levelled = mayLevel ? levelled(product, entry.getKey()) : null;
            if (levelled != null) {
                return levelled;
            }
            if (!vanishes(entry.getKey())) {
                continue;
            }
            PowerProduct common = argument(entry.getKey()).common(product.power(-sign));
            PowerProduct apart = common.isOne()
                    ? sign > 0 ? besideAnother(product, entry.getKey()) : null
                    : takenApart(product, entry.getKey(), common, sign);
            if (apart != null) {
                return apart;
            }
        }
        return null;
    }

    /**
     * Both functions taken apart, if there is another one below the line whose argument has a factor in common with
     * this one's.
     */
    private static PowerProduct besideAnother(PowerProduct product, Node function) {
        for (Map.Entry<Node, Integer> other : product.exponents().entrySet()) {
            boolean isBelow = other.getValue() < 0 && vanishes(other.getKey());
            PowerProduct common = isBelow ? argument(function).common(argument(other.getKey())) : PowerProduct.ONE;
            if (!common.isOne()) {
                PowerProduct above = takenApart(product, function, common, 1);
                return above == null ? null : takenApart(above, other.getKey(), common, -1);
            }
        }
        return null;
    }

    /** What the function vanishes with: a power of its argument. */
    private static PowerProduct argument(Node function) {
        return PowerProduct.of(function.input(0)).power(VANISHING.get((Pointwise) function.op()).order());
    }

    /**
     * {@code f(u)} is {@code uⁿ·(f(u)/uⁿ)}, and {@code 1/f(u)} is {@code (uⁿ/f(u))/uⁿ}.
     *
     * @param common the factors of uⁿ that cancel
     * @return null if derivatives by the other ones would suffer
     */
    private static PowerProduct takenApart(PowerProduct product, Node function, PowerProduct common, int sign) {
        Node u = function.input(0);
        Pointwise row = (Pointwise) function.op();
        PowerProduct rest = argument(function).times(common.power(-1));
        PowerProduct without = product.times(function, -sign);
        if (LEVEL.contains(row) && !rest.exponents().isEmpty()) {
            return row == Pointwise.EXPM1 && sign > 0
                    ? without.times(
                                    u.graph().node(Pointwise.EXPM1_OVER, common.node(u.graph()), rest.node(u.graph())),
                                    1)
                            .times(common)
                    : null;
        }
        return takenApart(product, function, sign);
    }

    /** For arguments that are small, at least: the derivatives by factors that do not cancel may suffer elsewhere. */
    private static PowerProduct takenApart(PowerProduct product, Node function, int sign) {
        Node u = function.input(0);
        Quotients quotients = VANISHING.get((Pointwise) function.op());
        Node quotient = (sign > 0 ? quotients.overArgument() : quotients.argumentOver()).apply(u);
        return product.times(function, -sign).times(quotient, 1).times(argument(function).power(sign));
    }

    /** Two functions taken apart where their arguments are small, if they level off elsewhere; or null. */
    private static Node besideLevel(Node node, PowerProduct product) {
        for (Node above : product.exponents().keySet()) {
            for (Node below : product.exponents().keySet()) {
                if (product.exponentOf(above) > 0
                        && product.exponentOf(below) < 0
                        && vanishes(above)
                        && vanishes(below)
                        && !argument(above).common(argument(below)).isOne()) {
                    Node one = node.constant(1);
                    Node areSmall = and(less(abs(above.input(0)), one), less(abs(below.input(0)), one));
                    PowerProduct near = takenApart(takenApart(product, above, 1), below, -1);
                    return where(areSmall, near.node(node.graph()), node);
                }
            }
        }
        return null;
    }
}
