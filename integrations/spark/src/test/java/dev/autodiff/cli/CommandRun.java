package dev.autodiff.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command has answered in this JVM. */
public record CommandRun(int code, String out, String err) {
    public static CommandRun of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        return new CommandRun(code, out.toString(), err.toString());
    }
}
