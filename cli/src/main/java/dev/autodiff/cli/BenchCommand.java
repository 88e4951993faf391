package dev.autodiff.cli;

import dev.autodiff.Compiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff bench}: how fast value and gradient are. */
final class BenchCommand implements Callable<Integer> {
    private static final int MAX_N = 100_000_000;

    /** Inside the domains of nearly all functions. */
    private static final Range USUAL = new Range(0.1, 1);

    /** How far around a point of {@code --at} the points lie, relatively. */
    private static final double SPREAD = 0.1;

    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec count =
            Flags.whole("1000000", "How many points a batch has; by default ${DEFAULT-VALUE}.", "--n");
    private final OptionSpec at = Flags.texts("--at", "x=2,y=3", "Values that the points lie around; repeatable.");
    private final OptionSpec ranges = Flags.texts("--range", "x=0.1:10", "Where the points lie; repeatable.");
    private final OptionSpec variables = Flags.names("--wrt", "What to differentiate by; by default all parameters.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final CommandSpec spec = Flags.command("bench", this,
            "How fast value and gradient are: for one point at a time, for many, and against the speed of memory.",
            "",
            "Points are drawn from --range, from around --at, or from 0.1:1.",
            "",
            "Examples:",
            "  autodiff bench -e 'z = y*log(x)+sin(y)' --n 1000000",
            "  autodiff bench black_scholes.ad --at S=100,K=100,r=0.05,sigma=0.2,T=1 --json");

    CommandSpec spec() {
        program.addTo(spec);
        return spec.addOption(count).addOption(at).addOption(ranges).addOption(variables).addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        long wanted = count.getValue();
        if (wanted < 1 || wanted > MAX_N) {
            throw new UsageException("--n: " + wanted + " is not between 1 and " + MAX_N);
        }
        int n = (int) wanted;
        Compiler.Analysis analysis = program.analyze(program.options().withVariables(variables.getValue()), screen.err());
        if (!analysis.isScalar()) {
            throw new UsageException("'" + analysis.function().signature() + "' works on tensors, and only functions of numbers are measured");
        }
        Benchmark.Result result = new Benchmark(analysis, box(analysis), n).run(screen);
        screen.out().println(Flags.isSet(json) ? json(analysis, n, result) : text(analysis, n, result));
        return 0;
    }

    /** A range for each parameter. */
    private List<Range> box(Compiler.Analysis analysis) {
        String function = analysis.function().formula().name();
        List<String> parameters = analysis.function().formula().parameters().stream().map(parameter -> parameter.name()).toList();
        Map<String, Range> given = Range.parse(Flags.all(ranges));
        Point point = Point.parse(Flags.all(at));
        Point.requireKnown("--range", function, given.keySet(), parameters);
        Point.requireKnown("--at", function, point.names(), parameters);
        List<Range> box = new ArrayList<>();
        for (String name : parameters) {
            Range around = point.names().contains(name) ? around(point.number(name)) : USUAL;
            box.add(given.getOrDefault(name, around));
        }
        return box;
    }

    private static Range around(double center) {
        double half = SPREAD * Math.abs(center);
        return new Range(center - half, center + half);
    }

    private static String text(Compiler.Analysis analysis, int n, Benchmark.Result result) {
        return String.join("\n",
                analysis.function().formula().name() + ": " + n + " points, " + analysis.function().variables().size() + " partial derivatives",
                row("value", result.value()),
                row("value and gradient", result.gradient()),
                String.format(Locale.ROOT, "gradient/value %.2f", result.ratio()),
                String.format(Locale.ROOT, "memory alone (System.arraycopy of the gradient's bytes) %.2f ns per point, %.2f GB/s",
                        result.copy().nanosPerPoint(), result.copy().gigabytesPerSecond()));
    }

    private static String row(String name, Benchmark.Speed speed) {
        return String.format(Locale.ROOT, "%-18s %9.2f ns per call, %9.2f ns per point in a batch, %7.2f GB/s", name, speed.nanosPerCall(), speed.nanosPerPoint(),
                speed.gigabytesPerSecond());
    }

    private static String json(Compiler.Analysis analysis, int n, Benchmark.Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", analysis.function().formula().name());
        object.put("n", n);
        object.put("value", asMap(result.value()));
        object.put("gradient", asMap(result.gradient()));
        object.put("ratio", Json.number(result.ratio()));
        Map<String, Object> memory = asMap(result.copy());
        memory.remove("nsPerCall");
        object.put("arraycopy", memory);
        return Json.print(object);
    }

    private static Map<String, Object> asMap(Benchmark.Speed speed) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("nsPerCall", Json.number(speed.nanosPerCall()));
        entry.put("nsPerElement", Json.number(speed.nanosPerPoint()));
        entry.put("gbPerSecond", Json.number(speed.gigabytesPerSecond()));
        return entry;
    }
}
