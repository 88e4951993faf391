package dev.autodiff.cli;

import dev.autodiff.check.Finding;
import dev.autodiff.check.Report;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report as JSON for programs. */
final class CheckReport {
    private CheckReport() {}

    /** Nothing is wrong, and something is right. */
    static boolean isFine(Report report) {
        return report.isFine() && report.isJudged();
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
        object.put("variable", row.label());
        object.put("verdict", worst.verdict().toString());
        object.put("relativeError", Json.number(worst.relativeError()));
        object.put("ulp", Json.number(worst.ulps()));
        object.put("at", at);
        object.put("actual", Json.number(worst.actual()));
        object.put("expected", Json.number(worst.expected()));
        object.put("finiteDifference", Json.number(worst.difference()));
        worst.knownTruth().ifPresent(truth -> object.put("truth", truth));
        if (worst.thrown() != null) {
            object.put("thrown", worst.thrown());
        }
        object.put("points", counts);
        return object;
    }
}
