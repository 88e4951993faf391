package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.ShapeException;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters of the formula: the declared ones in their order, then the others by name. */
final class Parameters {
    private final Lowering lowering;
    private final Map<String, Type> arguments;
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final Set<String> wholeNumbers = new HashSet<>();
    private final Map<String, ArgumentContext> contexts = new LinkedHashMap<>();
    private final Map<String, Formula.Parameter> declared = new LinkedHashMap<>();
    private final Map<String, Formula.Parameter> undeclared = new TreeMap<>();

    /**
     * @param declarations all that will be declared: an argument of one may tell the dimensions of another
     * @param arguments what the parameters are specialised to, by name
     */
    Parameters(Lowering lowering, List<ArgumentContext> declarations, Map<String, Type> arguments) {
        this.lowering = lowering;
        this.arguments = arguments;
        List<Type> types = new ArrayList<>();
        List<Type> actual = new ArrayList<>();
        for (ArgumentContext declaration : declarations) {
            Type type = typeIfRight(declaration);
            String name = Trees.name(declaration.expression(0));
            types.add(type);
            actual.add(name == null ? null : arguments.get(name));
            if (name != null && Type.WHOLE.equals(type)) {
                wholeNumbers.add(name);
                dimensions.put(name, Dimension.named(name));
            }
        }
        DeclaredTypes.infer(types, actual, dimensions);
    }

    /** The declared type; null if there is none. What is wrong with it is told where it is declared. */
    private Type typeIfRight(ArgumentContext declaration) {
        try {
            return declaration.type() == null ? null : DeclaredTypes.of(declaration.type(), source());
        } catch (Failure e) {
            return null;
        }
    }

    private Source source() {
        return lowering.diagnostics().source();
    }

    /** The named dimensions of what is declared so far, literal where the arguments tell them. */
    Map<String, Dimension> dimensions() {
        return dimensions;
    }

    /** {@code x}, {@code x: f64} or {@code const x: f64}. */
    Formula.Parameter declare(ArgumentContext context) {
        return declare(context, context.getStart().getType() == FormulaLexer.CONST);
    }

    /** {@code input x: f64}, which takes no default: a program without functions is not called by anyone. */
    Formula.Parameter declareInput(ArgumentContext context, boolean frozen) {
        if (context.expression().size() > 1) {
            throw new Failure(
                    lowering.span(context),
                    frozen ? "'const' declares a parameter, which has no value" : "inputs have no default values",
                    frozen
                            ? "a constant is written " + lowering.text(context.expression(0)) + " = "
                                    + lowering.text(context.expression(1))
                            : "write " + context.expression(0).getText());
        }
        return declare(context, frozen);
    }

    private Formula.Parameter declare(ArgumentContext context, boolean frozen) {
        String name = name(context, source());
        if (declared.containsKey(name)) {
            throw new Failure(lowering.span(context.expression(0)), "parameter '" + name + "' is declared twice", "");
        }
        Formula.Parameter parameter =
                new Formula.Parameter(name, lowering.graph().parameter(name, type(name, context)), frozen);
        declared.put(name, parameter);
        contexts.put(name, context);
        return parameter;
    }

    private Type type(String name, ArgumentContext context) {
        if (context.type() == null) {
            return argumentOf(name);
        }
        Type type = DeclaredTypes.of(context.type(), source());
        // what depends on a whole number is known when the function is called
        if (arguments.containsKey(name) && type.shape().names().stream().noneMatch(wholeNumbers::contains)) {
            try {
                DeclaredTypes.bind(name, type, arguments.get(name), dimensions);
            } catch (ShapeException e) {
                throw Failure.of(lowering.span(context.type()), e);
            }
        }
        Type resolved = DeclaredTypes.resolved(type, dimensions);
        type.shape().names().forEach(dimension -> dimensions.putIfAbsent(dimension, Dimension.named(dimension)));
        return resolved;
    }

    /** What an undeclared type is: that of the argument. */
    private Type argumentOf(String name) {
        return DeclaredTypes.resolved(arguments.getOrDefault(name, Type.NUMBER), Map.of());
    }

    /** Reports what is wrong with the parameters of a function, called or not. */
    static void check(List<ArgumentContext> parameters, Diagnostics diagnostics) {
        Set<String> names = new HashSet<>();
        boolean defaults = false;
        for (ArgumentContext parameter : parameters) {
            if (defaults && parameter.expression().size() == 1) {
                diagnostics.error(
                        Tokens.span(diagnostics.source(), parameter),
                        "this parameter has no default value, and one before it has",
                        "put parameters with default values last");
            }
            defaults |= parameter.expression().size() > 1;
            try {
                String name = name(parameter, diagnostics.source());
                if (!names.add(name)) {
                    diagnostics.error(
                            Tokens.span(diagnostics.source(), parameter.expression(0)),
                            "parameter '" + name + "' is declared twice",
                            "");
                }
            } catch (Failure failure) {
                diagnostics.error(failure.span(), failure.getMessage(), failure.remedy());
            }
        }
    }

    /** The name that is declared, if it and its type are right. */
    private static String name(ArgumentContext context, Source source) {
        String name = Trees.name(context.expression(0));
        if (name == null) {
            throw new Failure(
                    Tokens.span(source, context.expression(0)),
                    "a parameter is a name, with a type if you like",
                    "write x or x: f64");
        }
        if (Names.CONSTANTS.containsKey(name)) {
            throw new Failure(
                    Tokens.span(source, context.expression(0)), "'" + name + "' is a constant", "choose another name");
        }
        if (context.type() != null) {
            DeclaredTypes.of(context.type(), source);
        }
        return name;
    }

    /** The parameter for a name that nothing defines. */
    Node undeclared(String name) {
        return undeclared
                .computeIfAbsent(
                        name, n -> new Formula.Parameter(n, lowering.graph().parameter(n, argumentOf(n)), false))
                .node();
    }

    boolean isDeclared(String name) {
        return declared.containsKey(name);
    }

    boolean contains(String name) {
        return declared.containsKey(name) || undeclared.containsKey(name);
    }

    List<Formula.Parameter> all() {
        List<Formula.Parameter> all = new ArrayList<>(declared.values());
        all.addAll(undeclared.values());
        requireLengths(all);
        return all;
    }

    /** The names of lengths are whole numbers among the parameters, or follow from the shapes of arguments. */
    private void requireLengths(List<Formula.Parameter> all) {
        Map<String, Dimension> known = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        all.forEach(parameter -> names.addAll(parameter.node().shape().names()));
        for (Formula.Parameter parameter : all) {
            if (names.contains(parameter.name()) && parameter.node().type().equals(Type.WHOLE)) {
                lowering.graph().addLength(parameter.node());
                known.put(parameter.name(), Dimension.named(parameter.name()));
            }
        }
        List<Type> types = all.stream().map(parameter -> parameter.node().type()).toList();
        DeclaredTypes.infer(types, types, known);
        names.removeAll(known.keySet());
        if (!names.isEmpty()) {
            String name = names.iterator().next();
            Formula.Parameter first = all.stream()
                    .filter(parameter -> parameter.node().shape().names().contains(name))
                    .findFirst()
                    .orElseThrow();
            throw new Failure(
                    lowering.span(contexts.get(first.name())),
                    "'" + first.name() + ": " + first.node().type() + "' does not tell the length '" + name + "'",
                    "declare const " + name + ": int, or a parameter with an axis of the length " + name);
        }
    }
}
