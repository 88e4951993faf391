package dev.autodiff.gradbench;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The functions of a module, which is a resource in the language, compiled when they are first asked for. */
final class Program {
    private final Source source;
    private final Map<String, CompiledFunction> compiled = new HashMap<>();

    private Program(Source source) {
        this.source = source;
    }

    /**
     * The program of a module.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Program of(String module) {
        String name = module + ".ad";
        try (InputStream in = Program.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no module '" + module + "'");
            }
            return new Program(new Source(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A function as it stands; derivatives are expressions of the program. */
    CompiledFunction function(String name) {
        return compiled.computeIfAbsent(name, key -> analysis(key, Set.of()).load());
    }

    /** The results of a function, and what is not 0 in their Jacobian: values, rows and columns. */
    CompiledFunction jacobianInCoordinates(String name) {
        return compiled.computeIfAbsent(
                "the Jacobian of " + name,
                key -> analysis(name, Set.of(DerivativeKind.JACOBIAN)).loadInCoordinates(DerivativeKind.JACOBIAN));
    }

    private Analysis analysis(String function, Set<DerivativeKind> derivatives) {
        return Autodiff.analyze(source, Options.DEFAULT.withFunction(function).withDerivatives(derivatives));
    }
}
