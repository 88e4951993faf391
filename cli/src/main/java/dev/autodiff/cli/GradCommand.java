package dev.autodiff.cli;

import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff grad}: value and gradient at a point. */
final class GradCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables =
            Flags.names("--wrt", "What to differentiate by, parameters or other variables; by default all parameters.");
    private final OptionSpec seed = Flags.text("--seed", "VALUE",
            "The cotangent of the result, which the gradient is multiplied by: 2 or v=2, and an array if the result is one, 'v=[1,0]'.");
    private final CommandSpec spec = Flags.command("grad", this, "Value and gradient at a point.",
            "",
            "Examples:",
            "  autodiff grad -e 'z = y*log(x)+sin(y)' --at x=2,y=3 --json",
            "  autodiff grad -e 'sum_xy = x+y; z = sum_xy^2' --wrt x,sum_xy --at x=2,y=3",
            "  autodiff grad -e 'y = 2*x' --at 'x=[1,2,3]' --seed 'v=[0.1,1,0.0001]'",
            "  autodiff grad black_scholes.ad --at K=100,r=0.05,sigma=0.2,T=1 --data spots.csv");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(seed);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options().withResult(points.result()).withVariables(Flags.differentNames(variables)).withArguments(points.types());
        CompiledFunction function = program.differentiate(options, screen.err()).load();
        warnOfNoVariables(function.signature(), screen);
        String result = points.result() == null ? function.name() : points.result();
        Seed cotangent = Seed.parse(seed.getValue(), result);
        return threads.limit(() -> {
            points.write(points.answers(function, true, cotangent), screen);
            return 0;
        });
    }

    /** The answer is a value alone, which {@code grad} was hardly called for. */
    private static void warnOfNoVariables(Signature signature, Screen screen) {
        if (signature.variables().isEmpty()) {
            screen.err().println("warning: '" + signature.name() + "' has nothing to differentiate by: "
                    + (signature.parameters().isEmpty() ? "it has no parameters" : "its parameters are const, or have no derivative by their type"));
            screen.err().flush();
        }
    }
}
