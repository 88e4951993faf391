package dev.autodiff.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a check has found.
 *
 * @param rows one for the value, if there is a formula to compare it with, and one for each variable
 */
public record Report(String function, List<String> parameters, List<Row> rows) {
    /**
     * @param worst the finding that matters most
     * @param counts how many points got which verdict
     */
    public record Row(Finding worst, Map<Verdict, Integer> counts) {
        private boolean isDerivative() {
            return !worst.variable().equals(Finding.VALUE);
        }
    }

    public Report {
        parameters = List.copyOf(parameters);
        rows = List.copyOf(rows);
    }

    static Report of(DifferentiableFunction function, List<Finding> findings) {
        Map<String, List<Finding>> byVariable = new LinkedHashMap<>();
        findings.forEach(finding -> byVariable
                .computeIfAbsent(finding.variable(), name -> new ArrayList<>())
                .add(finding));
        return new Report(
                function.name(),
                function.parameters(),
                byVariable.values().stream().map(Report::row).toList());
    }

    public boolean isFine() {
        return rows.stream().noneMatch(row -> row.worst().verdict() == Verdict.WRONG);
    }

    /** Whether there is a derivative, or of a function without any its value, that could be compared anywhere. */
    public boolean isJudged() {
        boolean hasDerivatives = rows.stream().anyMatch(Row::isDerivative);
        return rows.stream().filter(row -> !hasDerivatives || row.isDerivative())
                .anyMatch(row -> row.worst().verdict() != Verdict.OUTSIDE_DOMAIN);
    }

    private static Row row(List<Finding> findings) {
        Finding worst = findings.get(0);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Finding finding : findings) {
            counts.merge(finding.verdict(), 1, Integer::sum);
            worst = finding.isWorseThan(worst) ? finding : worst;
        }
        return new Row(worst, counts);
    }
}
