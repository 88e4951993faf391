package dev.autodiff.check;

import dev.autodiff.graph.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Compares the derivatives that a function claims with those that it has: by finite differences of its own values, and by
 * an oracle of high precision if its formula is known. The oracle decides; the differences stand in where it has no answer.
 *
 * <p>The oracle differentiates the formula as it is written by differences in decimal arithmetic, so neither a rule of
 * differentiation nor a rewriting of the formula can deceive it. It does not follow loops, which finite differences judge alone.
 */
public final class GradientCheck {
    private final DifferentiableFunction function;
    private final Formula formula;

    private GradientCheck(DifferentiableFunction function, Formula formula) {
        this.function = function;
        this.formula = formula;
    }

    /** By finite differences alone. */
    public static GradientCheck of(DifferentiableFunction function) {
        return new GradientCheck(function, null);
    }

    /**
     * @param formula the function as it is written, see {@code Compiler.written}
     * @throws IllegalArgumentException if the function has no parameter of a name that the formula needs
     */
    public static GradientCheck of(DifferentiableFunction function, Formula formula) {
        for (Formula.Parameter parameter : formula.parameters()) {
            if (!function.parameters().contains(parameter.name())) {
                throw new IllegalArgumentException(function.name() + " has no parameter '" + parameter.name() + "', it has "
                        + String.join(", ", function.parameters()));
            }
        }
        for (String variable : function.variables()) {
            if (formula.differentiableBy(variable) == null) {
                throw new IllegalArgumentException("'" + formula.name() + "' has no variable '" + variable + "'");
            }
        }
        // in decimal arithmetic a loop may never reach what ends it in doubles
        return new GradientCheck(function, formula.hasLoops() ? null : formula);
    }

    /** @param points each one number for each of the function's parameters */
    public Report at(List<double[]> points) {
        return at(points, checked -> {});
    }

    /** @param progress is told after each point how many have been checked */
    public Report at(List<double[]> points, IntConsumer progress) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            findings.addAll(new PointCheck(function, formula, points.get(i)).findings());
            progress.accept(i + 1);
        }
        return Report.of(function, findings);
    }
}
