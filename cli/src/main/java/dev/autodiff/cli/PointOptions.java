package dev.autodiff.cli;

import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a function is asked, and how the answers are written. */
final class PointOptions {
    private final OptionSpec at = Flags.texts(
            "--at",
            "x=2,y=3",
            "The values of the parameters; repeatable. An array is written 'x=[[1,2],[3,4]]', or read from a file: x=@x.npy, x=@x.csv, x=@x.json. x=1:5:0.5 answers for each value from 1 to 5.");
    private final OptionSpec data = Flags.value(
            Path.class,
            null,
            "FILE.csv",
            "A table of points, '-' for standard input; its header has the names of parameters, separated by commas, semicolons or tabs. One answer for each row. Parameters that it lacks come from --at.",
            "--data");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted, p,q say; by default the function's results.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object for each answer.");
    private Point point;
    private Sweep sweep;

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
            Map<String, String> texts = Assignments.parse("--at", Flags.all(at));
            sweep = Sweep.extract(texts);
            point = Point.of(texts);
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
        point();
        if (!sweep.isEmpty()) {
            if (table != null) {
                throw new UsageException("--at: a sweep such as " + sweep.names().get(0)
                        + "=1:5 goes with single values, and not with --data");
            }
            writeSweep(answers, screen);
        } else if (table == null) {
            Arguments arguments = Arguments.of(answers.function(), point());
            List<Tensor> answer = answers.ask(arguments);
            answers.write(answer, screen.out());
            screen.out().println();
            explain(origin, answer, arguments, screen);
        } else {
            new PointTable(table, point()).answer(answers, screen);
        }
    }

    /** One answer for each combination of values, in a table whose first columns are these values. */
    private void writeSweep(Answers answers, Screen screen) {
        answers.requireRows();
        List<String> names = sweep.names();
        if (!answers.isJson()) {
            screen.out().print(String.join(",", names) + "," + String.join(",", answers.names()) + "\n");
        }
        for (double[] values : sweep.points()) {
            Arguments arguments = Arguments.of(answers.function(), point().with(names, values));
            String where = Arrays.stream(values).mapToObj(Numbers::print).collect(Collectors.joining(","));
            screen.out().print(answers.isJson()
                    ? answers.json(names, values, answers.ask(arguments)) + "\n"
                    : where + "," + answers.row(arguments) + "\n");
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
