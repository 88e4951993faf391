package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.log;
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
 * Stable rewrites of sums of any number of terms, which no pattern of nodes can name: lengths and logarithms of sums of squares, and
 * quotients of a term by the sum.
 */
final class SumRules {
    /** A sum of more squares costs time at each of its uses; beyond that many a program works with tensors. */
    private static final int MAX_SQUARES = 1000;

    /** With the others of each term the sum of all would be written as often as it has terms. */
    private static final int MAX_SHARES = 8;

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
            case LOG -> logOfSquares(node, node.input(0));
            case LOG1P -> logOfSquares(node, node.input(0));
            case DIV -> quotient(node);
            case MUL -> share(node);
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

    /** {@code hypot(hypot(x, y), z)}. */
    private static Node lengthOfLengths(Node node) {
        List<Node> roots = new ArrayList<>();
        for (Node side : node.inputs()) {
            boolean isLength = side.op() == Pointwise.HYPOT || side.op() instanceof Norm;
            roots.addAll(isLength ? side.inputs() : List.of(side));
        }
        return roots.size() == 2 || roots.size() > MAX_SQUARES ? null : node.graph().node(new Norm(roots.size()), roots.toArray(new Node[0]));
    }

    /** {@code log(x² + y² + …)}, or of that and 1: where the sum leaves the range, twice the logarithm of the length. */
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
        return direction != null ? direction : share(node);
    }

    /** {@code x/√(x² + y² + …)}. */
    private static Node direction(Node x, Node length) {
        boolean isLength = length.op() == Pointwise.HYPOT || length.op() instanceof Norm;
        int place = isLength && length.inputs().size() <= Direction.MAX_COORDINATES ? length.inputs().indexOf(x) : -1;
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
        Factors factors = Factors.of(product);
        for (Node sum : factors == null ? List.<Node>of() : factors.divisors()) {
            List<Terms.Term> terms = sum.op() == Pointwise.ADD ? Terms.ofFew(sum, MAX_SHARES) : null;
            for (int i = 0; terms != null && i < terms.size(); i++) {
                Factors rest = factors.without(Factors.of(terms.get(i).node()), sum);
                if (rest != null) {
                    return rest.times(share(terms, i, sum), 1 / terms.get(i).factor());
                }
            }
        }
        return null;
    }

    private static Node share(List<Terms.Term> terms, int index, Node sum) {
        List<Node> nodes = new ArrayList<>();
        for (Terms.Term term : terms) {
            nodes.add(term.factor() == 1 ? term.node() : sum.constant(term.factor()).times(term.node()));
        }
        Node share = nodes.remove(index);
        return sum.graph().node(ClosedForm.SHARE, share, Terms.fold(nodes, Node::plus), sum);
    }
}
