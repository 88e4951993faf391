package dev.autodiff.cli;

import dev.autodiff.Compiler;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: one class for each command, and {@link Failures} for what goes wrong in any of them. */
@Command(
        name = "autodiff",
        version = Compiler.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "The derivative compiler for the JVM.",
        footer = {
            "",
            "A SOURCE is a file, '-' for standard input, or -e 'text'.",
            "",
            "Examples:",
            "  autodiff grad -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --stage gradient",
            "  autodiff compile black_scholes.ad -o classes --class com.acme.Call",
            "",
            "Exit codes: 0 fine, 1 the answer is no, 2 the program or the usage is wrong, 70 a fault of autodiff."
        })
public final class Main implements Runnable {
    /** The command line is built for one command where the first argument names it: reading all of them costs time. */
    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("compile", CompileCommand::new);
        COMMANDS.put("eval", EvalCommand::new);
        COMMANDS.put("grad", GradCommand::new);
        COMMANDS.put("show", ShowCommand::new);
        COMMANDS.put("bench", BenchCommand::new);
        COMMANDS.put("ops", OpsCommand::new);
    }

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an internal error.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        // a thread that still runs, such as a timer, must not keep the process alive
        System.exit(code);
    }

    /** Runs one command; the answer is the process's exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        String first = args.length == 0 ? "" : args[0];
        CommandLine commandLine = new CommandLine(new Main());
        COMMANDS.forEach((name, command) -> {
            if (name.equals(first) || !COMMANDS.containsKey(first)) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        Failures failures = new Failures(args);
        commandLine.setOut(out).setErr(err)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            return commandLine.execute(args);
        } catch (Error e) {
            return failures.internalError(e, err);
        }
    }

    /** Buffered, and UTF-8 whatever the locale: JSON is, and so are the programs. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "missing command: one of " + String.join(", ", COMMANDS.keySet()));
    }
}
