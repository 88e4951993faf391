package dev.autodiff;

import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a program is compiled.
 *
 * @param function the function to compile, or null for the program's default
 * @param results the variables whose values are wanted, or null for the function's results
 * @param variables the parameters and other variables to differentiate by; null for all parameters that are not {@code
 *     const}
 * @param derivatives what is computed beside the values
 * @param level the rewrites that apply
 * @param arguments types that parameters are specialised to, by name, as the values at hand have them; a parameter that
 *        is not declared has this type, and for one that is declared the names of its dimensions get their values
 * @param limits what each loop may use up
 * @param checkpoints whether loops are cut into blocks, so that a derivative records √n states for n steps and runs the
 *     loop twice
 */
public record Options(
        String function,
        List<String> results,
        List<String> variables,
        Set<DerivativeKind> derivatives,
        Level level,
        Map<String, Type> arguments,
        Limits limits,
        boolean checkpoints) {
    public static final Options DEFAULT = new Options(
            null, null, null, EnumSet.of(DerivativeKind.GRADIENT), Level.STABLE, Map.of(), Limits.DEFAULT, false);

    public Options {
        results = results == null ? null : List.copyOf(results);
        variables = variables == null ? null : List.copyOf(variables);
        derivatives = Set.copyOf(derivatives);
        arguments = Map.copyOf(arguments);
    }

    public Options withFunction(String name) {
        return new Options(name, results, variables, derivatives, level, arguments, limits, checkpoints);
    }

    /** @param name of the one result that is wanted, or null for the function's results */
    public Options withResult(String name) {
        return withResults(name == null ? null : List.of(name));
    }

    public Options withResults(List<String> names) {
        return new Options(function, names, variables, derivatives, level, arguments, limits, checkpoints);
    }

    public Options withVariables(List<String> names) {
        return new Options(function, results, names, derivatives, level, arguments, limits, checkpoints);
    }

    public Options withDerivatives(Set<DerivativeKind> kinds) {
        return new Options(function, results, variables, kinds, level, arguments, limits, checkpoints);
    }

    public Options withLevel(Level other) {
        return new Options(function, results, variables, derivatives, other, arguments, limits, checkpoints);
    }

    public Options withArguments(Map<String, Type> types) {
        return new Options(function, results, variables, derivatives, level, types, limits, checkpoints);
    }

    public Options withLimits(Limits other) {
        return new Options(function, results, variables, derivatives, level, arguments, other, checkpoints);
    }

    public Options withCheckpoints(boolean cuts) {
        return new Options(function, results, variables, derivatives, level, arguments, limits, cuts);
    }
}
