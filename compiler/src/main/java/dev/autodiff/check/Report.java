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
     * @param label what the number is called: the variable, or of one of several results {@code p by x}
     * @param worst the finding that matters most
     * @param counts how many points got which verdict
     */
    public record Row(String label, Finding worst, Map<Verdict, Integer> counts) {
        private boolean isDerivative() {
            return !worst.variable().equals(Finding.VALUE);
        }

        /** At how many points the number was checked. */
        public int points() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        private Row of(String part) {
            return new Row(isDerivative() ? part + " by " + label : part, worst, counts);
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

    /**
     * One report of several parts of a function.
     *
     * @param parts what each is called, and what was found of it; all with the same parameters
     */
    public static Report joined(String function, Map<String, Report> parts) {
        List<Row> rows = new ArrayList<>();
        parts.forEach((name, part) -> part.rows().forEach(row -> rows.add(row.of(name))));
        return new Report(function, parts.values().iterator().next().parameters(), rows);
    }

    public boolean isFine() {
        return rows.stream().allMatch(row -> row.worst().verdict().isFine());
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
        return new Row(worst.variable(), worst, counts);
    }

    /** A table for readers, and the facts about each number that is wrong. */
    @Override
    public String toString() {
        return new ReportText(this).text();
    }
}
