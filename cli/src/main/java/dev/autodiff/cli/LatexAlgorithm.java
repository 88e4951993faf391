package dev.autodiff.cli;

import dev.autodiff.graph.Printer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes definitions with loops as an algorithm, line by line. */
final class LatexAlgorithm {
    private static final Pattern COUNTED = Pattern.compile("for (\\w+) in 0:(.*?)( while .*)? \\{");
    private static final Pattern OPEN = Pattern.compile("while (.*) \\{");
    private static final Pattern WORDS = Pattern.compile("(record|break unless) (.*)");

    private LatexAlgorithm() {}

    static String of(List<Printer.Line> lines) {
        return "\\begin{array}{l}\n"
                + lines.stream()
                        .map(line -> "\\quad ".repeat(line.depth()) + text(line))
                        .collect(Collectors.joining(" \\\\\n"))
                + "\n\\end{array}";
    }

    private static String text(Printer.Line line) {
        if (!line.name().isEmpty()) {
            String names = List.of(line.name().split(", ")).stream()
                    .map(name -> name.contains("/") ? code(name) : LatexNames.name(name))
                    .collect(Collectors.joining(", "));
            return names + " \\gets " + code(line.text());
        }
        if (line.text().equals("}")) {
            return word("end");
        }
        Matcher counted = COUNTED.matcher(line.text());
        if (counted.matches()) {
            String condition = counted.group(3) == null
                    ? ""
                    : "\\ " + word("while") + "\\ " + code(counted.group(3).substring(" while ".length()));
            return word("for") + "\\ " + LatexNames.name(counted.group(1)) + " = 0, 1, \\ldots\\ "
                    + word("below") + "\\ " + code(counted.group(2)) + condition + "\\ " + word("do");
        }
        Matcher open = OPEN.matcher(line.text());
        if (open.matches()) {
            return word("while") + "\\ " + code(open.group(1)) + "\\ " + word("do");
        }
        Matcher words = WORDS.matcher(line.text());
        return words.matches() ? word(words.group(1)) + "\\ " + code(words.group(2)) : code(line.text());
    }

    private static String word(String text) {
        return "\\textbf{" + text + "}";
    }

    private static String code(String text) {
        return "\\texttt{" + text.replaceAll("([_#%&{}$])", "\\\\$1").replace("^", "\\^{}") + "}";
    }
}
