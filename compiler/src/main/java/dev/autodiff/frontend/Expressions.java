package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.not;

import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaBaseVisitor;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ComparisonContext;
import dev.autodiff.grammar.FormulaParser.ConjunctionContext;
import dev.autodiff.grammar.FormulaParser.DisjunctionContext;
import dev.autodiff.grammar.FormulaParser.ExponentContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.IndexContext;
import dev.autodiff.grammar.FormulaParser.ListContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.grammar.FormulaParser.NegationContext;
import dev.autodiff.grammar.FormulaParser.NumberContext;
import dev.autodiff.grammar.FormulaParser.ParenthesesContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.PowerContext;
import dev.autodiff.grammar.FormulaParser.ProductContext;
import dev.autodiff.grammar.FormulaParser.ProductOperatorContext;
import dev.autodiff.grammar.FormulaParser.SignedContext;
import dev.autodiff.grammar.FormulaParser.StringContext;
import dev.autodiff.grammar.FormulaParser.SuffixContext;
import dev.autodiff.grammar.FormulaParser.SumContext;
import dev.autodiff.grammar.FormulaParser.SumOperatorContext;
import dev.autodiff.grammar.FormulaParser.TruthContext;
import dev.autodiff.grammar.FormulaParser.ValuesContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;

/**
 * Expressions to nodes, under one scope. A rule of the grammar without an operator of its own hands on its only child.
 */
final class Expressions extends FormulaBaseVisitor<Node> {
    private final Lowering lowering;
    private final Graph graph;
    private final boolean isPrelude;
    private final Names names;
    private final Calls calls;
    private final Operations operations;
    private final Conditions conditions;
    private final Subscripts subscripts;

    /** @param programParameters what takes up unknown names, or null inside of a function */
    Expressions(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.isPrelude = isPrelude;
        this.names = new Names(lowering, scope, programParameters);
        this.operations = new Operations(lowering);
        this.conditions = new Conditions(this, lowering, operations);
        this.subscripts = new Subscripts(this, lowering);
        this.calls = new Calls(this, lowering, scope, programParameters, isPrelude);
    }

    /** The value of an expression that stands by itself. */
    Node value(ExpressionContext context) {
        Node value = visit(context);
        requirePresent(value, context);
        return value;
    }

    /** The values that stand side by side, or those of the function that is called alone. */
    Results results(ValuesContext context, Attempts attempts) {
        List<ExpressionContext> all = context.expression();
        if (all.size() == 1) {
            return attempts.results(context, () -> results(all.get(0)));
        }
        List<Node> values = all.stream()
                .map(expression -> attempts.value(expression, () -> value(expression)))
                .toList();
        List<String> names = new ArrayList<>();
        for (ExpressionContext expression : all) {
            String name = Trees.name(expression);
            names.add(name == null || Names.CONSTANTS.containsKey(name) ? null : name);
        }
        return new Results(names, values);
    }

    /** What the expression returns: several values, if it is the call of a function that does. */
    Results results(ExpressionContext context) {
        PostfixContext postfix = Trees.postfix(context);
        boolean isCall = Trees.isCall(context) && postfix.suffix().size() == 1;
        if (Trees.isInParentheses(context)) {
            throw new Failure(
                    lowering.span(context),
                    "values side by side in parentheses are no value",
                    "several results stand without them: y, z");
        }
        return isCall
                ? calls.results((NameContext) postfix.atom(), (CallContext) postfix.suffix(0))
                : Results.of(value(context));
    }

    private void requirePresent(Node value, ParserRuleContext context) {
        if (value.op() == Leaf.Absent.NONE) {
            throw new Failure(
                    lowering.span(context), "'none' is no value", "it stands for an argument that is left out");
        }
    }

    /** The value as a number: true is 1 and false 0, as NumPy has it. */
    Node number(Node node) {
        return Arguments.numeric(node);
    }

    private Node number(ParserRuleContext context) {
        Node value = visit(context);
        requirePresent(value, context);
        return number(value);
    }

    Node truth(ParserRuleContext context) {
        return condition(visit(context), context);
    }

    Node condition(Node node, ParserRuleContext context) {
        return operations.condition(node, context);
    }

    Node choose(Node condition, Node a, Node b) {
        return operations.choose(condition, a, b);
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

    /** The condition of a statement; true where it fails. */
    Node singleTruth(ExpressionContext context, Attempts attempts) {
        Node truth = attempts.value(context, () -> {
            Node condition = truth(context);
            if (!condition.type().isScalar()) {
                throw Failure.ofShapes(
                        lowering.span(context),
                        "this condition is " + condition.type() + ", and a statement needs a single one",
                        "write any(…) or all(…)");
            }
            return condition;
        });
        return lowering.isStandIn(truth) ? graph.truth(true) : truth;
    }

    /** The tensor with the elements replaced that the left side of an assignment names. */
    Node update(Node x, PostfixContext left, Node value) {
        return subscripts.update(x, left, number(x) == x ? number(value) : value);
    }

    @Override
    public Node visitExpression(ExpressionContext context) {
        return conditions.choice(context);
    }

    @Override
    public Node visitDisjunction(DisjunctionContext context) {
        return conditions.any(context);
    }

    @Override
    public Node visitConjunction(ConjunctionContext context) {
        return conditions.all(context);
    }

    @Override
    public Node visitNegation(NegationContext context) {
        return conditions.negation(context);
    }

    @Override
    public Node visitComparison(ComparisonContext context) {
        return conditions.comparison(context);
    }

    @Override
    public Node visitSum(SumContext context) {
        List<ProductContext> terms = context.product();
        List<SumOperatorContext> operators = context.sumOperator();
        Node sum = number(terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            Node term = number(terms.get(i));
            at(terms.get(i));
            Pointwise op =
                    operators.get(i - 1).getStart().getType() == FormulaLexer.PLUS ? Pointwise.ADD : Pointwise.SUB;
            sum = operations.binary(op, sum, term, terms.get(0), terms.get(i));
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
                case FormulaLexer.TIMES -> operations.binary(
                        Pointwise.MUL, product, factor, factors.get(0), factors.get(i));
                case FormulaLexer.OVER -> operations.binary(
                        Pointwise.DIV, product, factor, factors.get(0), factors.get(i));
                default -> operations.matrixProduct(product, factor, operator, factors.get(0), factors.get(i));
            };
        }
        return product;
    }

