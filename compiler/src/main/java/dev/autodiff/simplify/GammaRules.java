package dev.autodiff.simplify;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.less;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.graph.ClosedForm;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences of logarithms of Γ, and of its logarithmic derivatives, whose arguments differ by d, in which what they
 * have in common does not appear; quotients of Γ, which overflows first; and logarithms of beta functions.
 */
final class GammaRules {
    /** From here on Γ is large. */
    private static final double LARGE = 8;

    /** More terms are not looked at. */
    private static final int MOST_TERMS = 6;

    /** {@code f(x + d) - f(x)}, so many times. */
    private record Difference(double factor, Node x, Node d) {
        /** Of two arguments with a variable term in common; the larger one in front if that is known. Else null. */
        static Difference of(double factor, Node a, Node b) {
            Expansion left = Expansion.of(a);
            Expansion right = left == null ? null : Expansion.of(b);
            Expansion d = right == null ? null : left.withoutCommon(right);
            if (d == null) {
                return null;
            }
            boolean isNegative = d.terms().stream().allMatch(term -> term.constant() < 0);
            return isNegative
                    ? new Difference(-factor, a, d.times(-1).node(a.graph()))
                    : new Difference(factor, b, d.node(a.graph()));
        }
    }

    private GammaRules() {}

    /** The node in another form, or null. */
    static Node rewrite(Node node) {
        if (node.op() == Pointwise.DIV) {
            return quotient(node);
        }
        return node.op() == Pointwise.SUB || node.op() == Pointwise.ADD ? sum(node) : null;
    }

    /** {@code Γ(x + d)/Γ(x)}. */
    private static Node quotient(Node node) {
        if (node.input(0).op() != Pointwise.TGAMMA || node.input(1).op() != Pointwise.TGAMMA) {
            return null;
        }
        Difference of = Difference.of(1, node.input(0).input(0), node.input(1).input(0));
        if (of == null) {
            return null;
        }
        Node poch = node.graph().node(Pointwise.POCH, of.x(), of.d());
        return where(
                less(of.x().constant(LARGE), of.x()), of.factor() > 0 ? poch : poch.constant(1).over(poch), node);
    }

    /** A sum that ends in a function of interest, with two terms of different signs as one; or null. */
    private static Node sum(Node node) {
        Pointwise row = function(node.input(1));
        List<Terms.Term> terms = row == null ? null : Terms.ofFew(node, MOST_TERMS);
        if (terms == null) {
            return null;
        }
        for (Terms.Term a : terms) {
            for (Terms.Term b : terms) {
                boolean arePair = a.node().op() == row && b.node().op() == row && a.factor() == -b.factor();
                Difference of = arePair && a.factor() > 0
                        ? Difference.of(a.factor(), a.node().input(0), b.node().input(0))
                        : null;
                if (of != null) {
                    List<Terms.Term> others = new ArrayList<>(terms);
                    others.removeAll(List.of(a, b));
                    return withDifference(node, row, of, others);
                }
            }
        }
        return null;
    }

    /** The logarithm of Γ, or its derivative, that a term is a multiple of; or null. */
    private static Pointwise function(Node term) {
        Node function = term.op() == Pointwise.MUL ? term.input(1) : term;
        return function.op() == Pointwise.LGAMMA || function.op() == Pointwise.DIGAMMA
                ? (Pointwise) function.op()
                : null;
    }

    private static Node withDifference(Node node, Pointwise row, Difference of, List<Terms.Term> others) {
        Graph graph = node.graph();
        ClosedForm difference = row == Pointwise.LGAMMA ? ClosedForm.LOG_POCH : ClosedForm.DIGAMMA_DIFFERENCE;
        Terms.Term form = new Terms.Term(graph.node(difference, of.x(), of.d()), of.factor());
        Node sum = sum(form, others);
        for (Terms.Term other : others) {
            boolean isBeta = row == Pointwise.LGAMMA
                    && other.node() == graph.node(row, of.d())
                    && other.factor() == -of.factor();
            if (isBeta) {
                List<Terms.Term> rest = new ArrayList<>(others);
                rest.remove(other);
                Node beta = graph.node(Pointwise.LBETA, of.x(), of.d());
                Node zero = node.constant(0);
                return where(
                        and(less(zero, of.x()), less(zero, of.d())),
                        sum(new Terms.Term(beta, -of.factor()), rest),
                        sum);
            }
        }
        return sum;
    }

    private static Node sum(Terms.Term first, List<Terms.Term> others) {
        List<Node> terms = new ArrayList<>(List.of(first.product()));
        others.forEach(term -> terms.add(term.product()));
        return Terms.fold(terms, Node::plus);
    }
}
