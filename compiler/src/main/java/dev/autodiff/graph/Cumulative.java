package dev.autodiff.graph;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.exp;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.runtime.Recurrences;
import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Reductions of the elements up to each one along an axis, in one pass; so are their derivatives, by {@link
 * Recurrence}.
 */
public record Cumulative(Kind kind, int axis) implements LibraryOp {
    /** Which reduction. */
    public enum Kind {
        LOGSUMEXP("logcumsumexp", "logSums", Recurrences::logSums),
        MAX("cummax", "maxima", Recurrences::maxima),
        MIN("cummin", "minima", Recurrences::minima);

        private final String symbol;
        private final String name;
        private final Method method;

        Kind(String symbol, String name, Method method) {
            this.symbol = symbol;
            this.name = name;
            this.method = method;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** A method of the library for the middle one of three axes. */
    private interface Method {
        void run(double[] x, int atX, double[] y, int atY, int outer, int length, int inner);
    }

    @Override
    public List<String> attributes(Node y) {
        return List.of("axis=" + axis);
    }

    @Override
    public String symbol() {
        return kind.symbol;
    }

    @Override
    public Type type(List<Node> inputs) {
        return inputs.get(0).type();
    }

    @Override
    public Routine routine(Node y) {
        return new Routine(Recurrences.class, kind.name, y.shape().around(axis),
                (in, r, n) -> kind.method.run(in[0], 0, r, 0, n[0], n[1], n[2]));
    }

    /** The elements up to the last one that counts. */
    @Override
    public Node influencing(int index, Node y, Node counting) {
        return new Recurrence(axis, true).reached(counting);
    }

    @Override
    public Node pullback(int index, Node y, Node g) {
        return pullback(index, y, g, null);
    }

    @Override
    public Node pullback(int index, Node y, Node g, Node counting) {
        return kind == Kind.LOGSUMEXP ? byShares(y, g, counting) : byTies(y, g);
    }

    /**
     * {@code x̄ᵢ = Σ gₖ·exp(xᵢ - yₖ)} over k ≥ i, of which {@code exp(xᵢ - yᵢ)} is a factor; 0 where nothing but -∞
     * came before. What is behind the last element that counts is multiplied by nothing.
     */
    private Node byShares(Node y, Node g, Node counting) {
        Node x = y.input(0);
        Node before = shifted(y, true);
        Node stays = or(first(y), equal(y, before));
        Node each = exp(where(stays, y.constant(0), before.minus(y)));
        Node ratio = counting == null ? each : where(influencing(0, y, counting), each, y.constant(0));
        Node none = equal(y, y.constant(Double.NEGATIVE_INFINITY));
        return where(none, y.constant(0), exp(x.minus(y))).times(sumsFromEnd(ratio, g));
    }

    /** Elements equal to y since y last changed share its cotangent: x̄ is the sum of the shares as long as y stays. */
    private Node byTies(Node y, Node g) {
        Node x = y.input(0);
        Node chosen = equal(x, y);
        Node stays = number(y, and(not(first(y)), equal(y, shifted(y, true))));
        Node ties = y.graph().node(new Recurrence(axis, false), stays, number(y, chosen));
        Node none = equal(ties, y.constant(0));
        Node share = where(none, y.constant(0), g.over(where(none, y.constant(1), ties)));
        return where(chosen, sumsFromEnd(stays, share), y.constant(0));
    }

    /** {@code rᵢ = gᵢ + ratioᵢ₊₁·rᵢ₊₁}. */
    private Node sumsFromEnd(Node ratio, Node g) {
        return g.graph().node(new Recurrence(axis, true), shifted(ratio, false), g);
    }

    private Node shifted(Node x, boolean up) {
        return x.graph().node(new Shift(axis, up), x);
    }

    private Node first(Node y) {
        Node places = y.graph().node(new Leaf.Iota(y.shape().dimension(axis)));
        return equal(TensorAlgebra.alongAxis(places, axis, y.shape()), y.graph().constant(0));
    }

    private static Node number(Node y, Node truth) {
        return TensorAlgebra.as(where(truth, y.constant(1), y.constant(0)), y.type());
    }
}
