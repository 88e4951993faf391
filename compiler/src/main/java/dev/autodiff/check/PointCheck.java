package dev.autodiff.check;

import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** The check of a function at one point. */
final class PointCheck {
    /** Evaluations around the point, each argument moved by up to so many of its last units. */
    private static final int NEIGHBOURS = 8;
    private static final int MOVED_UNITS = 2;

    /** What finite differences say of their own error is an estimate; they contradict only beyond several times that. */
    private static final double DOUBT = 10;

    /** Finite differences that are not sure of their first two digits have no say. */
    private static final double UNSETTLED = 0.01;

    private final DifferentiableFunction function;
    private final Formula formula;
    private final double[] point;
    private final List<Double> printedPoint;
    private final double value;
    private final double[] gradient;
    private final Oracle oracle;

    /** @param formula null if the function's formula is not known */
    PointCheck(DifferentiableFunction function, Formula formula, double[] point) {
        this.function = function;
        this.formula = formula;
        this.point = point;
        this.printedPoint = Arrays.stream(point).boxed().toList();
        this.value = function.value(point);
        this.gradient = function.gradient(point);
        this.oracle = formula == null || !isFinite(point) ? null : oracle();
    }

    private Oracle oracle() {
        Map<Node, BigDecimal> arguments = new HashMap<>();
        for (Formula.Parameter parameter : formula.parameters()) {
            arguments.put(parameter.node(), new BigDecimal(point[function.parameters().indexOf(parameter.name())]));
        }
        return new Oracle(formula.result(), arguments);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (formula != null) {
            findings.add(ofValue());
        }
        for (int i = 0; i < gradient.length; i++) {
            findings.add(ofPartial(i));
        }
        return findings;
    }

    private Finding ofValue() {
        Optional<BigDecimal> expected = oracle == null ? Optional.empty() : oracle.value();
        if (expected.isEmpty()) {
            return unknown(Finding.VALUE, value, Double.NaN, Verdict.OUTSIDE_DOMAIN);
        }
        Judgement judgement = new Judgement(value, expected.get(), BigDecimal.ZERO);
        Verdict verdict = judgement.isFullPrecision() ? Verdict.OK
                : !Double.isFinite(value) || !Double.isFinite(judgement.expected()) ? Verdict.OUTSIDE_DOMAIN
                : judgement.isWithin(oracle.noiseOfValue()) ? Verdict.ILL_CONDITIONED
                : Verdict.WRONG;
        return finding(Finding.VALUE, value, judgement, Double.NaN, verdict);
    }

    private Finding ofPartial(int index) {
        String name = function.variables().get(index);
        Differences.Estimate difference = difference(name);
        Optional<Slope> slope = oracle == null ? Optional.empty() : oracle.slope(formula.differentiableBy(name));
        return slope.isPresent() ? byOracle(index, slope.get(), difference) : byDifferences(index, difference);
    }

    private Finding byOracle(int index, Slope slope, Differences.Estimate difference) {
        String name = function.variables().get(index);
        Judgement judgement = new Judgement(gradient[index], slope.value(), slope.error());
        Verdict verdict = slope.kink() ? Verdict.KINK : judgement.isFullPrecision() ? Verdict.OK : excuse(index, judgement);
        return finding(name, gradient[index], judgement, difference.value(), verdict);
    }

    /** What may have led a number astray that is not what the formula's derivative is. */
    private Verdict excuse(int index, Judgement judgement) {
        Node variable = formula.differentiableBy(function.variables().get(index));
        int parameter = function.parameters().indexOf(function.variables().get(index));
        if (oracle.isOnSwitch(variable)) {
            return Verdict.KINK;
        }
        boolean overflows = !Double.isFinite(value) || !Double.isFinite(judgement.expected());
        if (overflows && !Double.isFinite(gradient[index])) {
            return Verdict.OUTSIDE_DOMAIN;
        }
        boolean rounding = parameter >= 0 && judgement.isInvisible(point[parameter], value)
                || judgement.isWithin(oracle.noiseOfSlope(variable)) || judgement.isWithin(noiseOfPartial(index));
        return rounding ? Verdict.ILL_CONDITIONED : Verdict.WRONG;
    }

    /** Without an oracle's answer; where a formula is known the point is then suspected to be outside of its domain. */
    private Finding byDifferences(int index, Differences.Estimate difference) {
        String name = function.variables().get(index);
        if (!Double.isFinite(DOUBT * difference.error()) || !Double.isFinite(value)) {
            return unknown(name, gradient[index], difference.value(), Verdict.OUTSIDE_DOMAIN);
        }
        Judgement judgement = new Judgement(gradient[index], new BigDecimal(difference.value()), new BigDecimal(DOUBT * difference.error()));
        Verdict verdict = Differences.hasKink(along(name), point[function.parameters().indexOf(name)]) ? Verdict.KINK
                : judgement.isFullPrecision() ? Verdict.OK
                : formula != null ? Verdict.OUTSIDE_DOMAIN
                : difference.error() > UNSETTLED * Math.abs(difference.value()) || judgement.isWithin(noiseOfPartial(index)) ? Verdict.ILL_CONDITIONED
                : Verdict.WRONG;
        return finding(name, gradient[index], judgement, difference.value(), verdict);
    }

    private Differences.Estimate difference(String variable) {
        int parameter = function.parameters().indexOf(variable);
        return parameter < 0 ? Differences.Estimate.NONE : Differences.central(along(variable), point[parameter]);
    }

    /** The function of one argument alone; NaN where a loop does not end, or an element does not exist. */
    private DoubleUnaryOperator along(String parameter) {
        int index = function.parameters().indexOf(parameter);
        return x -> {
            double[] moved = point.clone();
            moved[index] = x;
            try {
                return function.value(moved);
            } catch (IllegalStateException | IndexOutOfBoundsException outsideOfTheDomain) {
                return Double.NaN;
            }
        };
    }

    /** How much the function's own derivative changes with the last bits of its arguments. */
    private BigDecimal noiseOfPartial(int index) {
        SplittableRandom random = new SplittableRandom(index);
        double worst = 0;
        for (int i = 0; i < NEIGHBOURS; i++) {
            double[] moved = point.clone();
            for (int j = 0; j < moved.length; j++) {
                moved[j] += random.nextInt(-MOVED_UNITS, MOVED_UNITS + 1) * Math.ulp(moved[j]);
            }
            double change = Math.abs(function.gradient(moved)[index] - gradient[index]);
            worst = Double.isFinite(change) ? Math.max(worst, change) : worst;
        }
        return new BigDecimal(worst);
    }

    private Finding unknown(String name, double actual, double difference, Verdict verdict) {
        return new Finding(name, printedPoint, actual, Double.NaN, difference, Double.NaN, Double.NaN, verdict);
    }

    private Finding finding(String name, double actual, Judgement judgement, double difference, Verdict verdict) {
        return new Finding(name, printedPoint, actual, judgement.expected(), difference, judgement.relativeError(), judgement.ulps(), verdict);
    }

    private static boolean isFinite(double[] point) {
        return Arrays.stream(point).allMatch(Double::isFinite);
    }
}
