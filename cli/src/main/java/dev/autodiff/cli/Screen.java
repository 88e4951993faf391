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
    private final long start = System.nanoTime();
    private long nextProgress = start + QUIET_NANOS;
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

    /** Of work whose end is known: how much of it is done, and how long the rest will take. */
    void progress(long done, long total, String unit) {
        long elapsed = System.nanoTime() - start;
        double left = done == 0 ? 0 : (double) elapsed / done * (total - done);
        String rest = done == 0 || done >= total ? "" : ", " + time(left) + " left";
        progress(done + " of " + total + " " + unit + "s" + rest);
    }

    /** As long as one wants to read it: {@code 8 s}, {@code 3 min}, {@code 2 h}. */
    static String time(double nanos) {
        long seconds = Math.max(1, Math.round(nanos / 1e9));
        return seconds < 100 ? seconds + " s" : seconds < 6000 ? (seconds + 30) / 60 + " min" : seconds / 3600 + " h";
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
