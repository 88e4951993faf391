package dev.autodiff.cli;

import dev.autodiff.hipparchus.FitData;
import dev.autodiff.hipparchus.FitEngine;
import dev.autodiff.hipparchus.FitResult;
import dev.autodiff.hipparchus.FitRows;
import dev.autodiff.hipparchus.LeastSquaresFit;
import dev.autodiff.hipparchus.LeastSquaresSearch;
import dev.autodiff.hipparchus.Loss;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Suggestion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff fit}: a model and a table, the parameters of least squares and their errors. */
final class FitCommand implements Callable<Integer> {
    private static final int NO = 1;

    private final ProgramOptions program = new ProgramOptions();
    private final StartOptions starts = new StartOptions(false);
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec data = Flags.value(
            Path.class,
            null,
            "FILE.csv",
            "The table: the column named like the result holds the measurements, the others are parameters of the model.",
            "--data");
    private final OptionSpec engine = Flags.text(
            "--engine",
            "NAME",
            "Where the rows are computed: with spark, --data is a folder of files in Parquet or CSV, see docs/spark.md.");
    private final OptionSpec weights =
            Flags.text("--weights", "COLUMN", "The column of how much each row counts, in proportion to 1/σ².");
    private final OptionSpec loss = Flags.text(
            "--loss",
            "LOSS",
            "How much a residual counts: linear, which is least squares, or one of huber, soft_l1, cauchy, which forgive outliers.");
    private final OptionSpec scale = Flags.value(
            double.class,
            "1",
            "NUMBER",
            "The residual from which on the loss counts less than squares; by default ${DEFAULT-VALUE}.",
            "--loss-scale");
    private final OptionSpec confidence = Flags.value(Double.class, null, "NUMBER",
            "The probability of the confidence intervals; by default 0.95.", "--confidence");
    private final OptionSpec evaluations = Flags.whole(Integer.toString(LeastSquaresFit.MAX_EVALUATIONS),
            "The largest number of evaluations on all rows; by default ${DEFAULT-VALUE}.", "--max-evaluations");
    private final OptionSpec plot =
            Flags.value(Path.class, null, "FILE.svg", "Draw data, model and residuals.", "--plot");
    private final OptionSpec force = Flags.flag("--force", "Overwrite a file that was not written by autodiff.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final CommandSpec spec = Flags.command("fit", this,
            "Fits a model to a table: least squares, with standard errors and confidence intervals.",
            "",
            "Parameters with a start are fitted; those that are columns come from the table; --at fixes the rest.",
            "",
            "Examples:",
            "  autodiff fit -e 'y = b1*(1 - exp(-b2*x))' --data misra1a.csv --start b1=500,b2=0.0001",
            "  autodiff fit -e 'y = a*exp(-x/t) + c' --data d.csv --start a=1,t=2 --at c=0 --bounds t=0:",
            "  autodiff fit model.ad --data points.csv --start 'w=[1,1]' --loss huber --plot points.svg --json",
            "",
            "Exit code 1 if the fit does not converge, or the data do not determine all parameters.");

    CommandSpec spec() {
        program.addTo(spec);
        starts.addTo(spec);
        threads.addTo(spec);
        List.of(data, engine, weights, loss, scale, confidence, evaluations, plot, force, json)
                .forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        if (data.getValue() == null) {
            throw new UsageException("there is nothing to fit to: add --data FILE.csv");
        }
        requireOptions();
        CompiledFunction model = program.differentiate(starts.applyTo(program.options()), screen.err()).load();
        Map<String, FitTable.Wanted> columns = wanted(model);
        starts.requireFit(model);
        return threads.limit(() -> {
            if (engine.getValue() != null) {
                return fitElsewhere(model, columns, screen);
            }
            FitTable table = FitTable.read(data.getValue(), columns, starts.names(), model.name(), screen.err());
            requireRows(table);
            return report(model, Search.run(screen, table::place, () -> search(model, table, screen)), screen);
        });
    }

    private int fitElsewhere(CompiledFunction model, Map<String, FitTable.Wanted> columns, Screen screen) {
        if (plot.getValue() != null) {
            throw new UsageException("--plot draws all rows, and is for fits without --engine");
        }
        FitEngine found = Engines.named(engine.getValue());
        // as it was written: a path has no place for the server of a URI
        String place = data.originalStringValues().get(0);
        FitResult result = Search.run(screen, row -> "", () -> {
            try (FitEngine.Table table = found.open(place)) {
                TableHeader header = new TableHeader(place, table.columns());
                FitTable.places(header, columns, starts.names(), model.name(), screen.err());
                ParameterVector parameters = ParameterVector.of(starts.startValues());
                FitRows rows = table.rows(new FitEngine.Model(
                        model,
                        parameters,
                        starts.fixedValues(),
                        model.results().get(0),
                        weights.getValue(),
                        chosenLoss(),
                        scale.getValue()));
                return new LeastSquaresSearch(
                                model.name(), parameters, rows, starts.bounds(parameters), maxEvaluations())
                        .from(parameters.flatten(starts.startValues()), progress(screen));
            }
        });
        return report(model, result, screen);
    }

    private int maxEvaluations() {
        return Math.toIntExact(evaluations.<Long>getValue());
    }

    private IntConsumer progress(Screen screen) {
        return count -> screen.progress(count, evaluations.<Long>getValue(), "evaluation");
    }

