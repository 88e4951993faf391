package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff hessian}: value, gradient and second derivatives of one number at a point. */
final class HessianCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables =
            Flags.names("--wrt", "What to differentiate by, parameters or other variables; by default all parameters.");
    private final OptionSpec sparse = Flags.flag("--sparse", "Print the structural non-zeros only, of the lower triangle, with their rows and columns.");
    private final CommandSpec spec = Flags.command("hessian", this, "Value, gradient and second derivatives of one number at a point.",
            "",
            "Examples:",
            "  autodiff hessian -e 'z = x^2*y' --at x=2,y=3 --json",
            "  autodiff hessian -e 'z = sum(x^3)' --at 'x=[1,2]'");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(sparse);
    }

    private static Inquiry sparse(Analysis analysis) {
        return Inquiry.hessian(analysis).sparse(analysis.structure(DerivativeKind.HESSIAN).orElseThrow(SparseMatrix::unknownStructure), "hessian", true);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options().withResults(points.results()).withVariables(Flags.differentNames(variables))
                .withArguments(points.types()).withDerivatives(Set.of(DerivativeKind.HESSIAN));
        Analysis analysis = program.differentiate(options, screen.err());
        GradCommand.warnOfNoVariables(analysis.function().signature(), screen);
        Inquiry inquiry = Flags.isSet(sparse) ? sparse(analysis) : Inquiry.hessian(analysis);
        return threads.limit(() -> {
            points.write(inquiry, screen);
            return 0;
        });
    }
}
