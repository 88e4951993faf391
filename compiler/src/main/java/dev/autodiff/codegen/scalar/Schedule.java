package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Needs;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.Solved;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Decides for every value whether it is computed where it is used, and stays on the operand stack, or is computed once
 * and kept in a local variable; and where the latter happens. A value that only one branch of a choice needs is
 * computed in that branch, one that does not depend on a loop around it outside of the loop.
 */
public final class Schedule {
    /** Operations of one expression: it bounds the recursion of printers, and a statement is small against a method. */
    private static final int MAX_OPERATIONS = 200;

    /**
     * Blocks nest no deeper: a chain of a thousand conditions becomes a list of choices, not a thousand nested
     * branches.
     */
    private static final int MAX_BLOCK_DEPTH = 20;


    private final List<Node> results;
    private final boolean[] needed;
    private final int[] uses;
    private final int[] operations;
    private final boolean[] kept;
    private final boolean[] isArgument;
    private final boolean[] isMultiplied;
    private final boolean[] isStep;
    private final boolean[] isNextState;
    private final Map<Node, Iteration> iterations = new HashMap<>();
    private final Map<Node, List<Node>> finals = new HashMap<>();
    private final Needs needs;
    private int tapes;
    private final Block root = new Block(null);
    private final Block[] blockOf;
    private final Block[] whenTrue;
    private final Block[] whenFalse;

    private Schedule(List<Node> results) {
        this.results = results;
        this.needs = Needs.of(results);
        this.needed = needs.needed();
        this.uses = new int[needed.length];
        this.operations = new int[needed.length];
        this.kept = new boolean[needed.length];
        this.isArgument = new boolean[needed.length];
        this.isMultiplied = new boolean[needed.length];
        this.isStep = new boolean[needed.length];
        this.isNextState = new boolean[needed.length];
        this.blockOf = new Block[needed.length];
        this.whenTrue = new Block[needed.length];
        this.whenFalse = new Block[needed.length];
    }

    public static Schedule of(List<Node> results) {
        return of(results, List.of());
    }

    /** @param kept values that are read once everything has been computed, or more than once, and have a step each */
    public static Schedule of(List<Node> results, List<Node> kept) {
        List<Node> all = new ArrayList<>(results);
        all.addAll(kept);
        Schedule schedule = new Schedule(all);
        kept.forEach(node -> schedule.isStep[node.id()] = true);
        Graph graph = all.get(0).graph();
        schedule.placeInBlocks(graph);
        schedule.keepOrInline(schedule.byId(graph));
        return schedule;
    }

    /**
     * The same for a method that ends with the results, in their order: a value is computed when the first result that
     * needs it is, so that few values wait in registers for one another. Loops have an order of their own, and what may
     * fail fails in the order of the program.
     */
    public static Schedule ofResults(List<Node> results) {
        Schedule schedule = new Schedule(results);
        Graph graph = results.get(0).graph();
        schedule.placeInBlocks(graph);
        List<Node> byId = schedule.byId(graph);
        schedule.keepOrInline(byId.stream().allMatch(Schedule::isMovable) ? schedule.byResults() : byId);
        return schedule;
    }

    private static boolean isMovable(Node node) {
        return !(node.op() instanceof LoopOp || node.op() instanceof Placed || node.op() instanceof Solved);
    }

    /** What is needed, in the order of the program. */
    private List<Node> byId(Graph graph) {
        return IntStream.range(0, needed.length).filter(id -> needed[id]).mapToObj(graph::get).toList();
    }

    /** What is needed, each node behind its inputs, and these behind those of the results before. */
    private List<Node> byResults() {
        List<Node> order = new ArrayList<>();
        boolean[] isOpen = new boolean[needed.length];
        boolean[] isDone = new boolean[needed.length];
        Deque<Node> open = new ArrayDeque<>();
        for (Node result : results) {
            open.push(result);
            while (!open.isEmpty()) {
                Node node = open.peek();
                if (!isOpen[node.id()]) {
                    isOpen[node.id()] = true;
                    for (int i = node.inputs().size() - 1; i >= 0; i--) {
                        if (!isOpen[node.input(i).id()]) {
                            open.push(node.input(i));
                        }
                    }
                } else if (!isDone[open.pop().id()]) {
                    isDone[node.id()] = true;
                    order.add(node);
                }
            }
        }
        return order;
    }

    public Block root() {
        return root;
    }

    /** The steps of a branch. */
    Block whenTrue(Node where) {
        return whenTrue[where.id()];
    }

    Block whenFalse(Node where) {
        return whenFalse[where.id()];
    }

    Iteration iteration(Node loop) {
        return iterations.get(loop);
    }

    /** Whether the value is a next one of a loop's state, which bears its name. */
    boolean isNextState(Node node) {
        return isNextState[node.id()];
    }

    /** How many loops record something. */
    public int tapes() {
        return tapes;
    }

    /** The loop that has recorded what a node recalls. */
    static Node recorder(Node recall) {
        return recall.input(0).input(0);
    }

