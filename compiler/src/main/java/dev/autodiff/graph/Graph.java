package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The nodes of one compilation. Equal nodes are one node (value numbering over the operator and the ids of the inputs),
 * so common sub-expressions are shared as they arise. Nodes are only added; passes leave what they replace unreachable.
 */
public final class Graph {
    private final Budget budget;
    private Node[] nodes = new Node[64];
    private int[] hashes = new int[64];
    private int size;
    private int[] table = new int[256];
    private int parameters;
    private int variables;
    private int loops;
    private int line;
    private final Set<Node> lengths = new HashSet<>();

    public Graph() {
        this(Budget.ofHeap());
    }

    /** @param budget of the compilation that the graph belongs to */
    public Graph(Budget budget) {
        this.budget = budget;
    }

    public int size() {
        return size;
    }

    public Node get(int id) {
        return nodes[id];
    }

    /** From now on new nodes belong to this line of the source. */
    public Graph at(int line) {
        this.line = line;
        return this;
    }

    /** A number; where it meets a tensor it takes on its type. */
    public Node constant(double value) {
        return constant(value, Type.NUMBER);
    }

    /** The number in every place of a type, which is not of truths. */
    public Node constant(double value, Type type) {
        return node(new Leaf.Constant(value, type));
    }

    public Node truth(boolean value) {
        return truth(value, Shape.SCALAR);
    }

    public Node truth(boolean value, Shape shape) {
        return node(new Leaf.Truth(value, shape));
    }

    public Node parameter(String name) {
        return parameter(name, Type.NUMBER);
    }

    public Node parameter(String name, Type type) {
        return node(new Leaf.Parameter(name, parameters++, type));
    }

    /** A dimension as a number. */
    public Node extent(Dimension dimension) {
        return dimension.isLiteral() ? constant(dimension.literal(), Type.WHOLE) : node(new Leaf.Extent(dimension));
    }

    /** From now on a whole number that is a parameter is the length of the same name as well. */
    public void addLength(Node parameter) {
        lengths.add(parameter);
    }

    /** Whether a parameter is a length as well. */
    public boolean isLength(Node parameter) {
        return lengths.contains(parameter);
    }

    /** A variable of its own for this value, which derivatives can be taken by. */
    public Node variable(String name, Node value) {
        return node(new Identity.Variable(name, variables++), value);
    }

    /** The number of a new loop. */
    public int newLoop() {
        return loops++;
    }

    /** A value of the state of a loop, seen from its body. */
    public Node carried(int loop, int index, Type type) {
        return node(new Leaf.Carried(loop, index, type));
    }

    /** How many steps a loop has made, seen from its body. */
    public Node stepNumber(int loop) {
        return node(new Leaf.StepNumber(loop));
    }

    /** What a loop's value of the state is in the end. */
    public Node finalValue(Node loop, int index) {
        return node(new LoopOp.Final(index), loop);
    }

    /**
     * The node that applies the operator to the inputs. Those of a scalar operator are brought to a common type, and a
     * constant factor stands first, which changes no bit of a product.
     *
     * @throws dev.autodiff.runtime.ShapeException if shapes do not fit, or have more elements than an array
     */
    public Node node(Op op, Node... inputs) {
        Node[] operands =
                op instanceof ScalarOp && !Operands.agree(inputs) ? Operands.unify((ScalarOp) op, inputs) : inputs;
        if (op == Pointwise.MUL && operands[1].op() instanceof Leaf.Constant) {
            return shared(op, new Node[] {operands[1], operands[0]});
        }
        return shared(op, operands);
    }

    private Node shared(Op op, Node[] inputs) {
        for (Node input : inputs) {
            if (input.graph() != this) {
                throw new IllegalArgumentException("node " + input + " belongs to another graph");
            }
        }
        budget.requireTime();
        int hash = hash(op, inputs);
        int slot = slot(hash, op, inputs);
        if (table[slot] != 0) {
            return nodes[table[slot] - 1];
        }
        budget.requireRoom(size);
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        Node node = new Node(this, size, op, List.of(inputs), line);
        node.shape().requireFitsArray();
        hashes[size] = hash;
        nodes[size++] = node;
        table[slot] = size;
        if (2 * size > table.length) {
            rehash();
        }
        if (op instanceof LoopOp.Loop loop) {
            // passes number nodes before they look at them: the whole state exists as soon as the loop does
            for (int i = 0; i < loop.carried(); i++) {
                loop.state(node, i);
            }
        }
        return node;
    }

