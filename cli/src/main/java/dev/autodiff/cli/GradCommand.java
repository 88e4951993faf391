package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code autodiff grad}: value and gradient at a point. */
@Command(
        name = "grad",
        mixinStandardHelpOptions = true,
        description = "Value and gradient at a point.",
        footer = {
            "",
            "Examples:",
            "  autodiff grad -e 'z = y*log(x)+sin(y)' --at x=2,y=3 --json",
            "  autodiff grad -e 'sum_xy = x+y; z = sum_xy^2' --wrt x,sum_xy --at x=2,y=3",
            "  autodiff grad black_scholes.ad --at K=100,r=0.05,sigma=0.2,T=1 --data spots.csv"
        })
final class GradCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProgramOptions program;

    @Mixin
    private PointOptions points;

    @Option(names = "--wrt", split = ",", paramLabel = "NAME",
            description = "What to differentiate by, parameters or other variables; by default all parameters.")
    private List<String> variables;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "The cotangent of the result, which the gradient is multiplied by: 2 or v=2.")
    private String seed;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        CompiledFunction function = program.analyze(program.options().withResult(points.result()).withVariables(variables), screen.err()).load();
        points.write(points.answers(function, true, seedValue()), screen);
        return 0;
    }

    private double seedValue() {
        if (seed == null) {
            return 1;
        }
        if (!seed.contains("=")) {
            return Scalars.parse("--seed", seed);
        }
        Map<String, String> seeds = Assignments.parse("--seed", List.of(seed));
        if (seeds.size() > 1) {
            throw new UsageException("--seed: the result is one number, and '" + seed + "' gives several cotangents");
        }
        return Scalars.parse("--seed", seeds.values().iterator().next());
    }
}
