package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff jacobian} and {@code autodiff hessian}: all derivatives of one order at a point. */
final class DerivativeCommand implements Callable<Integer> {
    private final DerivativeKind kind;
    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables = Flags.names(
            "--wrt", "The variables of differentiation: parameters or other variables; by default all parameters.");
    private final OptionSpec sparse;
    private final OptionSpec normal = Flags.flag(
            "--normal", "Half the sum of squares of the results, its gradient Jᵀr, and the normal matrix JᵀJ.");
    private final OptionSpec explain =
            Flags.flag("--explain", "Say in which mode it is computed, and by how many sweeps.");
    private final CommandSpec spec;

    private DerivativeCommand(DerivativeKind kind, String part, String description, String... examples) {
        this.kind = kind;
        this.sparse =
                Flags.flag("--sparse", "Print the structural non-zeros only, " + part + "with their rows and columns.");
        this.spec = Flags.command(kind.toString(), this, description, examples);
    }

    static DerivativeCommand jacobian() {
        return new DerivativeCommand(DerivativeKind.JACOBIAN, "",
                "Values and their partial derivatives at a point, of results of any shape.",
                "",
                "Examples:",
                "  autodiff jacobian -e 'f(x: f64[2]) = [x[0]*x[1], x[0]^2]' --at 'x=[2, 3]'",
                "  autodiff jacobian -e 'p = x*y; q = x + y' --of p,q --wrt x --at x=2,y=3 --json",
                "  autodiff jacobian -e 'r(b, const x: f64[n]) = b - x' --at 'b=1,x=[1,2,3]' --normal");
    }

    static DerivativeCommand hessian() {
        return new DerivativeCommand(DerivativeKind.HESSIAN, "of the lower triangle, ",
                "Value, gradient and second derivatives of one number at a point.",
                "",
                "Examples:",
                "  autodiff hessian -e 'z = x^2*y' --at x=2,y=3 --json",
                "  autodiff hessian -e 'z = sum(x^3)' --at 'x=[1,2]'");
    }

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        if (kind == DerivativeKind.JACOBIAN) {
            spec.addOption(normal);
        }
        return spec.addOption(variables).addOption(sparse).addOption(explain);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options().withResults(points.results()).withVariables(Flags.differentNames(variables))
                .withArguments(points.types()).withDerivatives(Set.of(asked()));
        Analysis analysis = program.differentiate(options, screen.err());
        GradCommand.warnOfNoVariables(analysis.function().signature(), screen);
        Inquiry inquiry = Flags.isSet(sparse) ? sparse(analysis) : dense(analysis);
        if (Flags.isSet(explain)) {
            screen.err().println(asked() + ": " + mode(analysis));
            screen.err().flush();
        }
        return threads.limit(() -> {
            points.write(inquiry, Origin.ofValues(analysis), screen);
            return 0;
        });
    }

    /** What the options make of the command. */
    private DerivativeKind asked() {
        return Flags.isSet(normal) ? DerivativeKind.NORMAL : kind;
    }

    private String mode(Analysis analysis) {
        return Flags.isSet(sparse) && analysis.structure(asked()).isEmpty()
                ? "each row as a function of numbers, all rows at once"
                : analysis.mode(asked());
    }

    private Inquiry dense(Analysis analysis) {
        CompiledFunction function = analysis.load(asked());
        return asked().isSymmetric()
                ? Inquiry.symmetric(analysis, function, asked())
                : Inquiry.jacobian(analysis, function, asked().toString());
    }

    /** By the structure of each number if all tensors are small, by that of rows otherwise. */
    private Inquiry sparse(Analysis analysis) {
        Optional<boolean[]> structure = analysis.structure(asked());
        return structure.isPresent()
                ? dense(analysis).sparse(structure.get(), asked().toString(), asked().isSymmetric())
                : Inquiry.inCoordinates(analysis, asked());
    }
}
