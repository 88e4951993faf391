package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a function is asked, and how the answers are written. */
final class PointOptions {
    private final OptionSpec at = Flags.texts("--at", "x=2,y=3", "The values of the parameters; repeatable.");
    private final OptionSpec data = Flags.value(Path.class, null, "FILE.csv",
            "A table of points, its header the names of parameters: one answer for each row. Parameters that it lacks come from --at.", "--data");
    private final OptionSpec result = Flags.text("--of", "NAME", "The variable that is wanted; by default the function's result.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object for each answer.");

    void addTo(CommandSpec command) {
        command.addOption(at).addOption(data).addOption(result).addOption(json);
    }

    String result() {
        return result.getValue();
    }

    /** @param hasGradient whether the partial derivatives belong to the answer, or the value alone */
    Answers answers(CompiledFunction function, boolean hasGradient, double seed) {
        return new Answers(function, result(), hasGradient, seed, Flags.isSet(json));
    }

    /** Writes one answer, or one for each row of the table. */
    void write(Answers answers, Screen screen) {
        Point fixed = Point.parse(Flags.all(at));
        Path table = data.getValue();
        if (table == null) {
            CompiledFunction function = answers.function();
            screen.out().println(answers.at(fixed.coordinates(function.name(), function.parameters())));
        } else {
            new PointTable(table, fixed).answer(answers, screen);
        }
    }
}
