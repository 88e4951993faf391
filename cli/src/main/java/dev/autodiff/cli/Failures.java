package dev.autodiff.cli;

import dev.autodiff.source.CompileException;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/** Turns exceptions into messages and exit codes; stack traces only with {@code --debug}. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    static final int WRONG = 2;
    static final int OUR_FAULT = 70;

    /** As {@code sysexits.h} of Unix has it: an error while doing input or output. */
    static final int CANNOT_WRITE = 74;

    private final boolean debug;

    Failures(String[] args) {
        this.debug = Arrays.asList(args).contains("--debug");
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String hint = "see '" + command.getCommandSpec().qualifiedName() + " --help'";
        command.getErr().println("error: " + message(e) + "\n" + hint);
        return WRONG;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        if (e instanceof CompileException) {
            err.println(e.getMessage());
        } else if (e instanceof UsageException) {
            err.println("error: " + e.getMessage());
        } else if (e instanceof CannotWriteException) {
            err.println("error: " + e.getMessage());
            return CANNOT_WRITE;
        } else if (LoopLimits.remedy(e) != null) {
            err.println("error: " + e.getMessage() + ": " + LoopLimits.remedy(e));
        } else if (e instanceof ParameterException parameter) {
            return handleParseException(parameter, new String[0]);
        } else {
            return internalError(e, err);
        }
        return WRONG;
    }

    int internalError(Throwable e, PrintWriter err) {
        if (e instanceof OutOfMemoryError) {
            err.println("error: out of memory: give the JVM more, for instance AUTODIFF_JAVA_OPTS=-Xmx4g");
        } else {
            err.println("internal error: " + e + (debug ? "" : "\nrun with --debug for details"));
        }
        if (debug) {
            e.printStackTrace(err);
        }
        return OUR_FAULT;
    }

    /** What is wrong with a command, and the remedy where one is known. */
    static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched.getUnmatched().get(0), e.getCommandLine());
        }
        String message = e.getMessage();
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String unmatched(String argument, CommandLine command) {
        if (argument.startsWith("-")) {
            String name = argument.replaceFirst("=.*", "");
            String remedy = Suggestion.didYouMean(name, command.getCommandSpec().optionsMap().keySet(), "");
            return withRemedy("unknown option '" + name + "'", remedy);
        }
        if (command.getSubcommands().isEmpty()) {
            return "unexpected argument '" + argument + "': quote values that contain spaces";
        }
        return withRemedy(
                "unknown command '" + argument + "'",
                Suggestion.didYouMean(argument, command.getSubcommands().keySet(), ""));
    }

    private static String withRemedy(String message, String remedy) {
        return remedy.isEmpty() ? message : message + ": " + remedy;
    }
}
