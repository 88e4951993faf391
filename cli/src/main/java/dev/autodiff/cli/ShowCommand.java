package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code autodiff show}: what a program becomes on its way. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "The program, its graph, its derivative, or the code that it becomes.",
        footer = {
            "",
            "Examples:",
            "  autodiff show -e 'z = y*log(x)+sin(y)'",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --format latex",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --stage graph --format dot | dot -Tsvg > z.svg",
            "  autodiff show z.ad --stage bytecode"
        })
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

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProgramOptions program;

    @Option(names = "--stage", paramLabel = "STAGE", defaultValue = "gradient",
            description = "One of ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private Stage stage;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}; by default text.")
    private Format format;

    @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "What to differentiate by; by default all parameters.")
    private List<String> variables;

    @Option(names = "--of", paramLabel = "NAME", description = "The variable that is wanted; by default the function's result.")
    private String result;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Format wanted = format();
        stage.require(wanted);
        Options options = program.options().withResult(result).withVariables(stage.isOfDerivative() ? variables : List.of());
        Compiler.Analysis analysis = program.analyze(options, screen.err());
        screen.out().println(new Exhibit(analysis, result).show(stage, wanted));
        return 0;
    }

    private Format format() {
        if (json && format != null && format != Format.JSON) {
            throw new UsageException("--json and --format " + format + " exclude each other");
        }
        return json ? Format.JSON : format == null ? Format.TEXT : format;
    }
}
