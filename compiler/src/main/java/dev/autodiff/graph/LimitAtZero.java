package dev.autodiff.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limit of {@code N(w, x, …)/wᵏ} as w, the first input, goes to 0, where N and its first k - 1 derivatives by w
 * vanish for all x; or one of the derivatives of that by w. With N as a power series of w, the derivative of order m is
 * {@code m!/(k + m)!} times that of N of order {@code k + m} at 0. Its derivative by another input is the limit of N's
 * derivative by it: so there is one of every order.
 */
public final class LimitAtZero implements SymbolicOp {
    /** The formulas that people write are much shorter, and so are their first derivatives. */
    private static final int MOST_NODES = 1000;

    private final Node numerator;
    private final List<Node> inputs;
    private final int divisor;
    private final int order;
    private final List<Object> structure;

    /**
     * @param numerator N, on a graph of its own
     * @param inputs the parameters of that graph; w is the first
     * @param divisor the power k of w that N is divided by
     */
    public LimitAtZero(Node numerator, List<Node> inputs, int divisor) {
        this(numerator, inputs, divisor, 0);
    }

    private LimitAtZero(Node numerator, List<Node> inputs, int divisor, int order) {
        this.numerator = numerator;
        this.inputs = List.copyOf(inputs);
        this.divisor = divisor;
        this.order = order;
        this.structure = structure(numerator);
    }

    /** What the numerator computes: its operators, and which of the ones before each is applied to. */
    private static List<Object> structure(Node numerator) {
        List<Object> structure = new ArrayList<>();
        Map<Node, Integer> places = new HashMap<>();
        for (Node node : ShortFormula.nodes(numerator, Integer.MAX_VALUE, node -> true)) {
            structure.add(node.op());
            node.inputs().forEach(input -> structure.add(places.get(input)));
            places.put(node, places.size());
        }
        return structure;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LimitAtZero that
                && divisor == that.divisor
                && order == that.order
                && inputs.size() == that.inputs.size()
                && structure.equals(that.structure);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * divisor + order) + structure.hashCode();
    }

    @Override
    public String symbol() {
        return "limit_at_zero";
    }

    @Override
    public int arity() {
        return inputs.size();
    }

    @Override
    public Node partial(int index, Node y) {
        if (index == 0) {
            return of(new LimitAtZero(numerator, inputs, divisor, order + 1), y);
        }
        Node slope = FormulaSlope.of(numerator, inputs.get(index), MOST_NODES);
        if (slope == null) {
            return y.constant(Double.NaN);
        }
        return slope.isConstant(0) ? y.constant(0) : of(new LimitAtZero(slope, inputs, divisor, order), y);
    }

    /** The power k of w. */
    public int divisor() {
        return divisor;
    }

    private static Node of(LimitAtZero op, Node y) {
        return y.graph().node(op, y.inputs().toArray(new Node[0]));
    }

    /** The formula of the limit, which does not depend on w; not a number if it is too long. */
    @Override
    public Node expand(List<Node> arguments) {
        Graph graph = arguments.get(0).graph();
        Node limit = limit();
        if (limit == null) {
            return graph.constant(Double.NaN);
        }
        Map<Node, Node> images = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            images.put(inputs.get(i), arguments.get(i));
        }
        return ShortFormula.copy(
                limit,
                graph,
                images,
                copy -> copy.op() instanceof SymbolicOp symbolic ? symbolic.expand(copy.inputs()) : copy);
    }

    /** On the graph of the numerator; null if it is too long, or infinite. */
    private Node limit() {
        Node derivative = numerator;
        double factor = 1;
        for (int n = 1; n <= divisor + order && derivative != null; n++) {
            derivative = FormulaSlope.of(derivative, inputs.get(0), MOST_NODES);
            factor *= n <= order ? 1 : n;
        }
        Node limit = derivative == null ? null : AtZero.of(derivative, inputs.get(0));
        return limit == null || factor == 1 ? limit : limit.constant(1 / factor).times(limit);
    }
}
