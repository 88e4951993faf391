package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code autodiff eval}: the value at a point. */
final class EvalCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final CommandSpec spec = Flags.command("eval", this, "Value at a point.",
            "",
            "Examples:",
            "  autodiff eval -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff eval black_scholes.ad --at K=100,r=0.05,sigma=0.2,T=1 --data spots.csv --json");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options()
                .withResults(points.results())
                .withVariables(List.of())
                .withArguments(points.types());
        Analysis analysis = program.analyze(options, screen.err());
        CompiledFunction function = analysis.load();
        return threads.limit(() -> {
            points.write(Inquiry.values(function), Origin.ofValues(analysis), screen);
            return 0;
        });
    }
}
