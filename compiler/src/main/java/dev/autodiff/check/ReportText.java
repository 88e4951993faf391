package dev.autodiff.check;

import dev.autodiff.runtime.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for readers: a table of all numbers, and a paragraph about each one that is wrong. */
final class ReportText {
    private static final List<String> HEADER = List.of("variable", "worst relative error", "ulp", "at", "verdict");

    /** Of a longer point the table shows the beginning; the paragraph has all of it. */
    private static final int MAX_COORDINATES = 6;

    private final Report report;

    ReportText(Report report) {
        this.report = report;
    }

    String text() {
        List<String> paragraphs = new ArrayList<>(List.of(table()));
        report.rows().stream().filter(row -> !row.worst().verdict().isFine()).map(this::facts).forEach(paragraphs::add);
        return String.join("\n\n", paragraphs);
    }

    private String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        report.rows().forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
    }

    private List<String> cells(Report.Row row) {
        Finding worst = row.worst();
        return List.of(row.label(), measure("%.2g", worst.relativeError()), measure("%.3g", worst.ulps()), place(worst),
                verdict(row));
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }

    private static String measure(String format, double number) {
        return Double.isNaN(number) ? "-" : number == 0 ? "0" : String.format(Locale.ROOT, format, number);
    }

    private String place(Finding finding) {
        List<String> coordinates = coordinates(finding);
        if (coordinates.size() > MAX_COORDINATES) {
            return String.join(",", coordinates.subList(0, MAX_COORDINATES)) + ",…";
        }
        return coordinates.isEmpty() ? "-" : String.join(",", coordinates);
    }

    private List<String> coordinates(Finding finding) {
        List<String> coordinates = new ArrayList<>();
        for (int i = 0; i < finding.point().size(); i++) {
            coordinates.add(report.parameters().get(i) + "=" + Numbers.print(finding.point().get(i)));
        }
        return coordinates;
    }

    /** With the numbers where they contradict, and with what other points got. */
    private static String verdict(Report.Row row) {
        Finding worst = row.worst();
        StringBuilder text = new StringBuilder(worst.verdict().toString());
        if (worst.verdict() == Verdict.WRONG) {
            text.append(": is ")
                    .append(Numbers.print(worst.actual()))
                    .append(", should be ")
                    .append(Numbers.print(worst.expected()));
        }
        if (row.counts().size() > 1) {
            text.append(row.counts().entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return text.toString();
    }

    /** What somebody needs to know who has to mend the number. */
    private String facts(Report.Row row) {
        Finding worst = row.worst();
        boolean throwsOnly = worst.verdict() == Verdict.THROWS;
        List<String> lines = new ArrayList<>();
        lines.add(row.label() + (throwsOnly ? " throws" : " is wrong") + " at " + row.counts().get(worst.verdict())
                + " of " + row.points() + (row.points() == 1 ? " point" : " points")
                + (throwsOnly ? ", for instance at" : ", most of all at"));
        lines.add("  " + String.join(", ", coordinates(worst)));
        lines.add(throwsOnly ? "  thrown       " + worst.thrown() : "  is           " + Numbers.print(worst.actual()));
        worst.knownTruth().ifPresent(truth -> lines.add("  should be    " + truth));
        if (!Double.isNaN(worst.difference())) {
            lines.add("  differences  " + Numbers.print(worst.difference()));
        }
        return String.join("\n", lines);
    }
}
