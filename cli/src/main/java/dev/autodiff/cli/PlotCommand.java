package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Options;
import dev.autodiff.cli.ChartPanel.Extent;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff plot}: a number over a range of a parameter, and its derivative. */
final class PlotCommand implements Callable<Integer> {
    private static final int POINTS = 400;
    private static final int WIDTH = 720;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int PANEL_HEIGHT = 260;
    private static final int PANEL_SPACE = 90;

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

    /** A curve with its name. */
    private record Curve(String name, double[] values) {}

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
        List<Curve> curves = curves(program.differentiate(options, screen.err()), name, range, fixed);
        double[] xs = points(range);
        Path file = output.getValue();
        if (file == null) {
            for (Curve curve : curves) {
                screen.out().println(new TextPlot(name, curve.name(), xs, curve.values()).draw());
            }
        } else {
            new Artifact(file, Flags.isSet(force)).write(svg(name, xs, curves).getBytes(StandardCharsets.UTF_8));
            screen.out().println("wrote " + file);
        }
        return 0;
    }

    private static double[] points(Range range) {
        double[] xs = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            xs[i] = range.at((double) i / POINTS);
        }
        return xs;
    }

    private List<Curve> curves(Analysis analysis, String name, Range range, Point fixed) {
        CompiledFunction function = analysis.load();
        Inquiry inquiry = Inquiry.gradient(function, Seed.NONE);
        if (!inquiry.parts().stream().allMatch(part -> part.type().isScalar())) {
            throw new UsageException("'" + function.name() + "' is no number of a number " + name
                    + ": choose one with --of, or sum its elements");
        }
        double[] xs = points(range);
        double[] values = new double[xs.length];
        double[] slopes = new double[xs.length];
        for (int i = 0; i < xs.length; i++) {
            Arguments arguments = Arguments.of(function, fixed.with(List.of(name), new double[] {xs[i]}));
            List<Tensor> answer = inquiry.ask(arguments);
            values[i] = answer.get(0).item();
            slopes[i] = answer.get(1).item();
        }
        Curve value = new Curve(inquiry.parts().get(0).label(), values);
        return Flags.isSet(derivative)
                ? List.of(value, new Curve(inquiry.parts().get(1).label(), slopes))
                : List.of(value);
    }

    private static String svg(String name, double[] xs, List<Curve> curves) {
        int height = curves.size() * (PANEL_HEIGHT + PANEL_SPACE) - 10;
        StringBuilder out = new StringBuilder(FitPicture.head(
                WIDTH,
                height,
                curves.get(0).name() + " over " + name + " from " + Numbers.print(xs[0]) + " to "
                        + Numbers.print(xs[xs.length - 1])));
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            out.append(new ChartPanel(LEFT, 30 + i * (PANEL_HEIGHT + PANEL_SPACE), WIDTH - LEFT - RIGHT, PANEL_HEIGHT,
                            Extent.of(xs), Extent.of(curve.values()))
                    .axes(name, curve.name())
                    .line(xs, curve.values()));
        }
        return out.append("</svg>\n").toString();
    }
}
