package dev.autodiff.frontend;

import dev.autodiff.frontend.Scope.Gap;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.DefinitionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ValuesContext;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Gives names their values, and elements of tensors theirs. */
final class Assignments {
    /** What takes a value that is not needed, where several are assigned. */
    private static final String LEFT_OUT = "_";
    private static final String NESTED_FUNCTION = "functions are defined outside of functions and blocks";

    private final Lowering lowering;
    private final Scope scope;
    private final Parameters programParameters;
    private final Expressions expressions;
    private final Attempts attempts;
    private final Map<String, Node> outputs = new LinkedHashMap<>();

    /** Where names stand that are assigned together with others. */
    private final Set<Span> together = new HashSet<>();
    private String last;
    private int noGradBlocks;

    Assignments(
            Lowering lowering, Scope scope, Parameters programParameters, Expressions expressions, Attempts attempts) {
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
        List<ExpressionContext> left = definition.values(0).expression();
        for (ExpressionContext target : left) {
            if (Trees.isCall(target)) {
                lowering.addBroken(Trees.postfix(target).atom().getText());
            }
        }
        if (definition.block() != null) {
            boolean isCall = left.size() == 1 && Trees.isCall(left.get(0));
            attempts.error(
                    definition.values(0),
                    isCall ? NESTED_FUNCTION : "this does not name a function",
                    isCall ? "" : "write f(x, y) { … }");
        } else if (isBare(definition)) {
            refuseBare(definition);
        } else if (left.stream().allMatch(target -> isTarget(target, left))) {
            assign(left, definition.values(1));
        }
    }

    static boolean isBare(DefinitionContext definition) {
        return definition.block() == null && definition.values().size() == 1;
    }

    /** Whether the statement is a word that leaves loops in other languages. */
    static boolean isJump(DefinitionContext definition) {
        List<ExpressionContext> values = definition.values(0).expression();
        String name = isBare(definition) && values.size() == 1 ? Trees.name(values.get(0)) : null;
        return "break".equals(name) || "continue".equals(name);
    }

    private void refuseBare(DefinitionContext definition) {
        ValuesContext values = definition.values(0);
        if (isJump(definition)) {
            attempts.error(values, "'" + values.getText() + "' does not exist", values.getText().equals("break")
                    ? "put the condition into 'while'" : "put the rest of the body into 'if'");
        } else if (values.expression().size() > 1) {
            attempts.error(values, "these values are not used", "give them names: y, z = …");
        } else {
            attempts.error(
                    values,
                    "this value is not used",
                    Trees.isEquation(values.expression(0)) ? "to assign, write '='" : "give it a name: y = …");
        }
    }

    /** Whether a value can be assigned to it; an error if not. */
    private boolean isTarget(ExpressionContext target, List<ExpressionContext> left) {
        String name = Trees.name(target);
        boolean isTwice = name != null
                && !isLeftOut(target, left)
                && left.subList(0, left.indexOf(target)).stream().anyMatch(other -> name.equals(Trees.name(other)));
        if (isTwice) {
            attempts.error(
                    target, "'" + name + "' stands twice on the left side of '='", "'_' takes what is not needed");
        } else if (Trees.isTruth(target)) {
            attempts.error(target, "'" + target.getText() + "' is a constant", "choose another name");
        } else if (Trees.target(target) == null) {
            boolean isFunction = left.size() == 1 && Trees.isCall(target);
            boolean isList = left.size() == 1 && (Trees.list(target) != null || Trees.isInParentheses(target));
            attempts.error(
                    target,
                    isFunction ? NESTED_FUNCTION : "the left side of '=' must be a name, or an element of one",
                    isList
                            ? "several names stand without brackets: y, z = …"
                            : Trees.isCall(target) && !isFunction ? "define each function by itself" : "");
        }
        return !isTwice && Trees.target(target) != null;
    }

    /** Whether the target is the {@code _} of several, which drops a value. */
    static boolean isLeftOut(ExpressionContext target, List<ExpressionContext> left) {
        return left.size() > 1 && LEFT_OUT.equals(Trees.name(target));
    }