    @Override
    public Node visitSigned(SignedContext context) {
        return operations.signed(context.sign(), number(context.power()));
    }

    /** Powers nest to the right, and the signs of an exponent stand before all that follows. */
    @Override
    public Node visitPower(PowerContext context) {
        List<ExponentContext> exponents = context.exponent();
        ExponentContext last = exponents.get(exponents.size() - 1);
        Node exponent = null;
        for (int i = exponents.size() - 1; i >= 0; i--) {
            Node base = number(exponents.get(i).postfix());
            Node power =
                    exponent == null ? base : operations.binary(Pointwise.POW, base, exponent, exponents.get(i), last);
            exponent = operations.signed(exponents.get(i).sign(), power);
        }
        Node base = number(context.postfix());
        at(context);
        return operations.binary(Pointwise.POW, base, exponent, context, last);
    }

    @Override
    public Node visitPostfix(PostfixContext context) {
        boolean isCall = context.suffix(0) instanceof CallContext;
        Node result = isCall ? call(context, (CallContext) context.suffix(0)) : visit(context.atom());
        for (SuffixContext suffix : context.suffix().subList(isCall ? 1 : 0, context.suffix().size())) {
            if (!(suffix instanceof IndexContext index)) {
                throw new Failure(
                        lowering.span(context),
                        isCall ? "the result of a call is no function" : "an element is no function",
                        "to multiply, write '*' before the parenthesis");
            }
            result = element(result, context, index);
            at(context);
        }
        return result;
    }

    /** A value by the indices that stand behind a name. */
    Node indexed(Node x, PostfixContext context) {
        Node result = x;
        for (SuffixContext suffix : context.suffix()) {
            result = element(result, context, (IndexContext) suffix);
        }
        return result;
    }

    private Node element(Node x, PostfixContext context, IndexContext index) {
        try {
            return subscripts.index(x, context, index);
        } catch (ShapeException e) {
            throw Failure.of(lowering.span(context), e);
        }
    }

    /** {@code sin^2(x)} is the square of the sine in mathematics, and the exponent is called here. */
    private static String remedyForCall(PostfixContext context) {
        PowerContext power = context.getParent().getParent() instanceof PowerContext parent ? parent : null;
        String base = power == null ? null : power.postfix().getText();
        return base != null && Unknown.all().contains(base)
                ? "write " + base + context.suffix(0).getText() + "^"
                        + context.atom().getText()
                : "to multiply, write '*' before the parenthesis";
    }

    private Node call(PostfixContext context, CallContext call) {
        if (!(context.atom() instanceof NameContext name)) {
            throw new Failure(lowering.span(context.atom()), "this is not a function", remedyForCall(context));
        }
        Node result = calls.call(name, call);
        at(context);
        return result;
    }

    @Override
    public Node visitNumber(NumberContext context) {
        double value = Double.parseDouble(context.getText());
        if (Double.isInfinite(value)) {
            throw new Failure(
                    lowering.span(context), "this number is beyond the range of f64", "write inf if it is meant");
        }
        if (value == 0 && context.getText().matches("[0.]*[1-9].*")) {
            lowering.diagnostics()
                    .warning(lowering.span(context), "this number is too small for f64", "it is taken as 0");
        }
        return graph.constant(value);
    }

    @Override
    public Node visitTruth(TruthContext context) {
        return graph.truth(context.truth.getType() == FormulaLexer.TRUE);
    }

    @Override
    public Node visitParentheses(ParenthesesContext context) {
        if (context.expression().size() > 1) {
            throw new Failure(
                    lowering.span(context),
                    "values side by side in parentheses are no value",
                    "a list is ["
                            + context.expression().stream().map(lowering::text).collect(Collectors.joining(", "))
                            + "]; a function is (x, y) -> …");
        }
        return visit(context.expression(0));
    }

    @Override
    public Node visitList(ListContext context) {
        List<Node> elements = new ArrayList<>();
        for (ExpressionContext element : context.expression()) {
            elements.add(value(element));
        }
        at(context);
        return operations.list(elements, context.expression());
    }

    @Override
    public Node visitString(StringContext context) {
        throw new Failure(lowering.span(context), "unexpected string", "only einsum takes a string");
    }

    @Override
    public Node visitName(NameContext context) {
        return names.value(context);
    }

    /** New nodes belong to the line where this piece of text begins; those of the prelude to the line of the call. */
    private void at(ParserRuleContext context) {
        if (!isPrelude) {
            graph.at(context.getStart().getLine());
        }
    }
}
