package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ComparisonContext;
import dev.autodiff.grammar.FormulaParser.ConjunctionContext;
import dev.autodiff.grammar.FormulaParser.DisjunctionContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.NegationContext;
import dev.autodiff.grammar.FormulaParser.RelationContext;
import dev.autodiff.grammar.FormulaParser.SumContext;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Choices, logic and comparisons. What is computed only under a condition does no harm where the condition does not
 * hold: the guards know of it meanwhile.
 */
final class Conditions {
    private final Expressions expressions;
    private final Lowering lowering;
    private final Operations operations;

    Conditions(Expressions expressions, Lowering lowering, Operations operations) {
        this.expressions = expressions;
        this.lowering = lowering;
        this.operations = operations;
    }

    /** {@code a if c else b}: the operands alternate value, condition, value, …, and chains nest to the right. */
    Node choice(ExpressionContext context) {
        if (context.ARROW() != null) {
            throw new Failure(
                    lowering.span(context),
                    "a function without a name is an argument, and no value",
                    "define it: f(x) = …, or pass it to a function that calls it");
        }
        List<DisjunctionContext> operands = context.disjunction();
        int depth = lowering.guards().depth();
        List<Node> conditions = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        for (int i = 0; i + 2 < operands.size(); i += 2) {
            Node condition = expressions.truth(operands.get(i + 1));
            conditions.add(condition);
            DisjunctionContext operand = operands.get(i);
            values.add(under(condition, () -> expressions.visit(operand)));
            enter(not(condition));
        }
        Node result = expressions.visit(operands.get(operands.size() - 1));
        lowering.guards().leaveTo(depth);
        for (int i = conditions.size() - 1; i >= 0; i--) {
            result = operations.choose(conditions.get(i), values.get(i), result, context);
        }
        return result;
    }

    /** What is computed only if the condition holds. */
    private Node under(Node condition, Supplier<Node> operand) {
        int depth = lowering.guards().depth();
        enter(condition);
        Node value = operand.get();
        lowering.guards().leaveTo(depth);
        return value;
    }

    /** Conditions of tensors say nothing of the whole. */
    private void enter(Node condition) {
        if (condition.type().isScalar()) {
            lowering.guards().enter(condition);
        }
    }

    Node any(DisjunctionContext context) {
        return logic(Pointwise.OR, context.conjunction());
    }

    Node all(ConjunctionContext context) {
        return logic(Pointwise.AND, context.negation());
    }

    private Node logic(Pointwise op, List<? extends ParserRuleContext> operands) {
        Node result = expressions.truth(operands.get(0));
        for (int i = 1; i < operands.size(); i++) {
            ParserRuleContext operand = operands.get(i);
            Node right = under(op == Pointwise.AND ? result : not(result), () -> expressions.truth(operand));
            result = operations.binary(op, result, right, operands.get(0), operand);
        }
        return result;
    }

    Node negation(NegationContext context) {
        int negations = context.getChildCount() - 1;
        Node truth = expressions.truth(context.comparison());
        return negations % 2 == 0 ? truth : not(truth);
    }

    /** {@code a < b < c} is {@code a < b and b < c}. */
    Node comparison(ComparisonContext context) {
        List<SumContext> operands = context.sum();
        Node left = expressions.visit(operands.get(0));
        List<RelationContext> relations = context.relation();
        Node result = null;
        for (int i = 1; i < operands.size(); i++) {
            Node right = expressions.visit(operands.get(i));
            Pointwise relation = Operations.relation(relations.get(i - 1));
            Node holds = operations.binary(
                    relation,
                    expressions.number(left),
                    expressions.number(right),
                    operands.get(i - 1),
                    operands.get(i));
            result = result == null
                    ? holds
                    : operations.binary(Pointwise.AND, result, holds, operands.get(0), operands.get(i));
            left = right;
        }
        return result;
    }
}
