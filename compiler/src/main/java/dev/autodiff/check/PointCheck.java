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
    private final boolean forgivesRoundings;
    private final double[] point;
    private final List<Double> printedPoint;
    /** What the function says; NaN and null if it throws. */
    private double value = Double.NaN;
    private double[] gradient;
    private CodeException thrownByValue;
    private CodeException thrownByGradient;
    private final Map<Node, Double> arguments = new LinkedHashMap<>();

    /**
     * What the function says at a point.
     *
     * @param formula null if the function's formula is not known
     * @param forgivesRoundings whether the function is written by somebody who does not know of better forms
     */
    PointCheck(DifferentiableFunction function, Formula formula, double[] point, boolean forgivesRoundings) {
        this.forgivesRoundings = forgivesRoundings;
        this.function = function;
        this.formula = formula;
        this.point = point.clone();
        this.printedPoint = Arrays.stream(point).boxed().toList();
        ask();
        if (formula != null) {
            formula.parameters().forEach(parameter ->
                    arguments.put(parameter.node(), point[function.parameters().indexOf(parameter.name())]));
        }
    }

    private void ask() {
        try {
            value = function.value(point);
        } catch (CodeException e) {
            thrownByValue = e;
        }
        try {
            gradient = function.gradient(point);
        } catch (CodeException e) {
            thrownByGradient = e;
        }
    }

    List<Finding> findings() {
        boolean hasOracle = formula != null && arguments.values().stream().allMatch(Double::isFinite);
        try {
            OracleCheck oracle = hasOracle ? OracleCheck.of(formula, arguments, forgivesRoundings) : null;
            return findings(oracle, formula != null && (oracle != null || !hasOracle));
        } catch (HighPrecision.ExhaustedException e) {
            return findings(null, false);
        }
    }

    /** @param oracle null if there is none at this point */
    private List<Finding> findings(OracleCheck oracle, boolean withValue) {
        List<Finding> findings = new ArrayList<>();
        if (thrownByValue != null) {
            findings.add(Finding.thrown(
                    Finding.VALUE, printedPoint, thrownByValue, oracle == null ? null : oracle.value(Double.NaN)));
        } else if (withValue && function.claimsValue()) {
            findings.add(Finding.of(Finding.VALUE, printedPoint, value, Double.NaN,
                    oracle == null ? Optional.empty() : oracle.value(value)));
        }
        for (int i = 0; i < function.variables().size(); i++) {
            findings.add(thrownByGradient == null ? partial(i, oracle) : thrownPartial(i, oracle));
        }
        return findings;
    }

    private Finding partial(int index, OracleCheck oracle) {
        String name = function.variables().get(index);
        DifferenceCheck differences = new DifferenceCheck(function, point, value, gradient);
        Differences.Estimate difference = differences.estimate(name);
        Optional<Outcome> outcome =
                oracle == null ? Optional.empty() : oracle.partial(formula.differentiableBy(name), gradient[index]);
        return Finding.of(name, printedPoint, gradient[index], difference.value(),
                outcome.isPresent() ? outcome : differences.partial(index, difference));
    }

    private Finding thrownPartial(int index, OracleCheck oracle) {
        String name = function.variables().get(index);
        return Finding.thrown(name, printedPoint, thrownByGradient,
                oracle == null ? null : oracle.partial(formula.differentiableBy(name), Double.NaN));
    }
}
