package dev.autodiff.codegen.loops;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Node;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Variable;
import dev.autodiff.lowering.Step.Output;
import java.util.function.Consumer;
import java.util.function.Function;

/** A way to do most rounds of an innermost loop at once, written before the loop, which does what is left. */
public interface ManyAtOnce {
    /** The level of the loop that it stands before. */
    int level();

    /** The fewest rounds that a thread should have to do, where threads share them. */
    default int fewestRounds() {
        return 1;
    }

    /**
     * Has most of the elements done where that can be, if there are enough of them.
     *
     * @param done the variable that counts the elements, from the first one
     * @param end after the last element
     * @param place gives where an access is at the element that is next
     * @param parameter gives a number that all elements share
     * @param fold takes up what the elements are folded to, which is in the scratch array that it is given
     */
    void write(
            PlanFrame frame,
            Variable done,
            Expr end,
            Function<Access, Expr> place,
            Function<Node, Expr> parameter,
            Consumer<Variable> fold);

    /** Whether it folds what is written there: as a rule that is left to the loop behind it. */
    default boolean folds(Output output) {
        return false;
    }

    /** What the elements that are done are folded to, of an output that it folds. */
    default Expr folded(Variable scratch, Output output) {
        throw new AssertionError(output);
    }
}
