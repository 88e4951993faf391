package dev.autodiff.cli;

import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a function is asked, and how the answers are written. */
final class PointOptions {
    private final OptionSpec at = Flags.texts(
            "--at",
            "x=2,y=3",
            "The values of the parameters; repeatable. An array is written 'x=[[1,2],[3,4]]', or stands in a file: x=@x.npy, x=@x.csv, x=@x.json.");
    private final OptionSpec data = Flags.value(
            Path.class,
            null,
            "FILE.csv",
            "A table of points, its header the names of parameters: one answer for each row. Parameters that it lacks come from --at.",
            "--data");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted, p,q say; by default the function's results.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object for each answer.");
    private Point point;

    void addTo(CommandSpec command) {
        command.addOption(at).addOption(data).addOption(results).addOption(json);
    }

    /** The names of the results that are wanted, or null for those of the function. */
    List<String> results() {
        return Flags.differentNames(results);
    }

    /** The types of the values, which parameters that are not declared take. */
    Map<String, Type> types() {
        return point().types();
    }

    /** Read once, since arrays may be large. */
    private Point point() {
        if (point == null) {
            point = Point.parse(Flags.all(at));
        }
        return point;
    }

    /**
     * Writes one answer, or one for each row of the table.
     *
     * @param origin which explains what is not finite in the answer at a single point; or null
     */
    void write(Inquiry inquiry, Origin origin, Screen screen) {
        List<String> names = results();
        Answers answers =
                new Answers(inquiry, names != null && names.size() == 1 ? names.get(0) : null, Flags.isSet(json));
        Path table = data.getValue();
        if (table == null) {
            Arguments arguments = Arguments.of(answers.function(), point());
            List<Tensor> answer = answers.ask(arguments);
            screen.out().println(answers.worded(answer));
            explain(origin, answer, arguments, screen);
        } else {
            new PointTable(table, point()).answer(answers, screen);
        }
    }

    private static void explain(Origin origin, List<Tensor> answer, Arguments arguments, Screen screen) {
        String note = origin == null ? null : origin.note(answer, arguments);
        if (note != null) {
            screen.out().flush();
            screen.err().println(note);
        }
    }
}
