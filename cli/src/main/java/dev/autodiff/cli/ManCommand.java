package dev.autodiff.cli;

import dev.autodiff.Autodiff;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine;

/** {@code autodiff man}: help as a manual page, in roff. */
final class ManCommand implements Callable<Integer> {
    private final Supplier<CommandLine> all;
    private final PositionalParamSpec command = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("COMMAND")
            .description("The command; without one, the page of all.")
            .build();
    private final CommandSpec spec = Flags.command(
            "man",
            this,
            "The manual page of a command.",
            "",
            "Examples:",
            "  autodiff man grad | man -l -",
            "  autodiff man > ~/.local/share/man/man1/autodiff.1");

    /** @param all the command line with all commands */
    ManCommand(Supplier<CommandLine> all) {
        this.all = all;
    }

    CommandSpec spec() {
        return spec.addPositional(command);
    }

    @Override
    public Integer call() {
        CommandLine line = all.get();
        String name = command.getValue();
        CommandLine wanted = name == null ? line : line.getSubcommands().get(name);
        if (wanted == null) {
            throw new UsageException("there is no command '" + name + "'");
        }
        print(wanted, spec.commandLine().getOut());
        return 0;
    }

    private static void print(CommandLine line, PrintWriter out) {
        CommandSpec page = line.getCommandSpec();
        String title = page.qualifiedName("-");
        out.println(".TH " + title.toUpperCase(java.util.Locale.ROOT) + " 1 \"\" \"" + Autodiff.VERSION + "\"");
        out.println(".SH NAME\n" + text(title + " - " + String.join(" ", page.usageMessage().description())));
        out.println(".SH SYNOPSIS\n" + text(line.getHelp().synopsis(0).strip()));
        List<PositionalParamSpec> places = page.positionalParameters();
        if (!places.isEmpty() || !page.options().isEmpty()) {
            out.println(".SH OPTIONS");
        }
        places.forEach(place -> item(place.paramLabel(), place.description(), out));
        for (OptionSpec option : page.options()) {
            String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
            item(String.join(", ", option.names()) + label, option.description(), out);
        }
        if (!line.getSubcommands().isEmpty()) {
            out.println(".SH COMMANDS");
        }
        for (Map.Entry<String, CommandLine> each : line.getSubcommands().entrySet()) {
            item(each.getKey(), each.getValue().getCommandSpec().usageMessage().description(), out);
        }
        out.println(".SH NOTES\n.nf");
        for (String footer : page.usageMessage().footer()) {
            out.println(text(footer));
        }
        out.println(".fi");
    }

    private static void item(String term, String[] description, PrintWriter out) {
        out.println(".TP\n.B " + text(term) + "\n"
                + List.of(description).stream().map(ManCommand::text).collect(Collectors.joining("\n")));
    }

    /** A hyphen is a minus sign, and a line does not begin with a request. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
