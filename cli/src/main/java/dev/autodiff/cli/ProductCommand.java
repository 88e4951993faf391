package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code autodiff jvp}, {@code vjp} and {@code hvp}: a Jacobian times a direction, a cotangent times a Jacobian, a
 * Hessian times a direction, each by one sweep and without the matrix.
 */
final class ProductCommand implements Callable<Integer> {
    private static final String DIRECTION = "--direction";
    private static final String COTANGENT = "--cotangent";

    /** What is multiplied by; gradients stand for the products of cotangents. */
    private final DerivativeKind kind;

    private final ProgramOptions program = new ProgramOptions();
    private final PointOptions points = new PointOptions();
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables =
            Flags.names("--wrt", "What to differentiate by, parameters or other variables; by default all parameters.");
    private final OptionSpec factors;
    private final CommandSpec spec;

    private ProductCommand(DerivativeKind kind, OptionSpec factors, String name, String description, String example) {
        this.kind = kind;
        this.factors = factors;
        this.spec = Flags.command(name, this, description, "", "Example:", "  autodiff " + name + " " + example);
    }

    static ProductCommand jvp() {
        return new ProductCommand(
                DerivativeKind.JVP,
                directions(),
                "jvp",
                "How the results change along a direction of the variables: the Jacobian times a vector.",
                "-e 'f(x: f64[2]) = [x[0]*x[1], x[0]^2]' --at 'x=[2, 3]' --direction 'x=[1, 0]'");
    }

    static ProductCommand hvp() {
        return new ProductCommand(
                DerivativeKind.HVP,
                directions(),
                "hvp",
                "How the gradient changes along a direction of the variables: the Hessian times a vector.",
                "-e 'z = x^2*y' --at x=2,y=3 --direction x=1");
    }

    static ProductCommand vjp() {
        return new ProductCommand(
                DerivativeKind.GRADIENT,
                Flags.texts(
                        COTANGENT,
                        "p=1,q=2",
                        "What each result counts; one that is left out counts nothing. Repeatable."),
                "vjp",
                "How the results, each times a cotangent, change in sum with each variable: a vector times the Jacobian.",
                "-e 'p = x*y; q = x + y' --of p,q --at x=2,y=3 --cotangent p=1,q=10");
    }

    private static OptionSpec directions() {
        return Flags.texts(
                DIRECTION,
                "x=1,y=0",
                "The direction, a value of the shape of each variable; one that is left out stays where it is. Repeatable.");
    }

    CommandSpec spec() {
        program.addTo(spec);
        points.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(factors);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Options options = program.options().withResults(points.results()).withVariables(Flags.differentNames(variables))
                .withArguments(points.types()).withDerivatives(Set.of(kind));
        Analysis analysis = program.differentiate(options, screen.err());
        Signature signature = analysis.function().signature();
        GradCommand.warnOfNoVariables(signature, screen);
        Inquiry inquiry = kind == DerivativeKind.GRADIENT
                ? Inquiry.vjp(analysis, given(COTANGENT, "result", signature.results()))
                : Inquiry.along(analysis, kind, given(DIRECTION, "variable", signature.variables()));
        return threads.limit(() -> {
            points.write(inquiry, Origin.ofValues(analysis), screen);
            return 0;
        });
    }

    /** The value that is given for each of some names, and zeros for the others. */
    private List<Tensor> given(String option, String what, List<Signature.Argument> of) {
        List<String> names = of.stream().map(Signature.Argument::name).toList();
        Map<String, Tensor> values = Point.parse(option, Flags.all(factors)).values();
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new UsageException(option + ": there is no " + what + " '" + name + "': "
                        + Suggestion.didYouMean(name, names, "write " + names.get(0) + "=…"));
            }
        }
        if (values.isEmpty() && !names.isEmpty()) {
            throw new UsageException("no " + option.substring(2) + ": add " + option + " " + names.get(0) + "=…");
        }
        List<Tensor> all = new ArrayList<>();
        for (Signature.Argument argument : of) {
            int[] lengths = argument.type().shape().lengths(Map.of());
            Tensor value = values.getOrDefault(argument.name(), Tensor.zeros(DType.F64, lengths));
            if (!value.shape().equals(argument.type().shape())) {
                throw new UsageException(option + ": '" + argument.name() + "' is " + argument.type()
                        + ", and got a value of the shape " + value.shape());
            }
            all.add(value.as(argument.type().dtype()));
        }
        return all;
    }
}
