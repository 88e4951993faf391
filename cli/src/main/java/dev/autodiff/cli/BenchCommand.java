package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.MatrixProducts;
import dev.autodiff.runtime.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff bench}: how fast value and gradient are. */
final class BenchCommand implements Callable<Integer> {
    private static final int MAX_N = 100_000_000;
    private static final int USUAL_POINTS = 1_000_000;
    private static final int USUAL_LENGTH = 1_000;

    /** A method of the JVM takes 255 slots: two for each number, and one for each array with the handle before them. */
    private static final int MAX_PARAMETERS = 127;
    private static final int MAX_ARRAYS = 254;

    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec count = Flags.whole(
            null,
            "How many points a batch has, by default " + USUAL_POINTS
                    + "; for a function of tensors, the length of each dimension that has a name, by default "
                    + USUAL_LENGTH + ".",
            "--n");
    private final OptionSpec sizes =
            Flags.texts("--size", "n=1000,k=25", "Lengths of dimensions that have names; repeatable.");
    private final OptionSpec at =
            Flags.texts("--at", "x=2,y=3", "Values that the arguments lie around, or arrays; repeatable.");
    private final OptionSpec ranges = Flags.texts("--range", "x=0.1:10", "Where the arguments lie; repeatable.");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted; by default the function's results.");
    private final OptionSpec variables =
            Flags.names("--wrt", "The variables of differentiation; by default all parameters.");
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final CommandSpec spec = Flags.command(
            "bench",
            this,
            "How fast value and gradient are: with vector registers and without, on one thread and on all, and against the speed of memory.",
            "",
            "Numbers are drawn from --range, from around --at, or from 0.1:1; integers from 0:1.",
            "",
            "Examples:",
            "  autodiff bench -e 'z = y*log(x)+sin(y)' --n 1000000",
            "  autodiff bench black_scholes.ad --at S=100,K=100,r=0.05,sigma=0.2,T=1 --json",
            "  autodiff bench network.ad --size n=128 --range t=0:9 --threads 1");

    CommandSpec spec() {
        program.addTo(spec);
        spec.addOption(count).addOption(sizes).addOption(at).addOption(ranges).addOption(results).addOption(variables);
        threads.addTo(spec);
        return spec.addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        int most = threads.threads();
        Point point = Point.parse(Flags.all(at));
        Map<String, Range> given = Range.parse(Flags.all(ranges));
        Options options = program.options()
                .withResults(Flags.differentNames(results))
                .withVariables(Flags.differentNames(variables))
                .withArguments(point.types());
        Analysis first = program.analyze(options, screen.err());
        boolean isOne = first.function().signature().results().size() == 1;
        Analysis analysis = isOne
                ? first
                : Autodiff.analyze(first.source(), options.withDerivatives(Set.of(DerivativeKind.JACOBIAN)));
        requireParameters(analysis.function().signature());
        RandomArguments random = new RandomArguments(analysis.function().signature(), point, given);
        try {
            BenchReport report = analysis.isScalar()
                    ? points(analysis, random, most, screen)
                    : tensors(analysis, random, most, screen);
            screen.done();
            screen.out().println(Flags.isSet(json) ? report.json() : report.text());
        } finally {
            screen.done();
        }
        return 0;
    }

    private BenchReport points(Analysis analysis, RandomArguments random, int most, Screen screen) {
        int n = count(USUAL_POINTS);
        Signature signature = analysis.function().signature();
        requireBatch(signature);
        if (!Flags.all(sizes).isEmpty()) {
            throw new UsageException("--size: '" + signature.name()
                    + "' works on numbers, and has no dimensions: --n says how many points");
        }
        Object[] columns = signature.parameters().stream().map(parameter -> random.column(parameter, n)).toArray();
        List<Double> times =
                signature.results().size() == 1 ? singlePoints(analysis.load(), random, screen) : List.of();
        List<ClassFile> files = analysis.classFiles("Measured");
        Benchmark benchmark = new Benchmark(
                files,
                Workload.ofPoints(
                        columns,
                        signature.results().size(),
                        signature.variables().size(),
                        n),
                screen);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("function", signature.name());
        head.put("n", n);
        String what = signature.name() + ": " + n + " points, "
                + signature.results().size() * signature.variables().size() + " partial derivatives";
        return new BenchReport(what, "point", head, benchmark.run(modes(files, most, screen)), times, benchmark.copy());
    }

    private static List<Double> singlePoints(CompiledFunction function, RandomArguments random, Screen screen) {
        screen.progress("measuring single points");
        SinglePoints single = new SinglePoints(function, random);
        return List.of(single.nanosPerValue(), single.nanosPerGradient());
    }

    private BenchReport tensors(Analysis analysis, RandomArguments random, int most, Screen screen) {
        Signature signature = analysis.function().signature();
        if (signature.results().size() > 1) {
            throw new UsageException("'" + signature.name() + "' has several results of tensors: choose one with --of");
        }
        Map<String, Integer> lengths = Sizes.of(signature, Flags.all(sizes), count(USUAL_LENGTH));
        Object[] arguments = signature.parameters().stream()
                .map(parameter -> random.argument(parameter, lengths))
                .toArray();
        Workload workload = Workload.ofTensors(signature, lengths, arguments);
        List<ClassFile> files = analysis.classFiles("Measured", ClassContents.TENSORS);
        Benchmark benchmark = new Benchmark(files, workload, screen);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("function", signature.name());
        head.put("sizes", lengths);
        head.put("elements", workload.elements());
        boolean isNative = MatrixProducts.areNative();
        head.put("blas", isNative ? "native" : "own");
        String what = signature.name() + (lengths.isEmpty() ? "" : " with " + lengths) + ": " + workload.elements()
                + " elements of arguments; large products of matrices by "
                + (isNative ? "the machine's BLAS" : "our own code");
        return new BenchReport(
                what, "element", head, benchmark.run(modes(files, most, screen)), List.of(), benchmark.copy());
    }

    /** Code for vector registers is in a class of its own, if there is any. */
    private static List<Mode> modes(List<ClassFile> files, int most, Screen screen) {
        boolean hasVectors = files.size() > 1;
        if (hasVectors && !Mode.areVectorsPossible()) {
            screen.err()
                    .println(
                            "note: to measure code for vector registers too, start Java with --add-modules jdk.incubator.vector");
            screen.err().flush();
        }
        return Mode.all(hasVectors && Mode.areVectorsPossible(), most);
    }

    private int count(int byDefault) {
        Long wanted = count.getValue();
        if (wanted == null) {
            return byDefault;
        }
        if (wanted < 1 || wanted > MAX_N) {
            throw new UsageException("--n: " + wanted + " is not between 1 and " + MAX_N);
        }
        return wanted.intValue();
    }

    private static void requireParameters(Signature signature) {
        if (signature.parameters().isEmpty()) {
            throw new UsageException(
                    "'" + signature.name() + "' has no parameters, and nothing to compute when it is called: "
                            + "read a name that is not assigned, such as x in " + signature.name() + " = 2*x");
        }
    }

    private static void requireBatch(Signature signature) {
        int parameters = signature.parameters().size();
        int results = signature.results().size();
        int partials = results * signature.variables().size();
        if (parameters > MAX_PARAMETERS || parameters + results + partials > MAX_ARRAYS) {
            throw new UsageException("'" + signature.name() + "' has " + parameters + " parameters and " + partials
                    + " partial derivatives: bench measures functions of 1 to " + MAX_PARAMETERS
                    + ", with --wrt fewer partial derivatives");
        }
    }
}