    /** How many expressions read the value. */
    public int uses(Node node) {
        return uses[node.id()];
    }

    /** Whether the value is a factor of a product of itself, which reads it more than once. */
    public boolean isMultiplied(Node node) {
        return isMultiplied[node.id()];
    }

    /** Whether the value is computed as a step of its own and kept. */
    boolean isKept(Node node) {
        return kept[node.id()];
    }

    /** Whether the expression of a value reads a parameter. */
    public boolean reads(Node value, Node parameter) {
        Deque<Node> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node == parameter) {
                return true;
            }
            if (!kept[node.id()]) {
                open.addAll(node.inputs());
            }
        }
        return false;
    }

    /** Whether a branch of this choice has steps of its own, so that it cannot be part of an expression. */
    boolean hasSteps(Node where) {
        return !whenTrue(where).steps().isEmpty() || !whenFalse(where).steps().isEmpty();
    }

    /** From the results down: a value belongs to the innermost block that holds all its uses. */
    private void placeInBlocks(Graph graph) {
        results.forEach(result -> use(result, root));
        for (int id = needed.length - 1; id >= 0; id--) {
            if (!needed[id]) {
                continue;
            }
            Node node = graph.get(id);
            if (node.op() == LoopOp.History.HISTORY) {
                continue;
            }
            Block block = blockOf[id].outOfLoops(node.loops());
            isStep[id] |= block != blockOf[id];
            blockOf[id] = block;
            if (node.op() == Pointwise.WHERE) {
                placeBranches(node, block, block.depth() < MAX_BLOCK_DEPTH);
            } else if (node.op() instanceof LoopOp) {
                placeLoop(node, block);
            } else {
                node.inputs().forEach(input -> use(input, block));
                markArguments(node);
            }
        }
    }

    private void placeBranches(Node where, Block block, boolean nested) {
        whenTrue[where.id()] = new Block(block);
        whenFalse[where.id()] = new Block(block);
        use(where.input(0), block);
        use(where.input(1), nested ? whenTrue(where) : block);
        use(where.input(2), nested ? whenFalse(where) : block);
    }

    private void placeLoop(Node node, Block block) {
        if (node.op() instanceof LoopOp.Recall) {
            use(recorder(node), block);
        } else if (node.op() instanceof LoopOp.Final) {
            use(node.input(0), block);
            finals.computeIfAbsent(node.input(0), loop -> new ArrayList<>()).add(node);
        } else {
            Iteration loop = Iteration.of(node, needs, block, tapes, finals.getOrDefault(node, List.of()));
            iterations.put(node, loop);
            tapes += loop.hasTape() ? 1 : 0;
            useAsStep(loop.count(), block);
            use(loop.condition(), loop.head());
            for (int state : loop.states()) {
                use(loop.initial(state), block);
                useAsStep(loop.next(state), loop.tail());
                isNextState[loop.next(state).id()] = true;
            }
            loop.records().forEach(record -> useAsStep(record, loop.tail()));
        }
    }

    /** A use that reads the value more than once, or needs to know where it is computed. */
    private void useAsStep(Node node, Block block) {
        use(node, block);
        isStep[node.id()] = true;
    }

    private void markArguments(Node node) {
        if (node.op() instanceof ScalarOp op && op.code() instanceof Code.Call) {
            node.inputs().forEach(input -> isArgument[input.id()] = true);
        } else if (node.op() instanceof ScalarOp op && op.code() instanceof Code.Multiplications product) {
            isMultiplied[node.input(0).id()] |= Math.abs(product.exponent()) > 1;
        }
    }

    private void use(Node node, Block block) {
        int id = node.id();
        uses[id]++;
        blockOf[id] = blockOf[id] == null ? block : Block.common(blockOf[id], block);
    }

    /**
     * From the leaves up: used once and short, inline; else kept. Named values are kept for the debugger, which costs
     * nothing.
     *
     * @param order of the steps, with each node behind its inputs
     */
    private void keepOrInline(List<Node> order) {
        for (Node node : order) {
            int id = node.id();
            if (node.op() instanceof Leaf || node.op() == LoopOp.History.HISTORY) {
                continue;
            }
            operations[id] = 1;
            for (Node input : node.inputs()) {
                operations[id] += kept[input.id()] ? 0 : operations[input.id()];
            }
            kept[id] = node.op() instanceof LoopOp.Final || isStep(node);
            if (kept[id] && !(node.op() instanceof LoopOp.Final)) {
                blockOf[id].steps().add(node);
            }
        }
    }

    private boolean isStep(Node node) {
        int id = node.id();
        boolean isRead = uses[id] > 1 || isMultiplied[id] || isStep[id] || node.name() != null;
        // javac takes a time exponential in the depth of choices in calls in choices
        boolean ownSteps = node.op() == Pointwise.WHERE && (isArgument[id] || hasSteps(node));
        return isRead || operations[id] > MAX_OPERATIONS || ownSteps || node.op() instanceof LoopOp.Loop;
    }
}
