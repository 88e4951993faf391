package dev.autodiff.cli;

import dev.autodiff.Compiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code autodiff bench}: how fast value and gradient are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "How fast value and gradient are: for one point at a time, for many, and against the speed of memory.",
        footer = {
            "",
            "Points are drawn from --range, from around --at, or from 0.1:1.",
            "",
            "Examples:",
            "  autodiff bench -e 'z = y*log(x)+sin(y)' --n 1000000",
            "  autodiff bench black_scholes.ad --at S=100,K=100,r=0.05,sigma=0.2,T=1 --json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MAX_N = 100_000_000;

    /** Inside the domains of nearly all functions. */
    private static final Range USUAL = new Range(0.1, 1);

    /** How far around a point of {@code --at} the points lie, relatively. */
    private static final double SPREAD = 0.1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProgramOptions program;

    @Option(names = "--n", paramLabel = "N", defaultValue = "1000000", description = "How many points a batch has; by default ${DEFAULT-VALUE}.")
    private int n;

    @Option(names = "--at", paramLabel = "x=2,y=3", description = "Values that the points lie around; repeatable.")
    private List<String> at = new ArrayList<>();

    @Option(names = "--range", paramLabel = "x=0.1:10", description = "Where the points lie; repeatable.")
    private List<String> ranges = new ArrayList<>();

    @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "What to differentiate by; by default all parameters.")
    private List<String> variables;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        if (n < 1 || n > MAX_N) {
            throw new UsageException("--n: " + n + " is not between 1 and " + MAX_N);
        }
        Compiler.Analysis analysis = program.analyze(program.options().withVariables(variables), screen.err());
        Benchmark.Result result = new Benchmark(analysis, box(analysis), n).run(screen);
        screen.out().println(json ? json(analysis, result) : text(analysis, result));
        return 0;
    }

    /** A range for each parameter. */
    private List<Range> box(Compiler.Analysis analysis) {
        String function = analysis.function().formula().name();
        List<String> parameters = analysis.function().formula().parameters().stream().map(parameter -> parameter.name()).toList();
        Map<String, Range> given = Range.parse(ranges);
        Point point = Point.parse(at);
        Point.requireKnown("--range", function, given.keySet(), parameters);
        Point.requireKnown("--at", function, point.names(), parameters);
        List<Range> box = new ArrayList<>();
        for (String name : parameters) {
            Range around = point.names().contains(name) ? around(point.value(name)) : USUAL;
            box.add(given.getOrDefault(name, around));
        }
        return box;
    }

    private static Range around(double center) {
        double half = SPREAD * Math.abs(center);
        return new Range(center - half, center + half);
    }

    private String text(Compiler.Analysis analysis, Benchmark.Result result) {
        return String.join("\n",
                String.format("%s: %d points, %d partial derivatives", analysis.function().formula().name(), n, analysis.function().variables().size()),
                row("value", result.value()),
                row("value and gradient", result.gradient()),
                String.format("gradient/value %.2f", result.ratio()),
                String.format("memory alone (System.arraycopy of the gradient's bytes) %.2f ns per point, %.2f GB/s",
                        result.copy().nanosPerPoint(), result.copy().gigabytesPerSecond()));
    }

    private static String row(String name, Benchmark.Speed speed) {
        return String.format("%-18s %9.2f ns per call, %9.2f ns per point in a batch, %7.2f GB/s", name, speed.nanosPerCall(), speed.nanosPerPoint(),
                speed.gigabytesPerSecond());
    }

    private String json(Compiler.Analysis analysis, Benchmark.Result result) {
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
