package dev.autodiff.cli;

import dev.autodiff.frontend.FunctionReference;
import dev.autodiff.frontend.Prelude;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code autodiff ops}: the operators with their derivatives, and the functions written in the language; with a name,
 * all about one function.
 */
final class OpsCommand implements Callable<Integer> {
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(\\w+)\\(([^)]*)\\)");

    private final PositionalParamSpec name = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("NAME")
            .description("A function, by its name here or elsewhere: its signature, derivative and an example.")
            .build();
    private final OptionSpec json = Flags.flag("--json", "Print one JSON object.");
    private final OptionSpec markdown =
            Flags.flag("--markdown", "Print the page of all functions, as docs/functions.md has it.");
    private final CommandSpec spec = Flags.command(
            "ops",
            this,
            "The operators with their derivatives, and the functions that are formulas of them.",
            "",
            "Examples:",
            "  autodiff ops",
            "  autodiff ops logsumexp",
            "  autodiff ops --json");

    /** A function written in the language, as {@code prelude.ad} defines it. */
    private record Definition(String name, String parameters) {
        @Override
        public String toString() {
            return name + "(" + parameters + ")";
        }
    }

    CommandSpec spec() {
        return spec.addPositional(name).addOption(json).addOption(markdown);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name.getValue() != null) {
            out.print(new FunctionPage(named(name.getValue())).text(name.getValue()));
            return 0;
        }
        if (Flags.isSet(markdown)) {
            out.print(FunctionPage.all());
            return 0;
        }
        List<OperatorRow> rows = Arrays.stream(Pointwise.values()).map(OperatorRow::of).toList();
        List<Definition> functions = functions();
        if (Flags.isSet(json)) {
            out.println(json(rows, functions));
        } else {
            print(out, rows, functions);
        }
        return 0;
    }

    static FunctionReference.Entry named(String name) {
        FunctionReference.Entry entry = FunctionReference.find(name);
        if (entry == null) {
            String ours = FunctionReference.synonyms().get(name);
            throw new UsageException("there is no function '" + name + "'" + (ours != null ? ": write " + ours
                    : ": " + Suggestion.didYouMean(
                            name, FunctionReference.callable(), "'autodiff ops' lists the functions")));
        }
        return entry;
    }

    private static List<Definition> functions() {
        return DEFINITION.matcher(Prelude.text()).results().map(OpsCommand::definition).toList();
    }

    private static Definition definition(MatchResult match) {
        return new Definition(match.group(1), match.group(2));
    }

    private static void print(PrintWriter out, List<OperatorRow> rows, List<Definition> functions) {
        int name = width(rows.stream().map(OperatorRow::expression).toList());
        int domain = width(rows.stream().map(OperatorRow::domain).toList());
        for (OperatorRow row : rows) {
            String start = String.format("%-" + name + "s  %-" + domain + "s", row.expression(), row.domain());
            if (row.derivatives().isEmpty()) {
                out.println(start.stripTrailing());
            }
            for (Map.Entry<String, String> derivative : row.derivatives().entrySet()) {
                out.println(start + "  d/d" + derivative.getKey() + " = " + derivative.getValue());
                start = " ".repeat(start.length());
            }
        }
        out.println("\nof tensors (parameters followed by =… may be left out):");
        TensorFunctions.usages().forEach(usage -> out.println("  " + usage));
        out.println("\nwritten in the language itself:");
        functions.forEach(function -> out.println("  " + function));
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String json(List<OperatorRow> rows, List<Definition> functions) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("operators", rows.stream().map(OperatorRow::asMap).toList());
        object.put("tensorFunctions", TensorFunctions.usages());
        object.put("functions", functions.stream().map(OpsCommand::asMap).toList());
        return Json.print(object);
    }

    private static Map<String, Object> asMap(Definition function) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", function.name());
        entry.put("parameters", List.of(function.parameters().split(", ")));
        return entry;
    }
}
