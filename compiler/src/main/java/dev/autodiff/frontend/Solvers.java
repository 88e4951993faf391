package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import java.util.Map;

/**
 * The methods that approach the solutions of {@code root}, {@code fixpoint} and {@code minimize}, written in the
 * language itself, in {@code solvers.ad}.
 */
final class Solvers {
    private static final String RESOURCE = "solvers.ad";

    private Solvers() {}

    /** Parsed when a program first needs one of them. */
    private static final class Parsed {
        static final Map<String, Function> FUNCTIONS = Prelude.parse(RESOURCE);
    }

    /** Which parameters of the methods stand for functions. */
    static FunctionParameters parameters() {
        return new FunctionParameters(Parsed.FUNCTIONS);
    }

    static Function find(String name) {
        return Parsed.FUNCTIONS.get(name);
    }
}
