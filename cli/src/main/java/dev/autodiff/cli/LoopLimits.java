package dev.autodiff.cli;

import dev.autodiff.Limits;
import dev.autodiff.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the loops of a program may use up. */
final class LoopLimits {
    private static final String STEPS = "--max-steps";
    private static final String RECORDS = "--max-tape";

    private final OptionSpec steps = Flags.whole(Long.toString(Limits.DEFAULT.loopSteps()),
            "The steps after which a loop is taken for endless; by default ${DEFAULT-VALUE}.", STEPS);
    private final OptionSpec records = Flags.whole(Long.toString(Limits.DEFAULT.loopRecords()),
            "The numbers that a loop may record for its derivative; by default ${DEFAULT-VALUE}.", RECORDS);

    private final OptionSpec checkpoints = Flags.flag("--checkpoint",
            "Cut loops into blocks: a derivative through n steps records some √n states, and runs the loop twice.");

    void addTo(CommandSpec command) {
        command.addOption(steps).addOption(records).addOption(checkpoints);
    }

    /** The options with what is said of loops. */
    Options applyTo(Options options) {
        return options.withLimits(Limits.DEFAULT.withLoops(positive(steps), positive(records)))
                .withCheckpoints(Flags.isSet(checkpoints));
    }

    private static long positive(OptionSpec option) {
        long value = option.getValue();
        if (value < 1) {
            throw new UsageException(option.longestName() + ": " + value + " is not above 0");
        }
        return value;
    }

    /**
     * What to do about a loop that has used up what it may, or a search that has found nothing; null if the error is
     * another one.
     */
    static String remedy(Throwable e) {
        String message = e instanceof IllegalStateException && e.getMessage() != null ? e.getMessage() : "";
        if (message.startsWith("no solution was found")) {
            return "begin nearer to one, or look whether there is any";
        }
        if (!message.startsWith("the loop in line ") && !message.startsWith("a loop ")) {
            return null;
        }
        return message.contains("does not end")
                ? "if that is meant, raise " + STEPS
                : message.contains("no memory")
                        ? "record less by --checkpoint, or give the JVM more memory"
                        : "record less by --checkpoint, or raise " + RECORDS;
    }
}
