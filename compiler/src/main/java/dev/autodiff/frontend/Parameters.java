package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.TypeContext;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of the formula: the declared ones in their order, then the others by name. */
final class Parameters {
    private static final Set<String> ELEMENT_TYPES = Set.of("f64", "f32", "int", "bool");

    private final Lowering lowering;
    private final Map<String, Formula.Parameter> declared = new LinkedHashMap<>();
    private final Map<String, Formula.Parameter> undeclared = new TreeMap<>();

    Parameters(Lowering lowering) {
        this.lowering = lowering;
    }

    /** {@code x}, {@code x: f64} or {@code const x: f64}. */
    Formula.Parameter declare(ArgumentContext context) {
        return declare(context, context.getStart().getType() == FormulaLexer.CONST);
    }

    /** {@code input x: f64}, which takes no default: a program without functions is not called by anyone. */
    Formula.Parameter declareInput(ArgumentContext context, boolean frozen) {
        if (context.expression().size() > 1) {
            throw new Failure(lowering.span(context), "inputs have no default values", "write " + context.expression(0).getText());
        }
        return declare(context, frozen);
    }

    private Formula.Parameter declare(ArgumentContext context, boolean frozen) {
        String name = name(context, lowering.diagnostics().source());
        if (declared.containsKey(name)) {
            throw new Failure(lowering.span(context.expression(0)), "parameter '" + name + "' is declared twice", "");
        }
        Formula.Parameter parameter = new Formula.Parameter(name, lowering.graph().parameter(name), frozen);
        declared.put(name, parameter);
        return parameter;
    }

    /** Reports what is wrong with the parameters of a function, called or not. */
    static void check(List<ArgumentContext> parameters, Diagnostics diagnostics) {
        Set<String> names = new HashSet<>();
        boolean defaults = false;
        for (ArgumentContext parameter : parameters) {
            if (defaults && parameter.expression().size() == 1) {
                diagnostics.error(Tokens.span(diagnostics.source(), parameter), "this parameter has no default value, and one before it has",
                        "put parameters with default values last");
            }
            defaults |= parameter.expression().size() > 1;
            try {
                String name = name(parameter, diagnostics.source());
                if (!names.add(name)) {
                    diagnostics.error(Tokens.span(diagnostics.source(), parameter.expression(0)), "parameter '" + name + "' is declared twice", "");
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
            throw new Failure(Tokens.span(source, context.expression(0)), "a parameter is a name, with a type if you like", "write x or x: f64");
        }
        if (Expressions.CONSTANTS.containsKey(name)) {
            throw new Failure(Tokens.span(source, context.expression(0)), "'" + name + "' is a constant", "choose another name");
        }
        if (context.type() != null) {
            requireScalar(context.type(), source);
        }
        return name;
    }

    /** The parameter for a name that nothing defines. */
    Node undeclared(String name) {
        return undeclared.computeIfAbsent(name, n -> new Formula.Parameter(n, lowering.graph().parameter(n), false)).node();
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
        return all;
    }

    private static void requireScalar(TypeContext type, Source source) {
        String element = type.NAME().getText();
        Span place = Tokens.span(source, type);
        if (!ELEMENT_TYPES.contains(element)) {
            throw new Failure(place, "unknown type '" + element + "'", "the type of a number is f64");
        }
        if (!element.equals("f64") || type.getChildCount() > 1) {
            throw new Failure(place, "parameters of type '" + source.text(place) + "' are not supported", "only scalars of type f64 are");
        }
    }
}
