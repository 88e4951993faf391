package dev.autodiff;

import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.runtime.Type;
import dev.autodiff.simplify.Simplifier.Level;
import java.util.List;
import java.util.Map;

/**
 * How a program is compiled.
 *
 * @param function the function to compile, or null for the program's default
 * @param result the variable whose value is wanted, or null for the function's result
 * @param variables the parameters and other variables to differentiate by; null for all parameters that are not {@code const}
 * @param level the rewrites that apply
 * @param arguments types that parameters are specialised to, by name, as the values at hand have them; a parameter that is
 *        not declared has this type, and for one that is declared the names of its dimensions get their values
 * @param limits what each loop may use up
 * @param checkpoints whether loops are cut into blocks, so that a derivative records √n states for n steps and runs the loop twice
 */
public record Options(String function, String result, List<String> variables, Level level, Map<String, Type> arguments, Limits limits, boolean checkpoints) {
    public static final Options DEFAULT = new Options(null, null, null, Level.STABLE, Map.of(), Limits.DEFAULT, false);

    public Options {
        variables = variables == null ? null : List.copyOf(variables);
        arguments = Map.copyOf(arguments);
    }

    public Options withFunction(String name) {
        return new Options(name, result, variables, level, arguments, limits, checkpoints);
    }

    public Options withResult(String name) {
        return new Options(function, name, variables, level, arguments, limits, checkpoints);
    }

    public Options withVariables(List<String> names) {
        return new Options(function, result, names, level, arguments, limits, checkpoints);
    }

    public Options withLevel(Level other) {
        return new Options(function, result, variables, other, arguments, limits, checkpoints);
    }

    public Options withArguments(Map<String, Type> types) {
        return new Options(function, result, variables, level, types, limits, checkpoints);
    }

    public Options withLimits(Limits other) {
        return new Options(function, result, variables, level, arguments, other, checkpoints);
    }

    public Options withCheckpoints(boolean cuts) {
        return new Options(function, result, variables, level, arguments, limits, cuts);
    }
}
