package dev.autodiff.autograd;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.lang.StackWalker.StackFrame;
import java.util.List;

/**
 * Compiled recordings. A recording that was seen before, on whatever tensors, is compiled no more. All threads share
 * them, since compiled functions have no state.
 */
final class Programs {
    /** A few hundred bytes of code for each operation of a recording; a training loop has two or three of them. */
    private static final int CAPACITY = Integer.getInteger("dev.autodiff.autograd.programs", 256);

    private static final Cache<Program, CompiledFunction> COMPILED = new Cache<>(CAPACITY);

    private Programs() {}

    /** What a compilation depends on. */
    private record Program(String text, List<String> results, List<String> variables) {
        /** The text says most. */
        @Override
        public int hashCode() {
            return 31 * text.hashCode() + variables.size();
        }
    }

    /** The values of some operations. */
    static CompiledFunction values(Slice slice, List<Value> results) {
        return compiled(slice, results, List.of());
    }

    /** The values of some operations, and derivatives by values among the leaves and operations. */
    static CompiledFunction compiled(Slice slice, List<Value> results, List<Value> variables) {
        Program program = new Program(slice.text(), slice.names(results), slice.names(variables));
        return COMPILED.get(program, key -> compile(key, slice));
    }

    private static CompiledFunction compile(Program program, Slice slice) {
        Options options = Options.DEFAULT.withResults(program.results()).withVariables(program.variables());
        try {
            return Autodiff.compile(new Source("recording", program.text()), options);
        } catch (CompileException e) {
            throw explained(e.diagnostics().get(0), slice);
        }
    }

    /** Names the line of Java whose operation cannot be compiled or differentiated. */
    private static AutogradException explained(Diagnostic diagnostic, Slice slice) {
        int statement = diagnostic.span() == null
                ? -1
                : diagnostic.source().line(diagnostic.span()) - 1 - slice.leaves().size();
        StackFrame caller = Place.caller();
        String place = statement < 0 ? Place.text(caller) : slice.operations().get(statement).place();
        return new AutogradException(place, diagnostic.message(), diagnostic.remedy());
    }

    static int size() {
        return COMPILED.size();
    }
}
