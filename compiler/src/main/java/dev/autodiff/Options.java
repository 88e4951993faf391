package dev.autodiff;

import dev.autodiff.runtime.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How a program is compiled; no instance ever changes. */
public final class Options {
    /** The program's default function, and its gradient by all parameters. */
    public static final Options DEFAULT = new Options();

    private String function;
    private List<String> results;
    private List<String> variables;
    private Set<DerivativeKind> derivatives = Set.of(DerivativeKind.GRADIENT);
    private Level level = Level.STABLE;
    private Map<String, Type> arguments = Map.of();
    private Limits limits = Limits.DEFAULT;
    private boolean checkpoints;

    private Options() {}

    private Options changed(Consumer<Options> change) {
        Options copy = new Options();
        copy.function = function;
        copy.results = results;
        copy.variables = variables;
        copy.derivatives = derivatives;
        copy.level = level;
        copy.arguments = arguments;
        copy.limits = limits;
        copy.checkpoints = checkpoints;
        change.accept(copy);
        return copy;
    }

    /** @param name of the function to compile, or null for the program's default */
    public Options withFunction(String name) {
        return changed(copy -> copy.function = name);
    }

    /** @param name of the one result that is wanted, or null for the function's results */
    public Options withResult(String name) {
        return withResults(name == null ? null : List.of(name));
    }

    /** @param names of the variables whose values are wanted, or null for the function's results */
    public Options withResults(List<String> names) {
        return changed(copy -> copy.results = names == null ? null : List.copyOf(names));
    }

    /**
     * @param names of the parameters and other variables to differentiate by; null for all parameters that are not
     *     {@code const}
     */
    public Options withVariables(List<String> names) {
        return changed(copy -> copy.variables = names == null ? null : List.copyOf(names));
    }

    /** @param kinds what is computed beside the values */
    public Options withDerivatives(Set<DerivativeKind> kinds) {
        return changed(copy -> copy.derivatives = Set.copyOf(kinds));
    }

    /** @param other the rewrites that apply; by default {@link Level#STABLE} */
    public Options withLevel(Level other) {
        return changed(copy -> copy.level = other);
    }

    /**
     * @param types that parameters are specialised to, by name, as the values at hand have them; a parameter that is
     *     not declared has this type, and for one that is declared the names of its dimensions get their values
     */
    public Options withArguments(Map<String, Type> types) {
        return changed(copy -> copy.arguments = Map.copyOf(types));
    }

    /** @param other what the program may use up */
    public Options withLimits(Limits other) {
        return changed(copy -> copy.limits = other);
    }

    /**
     * @param cuts whether loops are cut into blocks, so that a derivative records √n states for n steps and runs the
     *     loop twice
     */
    public Options withCheckpoints(boolean cuts) {
        return changed(copy -> copy.checkpoints = cuts);
    }

    /** The function's name, or null. */
    public String function() {
        return function;
    }

    /** The names of the results, or null. */
    public List<String> results() {
        return results;
    }

    /** What is differentiated by, or null. */
    public List<String> variables() {
        return variables;
    }

    public Set<DerivativeKind> derivatives() {
        return derivatives;
    }

    public Level level() {
        return level;
    }

    public Map<String, Type> arguments() {
        return arguments;
    }

    public Limits limits() {
        return limits;
    }

    public boolean checkpoints() {
        return checkpoints;
    }
}
