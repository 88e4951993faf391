package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.frontend.FunctionReference.Entry;
import dev.autodiff.frontend.FunctionReference.Kind;
import dev.autodiff.frontend.FunctionReference;
import dev.autodiff.frontend.Prelude;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that a reader is told about one function: for the terminal, and as a section of {@code docs/functions.md}. */
final class FunctionPage {
    private static final String HEAD =
            """
            # Functions

            Every function of the language: how it is called, what it means, its derivative, and an example with its answer. What is
            followed by `=…` may be left out. Functions of numbers work on tensors element by element, and stretch shapes to each other
            by NumPy's rule. Conventions at kinks and singular points are rows of [edge cases](edge-cases.md), errors of the elementary
            functions are in [accuracy](accuracy.md), and the rest of the language is in [language](language.md). `autodiff ops NAME`
            prints a section of this page; the page itself is what `autodiff ops --markdown` prints.

            """;

    private final Entry entry;
    private final Analysis example;
    private final Point point;

    FunctionPage(Entry entry) {
        this.entry = entry;
        this.point = Point.parse(List.of(entry.point()));
        this.example = Autodiff.analyze(
                new Source("example", entry.program()), Options.DEFAULT.withArguments(point.types()));
    }

    /** The page of all functions. */
    static String all() {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, List<Entry>> sections = FunctionReference.entries().stream()
                .collect(Collectors.groupingBy(Entry::section, java.util.LinkedHashMap::new, Collectors.toList()));
        sections.forEach((title, entries) -> page.append("[" + title + "](#" + anchor(title) + "): ")
                .append(entries.stream()
                        .map(entry -> "[`" + entry.name() + "`](#" + entry.name() + ")")
                        .collect(Collectors.joining(", ")))
                .append("\n\n"));
        sections.forEach((title, entries) -> {
            page.append("## ").append(title).append("\n\n");
            entries.forEach(entry -> page.append(new FunctionPage(entry).markdown()));
        });
        return page.toString().stripTrailing() + "\n";
    }

    private static String anchor(String title) {
        return title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }

    /** @param asked the name by which a reader asked for it */
    String text(String asked) {
        StringBuilder text = new StringBuilder();
        if (!asked.equals(entry.name())) {
            text.append("'" + asked + "' is " + entry.name() + " here\n\n");
        }
        text.append(entry.signature() + "\n  " + entry.meaning() + "\n\n");
        line(text, "domain", domain());
        line(text, "derivative", derivative());
        line(text, "definition", definition().replace("\n", "\n" + " ".repeat(14)));
        line(text, "convention", entry.convention());
        line(text, "elsewhere", String.join(", ", entry.elsewhere()));
        return text + "\n$ autodiff " + command() + "\n" + answer() + "\n";
    }

    private static void line(StringBuilder text, String label, String content) {
        if (!content.isEmpty()) {
            text.append(String.format("%-12s  %s%n", label, content));
        }
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("### " + entry.name() + "\n\n");
        text.append("`" + entry.signature() + "`: " + entry.meaning() + ".\n\n");
        item(text, "domain", domain());
        item(text, "derivative", code(derivative()));
        item(text, "definition", definition().contains("\n") ? "" : code(definition()));
        item(text, "convention", entry.convention().isEmpty() ? "" : entry.convention() + " ([more](edge-cases.md))");
        item(text, "elsewhere", entry.elsewhere().stream().map(FunctionPage::code).collect(Collectors.joining(", ")));
        return text + "\n```\n$ ./autodiff " + command() + "\n" + answer() + "\n```\n\n";
    }

    private static void item(StringBuilder text, String label, String content) {
        if (!content.isEmpty()) {
            text.append("- " + label + ": " + content + "\n");
        }
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private String domain() {
        return entry.kind() != Kind.OPERATOR ? "" : row().domain();
    }

    private OperatorRow row() {
        return OperatorRow.of(FunctionReference.operator(entry.name()));
    }

    private String derivative() {
        return entry.kind() != Kind.OPERATOR ? ""
                : row().derivatives().entrySet().stream()
                        .map(each -> "d/d" + each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String definition() {
        String definition = entry.kind() == Kind.FORMULA ? Prelude.definition(entry.name()) : null;
        return definition == null ? "" : definition;
    }

    private String command() {
        String at = entry.point().contains("[") ? "'" + entry.point() + "'" : entry.point();
        return "grad -e '" + entry.program() + "' --at " + at;
    }

    private String answer() {
        Answers answers = new Answers(Inquiry.gradient(example.load(), Seed.NONE), null, false);
        return answers.worded(answers.ask(Arguments.of(answers.function(), point)));
    }
}
