package dev.autodiff.check;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check of a function at one point: by the oracle where it has an answer, by finite differences elsewhere. */
final class PointCheck {
    private final DifferentiableFunction function;
    private final Formula formula;
    private final List<Double> printedPoint;
    private final double value;
    private final double[] gradient;
    private final Map<Node, Double> arguments = new LinkedHashMap<>();
    private final DifferenceCheck differences;

    /** @param formula null if the function's formula is not known */
    PointCheck(DifferentiableFunction function, Formula formula, double[] point) {
        this.function = function;
        this.formula = formula;
        this.printedPoint = Arrays.stream(point).boxed().toList();
        this.value = function.value(point);
        this.gradient = function.gradient(point);
        this.differences = new DifferenceCheck(function, point, value, gradient);
        if (formula != null) {
            formula.parameters().forEach(parameter ->
                    arguments.put(parameter.node(), point[function.parameters().indexOf(parameter.name())]));
        }
    }

    List<Finding> findings() {
        boolean hasOracle = formula != null && arguments.values().stream().allMatch(Double::isFinite);
        try {
            OracleCheck oracle = hasOracle ? OracleCheck.of(formula, arguments) : null;
            return findings(oracle, formula != null && (oracle != null || !hasOracle));
        } catch (HighPrecision.ExhaustedException e) {
            return findings(null, false);
        }
    }

    /** @param oracle null if there is none at this point */
    private List<Finding> findings(OracleCheck oracle, boolean withValue) {
        List<Finding> findings = new ArrayList<>();
        if (withValue) {
            findings.add(
                    finding(Finding.VALUE, value, Double.NaN, oracle == null ? Optional.empty() : oracle.value(value)));
        }
        for (int i = 0; i < gradient.length; i++) {
            String name = function.variables().get(i);
            Differences.Estimate difference = differences.estimate(name);
            Optional<Outcome> outcome =
                    oracle == null ? Optional.empty() : oracle.partial(formula.differentiableBy(name), gradient[i]);
            findings.add(finding(
                    name,
                    gradient[i],
                    difference.value(),
                    outcome.isPresent() ? outcome : differences.partial(i, difference)));
        }
        return findings;
    }

    /** @param outcome empty if nothing can be said, since the function has no value here */
    private Finding finding(String name, double actual, double difference, Optional<Outcome> outcome) {
        if (outcome.isEmpty()) {
            return new Finding(
                    name, printedPoint, actual, Double.NaN, difference, Double.NaN, Double.NaN, Verdict.OUTSIDE_DOMAIN);
        }
        Judgement judgement = outcome.get().judgement();
        return new Finding(
                name,
                printedPoint,
                actual,
                judgement.expected(),
                difference,
                judgement.relativeError(),
                judgement.ulps(),
                outcome.get().verdict());
    }
}
