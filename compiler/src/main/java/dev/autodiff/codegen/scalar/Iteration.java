package dev.autodiff.codegen.scalar;

import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.LoopOp.Loop;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Needs;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Support;
import java.util.List;

/**
 * A loop as a method runs it. What it records goes to a tape, a row for each step.
 *
 * @param states the indices of those values of the state that the method needs
 * @param records the nodes of its body that the method reads histories of, a column each
 * @param head what the condition needs, computed before each step
 * @param tail what only a step that is made needs
 * @param tape the number of its tape among those of the method
 * @param finals the nodes that stand for what the state ends with
 */
record Iteration(
        Node node,
        Loop loop,
        List<Integer> states,
        List<Node> records,
        Block head,
        Block tail,
        int tape,
        List<Node> finals) {
    /** @param block that the loop is in */
    static Iteration of(Node node, Needs needs, Block block, int tape, List<Node> finals) {
        Loop loop = (Loop) node.op();
        Block head = new Block(block, loop.number());
        return new Iteration(
                node,
                loop,
                List.copyOf(needs.states(loop.number())),
                needs.records(node),
                head,
                new Block(head),
                tape,
                List.copyOf(finals));
    }

    Node count() {
        return loop.count(node);
    }

    Node condition() {
        return loop.condition(node);
    }

    /** Whether the number of steps is known before the first one. */
    boolean isCounted() {
        return condition().isTruth(true);
    }

    /** Whether the number of steps is a constant within the limit. */
    boolean isLiterallyCounted() {
        return isCounted() && count().op() instanceof Leaf.Constant constant && !(constant.value() > limit());
    }

    /** The number of steps that stands in the program. */
    long literalSteps() {
        return Support.steps(((Leaf.Constant) count().op()).value(), node.line(), limit());
    }

    /** Whether the count is that of the steps of another loop, which are not too many. */
    boolean isAsLongAsAnother() {
        return count().op() instanceof Loop other && other.limits().steps() <= limit();
    }

    /** Whether there is a count to be tested beside the condition. */
    boolean hasCount() {
        return !loop.isOpen(node);
    }

    Node initial(int state) {
        return loop.initial(node, state);
    }

    Node next(int state) {
        return loop.next(node, state);
    }

    /** What the body sees of the state. */
    Node state(int state) {
        return loop.state(node, state);
    }

    /** What the body sees of the number of steps. */
    Node step() {
        return node.graph().stepNumber(loop.number());
    }

    /** The name of a value of the state in the program, or null. */
    String name(int state) {
        String name = next(state).name();
        for (Node end : finals) {
            name = name == null && ((LoopOp.Final) end.op()).index() == state ? end.name() : name;
        }
        return name;
    }

    /** What is recorded before the tail has computed anything: its steps may replace the state. */
    List<Node> recordedFirst() {
        return records.stream().filter(record -> !tail.steps().contains(computation(record))).toList();
    }

    /** What is recorded as soon as this step has been computed. */
    List<Node> recordedWith(Node step) {
        return records.stream().filter(record -> computation(record) == step).toList();
    }

    private static Node computation(Node record) {
        return record.op() instanceof LoopOp.Final ? record.input(0) : record;
    }

    boolean hasTape() {
        return !records.isEmpty();
    }

    /** How many numbers a step records. */
    int width() {
        return records.size();
    }

    long limit() {
        return loop.limits().steps();
    }

    /** Whether an int may not hold the number of steps. */
    boolean isLong() {
        return limit() >= Integer.MAX_VALUE;
    }
}
