package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.hypot;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.log;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Direction;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Norm;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Stable rewrites of sums of any number of terms, which no pattern of nodes can name: lengths and logarithms of sums of
 * squares, and quotients of a term by the sum.
 */
final class SumRules {
    /** A sum of more squares costs time at each of its uses; beyond that many a program works with tensors. */
    private static final int MAX_SQUARES = 1000;

    /** With the others of each term the sum of all would be written as often as it has terms. */
    private static final int MAX_SHARES = 8;

    /** Twice the exponents of sums of squares; higher ones are left as they are. */
    private static final int MAX_POWER = 9;

    /** From this exponent on a power overflows for arguments that are not extreme, and its slope with it. */
    private static final int STEEP = 3;

    /** How deep in a product the sum is looked for. */
    private static final int MAX_DEPTH = 4;

    private final Terms terms = new Terms();

    /** Another form of the node, or null. */
    Node rewrite(Node node) {
        if (node.op() instanceof IntegerPower power) {
            return power(node.input(0), power.exponent());
        }
        if (!(node.op() instanceof Pointwise op)) {
            return null;
        }
        return switch (op) {
            case SQRT -> length(node);
            case HYPOT -> lengthOfLengths(node);
            case LOG, LOG1P -> logOfSquares(node, node.input(0));
            case DIV -> quotient(node);
            case MUL -> share(node);
            case SUB -> difference(node);
            case POW -> powerOfLength(node);
            default -> null;
        };
    }

    /** {@code √(x² + y² + …)}; constants count by their roots where these are exact. */
    private Node length(Node node) {
        List<Node> roots = roots(node.input(0), MAX_SQUARES);
        return roots == null ? null : node.graph().node(new Norm(roots.size()), roots.toArray(new Node[0]));
    }

    /** An even power of a length: it has its derivatives at 0 too, where the length has none. */
    private static Node power(Node length, int exponent) {
        if (!(length.op() instanceof Norm) || exponent < 0 || exponent % 2 != 0) {
            return null;
        }
        return Terms.fold(length.inputs().stream().map(x -> x.power(2)).toList(), Node::plus).power(exponent / 2);
    }

    /** {@code (x² + y² + …)ᵏᐟ²} of an odd k as a power of the length. */
    private Node powerOfLength(Node node) {
        double twice = node.input(1).op() instanceof Leaf.Constant constant ? 2 * constant.value() : Double.NaN;
        boolean isOdd = Math.abs(twice) <= MAX_POWER && Math.abs(twice % 2) == 1;
        List<Node> roots = isOdd ? roots(node.input(0), MAX_SQUARES) : null;
        return roots == null ? null : length(node, roots).power((int) twice);
    }

    private static Node length(Node like, List<Node> roots) {
        return roots.size() == 2
                ? hypot(roots.get(0), roots.get(1))
                : like.graph().node(new Norm(roots.size()), roots.toArray(new Node[0]));
    }

    /** {@code hypot(hypot(x, y), z)}. */
    private static Node lengthOfLengths(Node node) {
        List<Node> roots = new ArrayList<>();
        for (Node side : node.inputs()) {
            roots.addAll(Norm.isLength(side) ? side.inputs() : List.of(side));
        }
        return roots.size() == 2 || roots.size() > MAX_SQUARES
                ? null
                : node.graph().node(new Norm(roots.size()), roots.toArray(new Node[0]));
    }

    /**
     * {@code log(x² + y² + …)}, or of that and 1: where the sum leaves the range, twice the logarithm of the length.
     */
    private Node logOfSquares(Node node, Node squares) {
        Node sum = node.op() == Pointwise.LOG1P ? squares.constant(1).plus(squares) : squares;
        Node two = node.constant(2);
        if (sum.op() instanceof IntegerPower power && power.exponent() == 2) {
            return two.times(log(abs(sum.input(0))));
        }
        List<Node> roots = roots(sum, MAX_SQUARES);
        if (roots == null) {
            return null;
        }
        Node length = node.graph().node(new Norm(roots.size()), roots.toArray(new Node[0]));
        return where(Norm.isInRange(sum), node, two.times(log(length)));
    }

    /** What is squared in a sum of at least two squares, one of which is not constant; or null. */
    private List<Node> roots(Node sum, int limit) {
        List<Terms.Term> squares = sum.op() == Pointwise.ADD ? terms.of(sum, limit) : null;
        if (squares == null) {
            return null;
        }
        List<Node> roots = new ArrayList<>();
        boolean anyVariable = false;
        for (Terms.Term term : squares) {
            Node root = root(term);
            if (root == null) {
                return null;
            }
            anyVariable |= !(root.op() instanceof Leaf.Constant);
            roots.add(root);
        }
        return anyVariable ? roots : null;
    }

    private static Node root(Terms.Term term) {
        Node node = term.node();
        double square = node.op() instanceof Leaf.Constant constant ? term.factor() * constant.value() : term.factor();
        double root = Math.sqrt(square);
        boolean isExact = root > 0 && root * root == square && (float) root == root;
        if (node.op() instanceof Leaf.Constant) {
            return isExact ? node.constant(root) : null;
        }
        if (!isExact || !(node.op() instanceof IntegerPower power) || power.exponent() != 2) {
            return null;
        }
        return root == 1 ? node.input(0) : node.constant(root).times(node.input(0));
    }

    private static Node quotient(Node node) {
        Node direction = direction(node.input(0), node.input(1));
        if (direction == null && node.input(1).op() instanceof IntegerPower power) {
            direction = attraction(node.input(0), node.input(1).input(0), power.exponent());
        }
        return direction != null ? direction : share(node);
    }

