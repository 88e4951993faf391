package dev.autodiff.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** The streams of a command; long work shows its progress where a person watches. */
final class Screen {
    /** Set by the launcher, which asks the system whether standard error is a terminal. */
    private static final boolean IS_TERMINAL = Boolean.getBoolean("autodiff.terminal");

    /** Nobody wants to read about what is over at once. */
    private static final long QUIET_NANOS = 1_000_000_000;
    private static final long INTERVAL_NANOS = 200_000_000;

    /** The progress alone goes back to the start of its line, past what shows such characters as escapes. */
    private final PrintStream terminal = System.err;
    private final PrintWriter out;
    private final PrintWriter err;
    private long nextProgress = System.nanoTime() + QUIET_NANOS;
    private int shown;

    private Screen(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    static Screen of(CommandSpec spec) {
        return new Screen(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    void progress(String message) {
        if (IS_TERMINAL && System.nanoTime() > nextProgress) {
            terminal.print("\r" + message + " ".repeat(Math.max(0, shown - message.length())));
            terminal.flush();
            shown = message.length();
            nextProgress = System.nanoTime() + INTERVAL_NANOS;
        }
    }

    /** Takes the line of the progress away. */
    void done() {
        if (shown > 0) {
            terminal.print("\r" + " ".repeat(shown) + "\r");
            terminal.flush();
            shown = 0;
        }
    }
}
