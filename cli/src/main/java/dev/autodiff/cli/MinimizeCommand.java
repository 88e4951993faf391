package dev.autodiff.cli;

import dev.autodiff.Options;
import dev.autodiff.hipparchus.FlatFunction;
import dev.autodiff.hipparchus.Minimization.Step;
import dev.autodiff.hipparchus.Minimization;
import dev.autodiff.hipparchus.Minimum;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff minimize}: the point where a result is smallest. */
final class MinimizeCommand implements Callable<Integer> {
    private static final int NO = 1;

    private final ProgramOptions program = new ProgramOptions();
    private final StartOptions starts = new StartOptions(true);
    private final ThreadOption threads = new ThreadOption();
    private final OptionSpec variables =
            Flags.names("--wrt", "Which parameters to vary; by default all that have a start.");
    private final OptionSpec iterations = Flags.whole(Integer.toString(Minimization.MAX_ITERATIONS),
            "The largest number of steps; by default ${DEFAULT-VALUE}.", "--max-iterations");
    private final OptionSpec tolerance = Flags.value(double.class, Double.toString(Minimization.TOLERANCE), "NUMBER",
            "The largest partial derivative that is taken for 0; by default ${DEFAULT-VALUE}.", "--tolerance");
    private final OptionSpec log = Flags.flag("--log", "Print each step.");
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final CommandSpec spec = Flags.command(
            "minimize",
            this,
            "The point where a result is smallest: L-BFGS with exact gradients.",
            "",
            "Examples:",
            "  autodiff minimize -e 'z = (1 - x)^2 + 100*(y - x^2)^2' --start x=-1.2,y=1",
            "  autodiff minimize -e 'z = (x - a)^2 + x*y + y^2' --start x=1,y=1 --at a=3 --bounds y=0: --log",
            "  autodiff minimize -e 'z = sum((x - 1)^2)' --start 'x=[5,4,3]' --json",
            "",
            "Without --start, the search begins at --at and varies all of it, or what --wrt names.",
            "",
            "Exit code 1 if no minimum is reached: the reason is on standard error.");

    CommandSpec spec() {
        program.addTo(spec);
        starts.addTo(spec);
        threads.addTo(spec);
        return spec.addOption(variables).addOption(iterations).addOption(tolerance).addOption(log).addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        Map<String, Tensor> fixed = new LinkedHashMap<>(starts.startValues());
        Map<String, Tensor> start = new LinkedHashMap<>(fixed);
        List<String> names = Flags.differentNames(variables);
        if (names != null) {
            requireStarts(names);
            start.keySet().retainAll(names);
        }
        fixed.keySet().removeAll(start.keySet());
        fixed.putAll(starts.fixedValues());
        Options options = starts.applyTo(program.options()).withVariables(List.copyOf(start.keySet()));
        CompiledFunction function = program.differentiate(options, screen.err()).load();
        requireComplete(function);
        starts.requireFit(function);
        return threads.limit(() -> minimize(function, start, fixed, screen));
    }

    private void requireStarts(List<String> names) {
        for (String name : names) {
            if (!starts.startValues().containsKey(name)) {
                throw new UsageException("--wrt: '" + name + "' has no start: add --start " + name + "=…");
            }
        }
    }

    private void requireComplete(CompiledFunction function) {
        for (String name : function.parameters()) {
            if (!starts.names().contains(name)) {
                throw new UsageException("no value for " + name + ": add --start " + name + "=… to vary it, or --at "
                        + name + "=… to fix it");
            }
        }
    }

    private int minimize(
            CompiledFunction function, Map<String, Tensor> start, Map<String, Tensor> fixed, Screen screen) {
        ParameterVector parameters = ParameterVector.of(start);
        List<Step> steps = new ArrayList<>();
        Minimum minimum = Search.run(screen, row -> "", () -> minimization(FlatFunction.of(function, parameters, fixed))
                .withBounds(starts.bounds(parameters)).from(parameters.flatten(start), step -> {
                    screen.progress(step.number() + " steps, value " + step.value());
                    if (Flags.isSet(log)) {
                        steps.add(step);
                    }
                }));
        MinimumReport report = new MinimumReport(function, parameters, minimum, steps);
        screen.out().println(Flags.isSet(json) ? report.json(Flags.isSet(log)) : report.text());
        screen.out().flush();
        if (!minimum.converged()) {
            screen.err().println("no minimum is reached: " + minimum.reason().text());
        }
        return minimum.converged() ? 0 : NO;
    }

    private Minimization minimization(FlatFunction function) {
        long most = iterations.getValue();
        double small = tolerance.getValue();
        if (most < 1 || most > Integer.MAX_VALUE) {
            throw new UsageException("--max-iterations: " + most + " is not between 1 and " + Integer.MAX_VALUE);
        }
        if (!(small > 0 && small < 1)) {
            throw new UsageException("--tolerance: " + small + " is not between 0 and 1");
        }
        return Minimization.of(function).withMaxIterations((int) most).withTolerance(small);
    }
}
