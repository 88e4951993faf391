package dev.autodiff.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine;

/** The command line: one class for each command, and {@link Failures} for what goes wrong in any of them. */
public final class Main implements Callable<Integer> {
    private static final Map<String, Supplier<CommandSpec>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("compile", () -> new CompileCommand().spec());
        COMMANDS.put("eval", () -> new EvalCommand().spec());
        COMMANDS.put("grad", () -> new GradCommand().spec());
        COMMANDS.put("jacobian", () -> DerivativeCommand.jacobian().spec());
        COMMANDS.put("hessian", () -> DerivativeCommand.hessian().spec());
        COMMANDS.put("jvp", () -> ProductCommand.jvp().spec());
        COMMANDS.put("vjp", () -> ProductCommand.vjp().spec());
        COMMANDS.put("hvp", () -> ProductCommand.hvp().spec());
        COMMANDS.put("fit", () -> new FitCommand().spec());
        COMMANDS.put("minimize", () -> new MinimizeCommand().spec());
        COMMANDS.put("check", () -> new CheckCommand().spec());
        COMMANDS.put("show", () -> new ShowCommand().spec());
        COMMANDS.put("plot", () -> new PlotCommand().spec());
        COMMANDS.put("bench", () -> new BenchCommand().spec());
        COMMANDS.put("ops", () -> new OpsCommand().spec());
        COMMANDS.put("repl", () -> new ReplCommand().spec());
        COMMANDS.put("play", () -> new PlayCommand().spec());
        COMMANDS.put("completion", () -> new CompletionCommand(Main::allCommands).spec());
        COMMANDS.put("man", () -> new ManCommand(Main::allCommands).spec());
    }

    private final CommandSpec spec = Flags.command(
            "autodiff",
            this,
            "The derivative compiler for the JVM.",
            "",
            "A SOURCE is a file, '-' for standard input, or -e 'text'.",
            "",
            "Examples:",
            "  autodiff grad -e 'z = y*log(x)+sin(y)' --at x=2,y=3",
            "  autodiff show -e 'z = y*log(x)+sin(y)' --stage gradient",
            "  autodiff compile black_scholes.ad -o classes --class com.acme.Call",
            "",
            "Exit codes: 0: success; 1: check failed, or no result was found; 2: error in the program or its use;",
            "70: internal error; 74: the answer cannot be written. NO_COLOR turns colours off.");

    public static void main(String[] args) {
        // help goes to files and pagers; messages have colours of their own
        System.setProperty("picocli.ansi", "false");
        Writer messages = writer(new FileOutputStream(standardError()));
        System.exit(run(
                StandardOutput.ofProcess(), Colours.areWanted() ? new Colours(messages) : messages, args));
    }

    /** Runs one command and writes all that it answers; the result is the process's exit code. */
    static int run(StandardOutput output, Writer messages, String... args) {
        PrintWriter out = new PrintWriter(new VisibleWriter(writer(output)));
        PrintWriter err = new PrintWriter(new VisibleWriter(messages));
        int code = run(out, err, args);
        out.flush();
        if (output.failure() != null) {
            err.println("error: cannot write to standard output: " + output.failure().getMessage());
            code = Failures.CANNOT_WRITE;
        }
        err.flush();
        return code;
    }

    /** Runs one command. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Failures failures = new Failures(args);
        try {
            return Flags.commandLine(new Main().specFor(args.length == 0 ? "" : args[0])).setOut(out).setErr(err)
                    .setExpandAtFiles(false)
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .execute(args);
        } catch (Error e) {
            return failures.internalError(e, err);
        }
    }

    /** The command line with all commands. */
    static CommandLine allCommands() {
        return Flags.commandLine(new Main().specFor(""));
    }

    /** The command of this name. */
    static CommandSpec spec(String command) {
        return COMMANDS.get(command).get();
    }

    /** With the command of this name alone, or with all of them if there is none. */
    private CommandSpec specFor(String name) {
        Supplier<CommandSpec> wanted = COMMANDS.get(name);
        if (wanted != null) {
            return spec.addSubcommand(name, Flags.commandLine(wanted.get()));
        }
        COMMANDS.forEach((each, command) -> spec.addSubcommand(each, Flags.commandLine(command.get())));
        spec.addSubcommand("help", Flags.commandLine(new CommandLine.HelpCommand()));
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        return spec;
    }

    /** Where the launcher has moved it out of the way of what Java itself has to say. */
    private static FileDescriptor standardError() {
        Integer moved = Integer.getInteger("autodiff.stderr");
        if (moved == null) {
            return FileDescriptor.err;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            FileDescriptor descriptor = constructor.newInstance(moved);
            System.setErr(new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8));
            return descriptor;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return FileDescriptor.err;
        }
    }

    /** Buffered, and UTF-8 whatever the locale: JSON is, and so are the programs. */
    private static Writer writer(OutputStream stream) {
        return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    /** Without a command. */
    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine().usage(err);
        err.println("\nerror: no command: one of " + String.join(", ", COMMANDS.keySet()));
        return Failures.WRONG;
    }
}
