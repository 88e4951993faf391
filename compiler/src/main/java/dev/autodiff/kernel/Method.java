package dev.autodiff.kernel;

import java.util.List;

/**
 * A method of a unit.
 *
 * @param documentation a sentence for people who read it as source, or null
 * @param isOfObjects whether it is a method that an interface asks for; it knows nothing of its object. All others are static
 */
public record Method(String name, boolean isPublic, List<Variable> parameters, Kind result, List<Stmt> body, String documentation, boolean isOfObjects) {
    public Method {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /** A static method. */
    public Method(String name, boolean isPublic, List<Variable> parameters, Kind result, List<Stmt> body, String documentation) {
        this(name, isPublic, parameters, result, body, documentation, false);
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
