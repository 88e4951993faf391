package dev.autodiff.cli;

import dev.autodiff.Options;
import dev.autodiff.hipparchus.Bounds;
import dev.autodiff.hipparchus.ParameterVector;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a search begins, what it may change, and how far. */
final class StartOptions {
    private static final String START = "--start";
    private static final String AT = "--at";
    private static final String BOUNDS = "--bounds";

    private final OptionSpec start = Flags.texts(START, "x=2,y=3",
            "Where the search begins: values of the parameters that it may change; repeatable. "
                    + "An array is written 'w=[1,2]', or stands in a file: w=@w.npy.");
    private final OptionSpec at =
            Flags.texts(AT, "x=2,y=3", "The values of parameters that stay as they are; repeatable.");
    private final OptionSpec result =
            Flags.text("--of", "NAME", "The variable that is wanted; by default the function's result.");
    private final boolean startsAtPoint;
    private final OptionSpec bounds = Flags.texts(BOUNDS, "x=0:1",
            "The interval in which a parameter must stay; an end that is left out or inf bounds nothing. Repeatable.");
    private Point starts;
    private Point fixed;

    /** @param startsAtPoint whether the search begins at {@code --at} if there is no {@code --start} */
    StartOptions(boolean startsAtPoint) {
        this.startsAtPoint = startsAtPoint;
    }

    void addTo(CommandSpec command) {
        command.addOption(start).addOption(at).addOption(result).addOption(bounds);
    }

    /** What is varied and what is fixed, with the types that it all has. */
    Options applyTo(Options options) {
        Map<String, Type> types = new LinkedHashMap<>(starts().types());
        types.putAll(fixed().types());
        return options.withResult(result.getValue()).withVariables(List.copyOf(starts().names())).withArguments(types);
    }

    private Point starts() {
        if (starts == null) {
            boolean isPoint = startsAtPoint && Flags.all(start).isEmpty();
            starts = isPoint ? Point.parse(AT, Flags.all(at)) : Point.parse(START, Flags.all(start));
            fixed = isPoint ? Point.parse(List.of()) : null;
            if (starts.names().isEmpty()) {
                throw new UsageException(
                        "nothing says where to begin: add --start NAME=VALUE for each parameter that is to be found");
            }
        }
        return starts;
    }

    private Point fixed() {
        starts();
        if (fixed == null) {
            fixed = Point.parse(AT, Flags.all(at));
            for (String name : fixed.names()) {
                if (starts().names().contains(name)) {
                    throw new UsageException(AT + ": '" + name + "' has a start: it is varied, or fixed, and not both");
                }
            }
        }
        return fixed;
    }

    /** All names that have a value here. */
    Set<String> names() {
        Set<String> names = new HashSet<>(starts().names());
        names.addAll(fixed().names());
        return names;
    }

    /** The values of the parameters that stay as they are. */
    Map<String, Tensor> fixedValues() {
        return fixed().values();
    }

    /** The values of the others. */
    Map<String, Tensor> startValues() {
        Map<String, Tensor> values = new LinkedHashMap<>();
        starts().values().forEach((name, value) -> values.put(name, value.as(DType.F64)));
        return values;
    }

    /**
     * Requires that all values fit the parameters, that there are none for others, and that the result is one number.
     */
    void requireFit(CompiledFunction function) {
        Point.requireKnown(START, function.name(), starts().names(), function.parameters());
        Point.requireKnown(AT, function.name(), fixed().names(), function.parameters());
        List<Signature.Argument> results = function.signature().results();
        if (results.size() != 1) {
            throw new UsageException("'" + function.name() + "' has several results: choose one with --of");
        }
        Tensor[] values = function.signature().parameters().stream()
                .map(parameter -> names().contains(parameter.name()) ? value(parameter.name()) : inTable(parameter))
                .toArray(Tensor[]::new);
        if (Tensor.size(Arguments.of(function, values).resultLengths()) != 1) {
            throw new UsageException("'" + results.get(0).name() + "' is " + results.get(0).type()
                    + ", and one number is needed: choose another variable with --of");
        }
    }

    /** Something that stands for what a table will have. */
    private static Tensor inTable(Signature.Argument parameter) {
        boolean isKnown = parameter.type().shape().names().isEmpty();
        int[] lengths = isKnown ? parameter.type().shape().lengths(Map.of()) : new int[0];
        return Tensor.zeros(DType.F64, lengths);
    }

    private Tensor value(String name) {
        return starts().names().contains(name) ? starts().value(name) : fixed().value(name);
    }

    /** The intervals of the elements of a vector. */
    Bounds bounds(ParameterVector parameters) {
        Bounds none = Bounds.none(parameters.dimension());
        double[] lower = none.lower();
        double[] upper = none.upper();
        Assignments.parse(BOUNDS, Flags.all(bounds)).forEach((name, text) -> {
            if (!parameters.names().contains(name)) {
                throw new UsageException(BOUNDS + ": '" + name + "' is not varied: it has no --start");
            }
            Range range = Range.parse(BOUNDS + " " + name, text, true);
            int begin = parameters.offset(name);
            Arrays.fill(lower, begin, begin + parameters.size(name), range.low());
            Arrays.fill(upper, begin, begin + parameters.size(name), range.high());
        });
        return new Bounds(lower, upper);
    }
}
