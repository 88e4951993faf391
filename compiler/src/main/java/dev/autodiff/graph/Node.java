package dev.autodiff.graph;

import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Set;

/**
 * A value of a graph: an operator applied to earlier nodes. Nodes are compared by identity, which within one graph is
 * equality of what they compute; their ids are a topological order, so every pass is a loop over ids.
 */
public final class Node {
    private final Graph graph;
    private final int id;
    private final Op op;
    private final List<Node> inputs;
    private final Type type;
    private final int line;
    private final boolean isKnown;
    private final Set<Integer> loops;
    private String name;

    Node(Graph graph, int id, Op op, List<Node> inputs, int line) {
        this.graph = graph;
        this.id = id;
        this.op = op;
        this.inputs = inputs;
        this.type = op.type(inputs);
        this.line = line;
        this.isKnown =
                op instanceof Leaf.Constant || op instanceof Leaf.Extent || op instanceof ScalarOp && allKnown(inputs);
        this.loops = Loops.around(op, inputs);
    }

    private static boolean allKnown(List<Node> inputs) {
        for (Node input : inputs) {
            if (!input.isKnown) {
                return false;
            }
        }
        return true;
    }

    public Graph graph() {
        return graph;
    }

    public int id() {
        return id;
    }

    public Op op() {
        return op;
    }

    public List<Node> inputs() {
        return inputs;
    }

    public Node input(int index) {
        return inputs.get(index);
    }

    public Type type() {
        return type;
    }

    public Shape shape() {
        return type.shape();
    }

    /**
     * Whether this is a number that depends on no parameter: one of the program, of a derivative, or a formula of them.
     */
    public boolean isKnown() {
        return isKnown;
    }

    /** The numbers of the loops in whose bodies this node is: those whose state or step it depends on. */
    public Set<Integer> loops() {
        return loops;
    }

    /** The line of the source that this node computes a part of, or whose derivative it belongs to; 0 if none. */
    public int line() {
        return line;
    }

    /** The name of the first variable that held this value, or null. */
    public String name() {
        return name;
    }

    /** Names the value for readers and debuggers; the first name stays. */
    public void suggestName(String suggestion) {
        if (name == null && !(op instanceof Leaf)) {
            name = suggestion;
        }
    }

    public boolean isConstant(double value) {
        return op instanceof Leaf.Constant constant
                && Double.doubleToRawLongBits(constant.value()) == Double.doubleToRawLongBits(value);
    }

    public boolean isTruth(boolean value) {
        return op instanceof Leaf.Truth truth && truth.value() == value;
    }

    /** A number, which adapts to what it meets. */
    public Node constant(double value) {
        return graph.constant(value);
    }

    public Node plus(Node b) {
        return graph.node(Pointwise.ADD, this, b);
    }

    public Node minus(Node b) {
        return graph.node(Pointwise.SUB, this, b);
    }

    public Node times(Node b) {
        return graph.node(Pointwise.MUL, this, b);
    }

    public Node over(Node b) {
        return graph.node(Pointwise.DIV, this, b);
    }

    public Node negate() {
        return graph.node(Pointwise.NEG, this);
    }

    /** {@code xⁿ}; a small integer exponent is a product, any other one the general power. */
    public Node power(double n) {
        if (n == 0) {
            return graph.constant(1, type);
        }
        if (n == 1) {
            return this;
        }
        return IntegerPower.isProduct(n)
                ? graph.node(new IntegerPower((int) n), this)
                : graph.node(Pointwise.POW, this, constant(n));
    }

    /** {@code aᵇ}. */
    public Node power(Node b) {
        return b.op instanceof Leaf.Constant constant && type.shape().broadcast(b.shape(), "^").equals(type.shape())
                ? power(constant.value()) : graph.node(Pointwise.POW, this, b);
    }

    /** {@code %7 = mul %3 %5}; never recursive. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("%").append(id).append(" = ").append(op.symbol());
        for (Node input : inputs) {
            out.append(" %").append(input.id);
        }
        return out.toString();
    }
}
