package dev.autodiff.simplify;

import dev.autodiff.graph.Entry;
import dev.autodiff.graph.EntryPoints;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Reduced;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Replaces what is expensive by what is cheap, given what is computed anyway. In derivatives:
 *
 * <ul>
 *   <li>{@code pow(x, c - 1)} beside {@code pow(x, c)}, by a quotient. That adds the rounding of a division, and spares
 *       the one of the exponent.
 *   <li>several quotients of one divisor, by products with its reciprocal: 1½ ulp instead of ½.
 *   <li>sums of what counts under one condition, by one choice. It has the same bits.
 * </ul>
 *
 * <p>Where the shorter way overflows, underflows or meets a special case, the longer one is taken, at run time ({@link
 * Reduced}). Values stay as the program says, bit for bit: only what derivatives alone need is rewritten, when all of
 * them have been taken.
 *
 * <p>And in values or in derivatives, sine and cosine of one argument, by one reduction of it to a quadrant, and in both
 * powers of a number of which values have several, by one logarithm of it. Values alone decide on values, so that those
 * of a function have the same bits whatever is computed beside them.
 */
public final class StrengthReduction {
    /** Two divisions take longer than one, a comparison and two products. */
    private static final int MIN_QUOTIENTS = 2;

    /** Beyond, only powers of two have square roots of square roots, and so on, that are exact. */
    private static final double MAX_ROOT = 64;

    private final Graph graph;
    private final boolean[] needed;
    private final boolean[] isOfValue;
    private final Node[] reduced;

    /** Arguments of which both sine and cosine are needed, by values alone or by derivatives alone. */
    private final Set<Node> angles;

    /** Numbers of which values need two powers or more. */
    private final Set<Node> bases;

    /** By how many nodes and results each node is read. */
    private final int[] uses;

    /** How many quotients each divisor has. */
    private final Map<Node, Integer> quotients = new HashMap<>();

    /** The power of the next higher exponent, by base and exponent. */
    private final Map<Node, Map<Node, Node>> higher = new HashMap<>();

    /**
     * @param values so many of the results come first and are no derivatives
     * @param ofValues whether values are reduced, too
     */
    private StrengthReduction(List<Node> results, int values, boolean ofValues) {
        this.graph = results.get(0).graph();
        this.needed = graph.reachable(results);
        this.isOfValue = graph.reachable(results.subList(0, values));
        this.reduced = new Node[needed.length];
        this.uses = new int[needed.length];
        this.angles = angles(id -> !isOfValue(id));
        if (ofValues) {
            angles.addAll(angles(id -> isOfValue(id)));
        }
        this.bases = ofValues ? bases() : Set.of();
    }

