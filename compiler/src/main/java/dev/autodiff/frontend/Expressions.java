package dev.autodiff.frontend;

import static dev.autodiff.graph.Algebra.and;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.or;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.grammar.FormulaBaseVisitor;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ComparisonContext;
import dev.autodiff.grammar.FormulaParser.ConjunctionContext;
import dev.autodiff.grammar.FormulaParser.DisjunctionContext;
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
import dev.autodiff.grammar.FormulaParser.SignContext;
import dev.autodiff.grammar.FormulaParser.SignedContext;
import dev.autodiff.grammar.FormulaParser.SumContext;
import dev.autodiff.grammar.FormulaParser.SumOperatorContext;
import dev.autodiff.grammar.FormulaParser.TruthContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
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

    /** @param programParameters what takes up unknown names, or null inside of a function */
    Expressions(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
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
        Node node = visit(context);
        if (!node.type().isTruth()) {
            throw new Failure(span(context), "a condition must be true or false, and this is a number", "compare it, with '!= 0' say");
        }
        return node;
    }

    @Override
    public Node visitChildren(RuleNode node) {
        if (node.getChildCount() != 1) {
            throw new AssertionError(node.getText());
        }
        return visit(node.getChild(0));
    }

    /** {@code a if c else b}: the operands alternate value, condition, value, …, and chains nest to the right. */
    @Override
    public Node visitExpression(ExpressionContext context) {
        List<DisjunctionContext> operands = context.disjunction();
        if (operands.size() == 1) {
            return visit(operands.get(0));
        }
        Node result = visit(operands.get(operands.size() - 1));
        for (int i = operands.size() - 3; i >= 0; i -= 2) {
            result = choose(truth(operands.get(i + 1)), visit(operands.get(i)), result);
        }
        return result;
    }

    private Node choose(Node condition, Node a, Node b) {
        if (a.type().isTruth() && b.type().isTruth()) {
            return or(and(condition, a), and(not(condition), b));
        }
        return where(condition, number(a), number(b));
    }

    @Override
    public Node visitDisjunction(DisjunctionContext context) {
        if (context.conjunction().size() == 1) {
            return visit(context.conjunction(0));
        }
        return context.conjunction().stream().map(this::truth).reduce((a, b) -> or(a, b)).orElseThrow();
    }

    @Override
    public Node visitConjunction(ConjunctionContext context) {
        if (context.negation().size() == 1) {
            return visit(context.negation(0));
        }
        return context.negation().stream().map(this::truth).reduce((a, b) -> and(a, b)).orElseThrow();
    }

    @Override
    public Node visitNegation(NegationContext context) {
        int negations = context.getChildCount() - 1;
        if (negations == 0) {
            return visit(context.comparison());
        }
        Node truth = truth(context.comparison());
        return negations % 2 == 0 ? truth : not(truth);
    }

    /** {@code a < b < c} is {@code a < b and b < c}. */
    @Override
    public Node visitComparison(ComparisonContext context) {
        Node left = visit(context.sum(0));
        Node result = null;
        for (int i = 1; i < context.sum().size(); i++) {
            Node right = visit(context.sum(i));
            Node holds = compare(context.relation(i - 1).getText(), left, right);
            result = result == null ? holds : and(result, holds);
            left = right;
        }
        return result == null ? left : result;
    }

    private Node compare(String relation, Node left, Node right) {
        Pointwise op = switch (relation) {
            case "<" -> Pointwise.LT;
            case "<=" -> Pointwise.LE;
            case ">" -> Pointwise.GT;
            case ">=" -> Pointwise.GE;
            case "==" -> Pointwise.EQ;
            case "!=" -> Pointwise.NE;
            default -> throw new AssertionError(relation);
        };
        return graph.node(op, number(left), number(right));
    }

    @Override
    public Node visitSum(SumContext context) {
        // as lists: finding the n-th child takes n steps
        List<ProductContext> terms = context.product();
        List<SumOperatorContext> operators = context.sumOperator();
        if (terms.size() == 1) {
            return visit(terms.get(0));
        }
        Node sum = number(terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            Node term = number(terms.get(i));
            at(terms.get(i));
            sum = operators.get(i - 1).getText().equals("+") ? sum.plus(term) : sum.minus(term);
        }
        return sum;
    }

    @Override
    public Node visitProduct(ProductContext context) {
        List<SignedContext> factors = context.signed();
        List<ProductOperatorContext> operators = context.productOperator();
        if (factors.size() == 1) {
            return visit(factors.get(0));
        }
        Node product = number(factors.get(0));
        for (int i = 1; i < factors.size(); i++) {
            Node factor = number(factors.get(i));
            at(factors.get(i));
            product = switch (operators.get(i - 1).getText()) {
                case "*" -> product.times(factor);
                case "/" -> product.over(factor);
                default -> throw new Failure(
                        span(operators.get(i - 1)), "'@' multiplies matrices, and these are numbers", "write '*'");
            };
        }
        return product;
    }

    @Override
    public Node visitSigned(SignedContext context) {
        return context.sign().isEmpty() ? visit(context.power()) : signed(context.sign(), number(context.power()));
    }

    private Node signed(List<SignContext> signs, Node value) {
        long negations = signs.stream().filter(sign -> sign.getText().equals("-")).count();
        if (negations % 2 == 0) {
            return value;
        }
        return value.op() instanceof Leaf.Constant constant ? graph.constant(-constant.value()) : value.negate();
    }

    /** Powers nest to the right, and the signs of an exponent stand before all that follows. */
    @Override
    public Node visitPower(PowerContext context) {
        int exponents = context.exponent().size();
        if (exponents == 0) {
            return visit(context.postfix());
        }
        Node exponent = null;
        for (int i = exponents - 1; i >= 0; i--) {
            Node base = number(context.exponent(i).postfix());
            Node power = exponent == null ? base : base.power(exponent);
            exponent = signed(context.exponent(i).sign(), power);
        }
        Node base = number(context.postfix());
        at(context);
        return base.power(exponent);
    }

    @Override
    public Node visitPostfix(PostfixContext context) {
        if (context.suffix().isEmpty()) {
            return visit(context.atom());
        }
        if (!(context.suffix(0) instanceof CallContext call)) {
            throw new Failure(span(context), "numbers have no elements", "indices need tensors, which are not supported");
        }
        if (context.suffix().size() > 1) {
            throw new Failure(span(context), "the result of a call is a number", "it can be neither called nor indexed");
        }
        if (!(context.atom() instanceof NameContext name)) {
            throw new Failure(span(context.atom()), "this is not a function", "to multiply, write '*' before the parenthesis");
        }
        Node result = call(name, call);
        at(context);
        return result;
    }

    @Override
    public Node visitNumber(NumberContext context) {
        double value = Double.parseDouble(context.getText());
        if (Double.isInfinite(value)) {
            throw new Failure(span(context), "this number is beyond the range of f64", "write inf if it is meant");
        }
        return graph.constant(value);
    }

    @Override
    public Node visitTruth(TruthContext context) {
        return graph.truth(context.truth.getText().equals("true"));
    }

    @Override
    public Node visitParentheses(ParenthesesContext context) {
        return visit(context.expression());
    }

    @Override
    public Node visitList(ListContext context) {
        throw new Failure(span(context), "tensors are not supported", "only scalar formulas can be compiled");
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
        if (lowering.find(name) != null && programParameters == null || Builtins.find(name) != null) {
            throw new Failure(span(context), "'" + name + "' is a function", "call it: " + name + "(…)");
        }
        if (programParameters == null) {
            throw new Failure(span(context), "unknown variable '" + name + "'",
                    Suggestion.didYouMean(name, new TreeSet<>(scope.names()), "make it a parameter of the function"));
        }
        return programParameters.undeclared(name);
    }

    private Node call(NameContext name, CallContext call) {
        String text = name.getText();
        Function function = lowering.find(text);
        boolean isOwn = function != null && Prelude.functions().get(text) != function;
        if (isOwn) {
            return lowering.call(function, arguments(text, function.parameterNames(), call), span(name));
        }
        switch (text) {
            case "grad":
                return grad(call);
            case "detach":
                return graph.node(Identity.Detach.DETACH, arguments(text, List.of("x"), call).get(0));
            case "where":
                return whereFunction(call);
            default:
        }
        Pointwise op = Builtins.find(text);
        if (op != null) {
            return operator(text, op, call);
        }
        if (function == null) {
            boolean isVariable = scope.contains(text) || programParameters != null && programParameters.contains(text);
            throw lowering.unknownFunction(name.getStart(), isVariable);
        }
        return lowering.call(function, arguments(text, function.parameterNames(), call), span(name));
    }

    private Node operator(String name, Pointwise op, CallContext call) {
        if (Builtins.takesAnyNumber(op) && call.argument().size() > 2) {
            return call.argument().stream().map(argument -> number(positional(name, argument)))
                    .reduce((a, b) -> graph.node(op, a, b)).orElseThrow();
        }
        List<Node> arguments = arguments(name, Builtins.parameterNames(op), call).stream().map(this::number).toList();
        return switch (op) {
            case POW -> arguments.get(0).power(arguments.get(1));
            case MUL -> arguments.get(0).times(arguments.get(1));
            default -> graph.node(op, arguments.toArray(new Node[0]));
        };
    }

    private Node whereFunction(CallContext call) {
        List<Node> arguments = arguments("where", Builtins.parameterNames(Pointwise.WHERE), call);
        Node condition = arguments.get(0);
        if (!condition.type().isTruth()) {
            throw new Failure(span(call.argument(0)), "the condition of 'where' is a number", "compare it, with '!= 0' say");
        }
        return choose(condition, arguments.get(1), arguments.get(2));
    }

    /** {@code grad(z, x)}: x stands for the variable itself, not for its value. */
    private Node grad(CallContext call) {
        if (call.argument().size() != 2) {
            throw new Failure(span(call), "'grad' takes 2 arguments, and got " + call.argument().size(), "write grad(z, x)");
        }
        Node z = number(positional("grad", call.argument(0)));
        ArgumentContext variable = call.argument(1);
        String name = variable.getChildCount() == 1 ? Trees.name(variable.expression(0)) : null;
        if (name == null || CONSTANTS.containsKey(name) && !scope.contains(name)) {
            throw new Failure(span(variable), "the second argument of 'grad' must be a variable", "give the expression a name first");
        }
        Node x = visit(variable.expression(0));
        if (z.op() == Identity.Detach.DETACH) {
            throw new Failure(span(call.argument(0)), "this value is detached: it has no derivative", "compute it outside of no_grad");
        }
        try {
            Node derivative = lowering.differentiator().derivative(z, x);
            if (derivative.isConstant(0) && !isPrelude) {
                lowering.diagnostics().warning(span(call), "the derivative by '" + name + "' is 0 everywhere", "nothing here depends on it");
            }
            return derivative;
        } catch (UnsupportedOperationException e) {
            throw new Failure(span(call), "'" + e.getMessage() + "' has no derivative by '" + name + "'", "detach(…) makes it a constant");
        }
    }

    /** The arguments in the order of the parameters; each may be given by name. */
    private List<Node> arguments(String function, List<String> parameters, CallContext call) {
        Node[] values = new Node[parameters.size()];
        int next = 0;
        for (ArgumentContext argument : call.argument()) {
            int index;
            Node value;
            if (argument.expression().size() == 2) {
                index = parameters.indexOf(argument.expression(0).getText());
                if (index < 0) {
                    throw new Failure(span(argument), "'" + function + "' has no parameter '" + argument.expression(0).getText() + "'",
                            "its parameters are " + String.join(", ", parameters));
                }
                value = visit(argument.expression(1));
            } else {
                index = next++;
                value = positional(function, argument);
            }
            if (index >= values.length) {
                throw wrongCount(function, parameters, call);
            }
            if (values[index] != null) {
                throw new Failure(span(argument), "'" + parameters.get(index) + "' is given twice", "");
            }
            values[index] = value;
        }
        List<Node> all = new ArrayList<>();
        for (Node value : values) {
            if (value == null) {
                throw wrongCount(function, parameters, call);
            }
            all.add(value);
        }
        return all;
    }

    private Node positional(String function, ArgumentContext argument) {
        if (argument.getChildCount() > 1) {
            throw new Failure(span(argument), "unexpected argument of '" + function + "'", "types and 'const' belong to definitions");
        }
        return visit(argument.expression(0));
    }

    private Failure wrongCount(String function, List<String> parameters, CallContext call) {
        String takes = parameters.size() + (parameters.size() == 1 ? " argument" : " arguments");
        return new Failure(span(call.getParent()), "'" + function + "' takes " + takes + ", and got " + call.argument().size(),
                "write " + function + "(" + String.join(", ", parameters) + ")");
    }

    /** New nodes belong to the line where this piece of text begins; those of the prelude to the line of the call. */
    private void at(ParserRuleContext context) {
        if (!isPrelude) {
            graph.at(context.getStart().getLine());
        }
    }

    private Span span(ParserRuleContext context) {
        return lowering.span(context);
    }
}
