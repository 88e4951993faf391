package dev.autodiff.cli;

import dev.autodiff.runtime.CompiledFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a function is asked, and how the answers are written. */
final class PointOptions {
    @Option(names = "--at", paramLabel = "x=2,y=3", description = "The values of the parameters; repeatable.")
    private List<String> at = new ArrayList<>();

    @Option(names = "--data", paramLabel = "FILE.csv",
            description = "A table of points, its header the names of parameters: one answer for each row. Parameters that it lacks come from --at.")
    private Path data;

    @Option(names = "--of", paramLabel = "NAME", description = "The variable that is wanted; by default the function's result.")
    private String result;

    @Option(names = "--json", description = "Print one JSON object for each answer.")
    private boolean json;

    String result() {
        return result;
    }

    /** @param hasGradient whether the partial derivatives belong to the answer, or the value alone */
    Answers answers(CompiledFunction function, boolean hasGradient, double seed) {
        return new Answers(function, result, hasGradient, seed, json);
    }

    /** Writes one answer, or one for each row of the table. */
    void write(Answers answers, Screen screen) {
        Point fixed = Point.parse(at);
        if (data == null) {
            CompiledFunction function = answers.function();
            screen.out().println(answers.at(fixed.coordinates(function.name(), function.parameters())));
        } else {
            new PointTable(data, fixed).answer(answers, screen);
        }
    }
}
