package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.runtime.Signature;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff grad}: value and gradient at a point. */
final class GradCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables = Flags.names(
            "--wrt", "The variables of differentiation: parameters or other variables; by default all parameters.");
    private final OptionSpec seed = Flags.value(
            String.class,
            null,
            "VALUE",
            "The cotangent of the result, which the gradient is multiplied by: 2 or v=2, and an array if the result is one, 'v=[1,0]'.",
            "--cotangent");

    /** What it was called before. */
    private final OptionSpec formerSeed =
            OptionSpec.builder("--seed").type(String.class).paramLabel("VALUE").hidden(true).build();
    private final CommandSpec spec = Flags.command("grad", this, "Value and gradient at a point.",
            "",
            "Examples:",
            "  autodiff grad -e 'z = y*log(x)+sin(y)' --at x=2,y=3 --json",
            "  autodiff grad -e 'sum_xy = x+y; z = sum_xy^2' --wrt x,sum_xy --at x=2,y=3",
            "  autodiff grad -e 'p = x*y; q = x + y' --of p,q --at x=2,y=3",
            "  autodiff grad -e 'y = 2*x' --at 'x=[1,2,3]' --cotangent 'v=[0.1,1,0.0001]'",
            "  autodiff grad black_scholes.ad --at K=100,r=0.05,sigma=0.2,T=1 --data spots.csv");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(seed).addOption(formerSeed);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options()
                .withResults(points.results())
                .withVariables(Flags.differentNames(variables))
                .withArguments(points.types());
        Analysis analysis = program.differentiate(options, screen.err());
        Signature signature = analysis.function().signature();
        warnOfNoVariables(signature, screen);
        Inquiry inquiry = signature.results().size() == 1
                ? Inquiry.gradient(
                        analysis.load(),
                        Seed.parse(cotangent(), signature.results().get(0).name()))
                : ofSeveral(signature, options);
        return threads.limit(() -> {
            points.write(inquiry, Origin.ofGradient(analysis), screen);
            return 0;
        });
    }

    private String cotangent() {
        String former = formerSeed.getValue();
        if (former != null && seed.getValue() != null) {
            throw new UsageException("--seed is another name of --cotangent: give one of them");
        }
        return former != null ? former : seed.getValue();
    }

    /** The gradients of several numbers are the rows of their Jacobian. */
    private Inquiry ofSeveral(Signature signature, Options options) {
        if (cotangent() != null) {
            throw new UsageException("--cotangent goes with one result, and '" + signature.name()
                    + "' has several: choose one with --of");
        }
        for (Signature.Argument result : signature.results()) {
            if (!result.type().shape().size().is(1)) {
                throw new UsageException("the result '" + result.name() + "' is " + result.type()
                        + ", and has no gradient beside others: use 'autodiff jacobian', or choose it alone with --of "
                        + result.name());
            }
        }
        Analysis analysis =
                Autodiff.analyze(program.source(), options.withDerivatives(Set.of(DerivativeKind.JACOBIAN)));
        return Inquiry.jacobian(analysis, analysis.load(DerivativeKind.JACOBIAN), "gradient");
    }

    /** The answer is a value alone, which {@code grad} was hardly called for. */
    static void warnOfNoVariables(Signature signature, Screen screen) {
        if (signature.variables().isEmpty()) {
            screen.err()
                    .println("warning: '" + signature.name() + "' has nothing to differentiate by: "
                            + (signature.parameters().isEmpty()
                                    ? "it has no parameters"
                                    : "its parameters are const, or have no derivative by their type"));
            screen.err().flush();
        }
    }
}
