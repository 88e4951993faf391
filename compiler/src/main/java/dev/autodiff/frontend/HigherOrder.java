package dev.autodiff.frontend;

import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions of the language whose first argument is a function. */
final class HigherOrder {
    static final Set<String> NAMES = Set.of("map", "root", "fixpoint", "minimize");

    private final Expressions expressions;
    private final Lowering lowering;
    private final Binding binding;
    private final FunctionArguments functions;

    HigherOrder(Expressions expressions, Lowering lowering, Binding binding, FunctionArguments functions) {
        this.expressions = expressions;
        this.lowering = lowering;
        this.binding = binding;
        this.functions = functions;
    }

    /** What the function of such an argument gives for values. */
    interface OfValues {
        Node apply(List<Node> arguments);
    }

    Node call(String name, CallContext call) {
        Span place = lowering.span(call.getParent());
        return name.equals("map") ? map(call, place) : solution(name, call, place);
    }

    private Node map(CallContext call, Span place) {
        List<ArgumentContext> given = call.argument();
        if (given.size() < 2) {
            throw new Failure(
                    place,
                    "'map' takes a function and tensors, and got " + given.size()
                            + (given.size() == 1 ? " argument" : " arguments"),
                    "write map(x -> …, xs)");
        }
        given.forEach(argument -> binding.requirePlain("map", argument));
        Node function = functions.read(given.get(0).expression(0), "f", "map");
        List<Node> tensors = new ArrayList<>();
        for (ArgumentContext argument : given.subList(1, given.size())) {
            Node tensor = expressions.number(expressions.value(argument.expression(0)));
            if (!lowering.isStandIn(tensor) && tensor.type().isScalar()) {
                throw Failure.ofShapes(
                        lowering.span(argument),
                        "'map' goes over the first axis of a tensor, and this is a number",
                        "a function of a number is called: f(x)");
            }
            tensors.add(tensor);
        }
        return lowering.hasStandIn(tensors)
                ? lowering.standIn()
                : new Mapping(
                                lowering,
                                arguments -> value("map", function, arguments, place),
                                lowering.site(call.getParent()),
                                place)
                        .of(tensors);
    }

    private Node solution(String name, CallContext call, Span place) {
        List<Span> places = binding.noPlaces(2);
        List<String> parameters = List.of("f", "x0");
        Node[] values = binding.given(name, parameters, call, places, (parameter, argument) ->
                parameter == 0 ? functions.read(argument, "f", name) : expressions.number(expressions.value(argument)));
        List<Node> arguments = binding.complete(name, parameters, values, call);
        if (lowering.hasStandIn(arguments)) {
            return lowering.standIn();
        }
        OfValues function = elements -> value(name, arguments.get(0), elements, place);
        return new ImplicitFunction(lowering, name, function, place).of(arguments.get(1));
    }

    private Node value(String name, Node function, List<Node> arguments, Span place) {
        Results results = functions.call(function, arguments, place);
        if (!results.isOne()) {
            throw new Failure(
                    place,
                    "'" + name + "' takes a function of one result, and this one has " + results.count(),
                    "choose one of them");
        }
        Node result = results.value();
        if (lowering.isStandIn(result)) {
            return result;
        }
        if (!name.equals("map") && !result.type().isReal()) {
            throw new Failure(
                    place,
                    "'" + name + "' needs a function of real numbers, and the value of this one is " + result.type(),
                    "");
        }
        return Arguments.numeric(result);
    }
}
