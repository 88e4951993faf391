package dev.autodiff.cli;

import dev.autodiff.check.Finding;
import dev.autodiff.check.Report;
import dev.autodiff.check.Verdict;
import dev.autodiff.runtime.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as a table for readers, and as JSON for programs. */
final class CheckReport {
    private static final List<String> HEADER = List.of("variable", "worst relative error", "ulp", "at", "verdict");

    /** Of a longer point the table shows the beginning; JSON has all of it. */
    private static final int MAX_COORDINATES = 6;

    private CheckReport() {}

    /** Nothing is wrong, and something is right. */
    static boolean isFine(Report report) {
        return report.isFine() && report.isJudged();
    }

    static String table(Report report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        report.rows().forEach(row -> lines.add(cells(report, row)));
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
    }

    private static List<String> cells(Report report, Report.Row row) {
        Finding worst = row.worst();
        return List.of(worst.variable(), measure("%.2g", worst.relativeError()), measure("%.3g", worst.ulps()),
                place(report, worst), verdict(row));
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

    private static String place(Report report, Finding finding) {
        List<String> coordinates = new ArrayList<>();
        for (int i = 0; i < finding.point().size(); i++) {
            coordinates.add(report.parameters().get(i) + "=" + Numbers.print(finding.point().get(i)));
        }
        if (coordinates.size() > MAX_COORDINATES) {
            return String.join(",", coordinates.subList(0, MAX_COORDINATES)) + ",…";
        }
        return coordinates.isEmpty() ? "-" : String.join(",", coordinates);
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

    /** @param result the one of several results that is checked, or null */
    static String json(Report report, String result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("function", report.function());
        if (result != null) {
            object.put("of", result);
        }
        object.put("ok", isFine(report));
        object.put("variables", report.rows().stream().map(row -> json(report, row)).toList());
        return Json.print(object);
    }

    private static Map<String, Object> json(Report report, Report.Row row) {
        Finding worst = row.worst();
        Map<String, Object> at = new LinkedHashMap<>();
        for (int i = 0; i < worst.point().size(); i++) {
            at.put(report.parameters().get(i), Json.number(worst.point().get(i)));
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        row.counts().forEach((verdict, count) -> counts.put(verdict.toString(), count));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("variable", worst.variable());
        object.put("verdict", worst.verdict().toString());
        object.put("relativeError", Json.number(worst.relativeError()));
        object.put("ulp", Json.number(worst.ulps()));
        object.put("at", at);
        object.put("actual", Json.number(worst.actual()));
        object.put("expected", Json.number(worst.expected()));
        object.put("finiteDifference", Json.number(worst.difference()));
        object.put("points", counts);
        return object;
    }
}
