package dev.autodiff.autograd;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiled recordings. A recording that was seen before, on whatever tensors, is compiled no more. All threads share
 * them, since compiled functions have no state.
 */
final class Programs {
    /** A few hundred bytes of code for each operation of a recording; a training loop has two or three of them. */
    private static final int CAPACITY = Integer.getInteger("dev.autodiff.autograd.programs", 256);

    /** By the texts of programs with the names of results and variables. */
    private static final Cache<String, CompiledFunction> COMPILED = new Cache<>(CAPACITY);

    /** How the compiler says so; it knows no line, since derivatives come from everywhere. */
    private static final Pattern UNDERIVABLE = Pattern.compile("'(\\w+)' has no derivative by '\\w+'");

    private Programs() {}

    /** The values of some operations. */
    static List<Tensor> values(Slice slice, List<Value> results) {
        CompiledFunction function = compiled(slice, results, List.of());
        return run(slice, () -> function.values(slice.arguments()));
    }

    /** The values of some operations, with the cotangents of others for theirs; both in the order that is asked for. */
    static Pullback pullback(Slice slice, List<Value> results, List<Value> variables, List<Tensor> cotangents) {
        CompiledFunction function = compiled(slice, results, variables);
        Pullback pullback = run(slice, () -> function.pullback(cotangents, slice.arguments()));
        List<String> order = function.variables();
        List<Tensor> gradient = new ArrayList<>();
        for (Value variable : variables) {
            gradient.add(pullback.gradient().get(order.indexOf(slice.name(variable))));
        }
        return new Pullback(pullback.values(), gradient);
    }

    /** Runs a program; what goes wrong in it gets the line of Java that made the operation. */
    private static <T> T run(Slice slice, Supplier<T> program) {
        return Attempt.of(program, failure -> {
            throw located(slice, failure);
        });
    }

    /** Finds the first operation that fails, by computing half of those that may in each try. */
    private static AutogradException located(Slice slice, RuntimeException failure) {
        List<Value> operations = slice.operations();
        int works = 0;
        int fails = operations.size();
        while (fails - works > 1) {
            int middle = (works + fails) / 2;
            List<Value> part = operations.subList(0, middle);
            if (fails(part)) {
                fails = middle;
            } else {
                works = middle;
            }
        }
        String place = fails(operations.subList(0, fails)) ? operations.get(works).place() : Place.text(Place.caller());
        AutogradException located = new AutogradException(place, failure.getMessage(), "");
        located.initCause(failure);
        return located;
    }

    private static boolean fails(List<Value> operations) {
        Slice slice = Slice.of(operations);
        List<Tensor> values = Attempt.of(
                () -> compiled(slice, operations, List.of()).values(slice.arguments()), failure -> null);
        return values == null;
    }

    /** The values of some operations, and derivatives by values among the leaves and operations. */
    private static CompiledFunction compiled(Slice slice, List<Value> results, List<Value> variables) {
        StringBuilder text = new StringBuilder();
        slice.append(text);
        try {
            return compiled(text.toString(), slice.names(results), slice.names(variables));
        } catch (CompileException e) {
            throw explained(e.diagnostics().get(0), slice);
        }
    }

    /**
     * A program as a function.
     *
     * @throws CompileException if it cannot be compiled or differentiated
     */
    static CompiledFunction compiled(String text, List<String> results, List<String> variables) {
        String key = text + String.join(" ", results) + '|' + String.join(" ", variables);
        Options options = Options.DEFAULT.withResults(results).withVariables(variables);
        return COMPILED.get(key, all -> Autodiff.compile(new Source("recording", text), options));
    }

    /** Names the line of Java whose operation cannot be compiled or differentiated. */
    private static AutogradException explained(Diagnostic diagnostic, Slice slice) {
        int statement = diagnostic.span() == null
                ? -1
                : diagnostic.source().line(diagnostic.span()) - 1 - slice.leaves().size();
        Matcher underivable = UNDERIVABLE.matcher(diagnostic.message());
        if (underivable.matches()) {
            return new AutogradException(
                    placeOf(underivable.group(1), slice),
                    "'" + underivable.group(1) + "' has no derivative by what requires grad here",
                    "detach() that argument, or record it in noGrad");
        }
        String place = statement < 0 ? Place.text(Place.caller()) : slice.operations().get(statement).place();
        return new AutogradException(place, diagnostic.message(), diagnostic.remedy());
    }

    /** Of the first operation of a name, or else of the line that is running. */
    private static String placeOf(String function, Slice slice) {
        return slice.operations().stream()
                .filter(operation -> operation.form().name().equals(function))
                .map(Value::place)
                .findFirst()
                .orElseGet(() -> Place.text(Place.caller()));
    }

    static int size() {
        return COMPILED.size();
    }
}
