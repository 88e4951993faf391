package dev.autodiff.autograd;

import dev.autodiff.source.CompileException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs programs that may fail: because they cannot be compiled, or because of what they are called with. */
final class Attempt {
    private Attempt() {}

    /** What the program gives; if it fails, what becomes of the failure. All other exceptions go on. */
    static <T> T of(Supplier<T> program, Function<RuntimeException, T> failed) {
        try {
            return program.get();
        } catch (CompileException | IllegalStateException | IndexOutOfBoundsException | ArithmeticException
                | IllegalArgumentException e) {
            return failed.apply(e);
        }
    }
}
