package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * Loops. The body of a loop stands in the same graph as what is around it: it is what depends on {@link Leaf.Carried},
 * {@link Leaf.StepNumber} or {@link Recall} with the number of the loop. What does not depend on them is outside of the
 * loop, and computed once. Branches are no regions: a choice is {@link Pointwise#WHERE}, and a loop that only one
 * branch runs has a count of 0 in the other.
 *
 * <p>A loop node is the number of steps that have been made. Other nodes take what they want of the loop: a value that
 * it ends with, or the values that something in its body had in each step.
 */
public sealed interface LoopOp extends Op {
    /**
     * What a loop may use up; beyond, it is an error that names the loop.
     *
     * @param steps after which the loop is taken for endless
     * @param records the numbers that it may record for a derivative
     * @param isWatched whether steps count for the call, too: see {@link dev.autodiff.runtime.CallLimits}
     */
    record Limits(long steps, long records, boolean isWatched) {
        /** A tenth of a second of the shortest steps, and hours of long ones; a gibibyte. */
        public static final Limits DEFAULT = new Limits(100_000_000, 1L << 27);

        /** Of loops that nobody watches. */
        public Limits(long steps, long records) {
            this(steps, records, false);
        }
    }

    /**
     * Steps from one state to the next. The inputs, in this order:
     *
     * <ul>
     *   <li>the count: no more steps are made; infinite for a loop that only its condition ends
     *   <li>the condition, a truth of the body: it must hold for the next step to be made
     *   <li>the initial values of the state
     *   <li>the next values of the state, in the body
     * <li>values of the body that are recorded in each step, if {@link LoopNormalization} has found that histories are
     * taken of them
     * </ul>
     *
     * @param number of the loop, by which its body refers to it
     * @param carried how many values the state has
     */
    record Loop(int number, int carried, Limits limits) implements LoopOp {
        /** Where the initial values begin among the inputs. */
        private static final int INITIAL = 2;

        @Override
        public boolean equals(Object other) {
            return other instanceof Loop that
                    && number == that.number
                    && carried == that.carried
                    && limits.equals(that.limits);
        }

        @Override
        public int hashCode() {
            return 31 * number + carried;
        }

        @Override
        public String symbol() {
            return "loop";
        }

        @Override
        public Type type(List<Node> inputs) {
            return Type.WHOLE;
        }

        /** How many steps there are at most. */
        public Node count(Node y) {
            return y.input(0);
        }

        /** What must hold for the next step. */
        public Node condition(Node y) {
            return y.input(1);
        }

        public Node initial(Node y, int index) {
            return y.input(INITIAL + index);
        }

        public Node next(Node y, int index) {
            return y.input(INITIAL + carried + index);
        }

        public List<Node> recorded(Node y) {
            return y.inputs().subList(INITIAL + 2 * carried, y.inputs().size());
        }

        /** What the body sees of the state: the value before the step. */
        public Node state(Node y, int index) {
            return y.graph().carried(number, index, initial(y, index).type());
        }

        /** Whether steps are made as long as the condition holds, with no count of them before. */
        public boolean isOpen(Node y) {
            return count(y).op() instanceof Leaf.Constant constant && constant.value() == Double.POSITIVE_INFINITY;
        }
    }

    /** What a value of the state is when the loop ends; its input is the loop. */
    record Final(int index) implements LoopOp {
        @Override
        public boolean equals(Object other) {
            return other instanceof Final that && index == that.index;
        }

        @Override
        public int hashCode() {
            return 31 + index;
        }

        @Override
        public String symbol() {
            return "final";
        }

        @Override
        public Type type(List<Node> inputs) {
            return ((Loop) inputs.get(0).op()).initial(inputs.get(0), index).type();
        }

        @Override
        public List<String> attributes(Node y) {
            return List.of(Integer.toString(index));
        }
    }

    /**
     * The values that a node of the body had in each step of a loop, in their order; its inputs are the loop and that
     * node. Its type is that of one of the values, and only {@link Recall} reads it.
     */
    enum History implements LoopOp {
        HISTORY;

        @Override
        public String symbol() {
            return "history";
        }

        @Override
        public Type type(List<Node> inputs) {
            return inputs.get(1).type();
        }
    }

    /**
     * What a history holds for the step of another loop that makes as many steps: in the same order, or from the last
     * to the first.
     *
     * @param loop the number of the loop that reads
     */
    record Recall(int loop, boolean backwards) implements LoopOp {
        @Override
        public boolean equals(Object other) {
            return other instanceof Recall that && loop == that.loop && backwards == that.backwards;
        }

        @Override
        public int hashCode() {
            return 31 * loop + (backwards ? 1 : 2);
        }

        @Override
        public String symbol() {
            return backwards ? "recall_backwards" : "recall";
        }

        @Override
        public Type type(List<Node> inputs) {
            return inputs.get(0).type();
        }
    }
}
