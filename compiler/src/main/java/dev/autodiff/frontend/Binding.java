package dev.autodiff.frontend;

import dev.autodiff.frontend.library.Arguments.Argument;
import dev.autodiff.frontend.library.Arguments;
import dev.autodiff.frontend.library.Head;
import dev.autodiff.frontend.syntax.Habits;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.ListContext;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The values in a call for the parameters of the function: in their order, or by name. */
final class Binding {
    private final Expressions expressions;
    private final Lowering lowering;

    Binding(Expressions expressions, Lowering lowering) {
        this.expressions = expressions;
        this.lowering = lowering;
    }

    /** The arguments of an operator. */
    List<Node> all(String name, List<String> parameters, CallContext call) {
        return complete(name, parameters, given(name, parameters, call, noPlaces(parameters.size())), call);
    }

    List<Span> noPlaces(int count) {
        return new ArrayList<>(Collections.nCopies(count, null));
    }

    /** The arguments in the order of the parameters, null where there is none; their places go into the list. */
    Node[] given(String function, List<String> parameters, CallContext call, List<Span> places) {
        return given(function, parameters, call, places, (parameter, argument) -> expressions.visit(argument));
    }

    /** From the text of an argument to what it is, by the number of its parameter. */
    interface Reader {
        Node read(int parameter, ExpressionContext argument);
    }

    Node[] given(String function, List<String> parameters, CallContext call, List<Span> places, Reader reader) {
        Node[] values = new Node[parameters.size()];
        int next = 0;
        for (ArgumentContext argument : call.argument()) {
            boolean isNamed = argument.expression().size() == 2;
            int index = isNamed ? parameters.indexOf(argument.expression(0).getText()) : next++;
            if (index < 0) {
                throw unknownParameter(function, parameters, argument.expression(0));
            }
            if (!isNamed) {
                requirePlain(function, argument);
            }
            if (index >= values.length) {
                expressions.visit(argument.expression(0));
                throw wrongCount(function, parameters, call);
            }
            Node value = reader.read(index, argument.expression(isNamed ? 1 : 0));
            if (values[index] != null) {
                throw new Failure(lowering.span(argument), "'" + parameters.get(index) + "' is given twice", "");
            }
            values[index] = value;
            places.set(index, lowering.span(argument));
        }
        return values;
    }

    List<Node> complete(String function, List<String> parameters, Node[] values, CallContext call) {
        for (Node value : values) {
            if (value == null) {
                throw wrongCount(function, parameters, call);
            }
        }
        return List.of(values);
    }

    /** The arguments of a function of tensors; null if one of them could not be computed. */
    Arguments bind(Head head, CallContext call, Span place) {
        Arguments arguments =
                new Arguments(head.name(), lowering.graph(), lowering.guards(), place, lowering.site(call.getParent()));
        boolean[] given = new boolean[head.parameters().size()];
        boolean complete = true;
        long positional = call.argument().stream().filter(argument -> argument.expression().size() == 1).count();
        int next = 0;
        for (ArgumentContext argument : call.argument()) {
            boolean isNamed = argument.expression().size() == 2;
            int index = isNamed ? named(head, argument.expression(0)) : next;
            if (index >= given.length) {
                throw wrongUse(head, call);
            }
            next += isNamed || head.takesMany(index) ? 0 : 1;
            if (given[index] && !head.takesMany(index)) {
                throw new Failure(lowering.span(argument), "'" + head.parameter(index) + "' is given twice", "");
            }
            given[index] = true;
            for (ExpressionContext value : values(head, index, argument, positional)) {
                Node node = isNamed || value != argument.expression(0)
                        ? expressions.visit(value)
                        : positional(head.name(), argument);
                complete &= !lowering.isStandIn(node);
                arguments.add(head.parameter(index), new Argument(node, lowering.span(value)));
            }
        }
        requireAll(head, given, call);
        return complete ? arguments : null;
    }

    private void requireAll(Head head, boolean[] given, CallContext call) {
        for (int i = 0; i < given.length; i++) {
            if (!given[i] && head.isRequired(i)) {
                throw wrongUse(head, call);
            }
        }
    }

    /**
     * One list that stands alone for many values is these values.
     *
     * @param positional how many values are not given by name
     */
    private static List<ExpressionContext> values(Head head, int index, ArgumentContext argument, long positional) {
        ExpressionContext value = argument.expression(argument.expression().size() - 1);
        boolean isAlone = argument.expression().size() == 2 || positional == index + 1;
        ListContext list = head.takesMany(index) && isAlone ? Trees.list(value) : null;
        return list == null || list.expression().isEmpty() ? List.of(value) : list.expression();
    }

    private int named(Head head, ExpressionContext name) {
        int index = head.find(name.getText());
        if (index < 0) {
            throw unknownParameter(head.name(), head.parameterNames(), name);
        }
        return index;
    }

    private Failure wrongUse(Head head, CallContext call) {
        int count = call.argument().size();
        return new Failure(
                lowering.span(call.getParent()),
                "'" + head.name() + "' cannot be called with " + count + (count == 1 ? " argument" : " arguments"),
                "write " + head.usage());
    }

    private Failure unknownParameter(String function, List<String> parameters, ExpressionContext name) {
        if (name.ARROW() != null) {
            return new Failure(
                    lowering.span(name),
                    "a function without a name is one expression, and assigns nothing",
                    "define it: f(x) { … }");
        }
        String habit = Habits.parameter(name.getText());
        boolean isHabit = habit != null && parameters.contains(habit);
        String all = isHabit
                ? "write " + habit + "=…"
                : parameters.isEmpty() ? "it has none" : "its parameters are " + Suggestion.listed(parameters);
        return new Failure(lowering.span(name), "'" + function + "' has no parameter '" + lowering.text(name) + "'",
                isHabit ? all : Suggestion.didYouMean(name.getText(), parameters, all));
    }

    Node positional(String function, ArgumentContext argument) {
        requirePlain(function, argument);
        return expressions.visit(argument.expression(0));
    }

    void requirePlain(String function, ArgumentContext argument) {
        if (argument.expression().size() > 1) {
            throw new Failure(
                    lowering.span(argument.expression(0)),
                    "the arguments of '" + function + "' have no names",
                    "write the value only");
        }
        if (argument.getChildCount() > 1) {
            throw new Failure(
                    lowering.span(argument),
                    "unexpected argument of '" + function + "'",
                    "types and 'const' belong to definitions");
        }
    }

    private Failure wrongCount(String function, List<String> parameters, CallContext call) {
        boolean orMore = Builtins.find(function) != null && Builtins.takesAnyNumber(Builtins.find(function));
        String takes =
                parameters.size() + (parameters.size() == 1 ? " argument" : " arguments") + (orMore ? " or more" : "");
        if (function.equals("log") && call.argument().size() == 2) {
            String x = lowering.text(call.argument(0));
            String base = lowering.text(call.argument(1));
            return new Failure(
                    lowering.span(call.getParent()),
                    "'log' takes 1 argument: it is the natural logarithm",
                    "write "
                            + (base.equals("2") || base.equals("10")
                                    ? "log" + base + "(" + x + ")"
                                    : "log(" + x + ")/log(" + base + ")"));
        }
        return new Failure(
                lowering.span(call.getParent()),
                "'" + function + "' takes " + takes + ", and got "
                        + call.argument().size(),
                "write " + function + "(" + Suggestion.listed(parameters) + ")");
    }
}
