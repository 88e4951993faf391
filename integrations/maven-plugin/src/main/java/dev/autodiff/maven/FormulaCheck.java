package dev.autodiff.maven;

import dev.autodiff.cli.BuildTools;
import dev.autodiff.cli.UsageException;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the derivatives of all programs with differences of their values in high precision, at the points that their
 * instructions {@code check} choose, else at samples. What is wrong is told at the instruction.
 */
final class FormulaCheck {
    private static final String NO_CHECK = "--skip";

    private final Settings settings;
    private final Messages messages;

    FormulaCheck(Settings settings, Messages messages) {
        this.settings = settings;
        this.messages = messages;
    }

    /** How many functions were checked. */
    int run() throws IOException {
        int checked = 0;
        for (Path file : FormulaBuild.programs(settings.sources())) {
            try {
                Source source = BuildTools.read(file);
                for (Request request : Request.of(source, settings.options())) {
                    checked += check(source, request);
                }
            } catch (CompileException e) {
                e.diagnostics().forEach(messages::add);
            }
        }
        return checked;
    }

    private int check(Source source, Request request) {
        List<List<String>> checks = request.checks().isEmpty() ? List.of(List.of()) : request.checks();
        int checked = 0;
        for (List<String> options : checks) {
            if (!options.equals(List.of(NO_CHECK))) {
                check(source, request, options);
                checked++;
            }
        }
        return checked;
    }

    private void check(Source source, Request request, List<String> options) {
        List<String> command = new ArrayList<>(List.of("check", source.name()));
        try {
            command.addAll(BuildTools.shared(request.compile(), "check"));
        } catch (UsageException e) {
            error(source, request, e.getMessage());
            return;
        }
        command.addAll(options);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        if (BuildTools.run(new PrintWriter(out), new PrintWriter(err), command) != 0) {
            String said = Stream.of(out, err).map(text -> text.toString().strip()).filter(text -> !text.isEmpty())
                    .reduce((first, second) -> first + "\n" + second).orElse("no answer");
            error(source, request, "the derivatives are not confirmed\n" + said);
        }
    }

    private void error(Source source, Request request, String message) {
        messages.add(new Diagnostic(Diagnostic.Severity.ERROR, source, request.place(), message, ""));
    }
}
