package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.Arguments.Argument;
import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.library.Head;
import dev.autodiff.frontend.library.TensorFunction;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.AtomContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ParenthesesContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Functions as arguments: the names of functions, and expressions such as {@code x -> x^2}, which see the variables
 * around them. A function is a node only on the way to what calls it, where its body is lowered.
 */
final class FunctionArguments {
    private final Lowering lowering;
    private final Scope scope;
    private final Parameters programParameters;
    private final boolean isPrelude;

    /** @param programParameters what takes up unknown names, or null inside of a function */
    FunctionArguments(Lowering lowering, Scope scope, Parameters programParameters, boolean isPrelude) {
        this.lowering = lowering;
        this.scope = scope;
        this.programParameters = programParameters;
        this.isPrelude = isPrelude;
    }

    /** What a function means where it is called. */
    interface Applicable {
        /** @param place of the call */
        Results apply(List<Node> arguments, Span place);
    }

    /** Whether the node is a function. */
    static boolean isFunction(Node node) {
        return node.op() instanceof Leaf.Function;
    }

    /** The function as a node, by a name for messages. */
    static Node node(Lowering lowering, String name, Applicable meaning) {
        return lowering.graph().node(new Leaf.Function(name, meaning));
    }

    /** The function of this name among the variables, or null. */
    Node variable(String name) {
        Node value = scope.peek(name);
        return value != null && isFunction(value) ? scope.read(name) : null;
    }

    Results call(Node function, List<Node> arguments, Span place) {
        if (lowering.hasStandIn(arguments) || lowering.isStandIn(function)) {
            return Results.of(lowering.standIn());
        }
        return ((Applicable) ((Leaf.Function) function.op()).meaning()).apply(arguments, place);
    }

    /**
     * The function that stands in the place of an argument.
     *
     * @param parameter and the function whose it is, for messages
     */
    Node read(ExpressionContext argument, String parameter, String of) {
        if (argument.ARROW() != null) {
            return lambda(argument);
        }
        PostfixContext postfix = Trees.postfix(argument);
        if (postfix != null
                && postfix.suffix().isEmpty()
                && postfix.atom() instanceof ParenthesesContext inner
                && inner.expression().size() == 1) {
            return read(inner.expression(0), parameter, of);
        }
        String name = Trees.name(argument);
        Node variable = name == null ? null : variable(name);
        if (variable != null) {
            return variable;
        }
        boolean isValue =
                name == null || scope.contains(name) || programParameters != null && programParameters.contains(name);
        Node named = isValue ? null : named(name, argument);
        if (named != null) {
            return named;
        }
        String what = name == null
                ? "this is a value"
                : isValue || Names.CONSTANTS.containsKey(name)
                        ? "'" + name + "' is a value"
                        : "there is no function '" + name + "'";
        throw new Failure(lowering.span(argument), "'" + parameter + "' of '" + of + "' is a function, and " + what,
                "write the name of a function, or x -> …");
    }

    private Node named(String name, ExpressionContext place) {
        Function own = lowering.findOwn(name);
        if (own != null) {
            return node(lowering, name, ofProgram(own));
        }
        Pointwise op = Builtins.find(name);
        if (op != null) {
            return node(
                    lowering,
                    name,
                    (arguments, call) -> Results.of(
                            Builtins.takesAnyNumber(op) && arguments.size() == 1
                                    ? tensor(TensorFunctions.find(name), arguments, call, place)
                                    : operator(name, op, arguments, call)));
        }
        Function prelude = Prelude.functions().get(name);
        if (prelude != null) {
            return node(lowering, name, (arguments, call) -> {
                lowering.enterPrelude(place);
                return ofProgram(prelude).apply(arguments, call);
            });
        }
        TensorFunction function = TensorFunctions.find(name);
        return function == null
                ? null
                : node(lowering, name, (arguments, call) -> Results.of(tensor(function, arguments, call, place)));
    }

    private Applicable ofProgram(Function function) {
        Set<Function> callers = lowering.callers();
        return (arguments, place) -> {
            requireCount(function.name().getText(), function.parameters().size(), arguments.size(), place);
            List<Span> places = new ArrayList<>();
            arguments.forEach(argument -> places.add(place));
            List<Node> fitting = CallTypes.fit(function, arguments, places, place, lowering);
            return lowering.calledBy(
                    callers,
                    () -> lowering.outsideOfPrelude(
                            !lowering.isOwn(function), () -> lowering.call(function, fitting, place)));
        };
    }

