package dev.autodiff.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code autodiff repl}: formulas, values and derivatives line by line. */
final class ReplCommand implements Callable<Integer> {
    /** Set by the launcher, which asks the system whether input and output are a terminal. */
    private static final boolean IS_INTERACTIVE = Boolean.getBoolean("autodiff.interactive");

    private final CommandSpec spec = Flags.command(
            "repl",
            this,
            "A conversation: formulas, values and derivatives line by line.",
            "",
            "Assignments stay; :help lists what can be asked. Input from a pipe is answered without prompts. At a",
            "terminal, names are completed, and what was typed is kept in ~/.autodiff_history.",
            "",
            "Example:",
            "  printf 'z = x^2*y\\nx = 2; y = 3\\ngrad z by x\\n' | autodiff repl");

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Session session = new Session();
        if (IS_INTERACTIVE) {
            return Prompt.run(session);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            run(session, lines, out);
            return 0;
        } catch (IOException e) {
            throw new UsageException("cannot read standard input: " + e.getMessage());
        }
    }

    private static void run(Session session, BufferedReader lines, PrintWriter out) throws IOException {
        StringBuilder input = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            input.append(input.length() == 0 ? "" : "\n").append(line);
            if (!Session.isUnfinished(input.toString())) {
                String answer = session.answer(input.toString());
                input.setLength(0);
                if (answer == null) {
                    return;
                }
                if (!answer.isEmpty()) {
                    out.println(answer);
                    out.flush();
                }
            }
        }
        if (input.length() > 0) {
            out.println(session.answer(input.toString()));
        }
    }
}
