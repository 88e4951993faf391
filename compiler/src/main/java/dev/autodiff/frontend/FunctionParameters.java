package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * Which parameters stand for functions: those that the body calls, or hands on to a function that calls them. A name
 * that a function has and that stands for a value as well is a value.
 */
final class FunctionParameters {
    /**
     * What a text does with names: those it calls, those it reads, and those it hands on, by the function and the place
     * of the argument.
     */
    private record Names(Set<String> called, Set<String> read, Map<String, Set<Handed>> handed) {}

    private record Handed(String function, int argument) {}

    private final Map<String, Function> functions;
    private final Map<Function, Names> names = new HashMap<>();
    private final Map<Function, Set<Integer>> known = new HashMap<>();

    /** @param functions those of the program, by name */
    FunctionParameters(Map<String, Function> functions) {
        this.functions = functions;
    }

    boolean isFunction(Function function, int parameter) {
        return of(function).contains(parameter);
    }

    /** The numbers of the parameters that stand for functions. */
    Set<Integer> of(Function function) {
        if (!known.containsKey(function)) {
            Set<Integer> found = new HashSet<>();
            // a function that is reached from itself is an error elsewhere
            known.put(function, found);
            for (int i = 0; i < function.parameters().size(); i++) {
                if (function.typeOf(i) == null && isFunction(function, function.parameterNames().get(i))) {
                    found.add(i);
                }
            }
        }
        return known.get(function);
    }

    private boolean isFunction(Function function, String name) {
        Names uses = names.computeIfAbsent(function, FunctionParameters::names);
        if (uses.called().contains(name)) {
            return !uses.read().contains(name) || !isKnown(name);
        }
        return uses.handed().getOrDefault(name, Set.of()).stream().anyMatch(this::takesFunction);
    }

    private boolean isKnown(String name) {
        return functions.containsKey(name)
                || Builtins.find(name) != null
                || Builtins.SPECIAL.contains(name)
                || Prelude.functions().containsKey(name)
                || TensorFunctions.find(name) != null;
    }

    private boolean takesFunction(Handed handed) {
        Function callee = functions.get(handed.function());
        if (callee == null) {
            return HigherOrder.NAMES.contains(handed.function()) && handed.argument() == 0;
        }
        return handed.argument() < callee.parameters().size() && isFunction(callee, handed.argument());
    }

    private static Names names(Function function) {
        Names names = new Names(new HashSet<>(), new HashSet<>(), new HashMap<>());
        Deque<ParseTree> open = new ArrayDeque<>(function.body());
        while (!open.isEmpty()) {
            ParseTree tree = open.pop();
            if (tree instanceof PostfixContext postfix
                    && postfix.atom() instanceof NameContext name
                    && !postfix.suffix().isEmpty()
                    && postfix.suffix(0) instanceof CallContext call) {
                names.called().add(name.getText());
                List<ArgumentContext> arguments = call.argument();
                for (int i = 0; i < arguments.size(); i++) {
                    String handed = arguments.get(i).getChildCount() == 1
                            ? Trees.name(arguments.get(i).expression(0))
                            : null;
                    if (handed != null) {
                        names.handed()
                                .computeIfAbsent(handed, unused -> new HashSet<>())
                                .add(new Handed(name.getText(), i));
                    }
                }
                postfix.suffix().forEach(open::push);
            } else if (tree instanceof NameContext name) {
                names.read().add(name.getText());
            } else {
                for (int i = 0; i < tree.getChildCount(); i++) {
                    open.push(tree.getChild(i));
                }
            }
        }
        return names;
    }
}
