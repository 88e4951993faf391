package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.library.Einsum;
import dev.autodiff.frontend.library.TensorFunction;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.source.Span;
import java.util.List;

/** Calls to nodes: of the program's functions, of the language's, and of those that are no functions of values. */
final class Calls {
    private final Expressions expressions;
    private final Lowering lowering;
    private final Graph graph;
    private final Scope scope;
    private final Parameters programParameters;
    private final Binding binding;
    private final Transforms transforms;
    private final FunctionArguments functions;
    private final HigherOrder higherOrder;

    Calls(Expressions expressions, Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.expressions = expressions;
        this.lowering = lowering;
        this.graph = lowering.graph();
        this.scope = scope;
        this.programParameters = programParameters;
        this.binding = new Binding(expressions, lowering);
        this.transforms = new Transforms(expressions, lowering, scope, binding, isPrelude);
        this.functions = new FunctionArguments(lowering, scope, programParameters, isPrelude);
        this.higherOrder = new HigherOrder(expressions, lowering, binding, functions);
    }

    /** The value of the call. */
    Node call(NameContext name, CallContext call) {
        Results results = results(name, call);
        if (!results.isOne()) {
            throw new Failure(
                    place(call),
                    "'" + name.getText() + "' has " + results.count() + " results, and one value is needed here",
                    "take them apart before: " + String.join(", ", results.names()) + " = " + name.getText() + "(…)");
        }
        return results.value();
    }

    /** What the call returns. What goes wrong in a function of the language is told of the call. */
    Results results(NameContext name, CallContext call) {
        String told = "'" + name.getText() + "': ";
        try {
            return dispatch(name, call);
        } catch (ShapeException e) {
            boolean isNamed = e.getMessage().startsWith("'" + name.getText() + "'") || lowering.inPrelude();
            throw Failure.ofShapes(place(call), isNamed ? e.getMessage() : told + e.getMessage(), e.remedy());
        } catch (Failure failure) {
            if (failure.span() != null || lowering.inPrelude()) {
                throw failure;
            }
            boolean isNamed = failure.getMessage().contains("'" + name.getText() + "'");
            throw failure.at(place(call), isNamed ? failure.getMessage() : told + failure.getMessage());
        } catch (ArithmeticException e) {
            throw Failure.ofShapes(place(call), told + "the tensor has more elements than there are whole numbers", "");
        }
    }

    private Span place(CallContext call) {
        return lowering.span(call.getParent());
    }

    private Results dispatch(NameContext name, CallContext call) {
        String text = name.getText();
        Node variable = functions.variable(text);
        if (variable != null) {
            List<Node> arguments = call.argument().stream()
                    .map(argument -> binding.positional(text, argument))
                    .toList();
            return functions.call(variable, arguments, place(call));
        }
        Function own = lowering.findOwn(text);
        if (own != null) {
            return lowering.call(own, arguments(own, call), lowering.span(name));
        }
        if (Builtins.SPECIAL.contains(text)) {
            return Results.of(special(text, call));
        }
        Pointwise op = Builtins.find(text);
        if (op != null && !(op.symbol().equals(text) && Builtins.takesAnyNumber(op) && isReduction(call))) {
            return Results.of(operator(text, op, call));
        }
        Function prelude = Prelude.functions().get(text);
        if (prelude != null) {
            List<Node> arguments = arguments(prelude, call);
            warnOfNumber(text, arguments.isEmpty() ? null : arguments.get(0), call);
            lowering.enterPrelude(call.getParent());
            return lowering.call(prelude, arguments, lowering.span(name));
        }
        TensorFunction function = TensorFunctions.find(text);
        if (function != null) {
            return Results.of(tensor(function, call));
        }
        Function solver = lowering.inPrelude() ? Solvers.find(text) : null;
        if (solver != null) {
            return lowering.call(solver, arguments(solver, call, Solvers.parameters()), lowering.span(name));
        }
        if (lowering.isBroken(text)) {
            return Results.of(lowering.standIn());
        }
        boolean isVariable = scope.contains(text) || programParameters != null && programParameters.contains(text);
        throw Unknown.function(text, lowering.span(name), lowering.program().functions().keySet(), isVariable);
    }

    private Node special(String name, CallContext call) {
        return switch (name) {
            case "detach" -> graph.node(
                    Identity.Detach.DETACH,
                    expressions.number(binding.all(name, List.of("x"), call).get(0)));
            case "where" -> whereFunction(call);
            case "piecewise" -> piecewise(call);
            case "einsum" -> einsum(call);
            default -> HigherOrder.NAMES.contains(name) ? higherOrder.call(name, call) : transforms.of(name, call);
        };
    }

    /** {@code max(x)} and {@code max(x, axis=1)} choose among the elements of one tensor. */
    private static boolean isReduction(CallContext call) {
        List<ArgumentContext> named = call.argument().stream()
                .filter(argument -> argument.expression().size() > 1)
                .toList();
        return call.argument().size() == named.size() + 1
                && named.stream()
                        .noneMatch(argument -> argument.expression(0).getText().equals("b"));
    }

