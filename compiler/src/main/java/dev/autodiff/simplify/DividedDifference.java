package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.cos;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log1p;
import static dev.autodiff.graph.Algebra.sigmoid;
import static dev.autodiff.graph.Algebra.sin;
import static dev.autodiff.graph.Algebra.sqrt;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LogSumOfNumbers;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code F[v, w] = (F(v) - F(w))/(v - w)} of a short formula F, computed from those of its parts, so that nothing
 * cancels and nothing is divided by {@code u = v - w}: {@code (fg)[] = f[] g(v) + f(w) g[]}, and {@code exp(f)[]} is
 * {@code exp(f(w)) f[] (exp(z) - 1)/z} with the change {@code z = u f[]} of f. For v = w it is the derivative.
 */
final class DividedDifference {
    /** The formulas that people write are shorter. */
    private static final int MOST_NODES = 60;

    /** Higher powers are changed as those of any exponent are. */
    private static final int MOST_FACTORS = 6;

    private final Node v;
    private final Node w;
    private final Node u;
    private final Graph graph;
    private final RealArithmetic at;

    /** F(w) of each part. */
    private final Map<Node, Node> values = new HashMap<>();

    /** F[v, w] of each part that depends on v. */
    private final Map<Node, Node> slopes = new HashMap<>();

    /** What must hold for changes to be small, and arguments inside of their domains. */
    private final Set<Node> conditions = new LinkedHashSet<>();

    private DividedDifference(Node v, Node w) {
        this.v = v;
        this.w = w;
        this.graph = v.graph();
        this.u = w.isConstant(0) ? v : v.minus(w);
        this.at = new RealArithmetic(graph);
        values.put(v, w);
        slopes.put(v, graph.constant(1));
    }

    /**
     * A formula that is 0 for v = w, over v - w, with what must hold for that.
     *
     * @param condition null if it always holds
     */
    record Quotient(Node value, Node condition) {}

    /** Null if it is not seen to be 0 there, or one of its parts has no form. */
    static Quotient of(Node formula, Node v, Node w) {
        List<Node> nodes = ShortFormula.nodes(formula, MOST_NODES, part -> part != v && part.op() instanceof ScalarOp);
        if (nodes == null || nodes.stream().noneMatch(node -> node.inputs().contains(v))) {
            return null;
        }
        DividedDifference difference = new DividedDifference(v, w);
        Set<Node> dependent = new HashSet<>(Set.of(v));
        for (Node node : nodes) {
            if (node.inputs().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
                if (!difference.add(node)) {
                    return null;
                }
            }
        }
        return RealArithmetic.isZero(difference.value(formula))
                ? new Quotient(difference.slope(formula), difference.condition())
                : null;
    }

    private Node condition() {
        return conditions.stream().reduce((a, b) -> graph.node(Pointwise.AND, a, b)).orElse(null);
    }

    /** F[v, w], 0 of what does not depend on v. */
    private Node slope(Node part) {
        return slopes.getOrDefault(part, u.constant(0));
    }

    /** F(w). */
    private Node value(Node part) {
        return values.getOrDefault(part, part);
    }

