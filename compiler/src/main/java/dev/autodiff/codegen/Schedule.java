package dev.autodiff.codegen;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import java.util.List;

/**
 * Decides for every value whether it is computed where it is used, and stays on the operand stack, or is computed once and
 * kept in a local variable; and where the latter happens. A value that only one branch of a choice needs is computed in
 * that branch.
 */
final class Schedule {
    /** Bytes of one expression; it bounds the recursion of the emitters and keeps each step small against a method. */
    private static final int MAX_EXPRESSION_COST = 1000;

    /** Blocks nest no deeper: a chain of a thousand conditions becomes a list of choices, not a thousand nested branches. */
    private static final int MAX_BLOCK_DEPTH = 20;

    private static final int LEAF_COST = 4;
    private static final int CONSTANT_ARRAY_COST = 8;
    private static final int CALL_COST = 3;
    private static final int BRANCH_COST = 12;

    private final List<Node> results;
    private final boolean[] needed;
    private final int[] uses;
    private final int[] cost;
    private final boolean[] kept;
    private final boolean[] isArgument;
    private final boolean[] isMultiplied;
    private final Block root = new Block(null);
    private final Block[] blockOf;
    private final Block[] whenTrue;
    private final Block[] whenFalse;

    private Schedule(List<Node> results) {
        Graph graph = results.get(0).graph();
        this.results = results;
        this.needed = graph.reachable(results);
        this.uses = new int[needed.length];
        this.cost = new int[needed.length];
        this.kept = new boolean[needed.length];
        this.isArgument = new boolean[needed.length];
        this.isMultiplied = new boolean[needed.length];
        this.blockOf = new Block[needed.length];
        this.whenTrue = new Block[needed.length];
        this.whenFalse = new Block[needed.length];
    }

    /** @param branches whether values move into the branches that alone need them */
    static Schedule of(List<Node> results, boolean branches) {
        Schedule schedule = new Schedule(results);
        Graph graph = results.get(0).graph();
        schedule.placeInBlocks(graph, branches);
        schedule.keepOrInline(graph);
        return schedule;
    }

    Block root() {
        return root;
    }

    Block whenTrue(Node where) {
        return whenTrue[where.id()];
    }

    Block whenFalse(Node where) {
        return whenFalse[where.id()];
    }

    /** How many expressions read the value. */
    int uses(Node node) {
        return uses[node.id()];
    }

    /** Whether the value is a factor of a short product of itself, which reads it more than once. */
    boolean isMultiplied(Node node) {
        return isMultiplied[node.id()];
    }

    /** Whether the value is computed as a step of its own and kept. */
    boolean isKept(Node node) {
        return kept[node.id()];
    }

    /** Whether a branch of this choice has steps of its own, so that it cannot be part of an expression. */
    boolean hasSteps(Node where) {
        return !whenTrue(where).steps().isEmpty() || !whenFalse(where).steps().isEmpty();
    }

    /** An upper bound of the bytes that the expression of this value takes, without what is kept. */
    int cost(Node node) {
        return node.op() instanceof Leaf ? leafCost(node) : cost[node.id()];
    }

    /** An upper bound of the bytes of all. */
    long totalCost() {
        return cost(root) + results.stream().mapToLong(result -> kept[result.id()] ? LEAF_COST : cost(result)).sum();
    }

    private long cost(Block block) {
        long sum = 0;
        for (Node step : block.steps()) {
            sum += LEAF_COST + cost(step);
            if (step.op() == Pointwise.WHERE) {
                sum += cost(whenTrue(step)) + cost(whenFalse(step));
            }
        }
        return sum;
    }

    /** From the results down: a value belongs to the innermost block that holds all its uses. */
    private void placeInBlocks(Graph graph, boolean branches) {
        results.forEach(result -> use(result, root));
        for (int id = needed.length - 1; id >= 0; id--) {
            if (!needed[id]) {
                continue;
            }
            Node node = graph.get(id);
            Block block = blockOf[id];
            if (node.op() == Pointwise.WHERE) {
                boolean nested = branches && block.depth() < MAX_BLOCK_DEPTH;
                whenTrue[id] = new Block(block);
                whenFalse[id] = new Block(block);
                use(node.input(0), block);
                use(node.input(1), nested ? whenTrue[id] : block);
                use(node.input(2), nested ? whenFalse[id] : block);
            } else {
                node.inputs().forEach(input -> use(input, block));
                markArguments(node);
            }
        }
    }

    private void markArguments(Node node) {
        if (node.op() instanceof ScalarOp op && op.code() instanceof Code.Call) {
            node.inputs().forEach(input -> isArgument[input.id()] = true);
        } else if (node.op() instanceof ScalarOp op && op.code() instanceof Code.Multiplications product) {
            isMultiplied[node.input(0).id()] |= Math.abs(product.exponent()) <= JavaCalls.MAX_WRITTEN_FACTORS;
        }
    }

    private void use(Node node, Block block) {
        int id = node.id();
        uses[id]++;
        blockOf[id] = blockOf[id] == null ? block : Block.common(blockOf[id], block);
    }

    /** From the leaves up: used once and short, inline; else kept. Named values are kept for the debugger, which costs nothing. */
    private void keepOrInline(Graph graph) {
        for (int id = 0; id < needed.length; id++) {
            Node node = graph.get(id);
            if (!needed[id] || node.op() instanceof Leaf) {
                continue;
            }
            cost[id] = ownCost(node);
            for (Node input : node.inputs()) {
                cost[id] += kept[input.id()] ? LEAF_COST : cost(input);
            }
            // javac takes a time exponential in the depth of choices in calls in choices
            boolean ownSteps = node.op() == Pointwise.WHERE && (isArgument[id] || hasSteps(node));
            if (uses[id] > 1 || isMultiplied[id] || node.name() != null || cost[id] > MAX_EXPRESSION_COST || ownSteps) {
                kept[id] = true;
                blockOf[id].steps().add(node);
            }
        }
    }

    private static int leafCost(Node leaf) {
        return leaf.op() instanceof Leaf.Constant ? CONSTANT_ARRAY_COST : LEAF_COST;
    }

    private static int ownCost(Node node) {
        Code code = ((ScalarOp) node.op()).code();
        if (code instanceof Code.Call) {
            return CALL_COST;
        }
        if (code instanceof Code.Comparison || code instanceof Code.Select) {
            return BRANCH_COST;
        }
        if (code instanceof Code.Multiplications product) {
            return CALL_COST + 2 * Math.abs(product.exponent());
        }
        return 2;
    }
}
