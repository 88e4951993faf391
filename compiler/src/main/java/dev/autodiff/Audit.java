package dev.autodiff;

import dev.autodiff.check.DifferentiableFunction;
import dev.autodiff.check.GradientCheck;
import dev.autodiff.check.HandWritten;
import dev.autodiff.check.Report;
import dev.autodiff.graph.Formula;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Judges derivatives that somebody wrote by a formula that says what they are derivatives of: the one judge of the
 * command line and of assertions in tests.
 */
public final class Audit {
    private final Reference reference;
    private final HandWritten code;
    private final List<String> twice;
    private final Map<String, GradientCheck> checks;

    /** @param twice the variables that the second derivatives are taken by */
    public Audit(Reference reference, HandWritten code, List<String> twice) {
        this.reference = reference;
        this.code = code;
        this.twice = List.copyOf(twice);
        this.checks = checks();
    }

    /**
     * What the audit finds at some points.
     *
     * @param points each one number for each of the reference's parameters
     * @throws HandWritten.CountException if the code gives another number of derivatives than there are
     */
    public Report at(List<double[]> points) {
        return at(points, checked -> {});
    }

    /** @param progress is told after each point how many have been checked, out of {@link #parts} times the points */
    public Report at(List<double[]> points, IntConsumer progress) {
        Map<String, Report> reports = new LinkedHashMap<>();
        int[] before = {0};
        checks.forEach((name, check) -> {
            reports.put(name, check.at(points, checked -> progress.accept(before[0] + checked)));
            before[0] += points.size();
        });
        return reports.size() == 1 && reference.results().size() == 1 && code.second() == null
                ? reports.values().iterator().next()
                : Report.joined(code.name(), reports);
    }

    /** How many functions are checked at each point, one after the other. */
    public int parts() {
        return checks.size();
    }

    /** Of each result, and of each first derivative that second ones are derivatives of. */
    private Map<String, GradientCheck> checks() {
        Map<String, GradientCheck> all = new LinkedHashMap<>();
        List<String> results = reference.results();
        for (int i = 0; i < results.size(); i++) {
            Formula formula = reference.result(results.get(i));
            if (code.values() != null || code.derivatives() != null) {
                all.put(results.get(i), GradientCheck.ofHandWritten(first(i, formula), formula));
            }
            for (int j = 0; code.second() != null && j < twice.size(); j++) {
                Formula partial = reference.partial(results.get(i), twice.get(j));
                all.put(
                        "d" + results.get(i) + "/d" + twice.get(j),
                        GradientCheck.ofHandWritten(second(i, j, partial), partial));
            }
        }
        return all;
    }

    private DifferentiableFunction first(int result, Formula formula) {
        List<String> variables = code.derivatives() == null ? List.of() : reference.variables();
        return new Part(variables, formula, code.values(), result, code.derivatives(), result * variables.size());
    }

    private DifferentiableFunction second(int result, int variable, Formula partial) {
        int row = (result * twice.size() + variable) * twice.size();
        return new Part(twice, partial, null, 0, code.second(), row);
    }

    /** Some of the numbers that the code gives, as a function with its derivatives. */
    private final class Part implements DifferentiableFunction {
        private final List<String> variables;
        private final Formula formula;
        private final HandWritten.Code values;
        private final int result;
        private final HandWritten.Code derivatives;
        private final int from;

        Part(List<String> variables, Formula formula, HandWritten.Code values, int result,
                HandWritten.Code derivatives, int from) {
            this.variables = variables;
            this.formula = formula;
            this.values = values;
            this.result = result;
            this.derivatives = derivatives;
            this.from = from;
        }

        @Override
        public String name() {
            return code.name();
        }

        @Override
        public List<String> parameters() {
            return reference.parameters();
        }

        @Override
        public List<String> variables() {
            return variables;
        }

        @Override
        public boolean isWhole(String parameter) {
            return reference.isWhole(parameter);
        }

        @Override
        public boolean claimsValue() {
            return values != null;
        }

        @Override
        public double value(double[] point) {
            return values == null
                    ? reference.evaluate(formula.result(), point)
                    : code.answer(values, point, reference.results().size(), "values")[result];
        }

        @Override
        public double[] gradient(double[] point) {
            if (variables.isEmpty()) {
                return new double[0];
            }
            int rows = reference.results().size() * (derivatives == code.second() ? variables.size() : 1);
            double[] all = code.answer(derivatives, point, rows * variables.size(), "derivatives");
            return Arrays.copyOfRange(all, from, from + variables.size());
        }
    }
}
