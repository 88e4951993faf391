package dev.autodiff.cli;

import dev.autodiff.runtime.Parallel;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** On how many threads a command computes at most. */
final class ThreadOption {
    private static final int MAX_THREADS = 1024;

    private final OptionSpec threads = Flags.whole(
            null, "On how many threads to compute at most; by default one for each processor.", "--threads");

    void addTo(CommandSpec command) {
        command.addOption(threads);
    }

    int threads() {
        Long wanted = threads.getValue();
        if (wanted == null) {
            return Parallel.threads();
        }
        if (wanted < 1 || wanted > MAX_THREADS) {
            throw new UsageException("--threads: " + wanted + " is not between 1 and " + MAX_THREADS);
        }
        return wanted.intValue();
    }

    /** Does work on so many threads. */
    <T> T limit(Supplier<T> work) {
        return Parallel.with(threads(), work);
    }
}
