package dev.autodiff;

import dev.autodiff.simplify.Simplifier.Level;
import java.util.List;

/**
 * How a program is compiled.
 *
 * @param function the function to compile, or null for the program's default
 * @param result the variable whose value is wanted, or null for the function's result
 * @param variables the parameters and other variables to differentiate by; null for all parameters that are not {@code const}
 * @param level the rewrites that apply
 */
public record Options(String function, String result, List<String> variables, Level level) {
    public static final Options DEFAULT = new Options(null, null, null, Level.STABLE);

    public Options {
        variables = variables == null ? null : List.copyOf(variables);
    }

    public Options withFunction(String name) {
        return new Options(name, result, variables, level);
    }

    public Options withResult(String name) {
        return new Options(function, name, variables, level);
    }

    public Options withVariables(List<String> names) {
        return new Options(function, result, names, level);
    }

    public Options withLevel(Level other) {
        return new Options(function, result, variables, other);
    }
}