    /** All entry points of a function of numbers, of which the first is that of the values; with loops the same. */
    public static EntryPoints of(EntryPoints points) {
        if (!points.formula().graph().loops(points.nodes()).isEmpty()) {
            return points;
        }
        int values = points.entries().get(0).outputs().size();
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : points.entries()) {
            entries.add(of(entry, values));
        }
        return points.with(entries);
    }

    private static Entry of(Entry entry, int values) {
        StrengthReduction reduction = of(entry.nodes(), values, true);
        return entry.map(node -> reduction.reduced[node.id()]);
    }

    private static StrengthReduction of(List<Node> results, int values, boolean ofValues) {
        StrengthReduction reduction = new StrengthReduction(results, values, ofValues);
        reduction.countQuotients();
        reduction.countUses(results);
        reduction.rewrite();
        return reduction;
    }

    /** Values, which stay as they are, and then derivatives; all of numbers and without loops. */
    public static List<Node> of(List<Node> values, List<Node> derivatives) {
        List<Node> all = new ArrayList<>(values);
        all.addAll(derivatives);
        StrengthReduction reduction = of(all, values.size(), false);
        return all.stream().map(node -> reduction.reduced[node.id()]).toList();
    }

    private boolean isOfValue(int id) {
        return id < isOfValue.length && isOfValue[id];
    }

    private Set<Node> angles(IntPredicate isAsked) {
        Set<Node> ofSines = new HashSet<>();
        Set<Node> ofCosines = new HashSet<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && isAsked.test(id)) {
                Node node = graph.get(id);
                if (node.op() == Pointwise.SIN) {
                    ofSines.add(node.input(0));
                } else if (node.op() == Pointwise.COS) {
                    ofCosines.add(node.input(0));
                }
            }
        }
        ofSines.retainAll(ofCosines);
        return ofSines;
    }

    private Set<Node> bases() {
        Set<Node> ofOne = new HashSet<>();
        Set<Node> ofMore = new HashSet<>();
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && isOfValue(id) && isPowerByLogarithm(graph.get(id))) {
                Node base = graph.get(id).input(0);
                (ofOne.add(base) ? ofOne : ofMore).add(base);
            }
        }
        return ofMore;
    }

    /**
     * A power that is never exact: one with a multiple of 1/64 as its exponent may be, as {@code 4^1.5} is 8, and is
     * left to {@link Math#pow}.
     */
    private static boolean isPowerByLogarithm(Node node) {
        boolean isPower = node.op() == Pointwise.POW || node.op() == Pointwise.POWM1;
        return isPower
                && node.type().equals(Type.NUMBER)
                && node.input(1).op() instanceof Leaf.Constant exponent
                && exponent.value() * MAX_ROOT != Math.rint(exponent.value() * MAX_ROOT);
    }

    private void countQuotients() {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && !isOfValue(id) && graph.get(id).op() == Pointwise.DIV) {
                quotients.merge(graph.get(id).input(1), 1, Integer::sum);
            }
        }
    }

    private void countUses(List<Node> results) {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                graph.get(id).inputs().forEach(input -> uses[input.id()]++);
            }
        }
        results.forEach(result -> uses[result.id()]++);
    }

    private void rewrite() {
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                graph.at(node.line());
                reduced[id] = rewritten(node);
                reduced[id].suggestName(node.name());
                noteAsHigher(node);
            }
        }
    }

    private Node rewritten(Node node) {
        Node[] inputs = new Node[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = reduced[node.input(i).id()];
        }
        if ((node.op() == Pointwise.SIN || node.op() == Pointwise.COS) && angles.contains(node.input(0))) {
            return graph.node(node.op() == Pointwise.SIN ? Reduced.SINE : Reduced.COSINE, inputs);
        }
        Node cheaper = isOfValue(node.id()) ? null : cheaper(node, inputs);
        if (cheaper == null && isPowerByLogarithm(node) && bases.contains(node.input(0))) {
            boolean isPower = node.op() == Pointwise.POW;
            return graph.node(isPower ? Reduced.POWER_BESIDE_POWER : Reduced.POWM1_BESIDE_POWER, inputs);
        }
        if (cheaper == null && isSum(node) && isReadOnce(node.input(0)) && isReadOnce(node.input(1))) {
            cheaper = underOneCondition(node.op(), inputs[0], inputs[1]);
        }
        if (cheaper != null) {
            return cheaper;
        }
        return inputs.length == 0 ? node : graph.node(node.op(), inputs);
    }

    /** What only derivatives may be replaced by, or null. */
    private Node cheaper(Node node, Node[] inputs) {
        if (node.op() == Pointwise.DIV && isDividedOften(node.input(1)) && !inputs[0].isConstant(1)) {
            Node reciprocal = graph.constant(1).over(inputs[1]);
            return inputs[0].isConstant(-1)
                    ? reciprocal.negate()
                    : graph.node(Reduced.QUOTIENT, inputs[0], inputs[1], reciprocal);
        }
        Node known = node.op() == Pointwise.POW && higher.containsKey(node.input(0))
                ? higher.get(node.input(0)).get(node.input(1)) : null;
        if (known != null) {
            Reduced op = known.op() == Pointwise.POWM1 ? Reduced.POWER_BY_POWM1 : Reduced.POWER;
            return graph.node(op, inputs[0], inputs[1], reduced[known.id()]);
        }
        return null;
    }

    private static boolean isSum(Node node) {
        return node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
    }

    private boolean isReadOnce(Node node) {
        return uses[node.id()] == 1;
    }

    /** {@code (c ? a : 0) + (c ? b : 0)} is {@code c ? a + b : 0}, bit for bit; null for what has not this form. */
    private Node underOneCondition(Op sum, Node left, Node right) {
        boolean isCommon = left.op() == Pointwise.WHERE
                && right.op() == Pointwise.WHERE
                && left.input(0) == right.input(0)
                && left.input(2).isConstant(0)
                && right.input(2).isConstant(0);
        return isCommon
                ? graph.node(
                        Pointwise.WHERE,
                        left.input(0),
                        graph.node(sum, left.input(1), right.input(1)),
                        graph.constant(0))
                : null;
    }

    private boolean isDividedOften(Node divisor) {
        return !(divisor.op() instanceof Leaf.Constant) && quotients.get(divisor) >= MIN_QUOTIENTS;
    }

    /** Lower exponents are constants, or differences as the derivative of a power has them. */
    private void noteAsHigher(Node node) {
        if (node.op() != Pointwise.POW && node.op() != Pointwise.POWM1 || !node.type().equals(Type.NUMBER)) {
            return;
        }
        Node exponent = node.input(1);
        Node lower = exponent.op() instanceof Leaf.Constant constant
                ? graph.constant(constant.value() - 1)
                : exponent.minus(graph.constant(1));
        higher.computeIfAbsent(node.input(0), base -> new HashMap<>()).putIfAbsent(lower, node);
    }
}
