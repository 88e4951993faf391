package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff plot}: a number over a range of a parameter, and its derivative. */
final class PlotCommand implements Callable<Integer> {
    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec over =
            Flags.text("--over", "x=0:10", "The parameter that runs, with the ends of its range.");
    private final OptionSpec at = Flags.texts("--at", "x=2,y=3", "The values of the other parameters; repeatable.");
    private final OptionSpec result =
            Flags.text("--of", "NAME", "The variable that is wanted; by default the function's result.");
    private final OptionSpec derivative = Flags.flag("--derivative", "Draw the derivative below.");
    private final OptionSpec output = Flags.value(
            Path.class, null, "FILE.svg", "Draw a picture; by default the plot is text.", "-o", "--output");
    private final OptionSpec force = Flags.flag("--force", "Overwrite a file that was not written by autodiff.");
    private final CommandSpec spec = Flags.command(
            "plot",
            this,
            "A number over a range of a parameter, and its derivative, in the terminal or as a picture.",
            "",
            "Examples:",
            "  autodiff plot -e 'z = sin(x)/x' --over x=-10:10",
            "  autodiff plot -e 'z = exp(-x/t)*cos(x)' --over x=0:20 --at t=5 --derivative -o z.svg");

    CommandSpec spec() {
        program.addTo(spec);
        for (OptionSpec option : List.of(over, at, result, derivative, output, force)) {
            spec.addOption(option);
        }
        return spec;
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        if (over.getValue() == null) {
            throw new UsageException("nothing says what runs: add --over x=0:10");
        }
        Map<String, String> ranges = Assignments.parse("--over", List.of(over.<String>getValue()));
        if (ranges.size() != 1) {
            throw new UsageException("--over: one parameter runs: fix the others by --at");
        }
        String name = ranges.keySet().iterator().next();
        Range range = Range.parse("--over " + name, ranges.get(name), false);
        Point fixed = Point.parse(Flags.all(at));
        Options options = program.options().withResult(result.getValue()).withVariables(List.of(name))
                .withArguments(fixed.types());
        Analysis analysis = program.differentiate(options, screen.err());
        Plot plot = Plot.of(analysis, name, range, fixed, Flags.isSet(derivative));
        Path file = output.getValue();
        if (file == null) {
            screen.out().println(plot.text());
        } else {
            new Artifact(file, Flags.isSet(force)).write(plot.svg().getBytes(StandardCharsets.UTF_8));
            screen.out().println("wrote " + file);
        }
        return 0;
    }
}
