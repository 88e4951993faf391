package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaParser.ArgumentContext;
import dev.autodiff.grammar.FormulaParser.TypeContext;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Span;
import java.util.ArrayList;
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
        return declare(context, context.getStart().getText().equals("const"));
    }

    Formula.Parameter declare(ArgumentContext context, boolean frozen) {
        Span place = lowering.span(context.getStart()).to(lowering.span(context.getStop()));
        String name = Trees.name(context.expression(0));
        if (name == null || context.expression().size() > 1) {
            throw new Failure(place, "a parameter is a name, with a type if you like", "write x or x: f64");
        }
        if (declared.containsKey(name)) {
            throw new Failure(place, "parameter '" + name + "' is declared twice", "");
        }
        requireScalar(context.type());
        Formula.Parameter parameter = new Formula.Parameter(name, lowering.graph().parameter(name), frozen);
        declared.put(name, parameter);
        return parameter;
    }

    /** The parameter for a name that nothing defines. */
    Node undeclared(String name) {
        return undeclared.computeIfAbsent(name, n -> new Formula.Parameter(n, lowering.graph().parameter(n), false)).node();
    }

    boolean contains(String name) {
        return declared.containsKey(name) || undeclared.containsKey(name);
    }

    List<Formula.Parameter> all() {
        List<Formula.Parameter> all = new ArrayList<>(declared.values());
        all.addAll(undeclared.values());
        return all;
    }

    private void requireScalar(TypeContext type) {
        if (type == null) {
            return;
        }
        String element = type.NAME().getText();
        Span place = lowering.span(type.getStart()).to(lowering.span(type.getStop()));
        if (!ELEMENT_TYPES.contains(element)) {
            throw new Failure(place, "unknown type '" + element + "'", "the types are f64, f32, int and bool");
        }
        if (!element.equals("f64") || type.getChildCount() > 1) {
            throw new Failure(place, "parameters of type '" + type.getText() + "' are not supported", "only scalars of type f64 are");
        }
    }
}
