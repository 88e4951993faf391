package dev.autodiff.kernel;

import java.util.List;

/**
 * A method of a unit.
 *
 * @param documentation a sentence for people who read it as source, or null
 */
public record Method(
        String name,
        boolean isPublic,
        List<Variable> parameters,
        Kind result,
        List<Stmt> body,
        String documentation,
        Form form) {
    /** What kind of method it is in a class. */
    public enum Form {
        STATIC,
        /** Static and synthetic: a debugger shows neither the method nor its variables. */
        SYNTHETIC,
        /** An instance method that implements one of an interface; it does not use its object. */
        OF_OBJECT
    }

    public Method {
        parameters = List.copyOf(parameters);
        body = List.copyOf(body);
    }

    /** A static method. */
    public Method(
            String name,
            boolean isPublic,
            List<Variable> parameters,
            Kind result,
            List<Stmt> body,
            String documentation) {
        this(name, isPublic, parameters, result, body, documentation, Form.STATIC);
    }

    /** The same method as a synthetic one. */
    public Method synthetic() {
        return new Method(name, isPublic, parameters, result, body, documentation, Form.SYNTHETIC);
    }

    public boolean isOfObject() {
        return form == Form.OF_OBJECT;
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
