package dev.autodiff.simplify;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.IntegerPower;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Op;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ShortFormula;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.TensorOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Rewrites a graph from its leaves to its results by {@link Rules}, folding constants where IEEE 754 fixes the result.
 * One instance serves one graph; what it has simplified it remembers.
 */
public final class Simplifier {
    /** Which rules apply. */
    public enum Level {
        EXACT,
        STABLE,
        FAST;

        private final Map<Op, List<Rule>> rules = new HashMap<>();

        static {
            EXACT.add(Rules.EXACT);
            STABLE.add(Rules.EXACT);
            STABLE.add(Rules.STABLE);
            FAST.add(Rules.EXACT);
            FAST.add(Rules.STABLE);
            FAST.add(Rules.FAST);
        }

        private void add(List<Rule> list) {
            list.forEach(rule -> rules.computeIfAbsent(rule.left().op(), op -> new ArrayList<>()).add(rule));
        }

        private List<Rule> rules(Op op) {
            return rules.getOrDefault(op, List.of());
        }
    }

    /** No node is rewritten more often at its root; a bound on what a pair of rules that undo each other could do. */
    private static final int MAX_REWRITES = 64;

    /** A formula that takes the place of another is simplified from its leaves if it is deeper. */
    private static final int MAX_DEPTH = 100;

    private final Graph graph;
    private final Level level;
    private final boolean keepsIdentities;
    private final IndexRules indices = new IndexRules();
    private final ExponentialRules exponentials = new ExponentialRules();
    private final SumRules sums = new SumRules();
    private final CurvatureAtOrigin curvatures;
    private Node[] simplified;
    private int depth;

    /** @param keepsIdentities whether variables and detached values stay visible, for a differentiation to come */
    public Simplifier(Graph graph, Level level, boolean keepsIdentities) {
        this(graph, level, keepsIdentities, (y, x) -> null);
    }

    /**
     * @param slopes the derivative of one number by another that it depends on by loops or tensors; null if that is not
     *     to be taken
     */
    public Simplifier(Graph graph, Level level, boolean keepsIdentities, BinaryOperator<Node> slopes) {
        this.graph = graph;
        this.level = level;
        this.keepsIdentities = keepsIdentities;
        this.curvatures = new CurvatureAtOrigin(slopes);
        this.simplified = new Node[graph.size()];
    }

