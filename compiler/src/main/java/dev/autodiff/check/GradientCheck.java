package dev.autodiff.check;

import dev.autodiff.Autodiff;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Identity;
import dev.autodiff.graph.LoopNormalization;
import dev.autodiff.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Compares the derivatives that a function claims with those that it has: by finite differences of its own values, and
 * by an oracle of high precision if its formula is known. The oracle decides; the differences stand in where it has no
 * answer.
 *
 * <p>The oracle differentiates the formula as it is written by differences in decimal arithmetic, so neither a rule of
 * differentiation nor a rewriting of the formula can deceive it. Loops it follows as far as they make the steps that
 * they make in doubles.
 */
public final class GradientCheck {
    private final DifferentiableFunction function;
    private final Formula formula;
    private final Formula written;
    private final List<RuleCheck> rules;
    private final boolean forgivesRoundings;

    private GradientCheck(
            DifferentiableFunction function, Formula formula, Formula written, boolean forgivesRoundings) {
        this.forgivesRoundings = forgivesRoundings;
        this.function = function;
        this.formula = formula;
        this.written = written;
        this.rules = written == null ? List.of() : RuleCheck.of(written);
    }

    /** By finite differences alone. */
    public static GradientCheck of(DifferentiableFunction function) {
        return new GradientCheck(function, null, null, false);
    }

    /**
     * @param formula the function as it is written, see {@code Autodiff.written}
     * @throws IllegalArgumentException if the function has no parameter of a name that the formula needs
     */
    public static GradientCheck of(DifferentiableFunction function, Formula formula) {
        return of(function, formula, false);
    }

    /** The same for what somebody wrote by hand, with digits lost in roundings as a verdict of its own. */
    public static GradientCheck ofHandWritten(DifferentiableFunction function, Formula formula) {
        return of(function, formula, true);
    }

    private static GradientCheck of(DifferentiableFunction function, Formula formula, boolean forgivesRoundings) {
        for (Formula.Parameter parameter : formula.parameters()) {
            if (!function.parameters().contains(parameter.name())) {
                throw new IllegalArgumentException(function.name() + " has no parameter '" + parameter.name()
                        + "', it has " + String.join(", ", function.parameters()));
            }
        }
        for (String variable : function.variables()) {
            if (formula.differentiableBy(variable) == null) {
                throw new IllegalArgumentException("'" + formula.name() + "' has no variable '" + variable + "'");
            }
        }
        Formula followed = canBeFollowed(formula) ? settled(formula) : null;
        return new GradientCheck(function, followed, formula, forgivesRoundings);
    }

    /** What is detached in a loop is another constant in each step, which nothing keeps. */
    private static boolean canBeFollowed(Formula formula) {
        boolean[] needed = formula.graph().reachable(List.of(formula.result()));
        return IntStream.range(0, needed.length).filter(id -> needed[id]).mapToObj(formula.graph()::get)
                .noneMatch(node -> node.op() == Identity.Detach.DETACH && !node.loops().isEmpty());
    }

    /** Loops in the form in which they can be computed. */
    private static Formula settled(Formula formula) {
        List<Node> all = new ArrayList<>(formula.variables().values());
        all.add(formula.result());
        formula.parameters().forEach(parameter -> all.add(parameter.node()));
        return formula.map(LoopNormalization.settle(formula.graph(), all, false));
    }

    /** @param points each one number for each of the function's parameters */
    public Report at(List<double[]> points) {
        return at(points, checked -> {});
    }

    /** @param progress is told after each point how many have been checked */
    public Report at(List<double[]> points, IntConsumer progress) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            findings.addAll(new PointCheck(function, formula, points.get(i), forgivesRoundings).findings());
            findings.addAll(ofRules(points.get(i)));
            progress.accept(i + 1);
        }
        return Report.of(function, findings);
    }

    /** What the derivatives say that the program gives its functions. */
    private List<Finding> ofRules(double[] point) {
        if (rules.isEmpty()) {
            return List.of();
        }
        Map<Node, Double> arguments = new HashMap<>();
        written.parameters()
                .forEach(parameter -> arguments.put(
                        parameter.node(), point[function.parameters().indexOf(parameter.name())]));
        return rules.stream().map(rule -> rule.finding(arguments, Arrays.stream(point).boxed().toList())).toList();
    }
}