    private void requireRows(FitTable table) {
        if (table.rows() == 0) {
            throw new UsageException(
                    data.getValue() + ": there are no rows below the names of the columns: add what was measured");
        }
    }

    private void requireOptions() {
        double probability = probability();
        if (!(probability > 0 && probability < 1)) {
            throw new UsageException("--confidence: " + probability + " is no probability between 0 and 1");
        }
        double unit = scale.getValue();
        if (!(unit > 0 && Double.isFinite(unit))) {
            throw new UsageException("--loss-scale: " + unit + " is not a number above 0");
        }
        long most = evaluations.getValue();
        if (most < 1 || most > Integer.MAX_VALUE) {
            throw new UsageException("--max-evaluations: " + most + " is not between 1 and " + Integer.MAX_VALUE);
        }
    }

    private double probability() {
        Double probability = confidence.getValue();
        return probability == null ? 0.95 : probability;
    }

    /** The columns by name: those of parameters, of the response, and of the weights. */
    private Map<String, FitTable.Wanted> wanted(CompiledFunction model) {
        Map<String, FitTable.Wanted> wanted = new LinkedHashMap<>();
        String response = model.results().get(0);
        for (Signature.Argument parameter : model.signature().parameters()) {
            String name = parameter.name();
            if (!starts.names().contains(name)) {
                columns(parameter, wanted);
            }
        }
        if (wanted.containsKey(response)) {
            throw new UsageException(
                    "'" + response + "' is the result and a parameter: give the result a name of its own");
        }
        wanted.put(
                response,
                new FitTable.Wanted(
                        Type.NUMBER,
                        " for the model to meet",
                        "name the result, or choose it with --of, like a column"));
        if (weights.getValue() != null) {
            wanted.putIfAbsent(
                    weights.getValue(),
                    new FitTable.Wanted(Type.NUMBER, " of weights", "give one of them to --weights"));
        }
        return wanted;
    }

    /** A column for a number, and one for each element of a tensor. */
    private static void columns(Signature.Argument parameter, Map<String, FitTable.Wanted> wanted) {
        String name = parameter.name();
        boolean isNumber = parameter.type().isScalar();
        if (!isNumber && !parameter.type().shape().names().isEmpty()) {
            throw new UsageException("no value for " + name + ", which is " + parameter.type()
                    + ": a table has numbers, and tensors of known lengths: declare these, or add --start or --at '"
                    + name + "=[…]'");
        }
        String value = isNumber ? name + "=…" : "'" + name + "=[…]'";
        Type type = isNumber ? parameter.type() : new Type(parameter.type().dtype(), Type.NUMBER.shape());
        FitTable.Wanted column =
                new FitTable.Wanted(type, "", "or add --start " + value + " to fit it, or --at " + value);
        FitData.columnsOf(parameter).forEach(each -> wanted.put(each, column));
    }

    private int report(CompiledFunction model, FitResult result, Screen screen) {
        FitReport report = new FitReport(model.results().get(0), result, probability());
        screen.out().println(Flags.isSet(json) ? report.json(confidence.getValue() != null) : report.table());
        screen.out().flush();
        return verdict(result, screen);
    }

    private FitResult search(CompiledFunction model, FitTable table, Screen screen) {
        Map<String, Tensor> start = starts.startValues();
        FitData points = points(model, table);
        FitResult result = LeastSquaresFit.of(model, points)
                .withFixed(starts.fixedValues())
                .withBounds(starts.bounds(ParameterVector.of(start)))
                .withLoss(chosenLoss(), scale.getValue())
                .withMaxEvaluations(maxEvaluations())
                .from(start, progress(screen));
        Path picture = plot.getValue();
        if (picture != null) {
            String svg = new FitPicture(model, points, result, starts.fixedValues()).draw();
            new Artifact(picture, Flags.isSet(force)).write(svg.getBytes(StandardCharsets.UTF_8));
        }
        return result;
    }

    private FitData points(CompiledFunction model, FitTable table) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Signature.Argument parameter : model.signature().parameters()) {
            if (!starts.names().contains(parameter.name())) {
                FitData.columnsOf(parameter).forEach(name -> columns.put(name, table.column(name)));
            }
        }
        double[] response = table.column(model.results().get(0));
        return weights.getValue() == null
                ? new FitData(columns, response)
                : new FitData(columns, response, table.column(weights.getValue()));
    }

    private Loss chosenLoss() {
        String name = loss.getValue();
        if (name == null) {
            return Loss.LINEAR;
        }
        List<String> names = Arrays.stream(Loss.values()).map(Loss::toString).toList();
        if (!names.contains(name)) {
            throw new UsageException("--loss: '" + name + "' is none of " + String.join(", ", names));
        }
        return Loss.values()[names.indexOf(name)];
    }

    private int verdict(FitResult result, Screen screen) {
        if (!result.converged()) {
            screen.err()
                    .println("the fit does not converge: begin nearer by --start, or allow more by --max-evaluations");
            return NO;
        }
        if (!result.undetermined().isEmpty()) {
            screen.err()
                    .println("the data do not determine " + Suggestion.listed(result.undetermined()) + ": "
                            + (result.undetermined().size() == 1
                                    ? "the model does not depend on it here"
                                    : "the model stays the same here where they change together")
                            + ": fix one with --at, begin elsewhere, or give other data");
            return NO;
        }
        return 0;
    }
}
