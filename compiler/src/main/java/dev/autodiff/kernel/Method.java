package dev.autodiff.kernel;

import java.util.List;

/**
 * A static method of a unit.
 *
 * @param documentation a sentence for people who read it as source, or null
 */
public record Method(String name, boolean isPublic, List<Variable> parameters, Kind result, List<Stmt> body, String documentation) {
    public Method {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /** By which the methods of the same unit call it. */
    public MethodRef reference() {
        return new MethodRef(null, name, parameters.stream().map(Variable::kind).toList(), result);
    }

    /** As text for people, in the notation of Java. */
    public String text() {
        SourceText text = new SourceText();
        new Listing(new Notation(), text).add(this);
        return text.toString();
    }
}
