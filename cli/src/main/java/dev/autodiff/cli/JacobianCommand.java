package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff jacobian}: values and their partial derivatives at a point, of results of any shape. */
final class JacobianCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables =
            Flags.names("--wrt", "What to differentiate by, parameters or other variables; by default all parameters.");
    private final OptionSpec sparse = Flags.flag("--sparse", "Print the structural non-zeros only, with their rows and columns.");
    private final CommandSpec spec = Flags.command("jacobian", this, "Values and their partial derivatives at a point, of results of any shape.",
            "",
            "Examples:",
            "  autodiff jacobian -e 'f(x: f64[2]) = [x[0]*x[1], x[0]^2]' --at 'x=[2, 3]'",
            "  autodiff jacobian -e 'p = x*y; q = x + y' --of p,q --wrt x --at x=2,y=3 --json");

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(sparse);
    }

    private static Inquiry sparse(Analysis analysis) {
        return Inquiry.jacobian(analysis, "jacobian").sparse(analysis.structure(DerivativeKind.JACOBIAN).orElseThrow(SparseMatrix::unknownStructure), "jacobian", false);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options().withResults(points.results()).withVariables(Flags.differentNames(variables))
                .withArguments(points.types()).withDerivatives(Set.of(DerivativeKind.JACOBIAN));
        Analysis analysis = program.differentiate(options, screen.err());
        GradCommand.warnOfNoVariables(analysis.function().signature(), screen);
        Inquiry inquiry = Flags.isSet(sparse) ? sparse(analysis) : Inquiry.jacobian(analysis, "jacobian");
        return threads.limit(() -> {
            points.write(inquiry, screen);
            return 0;
        });
    }
}
