package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Turns a parsed program into a graph. Functions are inlined: each call visits the body again under a new {@link Scope},
 * and a call with the same arguments as an earlier one is that call's result.
 */
final class Lowering {
    private record Call(Function function, List<Node> arguments) {}

    private final Program program;
    private final Diagnostics diagnostics;
    private final Differentiator differentiator;
    private final Graph graph = new Graph();
    private final Map<Call, Node> results = new HashMap<>();
    private final Deque<Function> active = new ArrayDeque<>();

    Lowering(Program program, Diagnostics diagnostics, Differentiator differentiator) {
        this.program = program;
        this.diagnostics = diagnostics;
        this.differentiator = differentiator;
    }

    Graph graph() {
        return graph;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    Differentiator differentiator() {
        return differentiator;
    }

    /** The statements outside of functions. */
    Formula main(Set<String> differentiated) {
        Set<String> names = new HashSet<>(differentiated);
        names.addAll(Trees.gradientVariables(program.main()));
        return Body.ofProgram(this, new Scope(names)).run(program.main());
    }

    /** A function by itself, its parameters those of the formula. */
    Formula function(Function function, Set<String> differentiated) {
        Set<String> names = new HashSet<>(differentiated);
        names.addAll(Trees.gradientVariables(function.body()));
        Scope scope = new Scope(names);
        Parameters parameters = new Parameters(this);
        function.parameters().forEach(parameter -> scope.declare(parameters.declare(parameter)));
        active.push(function);
        Body body = Body.ofFunction(this, scope, false);
        return body.formula(function.name().getText(), parameters.all(), body.result(function));
    }

    /** The function of this name that the program or the prelude defines, or null. */
    Function find(String name) {
        Function own = active.stream().allMatch(this::isOwn) ? program.functions().get(name) : null;
        return own != null ? own : Prelude.functions().get(name);
    }

    private boolean isOwn(Function function) {
        return program.functions().get(function.name().getText()) == function;
    }

    Node call(Function function, List<Node> arguments, Span place) {
        if (active.contains(function)) {
            throw new Failure(place, "recursion: " + cycle(function), "a function cannot call itself; write the steps out");
        }
        Call call = new Call(function, arguments);
        Node known = results.get(call);
        if (known == null) {
            known = inline(function, arguments);
            results.put(call, known);
        }
        return known;
    }

    private Node inline(Function function, List<Node> arguments) {
        Scope scope = new Scope(Trees.gradientVariables(function.body()));
        List<String> names = function.parameterNames();
        for (int i = 0; i < names.size(); i++) {
            scope.bind(names.get(i), arguments.get(i));
        }
        active.push(function);
        try {
            return Body.ofFunction(this, scope, !isOwn(function)).result(function);
        } finally {
            active.pop();
        }
    }

    private String cycle(Function function) {
        List<String> names = new ArrayList<>();
        for (Function caller : active) {
            names.add(0, caller.name().getText());
            if (caller == function) {
                break;
            }
        }
        names.add(function.name().getText());
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" calls "));
    }

    /** The error for a call of something that is no function. */
    Failure unknownFunction(Token name, boolean isVariable) {
        String text = name.getText();
        Span place = span(name);
        if (isVariable) {
            return new Failure(place, "'" + text + "' is a variable, not a function", "to multiply, write " + text + "*(…)");
        }
        if (Builtins.needsTensors(text)) {
            return new Failure(place, "'" + text + "' works on tensors, which are not supported", "only scalar formulas can be compiled");
        }
        String ours = Builtins.ourNameFor(text);
        Set<String> known = Stream.of(program.functions().keySet(), Builtins.names(), Prelude.functions().keySet(), Set.of("grad", "detach"))
                .flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        String remedy = ours != null ? "did you mean '" + ours + "'?" : Suggestion.didYouMean(text, known, "'autodiff ops' lists the functions");
        return new Failure(place, "unknown function '" + text + "'", remedy);
    }

    /** The place in the user's text; null inside of the prelude, which is not there. */
    Span span(Token token) {
        boolean inPrelude = !active.isEmpty() && !isOwn(active.peek());
        return inPrelude ? null : Tokens.span(diagnostics.source().text(), token);
    }

    Span span(ParserRuleContext context) {
        Span start = span(context.getStart());
        return start == null ? null : start.to(span(context.getStop()));
    }
}