    /**
     * {@code c x/rⁿ}, as in a law of attraction, as {@code c (x/r) r¹⁻ⁿ}: no higher power of the length r than needed,
     * which might overflow.
     */
    private static Node attraction(Node product, Node length, int exponent) {
        Factors factors = Norm.isLength(length) && exponent > 2 ? Factors.of(product) : null;
        for (Node x : factors == null ? List.<Node>of() : factors.factors()) {
            Node direction = direction(x, length);
            if (direction != null) {
                List<Node> rest = new ArrayList<>(factors.factors());
                rest.remove(x);
                return new Factors(factors.known(), rest, factors.divisors())
                        .times(direction.times(length.power(1 - exponent)), 1);
            }
        }
        return null;
    }

    /** {@code x/√(x² + y² + …)}. */
    private static Node direction(Node x, Node length) {
        boolean hasDirection = Norm.isLength(length) && length.inputs().size() <= Direction.MAX_COORDINATES;
        int place = hasDirection ? length.inputs().indexOf(x) : -1;
        if (place < 0) {
            return null;
        }
        List<Node> inputs = new ArrayList<>(length.inputs());
        inputs.remove(place);
        inputs.add(0, x);
        inputs.add(length);
        return length.graph().node(new Direction(inputs.size() - 1), inputs.toArray(new Node[0]));
    }

    /** {@code t/(t + u + …)}, or a product with it: the share of the term t, whose derivatives do not cancel. */
    private static Node share(Node product) {
        Factors factors = hasSumBelow(product, MAX_DEPTH) ? Factors.of(product) : null;
        for (Node sum : factors == null ? List.<Node>of() : factors.divisors()) {
            List<Terms.Term> terms = sum.op() == Pointwise.ADD ? Terms.ofFew(sum, MAX_SHARES) : null;
            for (int i = 0; terms != null && i < terms.size(); i++) {
                boolean isOverflowing =
                        terms.get(i).node().op() instanceof Leaf.Constant && ClosedForm.hasPower(sum, STEEP);
                Factors rest = isOverflowing
                        ? factors.without(sum, terms.get(i))
                        : factors.without(Factors.of(terms.get(i).node()), sum);
                if (rest != null) {
                    return rest.times(share(terms, i, sum), 1 / terms.get(i).factor());
                }
            }
        }
        return null;
    }

    /** The difference of 1 and a share, as the share of the other terms; as it is where the sum is infinite. */
    private static Node difference(Node node) {
        boolean isComplement = node.input(0).isConstant(1);
        Node share = node.input(isComplement ? 1 : 0);
        Node others = isComplement || node.input(1).isConstant(1) ? shareOfOthers(share) : null;
        if (others == null) {
            return null;
        }
        Node sum = (share.op() == Pointwise.WHERE ? share.input(1) : share).input(2);
        Node isFinite = less(abs(sum), sum.constant(Double.POSITIVE_INFINITY));
        return where(isFinite, isComplement ? others : others.negate(), node);
    }

    /** What a share, in one of its forms, lacks to 1; or null. */
    private static Node shareOfOthers(Node share) {
        if (share.op() == ClosedForm.SHARE) {
            return share.graph().node(ClosedForm.SHARE, share.input(1), share.input(0), share.input(2));
        }
        boolean hasForms = share.op() == Pointwise.WHERE
                && share.input(1).op() == ClosedForm.SHARE
                && share.input(2).op() == ClosedForm.SHARE;
        return hasForms ? where(share.input(0), shareOfOthers(share.input(1)), shareOfOthers(share.input(2))) : null;
    }

    private static boolean hasSumBelow(Node product, int depth) {
        boolean isProduct =
                product.op() == Pointwise.MUL || product.op() == Pointwise.DIV || product.op() == Pointwise.NEG;
        if (depth == 0 || !isProduct) {
            return false;
        }
        boolean isOver = product.op() == Pointwise.DIV && product.input(1).op() == Pointwise.ADD;
        return isOver || product.inputs().stream().anyMatch(factor -> hasSumBelow(factor, depth - 1));
    }

    private static Node share(List<Terms.Term> terms, int index, Node sum) {
        List<Node> nodes = new ArrayList<>();
        for (Terms.Term term : terms) {
            nodes.add(term.product());
        }
        Node share = nodes.remove(index);
        Node whole = sum.graph().node(ClosedForm.SHARE, share, Terms.fold(nodes, Node::plus), sum);
        Node ratio = nodes.size() == 1 ? ratio(nodes.get(0), share) : null;
        if (ratio == null) {
            return whole;
        }
        Node isInRange = and(less(abs(sum), sum.constant(Double.POSITIVE_INFINITY)), not(equal(sum, sum.constant(0))));
        Node one = sum.constant(1);
        return where(isInRange, whole, sum.graph().node(ClosedForm.SHARE, one, ratio, one.plus(ratio)));
    }

    /** The quotient of two powers of the same exponent, as one power; or null. */
    private static Node ratio(Node dividend, Node divisor) {
        if (dividend.op() == Pointwise.POW && divisor.op() == Pointwise.POW && dividend.input(1) == divisor.input(1)) {
            return dividend.input(0).over(divisor.input(0)).power(dividend.input(1));
        }
        boolean areSame = dividend.op() instanceof IntegerPower power
                && power.exponent() >= STEEP
                && dividend.op().equals(divisor.op());
        return areSame
                ? dividend.input(0).over(divisor.input(0)).power(((IntegerPower) dividend.op()).exponent())
                : null;
    }
}
