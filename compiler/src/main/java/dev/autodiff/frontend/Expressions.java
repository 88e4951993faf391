package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.grammar.FormulaBaseVisitor;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ComparisonContext;
import dev.autodiff.grammar.FormulaParser.ConjunctionContext;
import dev.autodiff.grammar.FormulaParser.DisjunctionContext;
import dev.autodiff.grammar.FormulaParser.ExponentContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ListContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.grammar.FormulaParser.NegationContext;
import dev.autodiff.grammar.FormulaParser.NumberContext;
import dev.autodiff.grammar.FormulaParser.ParenthesesContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.PowerContext;
import dev.autodiff.grammar.FormulaParser.ProductContext;
import dev.autodiff.grammar.FormulaParser.ProductOperatorContext;
import dev.autodiff.grammar.FormulaParser.RelationContext;
import dev.autodiff.grammar.FormulaParser.SignContext;
import dev.autodiff.grammar.FormulaParser.SignedContext;
import dev.autodiff.grammar.FormulaParser.SumContext;
import dev.autodiff.grammar.FormulaParser.SumOperatorContext;
import dev.autodiff.grammar.FormulaParser.TruthContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;

/** Expressions to nodes, under one scope. A rule of the grammar without an operator of its own hands on its only child. */
final class Expressions extends FormulaBaseVisitor<Node> {
    static final Map<String, Double> CONSTANTS = Map.of("pi", Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    private final Lowering lowering;
    private final Graph graph;
    private final Scope scope;
    private final Parameters programParameters;
    private final boolean isPrelude;
    private final Calls calls;

    /** @param programParameters what takes up unknown names, or null inside of a function */
    Expressions(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
        this.calls = new Calls(this, lowering, scope, programParameters, isPrelude);
    }

    Node value(ExpressionContext context) {
        return visit(context);
    }

    /** The value as a number: true is 1 and false 0, as NumPy has it. */
    Node number(Node node) {
        return node.type().isTruth() ? where(node, graph.constant(1), graph.constant(0)) : node;
    }

    private Node number(ParseTree tree) {
        return number(visit(tree));
    }

    private Node truth(ParserRuleContext context) {
        return condition(visit(context), context);
    }

    /** The node, if it is a truth. */
    Node condition(Node node, ParserRuleContext context) {
        if (lowering.isStandIn(node)) {
            return graph.truth(true);
        }
        if (!node.type().isTruth()) {
            throw new Failure(lowering.span(context), "a condition must be true or false, and this is a number", "compare it, with '!= 0' say");
        }
        return node;
    }

    /** Steps over the rules without an operator of their own: most of a tree is such chains. */
    @Override
    public Node visit(ParseTree tree) {
        ParseTree inner = tree;
        while (inner.getChildCount() == 1 && inner.getChild(0) instanceof RuleNode only) {
            inner = only;
        }
        return inner.accept(this);
    }

    @Override
    public Node visitChildren(RuleNode node) {
        throw new AssertionError(node.getText());
    }

    /** {@code a if c else b}: the operands alternate value, condition, value, …, and chains nest to the right. */
    @Override
    public Node visitExpression(ExpressionContext context) {
        List<DisjunctionContext> operands = context.disjunction();
        Node result = visit(operands.get(operands.size() - 1));
        for (int i = operands.size() - 3; i >= 0; i -= 2) {
            result = choose(truth(operands.get(i + 1)), visit(operands.get(i)), result);
        }
        return result;
    }

    /** {@code a if condition else b}. */
    Node choose(Node condition, Node a, Node b) {
        if (a.type().isTruth() && b.type().isTruth()) {
            return or(and(condition, a), and(not(condition), b));
        }
        return where(condition, number(a), number(b));
    }

    @Override
    public Node visitDisjunction(DisjunctionContext context) {
        return context.conjunction().stream().map(this::truth).reduce((a, b) -> or(a, b)).orElseThrow();
    }

    @Override
    public Node visitConjunction(ConjunctionContext context) {
        return context.negation().stream().map(this::truth).reduce((a, b) -> and(a, b)).orElseThrow();
    }

    @Override
    public Node visitNegation(NegationContext context) {
        int negations = context.getChildCount() - 1;
        Node truth = truth(context.comparison());
        return negations % 2 == 0 ? truth : not(truth);
    }

    /** {@code a < b < c} is {@code a < b and b < c}. */
    @Override
    public Node visitComparison(ComparisonContext context) {
        List<SumContext> operands = context.sum();
        Node left = visit(operands.get(0));
        List<RelationContext> relations = context.relation();
        Node result = null;
        for (int i = 1; i < operands.size(); i++) {
            Node right = visit(operands.get(i));
            Node holds = compare(relations.get(i - 1), left, right);
            result = result == null ? holds : and(result, holds);
            left = right;
        }
        return result;
    }

    private Node compare(RelationContext relation, Node left, Node right) {
        Pointwise op = switch (relation.getStart().getType()) {
            case FormulaLexer.LESS -> Pointwise.LT;
            case FormulaLexer.LESS_EQUAL -> Pointwise.LE;
            case FormulaLexer.GREATER -> Pointwise.GT;
            case FormulaLexer.GREATER_EQUAL -> Pointwise.GE;
            case FormulaLexer.EQUAL -> Pointwise.EQ;
            case FormulaLexer.NOT_EQUAL -> Pointwise.NE;
            default -> throw new AssertionError(relation.getText());
        };
        return graph.node(op, number(left), number(right));
    }

    @Override
    public Node visitSum(SumContext context) {
        List<ProductContext> terms = context.product();
        List<SumOperatorContext> operators = context.sumOperator();
        Node sum = number(terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            Node term = number(terms.get(i));
            at(terms.get(i));
            sum = operators.get(i - 1).getStart().getType() == FormulaLexer.PLUS ? sum.plus(term) : sum.minus(term);
        }
        return sum;
    }

    @Override
    public Node visitProduct(ProductContext context) {
        List<SignedContext> factors = context.signed();
        List<ProductOperatorContext> operators = context.productOperator();
        Node product = number(factors.get(0));
        for (int i = 1; i < factors.size(); i++) {
            Node factor = number(factors.get(i));
            at(factors.get(i));
            ProductOperatorContext operator = operators.get(i - 1);
            product = switch (operator.getStart().getType()) {
                case FormulaLexer.TIMES -> product.times(factor);
                case FormulaLexer.OVER -> product.over(factor);
                default -> throw new Failure(lowering.span(operator), "'@' multiplies matrices, and these are numbers", "write '*'");
            };
        }
        return product;
    }

    @Override
    public Node visitSigned(SignedContext context) {
        return signed(context.sign(), number(context.power()));
    }

    private Node signed(List<SignContext> signs, Node value) {
        long negations = signs.stream().filter(sign -> sign.getStart().getType() == FormulaLexer.MINUS).count();
        if (negations % 2 == 0) {
            return value;
        }
        return value.op() instanceof Leaf.Constant constant ? graph.constant(-constant.value()) : value.negate();
    }

    /** Powers nest to the right, and the signs of an exponent stand before all that follows. */
    @Override
    public Node visitPower(PowerContext context) {
        List<ExponentContext> exponents = context.exponent();
        Node exponent = null;
        for (int i = exponents.size() - 1; i >= 0; i--) {
            Node base = number(exponents.get(i).postfix());
            Node power = exponent == null ? base : base.power(exponent);
            exponent = signed(exponents.get(i).sign(), power);
        }
        Node base = number(context.postfix());
        at(context);
        return base.power(exponent);
    }

    @Override
    public Node visitPostfix(PostfixContext context) {
        if (!(context.suffix(0) instanceof CallContext call)) {
            throw new Failure(lowering.span(context), "numbers have no elements", "indices need tensors, which are not supported");
        }
        if (context.suffix().size() > 1) {
            boolean isProduct = context.suffix(1) instanceof CallContext;
            throw new Failure(lowering.span(context), "the result of a call is a number",
                    isProduct ? "to multiply, write '*' before the parenthesis" : "it has no elements");
        }
        if (!(context.atom() instanceof NameContext name)) {
            throw new Failure(lowering.span(context.atom()), "this is not a function", "to multiply, write '*' before the parenthesis");
        }
        Node result = calls.call(name, call);
        at(context);
        return result;
    }

    @Override
    public Node visitNumber(NumberContext context) {
        double value = Double.parseDouble(context.getText());
        if (Double.isInfinite(value)) {
            throw new Failure(lowering.span(context), "this number is beyond the range of f64", "write inf if it is meant");
        }
        if (value == 0 && context.getText().matches("[0.]*[1-9].*")) {
            lowering.diagnostics().warning(lowering.span(context), "this number is too small for f64", "it is taken as 0");
        }
        return graph.constant(value);
    }

    @Override
    public Node visitTruth(TruthContext context) {
        return graph.truth(context.truth.getType() == FormulaLexer.TRUE);
    }

    @Override
    public Node visitParentheses(ParenthesesContext context) {
        return visit(context.expression());
    }

    @Override
    public Node visitList(ListContext context) {
        throw new Failure(lowering.span(context), "tensors are not supported", "only scalar formulas can be compiled");
    }

    @Override
    public Node visitName(NameContext context) {
        String name = context.getText();
        Node value = scope.read(name);
        if (value != null) {
            return value;
        }
        if (CONSTANTS.containsKey(name)) {
            return graph.constant(CONSTANTS.get(name));
        }
        boolean isFunction = programParameters == null ? lowering.find(name) != null : lowering.isOwn(name);
        if (isFunction || Builtins.find(name) != null) {
            throw new Failure(lowering.span(context), "'" + name + "' is a function", "call it: " + name + "(…)");
        }
        if (programParameters == null) {
            throw new Failure(lowering.span(context), "unknown variable '" + name + "'",
                    Suggestion.didYouMean(name, new TreeSet<>(scope.names()), lowering.remedyForUnknown(name)));
        }
        return programParameters.undeclared(name);
    }

    /** New nodes belong to the line where this piece of text begins; those of the prelude to the line of the call. */
    private void at(ParserRuleContext context) {
        if (!isPrelude) {
            graph.at(context.getStart().getLine());
        }
    }
}
