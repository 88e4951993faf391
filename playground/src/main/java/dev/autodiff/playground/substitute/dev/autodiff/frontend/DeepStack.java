package dev.autodiff.playground.substitute.dev.autodiff.frontend;

import java.util.function.Supplier;

/** A browser has one stack, of its own size; a program that is nested too deeply for it is an error. */
final class DeepStack {
    private DeepStack() {}

    static <T> T run(long levels, Supplier<T> work) {
        return work.get();
    }
}
