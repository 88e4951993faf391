package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff show}: what a program becomes on its way. */
final class ShowCommand implements Callable<Integer> {
    /** The form of what is shown. */
    enum Format {
        TEXT,
        LATEX,
        DOT,
        SVG,
        JAVA,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec stage = Flags.choice(Stage.class, "gradient", "STAGE",
            "One of ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.", "--stage");
    private final OptionSpec format = Flags.choice(Format.class, null, "FORMAT",
            "One of ${COMPLETION-CANDIDATES}; by default text.", "--format");
    private final OptionSpec at = Flags.texts(
            "--at", "'x=[1,2]'", "Values whose types undeclared parameters take, as eval and grad do; repeatable.");
    private final OptionSpec variables =
            Flags.names("--wrt", "The variables of differentiation; by default all parameters.");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted; by default the function's results.");
    private final OptionSpec all = Flags.flag("--all", "Show the bytecode of the whole class.");
    private final OptionSpec json = Flags.flag("--json", "Short for --format json.");
    private final CommandSpec spec = Flags.command(
            "show",
            this,
            "The program, its graph, its derivative, or the code that it becomes.",
            "",
            "Examples:",
            "  autodiff show -e 'z = y*log(x)+sin(y)'",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --format latex",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --stage graph --format svg > z.svg",
            "  autodiff show z.ad --stage bytecode");

    CommandSpec spec() {
        program.addTo(spec);
        return spec.addOption(stage)
                .addOption(format)
                .addOption(at)
                .addOption(variables)
                .addOption(results)
                .addOption(all)
                .addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Stage shown = stage.getValue();
        Format wanted = wantedFormat();
        shown.require(wanted);
        List<String> names = shown.isOfDerivative() ? Flags.differentNames(variables) : List.of();
        Options options = program.options()
                .withResults(Flags.differentNames(results))
                .withVariables(names)
                .withArguments(Point.parse(Flags.all(at)).types());
        Analysis analysis = program.analyze(options, screen.err());
        boolean isOne = analysis.function().signature().results().size() == 1;
        screen.out()
                .println(new Exhibit(isOne || !shown.isOfDerivative() ? analysis : withJacobian(analysis))
                        .show(shown, wanted, Flags.isSet(all)));
        return 0;
    }

    /** The derivatives of several results. */
    private static Analysis withJacobian(Analysis analysis) {
        return Autodiff.analyze(analysis.source(), analysis.options().withDerivatives(Set.of(DerivativeKind.JACOBIAN)));
    }

    private Format wantedFormat() {
        Format given = format.getValue();
        boolean isJson = Flags.isSet(json);
        if (isJson && given != null && given != Format.JSON) {
            throw new UsageException("--json and --format " + given + " exclude each other");
        }
        return isJson ? Format.JSON : given == null ? Format.TEXT : given;
    }
}