    private Node operator(String name, Pointwise op, CallContext call) {
        if (Builtins.takesAnyNumber(op) && call.argument().size() > 2) {
            return call.argument().stream().map(argument -> expressions.number(binding.positional(name, argument)))
                    .reduce((a, b) -> graph.node(op, a, b)).orElseThrow();
        }
        List<Node> arguments = binding.all(name, Builtins.parameterNames(op), call).stream()
                .map(expressions::number)
                .toList();
        if (lowering.hasStandIn(arguments)) {
            return lowering.standIn();
        }
        return switch (op) {
            case POW -> arguments.get(0).power(arguments.get(1));
            case MUL -> arguments.get(0).times(arguments.get(1));
            default -> graph.node(op, arguments.toArray(new Node[0]));
        };
    }

    private Node tensor(TensorFunction function, CallContext call) {
        Arguments arguments = binding.bind(function.head(), call, place(call));
        if (arguments == null) {
            return lowering.standIn();
        }
        warnOfNumber(function.head().name(), arguments.has("x") ? arguments.value("x") : null, call);
        return function.construction().build(arguments);
    }

    /** A program that was tried on arrays says something else of parameters without a type, which are numbers. */
    private void warnOfNumber(String name, Node x, CallContext call) {
        if (x != null
                && !lowering.inPrelude()
                && !lowering.isLenient()
                && Builtins.OF_MANY.contains(name)
                && x.type().isScalar()
                && x.type().isReal()
                && !x.isKnown()) {
            lowering.diagnostics().warning(place(call), "'" + name + "' of one number: there is nothing to reduce",
                    "declare what has more elements: input x: f64[n], or f(x: f64[n])");
        }
    }

    private Node einsum(CallContext call) {
        String text = call.argument().isEmpty() ? null : Trees.string(call.argument(0).expression(0));
        if (text == null || call.argument().size() < 2) {
            throw new Failure(place(call), "'einsum' takes a string and tensors", "write einsum(\"ij,jk->ik\", a, b)");
        }
        List<Node> operands = call.argument().stream()
                .skip(1)
                .map(argument -> expressions.number(binding.positional("einsum", argument)))
                .toList();
        return lowering.hasStandIn(operands) ? lowering.standIn() : Einsum.of(text, operands);
    }

    private Node whereFunction(CallContext call) {
        List<Node> arguments = binding.all("where", Builtins.parameterNames(Pointwise.WHERE), call);
        return expressions.choose(
                expressions.condition(arguments.get(0), call.argument(0)), arguments.get(1), arguments.get(2));
    }

    /**
     * {@code piecewise(c, a, d, b, …, otherwise)}, the value behind the first condition that holds; NaN if there is
     * neither.
     */
    private Node piecewise(CallContext call) {
        int size = call.argument().size();
        if (size < 2) {
            throw new Failure(
                    place(call),
                    "'piecewise' takes conditions, each with its value",
                    "write piecewise(x < 0, a, x < 1, b, c)");
        }
        List<Node> arguments = call.argument().stream()
                .map(argument -> binding.positional("piecewise", argument))
                .toList();
        if (lowering.hasStandIn(arguments)) {
            return lowering.standIn();
        }
        boolean hasRest = size % 2 == 1;
        Node result = hasRest ? arguments.get(size - 1) : graph.constant(Double.NaN);
        for (int i = size - (hasRest ? 3 : 2); i >= 0; i -= 2) {
            Node condition = expressions.condition(arguments.get(i), call.argument(i));
            result = expressions.choose(condition, arguments.get(i + 1), result);
        }
        return result;
    }

    private Node value(ExpressionContext argument, String parameter, String of) {
        if (argument.ARROW() != null) {
            throw new Failure(
                    lowering.span(argument),
                    "'" + parameter + "' of '" + of + "' is a value, and this is a function",
                    "call it: f(…)");
        }
        return expressions.visit(argument);
    }

    /** The arguments of a function that is written in the language; what the call leaves out has its default value. */
    private List<Node> arguments(Function function, CallContext call) {
        return arguments(function, call, lowering.program().functionParameters());
    }

    /** @param kinds which parameters stand for functions */
    private List<Node> arguments(Function function, CallContext call, FunctionParameters kinds) {
        String name = function.name().getText();
        List<Span> places = binding.noPlaces(function.parameters().size());
        Node[] values = binding.given(
                name,
                function.parameterNames(),
                call,
                places,
                (parameter, argument) -> kinds.isFunction(function, parameter)
                        ? functions.read(argument, function.parameterNames().get(parameter), name)
                        : value(argument, function.parameterNames().get(parameter), name));
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && function.defaultOf(i) != null) {
                values[i] = lowering.defaultValue(function, i);
            }
        }
        List<Node> arguments = binding.complete(name, function.parameterNames(), values, call);
        return CallTypes.fit(function, arguments, places, place(call), lowering);
    }
}
