package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands as tools call them that build Java programs, many times in one JVM. */
public final class BuildTools {
    /** What the tool decides, and not the one who asks for a class. */
    private static final Set<String> OF_THE_TOOL =
            Set.of("--expression", "--output", "--force", "--json", "--debug", "--help", "--version");

    private BuildTools() {}

    /**
     * The program in a file.
     *
     * @throws UsageException if it cannot be read, or is no text in UTF-8
     */
    public static Source read(Path file) {
        return ProgramOptions.file(file.toString());
    }

    /**
     * What {@code autodiff compile} makes of a program.
     *
     * @param defaultPackage of a class that the options give no package, or null
     * @param options of that command, without those that say where the program is and where the class goes; of one that
     *     is there twice the last counts
     * @param warnings takes what the compiler warns of
     * @throws CompileException if the program is wrong
     * @throws UsageException if the options are
     */
    public static Product compile(
            Source source, String defaultPackage, List<String> options, Consumer<Diagnostic> warnings) {
        CompileCommand command = new CompileCommand(defaultPackage);
        parse(Flags.commandLine(command.spec()), options);
        Analysis analysis = Autodiff.analyze(source, command.options());
        analysis.warnings().forEach(warnings);
        return command.product(analysis);
    }

    private static ParseResult parse(CommandLine command, List<String> options) {
        ParseResult parsed;
        try {
            parsed = command.setExpandAtFiles(false)
                    .setOverwrittenOptionsAllowed(true)
                    .parseArgs(options.toArray(new String[0]));
        } catch (ParameterException e) {
            throw new UsageException(Failures.message(e));
        }
        if (!parsed.matchedPositionals().isEmpty()) {
            throw new UsageException("unexpected '" + parsed.matchedPositionals().get(0).stringValues().get(0)
                    + "': the program is the file itself");
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (OF_THE_TOOL.contains(option.longestName())) {
                throw new UsageException(option.longestName() + " is not for a build");
            }
        }
        return parsed;
    }

    /** Those options of {@code compile} that another command has, too, and understands in the same way. */
    public static List<String> shared(List<String> options, String other) {
        Set<String> known = Main.spec(other).optionsMap().keySet();
        List<String> shared = new ArrayList<>();
        for (OptionSpec option : parse(Flags.commandLine(new CompileCommand().spec()), options).matchedOptions()) {
            if (known.contains(option.longestName()) && !option.longestName().equals("--class")) {
                boolean isFlag = option.arity().max() == 0;
                for (String value : option.stringValues()) {
                    shared.add(isFlag ? option.longestName() : option.longestName() + "=" + value);
                }
            }
        }
        return shared;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws UsageException if it cannot be written, or there is one that this compiler did not write
     */
    public static void write(Path file, byte[] content) {
        new Artifact(file, false).write(content);
    }

    /** Takes a file away, if there is one and this compiler wrote it. */
    public static void delete(Path file) {
        new Artifact(file, false).deleteIfOurs();
    }

    /** Runs a command; its exit code. */
    public static int run(PrintWriter out, PrintWriter err, List<String> command) {
        int code = Main.run(out, err, command.toArray(new String[0]));
        out.flush();
        err.flush();
        return code;
    }
}
