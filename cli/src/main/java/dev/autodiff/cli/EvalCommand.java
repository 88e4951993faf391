package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code autodiff eval}: the value at a point. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Value at a point.",
        footer = {
            "",
            "Examples:",
            "  autodiff eval -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff eval black_scholes.ad --at K=100,r=0.05,sigma=0.2,T=1 --data spots.csv --json"
        })
final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProgramOptions program;

    @Mixin
    private PointOptions points;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        CompiledFunction function = program.analyze(program.options().withResult(points.result()).withVariables(List.of()), screen.err()).load();
        points.write(points.answers(function, false, 1), screen);
        return 0;
    }
}
