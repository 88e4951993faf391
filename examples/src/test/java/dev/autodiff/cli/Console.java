package dev.autodiff.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Commands as a user types them, run in this JVM. */
final class Console {
    static final String PROMPT = "$ ./autodiff ";
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    private Console() {}

    /** What a command answers: what it prints, messages after the rest, and its exit code. */
    record Answer(int code, String printed) {}

    /** @param command the words after {@code ./autodiff}, with the quotes of a shell */
    static Answer run(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(match -> match.group().replaceAll("['\"]", ""))
                .toList();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Answer(code, out.toString() + err);
    }
}