    /** Simplifies all that the results need; the function returned gives the simplified form of each of those nodes. */
    public UnaryOperator<Node> simplify(Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        for (int id = 0; id < needed.length; id++) {
            if (needed[id] && graph.get(id).op() instanceof LoopOp.Loop) {
                indices.add(graph.get(id));
            }
        }
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                simplify(graph.get(id));
            }
        }
        if (keepsIdentities) {
            return node -> simplified[node.id()];
        }
        UnaryOperator<Node> expanded = SymbolicForms.expand(
                graph, results.stream().map(node -> simplified[node.id()]).toList());
        return node -> expanded.apply(simplified[node.id()]);
    }

    /** The inputs have been simplified before. */
    private Node simplify(Node node) {
        Node known = known(node);
        if (known != null) {
            return known;
        }
        if (depth == MAX_DEPTH) {
            simplifyBelow(node);
        }
        depth++;
        graph.at(node.line());
        Node result = rewritten(withSimplifiedInputs(node));
        result.suggestName(node.name());
        remember(node, result);
        depth--;
        return result;
    }

    /** All that a node is made of, each after its inputs. */
    private void simplifyBelow(Node node) {
        int outer = depth;
        depth = 0;
        List<Node> below = ShortFormula.nodes(node, Integer.MAX_VALUE, part -> known(part) == null);
        below.subList(0, below.size() - 1).forEach(this::simplify);
        depth = outer;
    }

    private Node rewritten(Node node) {
        List<Node> forms = new ArrayList<>(1);
        Node current = node;
        while (known(current) == null) {
            // a form for a part of the domain has the node itself in its other branch
            remember(current, current);
            forms.add(current);
            Node next = forms.size() > MAX_REWRITES ? current : rewriteRoot(current);
            current = known(next) != null ? known(next) : withSimplifiedInputs(next);
        }
        Node result = known(current);
        forms.forEach(form -> remember(form, result));
        return result;
    }

    private Node withSimplifiedInputs(Node node) {
        List<Node> inputs = node.inputs();
        Node[] images = new Node[inputs.size()];
        boolean same = true;
        for (int i = 0; i < images.length; i++) {
            images[i] = simplify(inputs.get(i));
            same &= images[i] == inputs.get(i);
        }
        return same ? node : graph.node(node.op(), images);
    }

    private Node rewriteRoot(Node node) {
        if (node.op() instanceof Identity) {
            return keepsIdentities ? node : node.input(0);
        }
        if (node.op() instanceof LoopOp) {
            Node rewritten = LoopRules.rewrite(node);
            return rewritten != null ? rewritten : node;
        }
        Node folded = Folding.fold(node, level != Level.EXACT);
        if (folded != null) {
            return folded;
        }
        Node decided = ChoiceRules.rewrite(node);
        if (decided == null) {
            decided = indices.rewrite(node);
        }
        if (decided != null) {
            return decided;
        }
        if (node.op() == Pointwise.POW && level != Level.EXACT && node.input(0).power(node.input(1)) != node) {
            // an exponent that has become a small integer only now
            return node.input(0).power(node.input(1));
        }
        if (isOfTensors(node)) {
            Node rewritten = TensorRules.rewrite(node, level != Level.EXACT);
            if (rewritten != null) {
                return rewritten;
            }
        }
        Node opened = level == Level.EXACT ? null : LimitRules.withoutGuards(node);
        Node whole = opened == null ? null : rewriteRoot(opened);
        if (whole != opened) {
            return whole;
        }
        Node removed = level == Level.EXACT ? null : ofProducts(node);
        if (removed != null) {
            return TensorAlgebra.as(removed, node.type());
        }
        for (Rule rule : level.rules(node.op())) {
            Node rewritten = rule.rewrite(node, this::simplify);
            // whole numbers have no derivatives, and others look into their formulas
            if (rewritten != null && (node.type().isReal() || !(rewritten.op() instanceof SymbolicOp))) {
                return TensorAlgebra.as(rewritten, node.type());
            }
        }
        Node rewritten = level == Level.EXACT || !node.type().isReal() ? null : ofSums(node);
        if (rewritten == null && keepsIdentities && level != Level.EXACT) {
            rewritten = ofLength(node);
        }
        if (rewritten == null && level != Level.EXACT) {
            rewritten = LimitRules.rewrite(node);
        }
        return rewritten == null ? node : TensorAlgebra.as(rewritten, node.type());
    }

    private Node ofLength(Node node) {
        if (node.op() == Pointwise.WHERE) {
            return curvatures.rewrite(node);
        }
        boolean hasSign = node.op() == Pointwise.MUL
                && (node.input(0).op() == Pointwise.SIGN || node.input(1).op() == Pointwise.SIGN);
        return hasSign ? curvatures.ofSign(node) : null;
    }

    private static Node ofProducts(Node node) {
        Node rewritten = RemovableRules.rewrite(node);
        if (rewritten != null || !node.type().isReal()) {
            return rewritten;
        }
        Node compound = CompoundRules.rewrite(node);
        return compound != null ? compound : TailRules.rewrite(node);
    }

    private Node ofSums(Node node) {
        boolean isSum = node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
        Node first = isSum ? null : DividedDifferenceRules.rewrite(node);
        Node mean = first != null ? first : MeanRules.rewrite(node);
        Node rewritten = mean != null ? mean : exponentials.rewrite(node, keepsIdentities);
        if (rewritten == null) {
            rewritten = EntropyRules.rewrite(node);
        }
        if (rewritten == null) {
            rewritten = DifferenceRules.rewrite(node);
        }
        if (rewritten == null) {
            rewritten = GammaRules.rewrite(node);
        }
        if (rewritten == null) {
            rewritten = sums.rewrite(node);
        }
        if (rewritten == null && isSum) {
            rewritten = SeriesRules.difference(node);
        }
        if (rewritten == null && isSum) {
            rewritten = PoleRules.rewrite(node);
        }
        return rewritten == null && isSum ? DividedDifferenceRules.rewrite(node) : rewritten;
    }

    /** Whether a rule on tensors may apply: not in programs of numbers. */
    private static boolean isOfTensors(Node node) {
        if (node.op() instanceof TensorOp || !node.type().isScalar()) {
            return true;
        }
        // what a power or a logarithm is taken of may be a quotient or product of one
        boolean looksDeeper = node.op() instanceof IntegerPower || node.op() == Pointwise.LOG;
        return isAnyOfTensors(node.inputs()) || looksDeeper && isAnyOfTensors(node.input(0).inputs());
    }

    private static boolean isAnyOfTensors(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.op() instanceof TensorOp) {
                return true;
            }
        }
        return false;
    }

    private Node known(Node node) {
        return node.id() < simplified.length ? simplified[node.id()] : null;
    }

    private void remember(Node node, Node result) {
        if (node.id() >= simplified.length) {
            simplified = Arrays.copyOf(simplified, Math.max(graph.size(), node.id() + 1 + simplified.length / 2));
        }
        simplified[node.id()] = result;
    }
}
