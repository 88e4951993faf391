package dev.autodiff.cli;

import dev.autodiff.hipparchus.ProblemException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A search for a fit or a minimum: what is wrong with the problem becomes a message with its place. */
final class Search {
    private Search() {}

    /** @param place where a row of the data stands */
    static <T> T run(Screen screen, IntFunction<String> place, Supplier<T> search) {
        try {
            return search.get();
        } catch (ProblemException e) {
            throw new UsageException((e.row() < 0 ? "" : place.apply(e.row())) + e.getMessage());
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Inquiry.wrongValues(e);
        } finally {
            screen.done();
        }
    }
}