    private boolean add(Node node) {
        List<Node> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
            inputs.add(value(input));
        }
        Node value = at.node(node.op(), inputs);
        values.put(node, value);
        boolean mayBePole = value.op() instanceof Leaf.Constant constant && !Double.isFinite(constant.value());
        Node slope = mayBePole ? null : slopeOf(node);
        slopes.put(node, slope);
        return slope != null;
    }

    /** Null if there is no form of it. */
    private Node slopeOf(Node node) {
        if (node.op() instanceof IntegerPower power) {
            return ofPower(node.input(0), power.exponent());
        }
        if (node.op() instanceof LogSumOfNumbers) {
            return ofLogSum(node, node.inputs());
        }
        if (Norm.isLength(node)) {
            return ofLength(node);
        }
        if (node.op() instanceof ClosedForm form) {
            return ofForm(form, node);
        }
        return !(node.op() instanceof Pointwise row)
                ? null
                : row.arity() == 1 ? ofFunction(row, node.input(0)) : row.arity() == 2 ? ofTwo(row, node) : null;
    }

    private Node ofForm(ClosedForm form, Node node) {
        Node a = node.input(0);
        return switch (form) {
            case SQUARE_DIFFERENCE -> sum(
                    times(a.plus(value(a)), slope(a)),
                    negative(times(node.input(1).plus(value(node.input(1))), slope(node.input(1)))));
            case SIN_DIFFERENCE -> sum(changed(Pointwise.SIN, a), negative(changed(Pointwise.SIN, node.input(1))));
            case COS_DIFFERENCE -> sum(changed(Pointwise.COS, a), negative(changed(Pointwise.COS, node.input(1))));
            case SHARE -> ofQuotient(node, a, node.input(2));
            case ATAN_SLOPE -> product(a.plus(value(a)), slope(a), node.times(value(node))).negate();
            case COMPOUND, COMPOUND_MINUS_ONE ->
                ofPower(at.node(Pointwise.ADD, List.of(a.constant(1), value(a))), slope(a), node.input(1));
            default -> null;
        };
    }

    private Node changed(Pointwise row, Node a) {
        return slopes.containsKey(a) ? ofFunction(row, a) : u.constant(0);
    }

    private Node ofTwo(Pointwise row, Node node) {
        Node a = node.input(0);
        Node b = node.input(1);
        return switch (row) {
            case ADD -> sum(slope(a), slope(b));
            case SUB -> sum(slope(a), negative(slope(b)));
            case MUL -> sum(times(slope(a), b), times(value(a), slope(b)));
            case DIV -> ofQuotient(node, a, b);
            case POW, POWM1 -> ofPower(value(a), slope(a), b);
            case LOGADDEXP -> ofLogSum(node, node.inputs());
            default -> null;
        };
    }

    private Node ofFunction(Pointwise row, Node a) {
        Node slope = slope(a);
        Node from = value(a);
        Node one = a.constant(1);
        return switch (row) {
            case NEG -> slope.negate();
            case EXP, EXPM1 -> product(exp(from), slope, overChange(Pointwise.EXPM1_OVER_X, slope));
            case LOG -> ofLogarithm(from, slope);
            case XLOGX -> sum(times(slope, row(Pointwise.LOG, a)), times(from, ofLogarithm(from, slope)));
            case LOG1P -> ofLogarithm(at.node(Pointwise.ADD, List.of(one, from)), slope);
            case SQRT -> {
                conditions.add(less(a.constant(0), from));
                yield slope.over(sqrt(a).plus(sqrt(from)));
            }
            case SIN -> product(cos(middle(a)), slope, overHalf(Pointwise.SIN_OVER_X, slope));
            case COS -> product(sin(middle(a)), slope, overHalf(Pointwise.SIN_OVER_X, slope)).negate();
            case SINH -> product(row(Pointwise.COSH, middle(a)), slope, overHalf(Pointwise.SINH_OVER_X, slope));
            case COSH -> product(row(Pointwise.SINH, middle(a)), slope, overHalf(Pointwise.SINH_OVER_X, slope));
            case TAN -> product(one.over(cos(a).times(cos(from))), slope, overChange(Pointwise.SIN_OVER_X, slope));
            case TANH -> product(
                    row(Pointwise.SECH, a).times(row(Pointwise.SECH, from)),
                    slope,
                    overChange(Pointwise.SINH_OVER_X, slope));
            case SIGMOID -> product(
                    one.constant(0.25).times(row(Pointwise.SECH, half(a))).times(row(Pointwise.SECH, half(from))),
                    slope,
                    overHalf(Pointwise.SINH_OVER_X, slope));
            case SOFTPLUS -> ofLogOfMean(
                    product(sigmoid(from), slope, overChange(Pointwise.EXPM1_OVER_X, slope)));
            default -> null;
        };
    }

    private Node ofQuotient(Node quotient, Node a, Node b) {
        return RealArithmetic.isZero(value(b))
                ? null
                : sum(slope(a), negative(times(value(quotient), slope(b)))).over(b);
    }

    /** {@code (r² - r(w)²)/(r + r(w))}; null if w is where the length has a kink. */
    private Node ofLength(Node length) {
        if (RealArithmetic.isZero(value(length))) {
            return null;
        }
        conditions.add(less(u.constant(0), value(length)));
        Node sum = u.constant(0);
        for (Node side : length.inputs()) {
            sum = sum(sum, times(side.plus(value(side)), slope(side)));
        }
        return sum.over(length.plus(value(length)));
    }

    /** {@code aᵇ}, of which either may change: {@code a(w)ᵇ ((a/a(w))ᵇ - 1)} and {@code a(w)ᵇ - a(w)ᵇ⁽ʷ⁾}. */
    private Node ofPower(Node from, Node slope, Node b) {
        conditions.add(less(from.constant(0), from));
        Node relative = at.node(Pointwise.DIV, List.of(slope, from));
        Node logarithm = times(at.node(Pointwise.LOG, List.of(from)), slope(b));
        return sum(ofBase(from, relative, b), ofExponent(from, logarithm, value(b)));
    }

    private Node ofBase(Node from, Node relative, Node b) {
        if (RealArithmetic.isZero(relative)) {
            return relative;
        }
        Node change = u.times(relative);
        conditions.add(less(u.constant(-1), change));
        Node exponent = b.times(log1p(change));
        conditions.add(less(abs(exponent), b.constant(1)));
        return product(
                at.node(Pointwise.POW, List.of(from, b)),
                b.times(relative).times(row(Pointwise.LOG1P_OVER_X, change)),
                row(Pointwise.EXPM1_OVER_X, exponent));
    }

    private Node ofExponent(Node from, Node logarithm, Node b) {
        return RealArithmetic.isZero(logarithm)
                ? logarithm
                : product(
                        at.node(Pointwise.POW, List.of(from, b)),
                        logarithm,
                        overChange(Pointwise.EXPM1_OVER_X, logarithm));
    }

    /** {@code aⁿ - a(w)ⁿ} is {@code a - a(w)} times {@code aⁿ⁻¹ + aⁿ⁻² a(w) + … + a(w)ⁿ⁻¹}. */
    private Node ofPower(Node a, int exponent) {
        int n = Math.abs(exponent);
        Node from = value(a);
        if (n > MOST_FACTORS || exponent < 0 && RealArithmetic.isZero(from)) {
            return null;
        }
        Node sum = a.constant(1);
        for (int i = 1; i < n; i++) {
            sum = sum.times(a).plus(from.power(i));
        }
        Node change = sum.times(slope(a));
        return exponent > 0 ? change : change.over(a.power(n).times(from.power(n))).negate();
    }

    /** {@code log(a) - log(a(w))}. */
    private Node ofLogarithm(Node from, Node slope) {
        conditions.add(less(from.constant(0), from));
        return ofLogOfMean(at.node(Pointwise.DIV, List.of(slope, from)));
    }

    /** {@code log(1 + um)/u}. */
    private Node ofLogOfMean(Node mean) {
        return mean.times(row(Pointwise.LOG1P_OVER_X, small(mean)));
    }

    /** Of {@code log Σ exp(a)}, where um is the mean of {@code exp(a - a(w)) - 1}, weighted by the shares at w. */
    private Node ofLogSum(Node sum, List<Node> terms) {
        Node mean = u.constant(0);
        for (Node a : terms) {
            if (slopes.containsKey(a)) {
                Node share = exp(at.node(Pointwise.SUB, List.of(value(a), value(sum))));
                mean = sum(mean, product(share, slope(a), overChange(Pointwise.EXPM1_OVER_X, slope(a))));
            }
        }
        return ofLogOfMean(mean);
    }

    /** A relative change, which is to be small. */
    private Node small(Node relative) {
        Node change = u.times(relative);
        conditions.add(less(abs(change), u.constant(0.5)));
        return change;
    }

    private Node overChange(Pointwise row, Node slope) {
        Node change = u.times(slope);
        conditions.add(less(abs(change), u.constant(1)));
        return row(row, change);
    }

    private Node overHalf(Pointwise row, Node slope) {
        return overChange(row, half(slope));
    }

    private Node middle(Node a) {
        return half(a.plus(value(a)));
    }

    private static Node half(Node a) {
        return a.constant(0.5).times(a);
    }

    private Node row(Pointwise row, Node a) {
        return graph.node(row, a);
    }

    private static Node product(Node a, Node b, Node c) {
        return times(times(a, b), c);
    }

    private static Node times(Node a, Node b) {
        if (RealArithmetic.isZero(a) || b.isConstant(1)) {
            return a;
        }
        return RealArithmetic.isZero(b) || a.isConstant(1) ? b : a.times(b);
    }

    private static Node sum(Node a, Node b) {
        return RealArithmetic.isZero(a) ? b : RealArithmetic.isZero(b) ? a : a.plus(b);
    }

    private static Node negative(Node a) {
        return RealArithmetic.isZero(a) ? a : a.negate();
    }
}
