package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Calls to nodes: of the program's functions, of the language's, and of those that are no functions of values. */
final class Calls {
    private final Expressions expressions;
    private final Lowering lowering;
    private final Graph graph;
    private final Scope scope;
    private final Parameters programParameters;
    private final boolean isPrelude;

    Calls(Expressions expressions, Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.expressions = expressions;
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
    }

    /** The value of the call. */
    Node call(NameContext name, CallContext call) {
        String text = name.getText();
        Function function = lowering.find(text);
        boolean isOwn = function != null && Prelude.functions().get(text) != function;
        if (isOwn) {
            return lowering.call(function, arguments(function, call), lowering.span(name));
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
        if (function == null && lowering.isBroken(text)) {
            return lowering.standIn();
        }
        if (function == null) {
            boolean isVariable = scope.contains(text) || programParameters != null && programParameters.contains(text);
            throw lowering.unknownFunction(name.getStart(), isVariable);
        }
        return lowering.call(function, arguments(function, call), lowering.span(name));
    }

    private Node operator(String name, Pointwise op, CallContext call) {
        if (Builtins.takesAnyNumber(op) && call.argument().size() > 2) {
            return call.argument().stream().map(argument -> expressions.number(positional(name, argument)))
                    .reduce((a, b) -> graph.node(op, a, b)).orElseThrow();
        }
        List<Node> arguments = arguments(name, Builtins.parameterNames(op), call).stream().map(expressions::number).toList();
        return switch (op) {
            case POW -> arguments.get(0).power(arguments.get(1));
            case MUL -> arguments.get(0).times(arguments.get(1));
            default -> graph.node(op, arguments.toArray(new Node[0]));
        };
    }

    private Node whereFunction(CallContext call) {
        List<Node> arguments = arguments("where", Builtins.parameterNames(Pointwise.WHERE), call);
        return expressions.choose(expressions.condition(arguments.get(0), call.argument(0)), arguments.get(1), arguments.get(2));
    }

    /** {@code grad(z, x)}: x stands for the variable itself, not for its value. */
    private Node grad(CallContext call) {
        if (call.argument().size() != 2) {
            throw new Failure(lowering.span(call.getParent()), "'grad' takes 2 arguments, and got " + call.argument().size(), "write grad(z, x)");
        }
        Node z = expressions.number(positional("grad", call.argument(0)));
        ArgumentContext variable = call.argument(1);
        String name = variable.getChildCount() == 1 ? Trees.name(variable.expression(0)) : null;
        if (name == null || Expressions.CONSTANTS.containsKey(name) && !scope.contains(name)) {
            throw new Failure(lowering.span(variable), "the second argument of 'grad' must be a variable", "give the expression a name first");
        }
        Node x = expressions.visit(variable.expression(0));
        if (z.op() == Identity.Detach.DETACH) {
            throw new Failure(lowering.span(call.argument(0)), "this value is detached: it has no derivative", "compute it outside of no_grad");
        }
        try {
            Node derivative = lowering.differentiator().derivative(z, x);
            if (derivative.isConstant(0) && !isPrelude) {
                lowering.diagnostics().warning(lowering.span(call.getParent()), "the derivative by '" + name + "' is 0 everywhere", "nothing here depends on it");
            }
            return derivative;
        } catch (UnsupportedOperationException e) {
            throw new Failure(lowering.span(call.getParent()), "'" + e.getMessage() + "' has no derivative by '" + name + "'", "detach(…) makes it a constant");
        }
    }

    /** The arguments of a function that is written in the language; what the call leaves out has its default value. */
    private List<Node> arguments(Function function, CallContext call) {
        String name = function.name().getText();
        Node[] values = given(name, function.parameterNames(), call);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && function.defaultOf(i) != null) {
                values[i] = lowering.defaultValue(function, i);
            }
        }
        return complete(name, function.parameterNames(), values, call);
    }

    /** The arguments of an operator. */
    private List<Node> arguments(String name, List<String> parameters, CallContext call) {
        return complete(name, parameters, given(name, parameters, call), call);
    }

    /** The arguments in the order of the parameters, null where there is none; each may be given by name. */
    private Node[] given(String function, List<String> parameters, CallContext call) {
        Node[] values = new Node[parameters.size()];
        int next = 0;
        for (ArgumentContext argument : call.argument()) {
            int index;
            Node value;
            if (argument.expression().size() == 2) {
                index = parameters.indexOf(argument.expression(0).getText());
                if (index < 0) {
                    throw unknownParameter(function, parameters, argument.expression(0));
                }
                value = expressions.visit(argument.expression(1));
            } else {
                index = next++;
                value = positional(function, argument);
            }
            if (index >= values.length) {
                throw wrongCount(function, parameters, call);
            }
            if (values[index] != null) {
                throw new Failure(lowering.span(argument), "'" + parameters.get(index) + "' is given twice", "");
            }
            values[index] = value;
        }
        return values;
    }

    private List<Node> complete(String function, List<String> parameters, Node[] values, CallContext call) {
        for (Node value : values) {
            if (value == null) {
                throw wrongCount(function, parameters, call);
            }
        }
        return List.of(values);
    }

    private Failure unknownParameter(String function, List<String> parameters, ExpressionContext name) {
        String all = parameters.isEmpty() ? "it has none" : "its parameters are " + String.join(", ", parameters);
        return new Failure(lowering.span(name), "'" + function + "' has no parameter '" + lowering.text(name) + "'",
                Suggestion.didYouMean(name.getText(), parameters, all));
    }

    private Node positional(String function, ArgumentContext argument) {
        if (argument.expression().size() > 1) {
            throw new Failure(lowering.span(argument.expression(0)), "the arguments of '" + function + "' have no names", "write the value only");
        }
        if (argument.getChildCount() > 1) {
            throw new Failure(lowering.span(argument), "unexpected argument of '" + function + "'", "types and 'const' belong to definitions");
        }
        return expressions.visit(argument.expression(0));
    }

    private Failure wrongCount(String function, List<String> parameters, CallContext call) {
        boolean orMore = Builtins.find(function) != null && Builtins.takesAnyNumber(Builtins.find(function));
        String takes = parameters.size() + (parameters.size() == 1 ? " argument" : " arguments") + (orMore ? " or more" : "");
        return new Failure(lowering.span(call.getParent()), "'" + function + "' takes " + takes + ", and got " + call.argument().size(),
                "write " + function + "(" + String.join(", ", parameters) + ")");
    }
}
