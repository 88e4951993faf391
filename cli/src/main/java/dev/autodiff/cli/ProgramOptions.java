package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Where a command's program comes from, and how it is compiled. */
final class ProgramOptions {
    private final PositionalParamSpec file = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("SOURCE")
            .description("A file, or - for standard input.")
            .build();
    private final OptionSpec text = Flags.value(
            String.class, null, "TEXT", "The program itself, for instance 'z = x*y'.", "-e", "--expression");
    private final OptionSpec function =
            Flags.text("--function", "NAME", "The function; by default the program's last one.");
    private final OptionSpec exact =
            Flags.flag("--no-stable", "Keep the formula as it is written, even where another form loses fewer digits.");
    private final OptionSpec fast = Flags.flag("--fast-math", "Allow rewrites that may change the last digits.");
    private final LoopLimits limits = new LoopLimits();

    void addTo(CommandSpec command) {
        command.addPositional(file).addOption(text).addOption(function).addOption(exact).addOption(fast);
        limits.addTo(command);
    }

    /** What the options say; the caller adds what it differentiates by. */
    Options options() {
        boolean isExact = Flags.isSet(exact);
        boolean isFast = Flags.isSet(fast);
        if (isExact && isFast) {
            throw new UsageException("--no-stable and --fast-math exclude each other");
        }
        Level level = isExact ? Level.EXACT : isFast ? Level.FAST : Level.STABLE;
        return limits.applyTo(Options.DEFAULT.withFunction(function.getValue()).withLevel(level));
    }

    /** Whether there is a program at all, for commands that can do without. */
    boolean isGiven() {
        return file.getValue() != null || text.getValue() != null;
    }

    /** Compiles, and writes the warnings. */
    Analysis analyze(Options options, PrintWriter err) {
        return warned(Autodiff.analyze(source(), options), err);
    }

    /** The same for a command that is about derivatives, which the result must have. */
    Analysis differentiate(Options options, PrintWriter err) {
        return warned(Autodiff.analyze(source(), options).requireDerivative(), err);
    }

    private static Analysis warned(Analysis analysis, PrintWriter err) {
        for (Diagnostic warning : analysis.warnings()) {
            err.println(warning.render());
        }
        // before the answers, which are buffered on their own
        err.flush();
        return analysis;
    }

    Source source() {
        String path = file.getValue();
        String program = text.getValue();
        if ((path == null) == (program == null)) {
            throw new UsageException(path == null ? "no program: give a file, '-' for standard input, or -e 'z = x*y'"
                    : "two programs: give either a file or -e, not both");
        }
        if (program != null) {
            return new Source("formula", program);
        }
        return path.equals("-")
                ? new Source("stdin", decode("standard input", standardInput()))
                : file(path);
    }

    /** The program in a file. */
    static Source file(String path) {
        return new Source(path, decode(path, read(path)));
    }

    private static byte[] standardInput() {
        try {
            return System.in.readAllBytes();
        } catch (IOException e) {
            throw new UsageException("cannot read standard input: " + e.getMessage());
        }
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException | InvalidPathException e) {
            String remedy = file.contains("=") ? ": to give the program itself, write -e '" + file + "'" : "";
            throw new UsageException("there is no file '" + file + "'" + remedy);
        } catch (AccessDeniedException e) {
            throw new UsageException("no permission to read '" + file + "'");
        } catch (IOException e) {
            throw new UsageException("cannot read '" + file + "': " + e.getMessage());
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // a byte order mark, as some editors write it
            return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
        } catch (CharacterCodingException e) {
            throw new UsageException("'" + name + "' is not text in UTF-8");
        }
    }
}