    /** Gives the values to what stands left of them, all of them computed before. */
    private void assign(List<ExpressionContext> left, ValuesContext right) {
        Results results = expressions.results(right, attempts);
        boolean fits = results.count() == left.size();
        if (!fits && !lowering.hasStandIn(results.values())) {
            refuseCount(left, right, results);
        }
        for (int i = 0; i < left.size(); i++) {
            ExpressionContext target = left.get(i);
            Node value = fits ? results.values().get(i) : lowering.standIn();
            if (left.size() > 1) {
                together.add(lowering.span(target.getStart()));
            }
            if (isLeftOut(target, left)) {
                leaveOut();
            } else if (Trees.name(target) != null) {
                assign(Trees.name(target), target, value);
            } else {
                assignElement(target, value);
            }
        }
    }

    private void leaveOut() {
        if (before(LEFT_OUT) == null && !isParameter(LEFT_OUT)) {
            scope.leave(LEFT_OUT, new Gap("'_' has no value: it takes what is not needed", "give it a name"));
        }
    }

    private void refuseCount(List<ExpressionContext> left, ValuesContext right, Results results) {
        int values = right.expression().size();
        ExpressionContext first = right.expression(0);
        String names = left.size() == 1 ? "one name" : left.size() + " names";
        if (values == 1 && Trees.isCall(first)) {
            String function = Trees.postfix(first).atom().getText();
            String taken = String.join(", ", results.isOne() ? List.of("y") : results.names());
            attempts.error(
                    right,
                    "'" + function + "' has " + (results.isOne() ? "one result" : results.count() + " results")
                            + ", and " + names + (left.size() == 1 ? " stands" : " stand") + " before '='",
                    "write " + taken + " = " + function + "(…)");
        } else if (left.size() == 1 && isDecimal(right)) {
            attempts.error(right.COMMA(0).getSymbol(), "unexpected ','", "the decimal point is '.'");
        } else if (left.size() == 1) {
            attempts.error(
                    right,
                    "'" + left.get(0).getText() + "' takes one value, and these are " + values,
                    "a list stands in brackets: [" + first.getText() + ", …]");
        } else {
            attempts.error(
                    right,
                    names + " stand before '=', and " + (values == 1 ? "one value" : values + " values") + " behind it",
                    values == 1
                            ? "assign one after the other; elements of a tensor are " + first.getText() + "[0], "
                                    + first.getText() + "[1]"
                            : "write as many of them");
        }
    }

    /** Whether the values are the digits of one number, as they are written in many countries. */
    private static boolean isDecimal(ValuesContext values) {
        Token comma = values.COMMA(0).getSymbol();
        Token whole = values.expression(0).getStop();
        Token fraction = values.expression(1).getStart();
        return values.expression().size() == 2
                && whole.getType() == FormulaLexer.NUMBER
                && fraction.getType() == FormulaLexer.NUMBER
                && fraction.getStartIndex() == comma.getStopIndex() + 1
                && whole.getStopIndex() + 1 == comma.getStartIndex();
    }

    private void assignElement(ExpressionContext left, Node value) {
        String name = Trees.target(left);
        if (isParameter(name) || scope.contains(name) || Names.CONSTANTS.containsKey(name)) {
            assign(name, left, attempts.value(left, () -> updated(name, left, value)));
        } else {
            attempts.error(
                    left, "'" + name + "' has no elements yet", "assign the whole first: " + name + " = zeros(…)");
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
            attempts.error(
                    place,
                    "'" + name + "' is read before it is assigned, so it is a parameter",
                    "assign it first, or choose another name");
            return;
        }
        Node kept = noGradBlocks > 0 && !lowering.isStandIn(value)
                ? lowering.graph().node(Identity.Detach.DETACH, value)
                : value;
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
        lowering.diagnostics()
                .warning(
                        earlier,
                        "the value of '" + name + "' is never used",
                        "it is assigned again before anything reads it");
    }

    /** Another value is the result, and it does not need this one: the text is right, and half of it may be lost. */
    void warnHidden(String name, Span place) {
        lowering.diagnostics().warning(place, "the result does not use '" + name + "'",
                "the result is the expression in the last line; if '" + name + "' is, remove that line");
    }

    void warnUnused(String name, Span place) {
        String remedy = together.contains(place) ? "use it, or write '_' in its place" : "remove it, or use it";
        lowering.diagnostics().warning(place, "variable '" + name + "' is never used", remedy);
    }
}
