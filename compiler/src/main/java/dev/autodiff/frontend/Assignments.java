package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;

/** Gives names their values, and elements of tensors theirs. */
final class Assignments {
    private static final String NESTED_FUNCTION = "functions are defined outside of functions and blocks";

    private final Lowering lowering;
    private final Scope scope;
    private final Parameters programParameters;
    private final Expressions expressions;
    private final Attempts attempts;
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private String last;
    private int noGradBlocks;

    Assignments(Lowering lowering, Scope scope, Parameters programParameters, Expressions expressions, Attempts attempts) {
        this.lowering = lowering;
        this.scope = scope;
        this.programParameters = programParameters;
        this.expressions = expressions;
        this.attempts = attempts;
    }

    /** The assigned names that have a value outside of all blocks. */
    Map<String, Node> outputs() {
        return outputs;
    }

    /** The name among them that was assigned last, or null. */
    String last() {
        return last;
    }

    void addOutput(String name, Node value) {
        outputs.put(name, value);
        last = name;
    }

    /** What is assigned meanwhile is a constant to derivatives. */
    void detached(Runnable block) {
        noGradBlocks++;
        block.run();
        noGradBlocks--;
    }

    void define(DefinitionContext definition) {
        ExpressionContext left = definition.expression(0);
        if (Trees.isCall(left)) {
            lowering.addBroken(Trees.postfix(left).atom().getText());
        }
        if (definition.block() != null) {
            boolean isCall = Trees.isCall(left);
            attempts.error(left, isCall ? NESTED_FUNCTION : "this does not name a function", isCall ? "" : "write f(x, y) { … }");
        } else if (isBare(definition)) {
            refuseBare(definition);
        } else if (Trees.name(left) != null) {
            ExpressionContext right = definition.expression(1);
            assign(Trees.name(left), left, attempts.value(right, () -> expressions.value(right)));
        } else if (Trees.target(left) != null) {
            assignElement(definition);
        } else if (Trees.isTruth(left)) {
            attempts.error(left, "'" + left.getText() + "' is a constant", "choose another name");
        } else {
            attempts.error(left, Trees.isCall(left) ? NESTED_FUNCTION : "the left side of '=' must be a name, or an element of one", "");
        }
    }

    static boolean isBare(DefinitionContext definition) {
        return definition.block() == null && definition.expression().size() == 1;
    }

    /** Whether the statement is a word that leaves loops in other languages. */
    static boolean isJump(DefinitionContext definition) {
        String name = isBare(definition) ? Trees.name(definition.expression(0)) : null;
        return "break".equals(name) || "continue".equals(name);
    }

    private void refuseBare(DefinitionContext definition) {
        ExpressionContext left = definition.expression(0);
        if (isJump(definition)) {
            attempts.error(left, "'" + left.getText() + "' does not exist", left.getText().equals("break")
                    ? "put the condition into 'while'" : "put the rest of the body into 'if'");
        } else {
            attempts.error(left, "this value is not used", Trees.isEquation(left) ? "to assign, write '='" : "give it a name: y = …");
        }
    }

    private void assignElement(DefinitionContext definition) {
        ExpressionContext left = definition.expression(0);
        String name = Trees.target(left);
        Node value = attempts.value(definition.expression(1), () -> expressions.value(definition.expression(1)));
        if (isParameter(name) || scope.contains(name) || Names.CONSTANTS.containsKey(name)) {
            assign(name, left, attempts.value(left, () -> updated(name, left, value)));
        } else {
            attempts.error(left, "'" + name + "' has no elements yet", "assign the whole first: " + name + " = zeros(…)");
            scope.bind(name, lowering.standIn());
        }
    }

    private Node updated(String name, ExpressionContext left, Node value) {
        Node old = scope.read(name);
        if (old == null || lowering.isStandIn(old) || lowering.isStandIn(value)) {
            return lowering.standIn();
        }
        try {
            return expressions.update(old, Trees.postfix(left), value);
        } catch (ShapeException e) {
            throw Failure.of(lowering.span(left), e);
        }
    }

    private void assign(String name, ParserRuleContext place, Node value) {
        if (Names.CONSTANTS.containsKey(name)) {
            attempts.error(place, "'" + name + "' is a constant", "choose another name");
            return;
        }
        if (isParameter(name)) {
            attempts.error(place, "'" + name + "' is read before it is assigned, so it is a parameter", "assign it first, or choose another name");
            return;
        }
        Node kept = noGradBlocks > 0 && !lowering.isStandIn(value) ? lowering.graph().node(Identity.Detach.DETACH, value) : value;
        kept.suggestName(name);
        scope.assign(name, kept, lowering.span(place.getStart()), this::warnOverwritten);
        finish(name);
    }

    /** Binds a name to what a block has made of it. */
    void settle(String name, Node value, Span place, boolean isUnread) {
        value.suggestName(name);
        scope.settle(name, value, place, isUnread);
        finish(name);
    }

    /** The same where the block is run in any case, so that nothing but the block has needed the earlier value. */
    void replace(String name, Node value, Span place, boolean isUnread) {
        Span earlier = scope.unread().get(name);
        if (earlier != null) {
            warnOverwritten(name, earlier);
        }
        settle(name, value, place, isUnread);
    }

    /** Whether the name has been taken for a parameter because something has read it. */
    boolean isParameter(String name) {
        return programParameters != null && programParameters.contains(name) && !scope.contains(name);
    }

    /** What the name stands for before a block, or null. */
    Node before(String name) {
        Node value = scope.peek(name);
        return value == null && scope.gap(name) == null && scope.dimension(name) != null
                ? lowering.graph().extent(scope.dimension(name)) : value;
    }

    private void finish(String name) {
        if (scope.isOutermost()) {
            addOutput(name, scope.peek(name));
        }
    }

    private void warnOverwritten(String name, Span earlier) {
        lowering.diagnostics().warning(earlier, "the value of '" + name + "' is never used", "it is assigned again before anything reads it");
    }

    /** Another value is the result, and it does not need this one: the text is right, and half of it may be lost. */
    void warnHidden(String name, Span place) {
        lowering.diagnostics().warning(place, "the result does not use '" + name + "'",
                "the result is the expression in the last line; if '" + name + "' is, remove that line");
    }

    void warnUnused(String name, Span place) {
        lowering.diagnostics().warning(place, "variable '" + name + "' is never used", "remove it, or use it");
    }
}
