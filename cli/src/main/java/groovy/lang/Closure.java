package groovy.lang;

/**
 * Stands in for a class of Groovy that picocli looks for at every start: to find that it is nowhere means to open each
 * jar of the class path, which takes longer than a command does.
 */
public final class Closure {
    private Closure() {}
}