    private Node operator(String name, Pointwise op, List<Node> arguments, Span place) {
        requireCount(name, op.arity(), arguments.size(), place);
        List<Node> numbers = arguments.stream().map(Arguments::numeric).toList();
        return op == Pointwise.POW
                ? numbers.get(0).power(numbers.get(1))
                : lowering.graph().node(op, numbers.toArray(new Node[0]));
    }

    private Node tensor(TensorFunction function, List<Node> values, Span place, ExpressionContext text) {
        Head head = function.head();
        Arguments arguments =
                new Arguments(head.name(), lowering.graph(), lowering.guards(), place, lowering.site(text));
        for (int i = 0, parameter = 0; i < values.size(); i++) {
            if (parameter >= head.parameters().size()) {
                throw new Failure(
                        place,
                        "'" + head.name() + "' cannot be called with " + values.size() + " arguments",
                        "write " + head.usage());
            }
            arguments.add(head.parameter(parameter), new Argument(values.get(i), place));
            parameter += head.takesMany(parameter) ? 0 : 1;
        }
        for (int i = values.size(); i < head.parameters().size(); i++) {
            if (head.isRequired(i) && !head.takesMany(i)) {
                throw new Failure(
                        place,
                        "'" + head.name() + "' cannot be called with " + values.size() + " arguments",
                        "write " + head.usage());
            }
        }
        return function.construction().build(arguments);
    }

    private static void requireCount(String name, int count, int given, Span place) {
        if (count != given) {
            throw new Failure(
                    place,
                    "'" + name + "' takes " + count + (count == 1 ? " argument" : " arguments")
                            + ", and is called with " + given,
                    "wrap it: " + (given == 1 ? "x" : "(x, y)") + " -> " + name + "(…)");
        }
    }

    /** {@code x -> expression} and {@code (x, y) -> expression}. */
    private Node lambda(ExpressionContext context) {
        List<String> parameters = parameters(context);
        ExpressionContext body = context.expression();
        Scope around = scope.snapshot();
        Set<Function> callers = lowering.callers();
        String text = "(" + String.join(", ", parameters) + ") -> …";
        return node(lowering, text, (arguments, place) -> {
            if (parameters.size() != arguments.size()) {
                throw new Failure(
                        lowering.inPrelude() ? place : lowering.span(context),
                        "this function takes " + parameters.size()
                                + (parameters.size() == 1 ? " argument" : " arguments") + ", and is called with "
                                + arguments.size(),
                        "write " + (arguments.size() == 1 ? "x" : "(x, y)") + " -> …");
            }
            Scope inner = around.snapshot();
            inner.open();
            for (int i = 0; i < arguments.size(); i++) {
                inner.bind(parameters.get(i), arguments.get(i));
            }
            Expressions expressions = new Expressions(lowering, inner, programParameters, isPrelude);
            return lowering.calledBy(
                    callers, () -> lowering.outsideOfPrelude(isPrelude, () -> expressions.results(body)));
        });
    }

    private List<String> parameters(ExpressionContext context) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        AtomContext atom = context.disjunction().size() == 1 ? Trees.atom(context.disjunction(0)) : null;
        List<ExpressionContext> several =
                atom instanceof ParenthesesContext parentheses ? parentheses.expression() : List.of();
        List<String> given = several.isEmpty() ? Collections.singletonList(atom == null ? null : Trees.name(atom))
                : several.stream().map(Trees::name).collect(Collectors.toCollection(ArrayList::new));
        for (String name : given) {
            if (name == null || Names.CONSTANTS.containsKey(name)) {
                throw new Failure(
                        lowering.span(context.disjunction(0)),
                        "before '->' stand the names of parameters",
                        "write x -> …, or (x, y) -> …");
            }
            if (!seen.add(name)) {
                throw new Failure(lowering.span(context.disjunction(0)), "parameter '" + name + "' is named twice", "");
            }
            names.add(name);
        }
        return names;
    }
}
