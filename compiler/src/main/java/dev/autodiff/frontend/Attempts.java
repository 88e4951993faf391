package dev.autodiff.frontend;

import dev.autodiff.frontend.values.Failure;
import dev.autodiff.graph.Node;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Runs steps that may fail, and reports why, so that the next statement is still looked at. */
final class Attempts {
    private final Lowering lowering;
    private final boolean isPrelude;

    Attempts(Lowering lowering, boolean isPrelude) {
        this.lowering = lowering;
        this.isPrelude = isPrelude;
    }

    /** What the step computes, or a stand-in after reporting why it failed. */
    Node value(ParserRuleContext context, Supplier<Node> step) {
        return run(context, step, lowering.standIn());
    }

    /** The same for what may be several values. */
    Results results(ParserRuleContext context, Supplier<Results> step) {
        return run(context, step, Results.of(lowering.standIn()));
    }

    private <T> T run(ParserRuleContext context, Supplier<T> step, T otherwise) {
        int guards = lowering.guards().depth();
        try {
            at(context);
            return step.get();
        } catch (Failure failure) {
            if (isPrelude) {
                // the call is to blame: it has a place in the user's text
                throw failure;
            }
            lowering.guards().leaveTo(guards);
            lowering.report(failure);
            return otherwise;
        } catch (ArithmeticException e) {
            lowering.guards().leaveTo(guards);
            lowering.report(Failure.ofShapes(
                    lowering.span(context), "a tensor has more elements than there are whole numbers", ""));
            return otherwise;
        }
    }

    /** New nodes belong to the line where the context begins; those of the prelude to the line of its call. */
    void at(ParserRuleContext context) {
        if (!isPrelude) {
            lowering.graph().at(context.getStart().getLine());
        }
    }

    void error(ParserRuleContext context, String message, String remedy) {
        lowering.diagnostics().error(lowering.span(context), message, remedy);
    }

    void error(Token word, String message, String remedy) {
        lowering.diagnostics().error(lowering.span(word), message, remedy);
    }
}