    /**
     * These values and all that they follow from, each after its inputs: linear in them, however large the graph
     * is.
     */
    public static List<Node> inOrder(Collection<Node> values) {
        Set<Node> nodes = new HashSet<>();
        List<Node> open = new ArrayList<>(values);
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (nodes.add(node)) {
                open.addAll(node.inputs());
            }
        }
        return nodes.stream().sorted(Comparator.comparing(Node::id)).toList();
    }

    /** Which nodes the results need, by id. */
    public boolean[] reachable(Collection<Node> results) {
        return reachable(results, Set.of());
    }

    /** Which nodes the results need, by id, if nothing needs to be known of what the given ones are made of. */
    public boolean[] reachable(Collection<Node> results, Set<Node> given) {
        boolean[] reached = new boolean[size];
        int last = -1;
        for (Node result : results) {
            reached[result.id()] = true;
            last = Math.max(last, result.id());
        }
        for (int id = last; id >= 0; id--) {
            if (reached[id] && !given.contains(nodes[id])) {
                for (Node input : nodes[id].inputs()) {
                    reached[input.id()] = true;
                }
            }
        }
        return reached;
    }

    /** How many nodes the results need. */
    public int size(Collection<Node> results) {
        int size = 0;
        for (boolean isNeeded : reachable(results)) {
            size += isNeeded ? 1 : 0;
        }
        return size;
    }

    /** The loops that the results need, those further in before those around them. */
    public List<Node> loops(Collection<Node> results) {
        boolean[] needed = reachable(results);
        return IntStream.range(0, needed.length)
                .filter(id -> needed[id])
                .mapToObj(this::get)
                .filter(node -> node.op() instanceof LoopOp.Loop)
                .toList();
    }

    /** Which nodes the given ones influence, themselves included, by ways that are not detached; by id. */
    public boolean[] influencedBy(Collection<Node> sources) {
        boolean[] influenced = new boolean[size];
        int first = size;
        for (Node source : sources) {
            influenced[source.id()] = source.type().isReal();
            first = Math.min(first, source.id());
        }
        boolean isComplete;
        do {
            isComplete = true;
            for (int id = first + 1; id < size; id++) {
                influenced[id] |= isInfluenced(nodes[id], influenced);
                isComplete &= !(nodes[id].op() instanceof LoopOp.Loop) || !Loops.influenceState(nodes[id], influenced);
            }
            // what comes into a loop's state goes through its body once more
            first = -1;
        } while (!isComplete);
        return influenced;
    }

    private static boolean isInfluenced(Node node, boolean[] influenced) {
        if (node.op() instanceof LoopOp) {
            return Loops.isInfluenced(node, influenced);
        }
        boolean any = false;
        for (Node input : node.op() instanceof OwnDerivative ? OwnDerivative.arguments(node) : node.inputs()) {
            any |= influenced[input.id()];
        }
        return any && node.op() != Identity.Detach.DETACH;
    }

    /**
     * The place of an equal node in the table, or the empty place where it belongs; open addressing, linear probing.
     */
    private int slot(int hash, Op op, Node[] inputs) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0 && !(hashes[table[slot] - 1] == hash && computes(nodes[table[slot] - 1], op, inputs))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        table = new int[4 * table.length];
        int mask = table.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = id + 1;
        }
    }

    private static int hash(Op op, Node[] inputs) {
        int hash = op instanceof Enum<?> row ? row.ordinal() + 1 : op.hashCode();
        if (op.isCommutative()) {
            int low = Math.min(inputs[0].id(), inputs[1].id());
            int high = Math.max(inputs[0].id(), inputs[1].id());
            hash = (hash * 0x9E3779B1 + low) * 0x9E3779B1 + high;
        } else {
            for (Node input : inputs) {
                hash = hash * 0x9E3779B1 + input.id();
            }
        }
        hash *= 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }

    private static boolean computes(Node node, Op op, Node[] inputs) {
        if (!node.op().equals(op)) {
            return false;
        }
        List<Node> others = node.inputs();
        boolean same = true;
        for (int i = 0; i < inputs.length; i++) {
            same &= inputs[i] == others.get(i);
        }
        return same || op.isCommutative() && inputs[0] == others.get(1) && inputs[1] == others.get(0);
    }
}
