package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.FormulaSlope;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The derivative {@code g x/r} of a function F(r) of a length r, with {@code g = F'(r)}, which at the origin is chosen
 * to be 0: as {@code where(r == 0, k x, g x/r)} it has its own derivative there, the curvature {@code k = g'(0)} of F,
 * if g vanishes at the origin. If it does not, F has a kink as r has, and k is 0, the symmetric choice.
 *
 * <p>Only what is to be differentiated gains by it: the value at the origin is 0 in both forms.
 */
final class CurvatureAtOrigin {
    /** More conditions on one cotangent are not looked through. */
    private static final int MAX_TRUTHS = 8;

    /** So many nodes are looked at for one graph, so that many long formulas in it do not take for ever. */
    private static final int EFFORT = 2_000_000;

    /** Formulas of so many nodes are looked at in any case: all that people write by hand. */
    private static final int SHORT = 200;

    /** How often a formula is gone through. */
    private static final int PASSES = 4;

    /** No length has more coordinates that one variable is in. */
    private static final int MOST_TERMS = 10_000;

    /** A coordinate of a length. */
    private record Side(Node coordinate, PowerProduct product) {}

    /** The coordinates of a length, by a factor of each: a long sum has terms of many. */
    private static final class Sides {
        private final Map<Node, List<Side>> byFactor = new HashMap<>();

        Sides(Node length) {
            for (Node coordinate : length.inputs()) {
                PowerProduct product = PowerProduct.of(coordinate);
                if (!product.exponents().isEmpty()) {
                    byFactor.computeIfAbsent(
                                    product.exponents().keySet().iterator().next(), any -> new ArrayList<>())
                            .add(new Side(coordinate, product));
                }
            }
        }

        /** Those that may be factors of a product. */
        List<Side> in(PowerProduct product) {
            return product.exponents().keySet().stream()
                    .flatMap(factor -> byFactor.getOrDefault(factor, List.of()).stream())
                    .toList();
        }
    }

    /** The derivative of a formula that is asked for. */
    private record Slope(Node formula, Node length) {}

    /**
     * A length, perhaps once for each of its coordinates.
     *
     * @param views by which it is repeated
     */
    private record Repeated(Node length, List<Op> views) {
        static Repeated of(Node node) {
            Node inner = node;
            List<Op> views = new ArrayList<>();
            while (inner.op() instanceof View.Broadcast || inner.op() instanceof View.Reshape) {
                views.add(inner.op());
                inner = inner.input(0);
            }
            return new Repeated(inner, views);
        }

        /** A length, which a reverse loop may recall. */
        boolean isLength() {
            return RemovableRules.isLength(RecalledFormula.recorded(length));
        }

        /** As the loop before has computed it. */
        Repeated recorded() {
            return new Repeated(RecalledFormula.recorded(length), views);
        }

        /** What a node, in as many places as this, repeats; null if it is repeated in another way. */
        Node once(Node node) {
            Node inner = node;
            for (Op view : views) {
                if (!inner.op().equals(view)) {
                    return null;
                }
                inner = inner.input(0);
            }
            return inner;
        }

        Node repeat(Node node) {
            Node repeated = node;
            for (int i = views.size() - 1; i >= 0; i--) {
                repeated = repeated.graph().node(views.get(i), repeated);
            }
            return repeated;
        }
    }

    private final BinaryOperator<Node> slopes;
    private final Map<Slope, Node> known = new HashMap<>();
    private int effort = EFFORT;

    /** @param slopes the derivative of a formula with loops or tensors by a number; null if there is none */
    CurvatureAtOrigin(BinaryOperator<Node> slopes) {
        this.slopes = slopes;
    }

    /** How many nodes a formula may have that is looked at now. */
    private int most() {
        return Math.max(SHORT, effort / PASSES);
    }

    /** @param nodes of a formula that has been looked at; null if there are more than {@link #most()} */
    private void spend(List<Node> nodes) {
        effort = nodes == null ? 0 : Math.max(0, effort - PASSES * nodes.size());
    }

    /** A choice of 0 at the origin of a length in the other form; null if the node is none, or F not smooth. */
    Node rewrite(Node node) {
        boolean isAtOrigin = node.input(1).isConstant(0);
        if (!isAtOrigin && !node.input(2).isConstant(0)) {
            return null;
        }
        Node formula = node.input(isAtOrigin ? 2 : 1);
        List<Node> others = new ArrayList<>();
        Repeated point = isAtOrigin ? origin(node.input(0), Pointwise.EQ) : originLeftOut(node.input(0), others);
        Node atOrigin = point == null ? null : formAtOrigin(formula, point);
        if (atOrigin == null) {
            return null;
        }
        if (isAtOrigin) {
            return where(node.input(0), atOrigin, formula);
        }
        Node isOrigin = point.repeat(equal(point.length(), node.constant(0)));
        Node counts = others.isEmpty() ? isOrigin : and(Terms.fold(others, (a, b) -> and(a, b)), isOrigin);
        return where(node.input(0), formula, where(counts, atOrigin, node.input(2)));
    }

    /** The length that a truth compares with 0, or null. */
    private static Repeated origin(Node truth, Pointwise comparison) {
        Repeated inner = Repeated.of(truth);
        Node comparing = inner.length();
        if (comparing.op() != comparison) {
            return null;
        }
        int zero = comparing.input(0).isConstant(0) ? 0 : 1;
        Repeated compared = Repeated.of(comparing.input(1 - zero));
        List<Op> views = new ArrayList<>(inner.views());
        views.addAll(compared.views());
        Repeated point = new Repeated(compared.length(), views);
        return comparing.input(zero).isConstant(0) && point.isLength() ? point : null;
    }

    /** The length whose origin is left out by one of the truths that must hold together. */
    private static Repeated originLeftOut(Node condition, List<Node> others) {
        Deque<Node> open = new ArrayDeque<>(List.of(condition));
        Repeated found = null;
        for (int i = 0; i < 2 * MAX_TRUTHS && !open.isEmpty(); i++) {
            Node truth = open.pop();
            Repeated inner = Repeated.of(truth);
            if (truth.op() == Pointwise.AND) {
                open.push(truth.input(1));
                open.push(truth.input(0));
                continue;
            }
            Repeated point = inner.length().op() == Pointwise.NOT
                    ? origin(inner.repeat(inner.length().input(0)), Pointwise.EQ)
                    : origin(truth, Pointwise.NE);
            if (found == null && point != null) {
                found = point;
            } else {
                others.add(truth);
            }
        }
        others.addAll(open);
        return found;
    }

    /**
     * A product {@code g(|u|) sign(u)}, the derivative of a function of an absolute value, likewise: with its value 0
     * and the slope {@code g'(0)} where u is 0; null if the node is none, or g does not vanish there.
     */
    Node ofSign(Node node) {
        PowerProduct product = PowerProduct.of(node);
        Node sign = product.exponents().keySet().stream()
                .filter(factor -> factor.op() == Pointwise.SIGN && product.exponentOf(factor) == 1)
                .findFirst()
                .orElse(null);
        Node u = sign == null ? null : sign.input(0);
        if (u == null || !u.type().isReal() || u.isKnown()) {
            return null;
        }
        Node g = product.times(sign, -1).node(node.graph());
        Node byFactors = curvatureByFactors(g, abs(u));
        // the derivative of a sum with the sign would have such products again, and so on
        Node curvature = byFactors != null ? byFactors : hasSign(g) ? null : curvatureByMagnitude(g, u);
        return curvature == null || curvature.isConstant(0)
                ? null
                : where(equal(u, u.constant(0)), u.times(curvature), node);
    }

    private boolean hasSign(Node formula) {
        List<Node> nodes = ShortFormula.nodes(formula, most(), node -> node.op() instanceof ScalarOp);
        spend(nodes);
        return nodes == null || nodes.stream().anyMatch(node -> node.op() == Pointwise.SIGN);
    }

    /** The derivative of g by |u| at 0, if g vanishes there; in a reverse loop, parts of g may be recalled. */
    private Node curvatureByMagnitude(Node g, Node u) {
        List<Node> recalled = RecalledFormula.recalled(g, most());
        if (recalled == null) {
            return null;
        }
        List<Node> ofMagnitudes = recalled.stream()
                .filter(value -> !RecalledFormula.magnitudes(value, most()).isEmpty())
                .toList();
        if (ofMagnitudes.isEmpty()) {
            return curvature(g, abs(u));
        }
        RecalledFormula formula = RecalledFormula.of(ofMagnitudes.get(0), most());
        Node magnitude = ofMagnitudes.stream()
                .flatMap(value -> RecalledFormula.magnitudes(value, most()).stream())
                .filter(value -> formula.isCopy(u, value.input(0)))
                .findFirst()
                .orElse(null);
        Node inBody = magnitude == null ? null : formula.inBody(g, magnitude);
        Node curvature = inBody == null ? null : curvature(inBody, magnitude);
        return curvature == null ? null : formula.inReverse(curvature);
    }

    private Node formAtOrigin(Node formula, Repeated point) {
        RecalledFormula recalled = RecalledFormula.of(point.length(), most());
        if (recalled == null) {
            return sumAtOrigin(formula, point);
        }
        Repeated recorded = point.recorded();
        Node inBody = recalled.inBody(formula, recorded.length());
        Node atOrigin = inBody == null ? null : sumAtOrigin(inBody, recorded);
        return atOrigin == null ? null : recalled.inReverse(atOrigin);
    }

    /**
     * The sum of what its terms are there: a variable may be a part of several coordinates. Those of one coordinate
     * count together, since g may vanish only as a sum.
     */
    private Node sumAtOrigin(Node formula, Repeated point) {
        List<Terms.Term> terms = Terms.ofFew(formula, MOST_TERMS);
        List<Node> sum = new ArrayList<>();
        Map<Node, Node> slopes = new LinkedHashMap<>();
        Node length = point.repeat(point.length());
        Sides sides = new Sides(point.length());
        for (Terms.Term written : terms == null ? List.<Terms.Term>of() : terms) {
            Terms.Term term = new Terms.Term(UnneededGuards.besidePoint(written.node(), length), written.factor());
            Node smooth = UnneededGuards.vanishing(term.node(), length);
            if (smooth == null && addSlope(term, point, sides, slopes)) {
                continue;
            }
            Node factor = smooth != null ? smooth : timesFactor(term.node(), point, sides);
            if (factor == null) {
                return null;
            }
            sum.add(new Terms.Term(factor, term.factor()).product());
        }
        for (Map.Entry<Node, Node> slope : slopes.entrySet()) {
            Node curvature = curvature(slope.getValue(), point.length());
            if (curvature == null) {
                return null;
            }
            if (!curvature.isConstant(0)) {
                sum.add(slope.getKey().times(point.repeat(curvature)));
            }
        }
        return sum.isEmpty() ? null : Terms.fold(sum, Node::plus);
    }

    /** A product {@code x h} that is not divided by r, with 0 for h where h is not finite; null if it is none. */
    private Node timesFactor(Node formula, Repeated point, Sides sides) {
        Node length = point.repeat(point.length());
        PowerProduct product = withoutGuards(PowerProduct.of(formula), point, length);
        if (hasGuard(product) || product.exponentOf(length) < 0) {
            return null;
        }
        for (Side side : sides.in(product)) {
            PowerProduct x = side.product();
            if (isFactor(x, product)) {
                Node h = product.times(x.power(-1)).node(formula.graph());
                Double atZero = FormulaValue.atZero(h, length, most());
                return atZero != null && !Double.isFinite(atZero)
                        ? null
                        : x.node(h.graph()).times(where(isFinite(h), h, h.constant(0)));
            }
        }
        return null;
    }

    /** Whether a divisor is another number at a point. */
    private static boolean hasGuard(PowerProduct product) {
        return product.exponents().entrySet().stream()
                .filter(factor -> factor.getValue() < 0)
                .map(factor -> Repeated.of(factor.getKey()).length())
                .anyMatch(divisor -> divisor.op() == Pointwise.WHERE && divisor.input(1).isConstant(1));
    }

    private static Node isFinite(Node h) {
        return less(abs(h), h.constant(Double.POSITIVE_INFINITY));
    }

    private static boolean isFactor(PowerProduct x, PowerProduct product) {
        return x.exponents().entrySet().stream()
                .allMatch(factor -> factor.getValue() > 0
                        && product.exponentOf(factor.getKey()) >= factor.getValue());
    }

    /** Adds g to the slopes by coordinates, if a term is {@code g x/r}. */
    private static boolean addSlope(Terms.Term term, Repeated point, Sides sides, Map<Node, Node> slopes) {
        Node length = point.repeat(point.length());
        PowerProduct product = withoutGuards(PowerProduct.of(term.node()), point, length);
        for (Side side : product.exponentOf(length) < 0 ? sides.in(product) : List.<Side>of()) {
            PowerProduct x = side.product();
            boolean isDirection = product.exponents().keySet().containsAll(x.exponents().keySet());
            Node slope = isDirection ? once(product.times(x.power(-1)).times(length, 1), point) : null;
            if (slope != null) {
                slopes.merge(side.coordinate(), new Terms.Term(slope, term.factor()).product(), Node::plus);
                return true;
            }
        }
        return false;
    }

    /**
     * {@code g'(0)} of a long sum of products {@code A B}, of which the known factors B vanish where a length is 0. The
     * others, which may be as long as the program, are not differentiated, and not even looked at, since {@code
     * (A B)'(0) = A(0) B'(0)} for every A that is continuous there. Null if g is short, or no such sum.
     */
    private Node curvatureByFactors(Node g, Node length) {
        if (ShortFormula.above(g, length, SHORT) != null) {
            return null;
        }
        List<Terms.Term> terms = Terms.ofFew(g, MOST_TERMS);
        List<Node> curvatures = new ArrayList<>();
        for (Terms.Term term : terms == null ? List.<Terms.Term>of() : terms) {
            PowerProduct product = PowerProduct.of(term.node());
            PowerProduct known = known(product, length);
            Node b = known.node(g.graph());
            Double atZero = FormulaValue.atZero(b, length, SHORT);
            Node slope = atZero != null && atZero == 0 ? slope(b, length) : null;
            if (slope == null || !isFiniteAtZero(slope, length)) {
                return null;
            }
            Node others = product.times(known.power(-1)).node(g.graph());
            curvatures.add(new Terms.Term(others.times(slope), term.factor()).product());
        }
        return curvatures.isEmpty() ? null : Terms.fold(curvatures, Node::plus);
    }

    /** The factors of which the values are known where a length is 0, and that are short. */
    private static PowerProduct known(PowerProduct product, Node length) {
        Map<Node, Integer> factors = new LinkedHashMap<>(product.exponents());
        factors.keySet().removeIf(factor -> FormulaValue.atZero(factor, length, SHORT) == null);
        return new PowerProduct(1, factors);
    }

    private static boolean isFiniteAtZero(Node formula, Node length) {
        Double atZero = FormulaValue.atZero(formula, length, SHORT);
        return atZero == null || Double.isFinite(atZero);
    }

    /** {@code g'(0)} if g vanishes where a length is 0, and else 0; null if it is not known, or not finite. */
    private Node curvature(Node g, Node length) {
        Node byFactors = curvatureByFactors(g, length);
        if (byFactors != null) {
            return byFactors;
        }
        Node zero = g.constant(0);
        Double atZero = FormulaValue.atZero(g, length, most());
        if (atZero != null && atZero != 0) {
            return zero;
        }
        Node slope = slope(g, length);
        Double slopeAtZero = slope == null ? null : FormulaValue.atZero(slope, length, most());
        boolean isKnown = slope != null && (slopeAtZero == null || Double.isFinite(slopeAtZero));
        return !isKnown ? null : atZero != null || slope.isConstant(0) ? slope : where(equal(g, zero), slope, zero);
    }

    private Node slope(Node formula, Node length) {
        Slope slope = new Slope(formula, length);
        if (!known.containsKey(slope)) {
            known.put(slope, slope(slope));
        }
        return known.get(slope);
    }

    private Node slope(Slope of) {
        List<Node> nodes = ShortFormula.above(of.formula(), of.length(), most());
        spend(nodes);
        if (nodes == null) {
            return null;
        }
        Node slope = FormulaSlope.of(of.formula(), of.length(), nodes.size());
        boolean isOfNumbers = of.length().type().isScalar()
                && of.formula().type().isScalar()
                && of.formula().type().isReal();
        return slope != null || !isOfNumbers ? slope : slopes.apply(of.formula(), of.length());
    }

    /** A product of what is repeated for each coordinate, once; null if a factor is another one. */
    private static Node once(PowerProduct product, Repeated point) {
        PowerProduct once = PowerProduct.ONE.times(PowerProduct.of(point.length().constant(product.constant())));
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Node inner = factor.getKey().type().isScalar() && !point.views().isEmpty()
                    ? factor.getKey()
                    : point.once(factor.getKey());
            if (inner == null) {
                return null;
            }
            once = once.times(PowerProduct.of(inner).power(factor.getValue()));
        }
        return once.node(point.length().graph());
    }

    /** The product with a divisor that is 1 at the origin, as that of a norm's derivative is, as the length. */
    private static PowerProduct withoutGuards(PowerProduct product, Repeated point, Node length) {
        PowerProduct result = product;
        for (Map.Entry<Node, Integer> factor : product.exponents().entrySet()) {
            Repeated divisor = Repeated.of(factor.getKey());
            Node guard = divisor.length();
            boolean isLength = guard.op() == Pointwise.WHERE
                    && guard.input(1).isConstant(1)
                    && Repeated.of(guard.input(2)).length() == point.length()
                    && divisor.repeat(guard.input(2)) == length;
            result = isLength
                    ? result.times(factor.getKey(), -factor.getValue()).times(length, factor.getValue())
                    : result;
        }
        return result;
    }
}
