package dev.autodiff.check;

import dev.autodiff.check.Conditioning.Answer;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The numbers of a function at one point against the oracle. It alone decides: where its slopes from both sides agree
 * there is no kink, where it has a value there is no edge of the domain, and a number off by more than the last bits of
 * the arguments explain is wrong, however hard it may be to compute.
 */
final class OracleCheck {
    /** A limit is known to so many digits, more than a double has. */
    private static final int LIMIT_DIGITS = 18;

    /** Far below what an argument of a formula is, and far above the distance in which limits are looked for. */
    private static final BigDecimal VANISHING = new BigDecimal("1e-40");

    private final Oracle oracle;
    /** On the other side of a point where the formula has a limit only; null where it has a value. */
    private final Oracle opposite;

    private final Conditioning conditioning;
    private final boolean forgivesRoundings;

    private OracleCheck(Oracle oracle, Oracle opposite, Map<Node, Double> arguments, boolean forgivesRoundings) {
        this.oracle = oracle;
        this.opposite = opposite;
        this.forgivesRoundings = forgivesRoundings;
        this.conditioning = new Conditioning(oracle, arguments);
    }

    /**
     * The check at this point; null if loops make another number of steps in decimal arithmetic, where what goes on
     * until nothing changes may take more of them: a derivative is one of the steps that are taken.
     *
     * @param forgivesRoundings whether what roundings of the formula's steps explain is {@link Verdict#INACCURATE}
     * @throws HighPrecision.ExhaustedException if the loops make too many steps
     */
    static OracleCheck of(Formula formula, Map<Node, Double> arguments, boolean forgivesRoundings) {
        Map<Node, BigDecimal> exact = new HashMap<>();
        arguments.forEach((parameter, argument) -> exact.put(parameter, new BigDecimal(argument)));
        Oracle oracle = new Oracle(formula.result(), exact);
        Oracle opposite = null;
        if (oracle.value().isEmpty()) {
            // sin(x)/x at 0 comes to the same value from two sides
            Oracle beside = oracle.beside(false);
            Oracle other = oracle.beside(true);
            if (isLimit(beside.value(), other.value())) {
                oracle = beside;
                opposite = other;
            }
        }
        return takesTheSameSteps(oracle, formula, arguments)
                ? new OracleCheck(oracle, opposite, arguments, forgivesRoundings)
                : null;
    }

    private static boolean isLimit(Optional<BigDecimal> here, Optional<BigDecimal> opposite) {
        return here.isPresent() && opposite.isPresent()
                && difference(here, opposite)
                                .compareTo(VANISHING.max(here.get().abs().movePointLeft(LIMIT_DIGITS)))
                        <= 0;
    }

    private static BigDecimal difference(Optional<BigDecimal> here, Optional<BigDecimal> opposite) {
        return here.orElseThrow().subtract(opposite.orElseThrow()).abs();
    }

    private static boolean takesTheSameSteps(Oracle oracle, Formula formula, Map<Node, Double> arguments) {
        List<Node> loops = formula.graph().loops(List.of(formula.result())).stream()
                .filter(loop -> loop.loops().isEmpty())
                .toList();
        double[] steps = loops.isEmpty() ? new double[0] : Interpreter.evaluate(loops, arguments);
        for (int i = 0; i < steps.length; i++) {
            double expected = steps[i];
            if (oracle.steps(loops.get(i)).filter(taken -> taken.doubleValue() == expected).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Empty if the function has no value here, or only a limit and code that does not know it. */
    Optional<Outcome> value(double actual) {
        if (isUnknownLimit(actual)) {
            return Optional.empty();
        }
        return oracle.value().map(expected -> {
            BigDecimal error = opposite == null ? BigDecimal.ZERO : difference(oracle.value(), opposite.value());
            Judgement judgement = new Judgement(actual, expected, error);
            return new Outcome(judgement, verdict(judgement, Answer.of(expected), other -> other.value()
                    .map(Answer::of)));
        });
    }

    /** Empty if the function has no value here, or no slopes that can be seen. */
    Optional<Outcome> partial(Node variable, double actual) {
        if (oracle.value().isEmpty() || isUnknownLimit(actual)) {
            return Optional.empty();
        }
        if (opposite != null) {
            return limitOfSlopes(variable).map(slope -> ofSlope(slope, variable, actual));
        }
        Optional<Slope> slope = oracle.slope(variable).filter(found -> !found.kink());
        return slope.isPresent() ? Optional.of(ofSlope(slope.get(), variable, actual))
                : oracle.sides(variable).map(sides -> ofSides(sides, variable, actual));
    }

    private boolean isUnknownLimit(double actual) {
        return opposite != null && Double.isNaN(actual);
    }

    /** The derivative where there is only a limit of it; empty if it depends on the side. */
    private Optional<Slope> limitOfSlopes(Node variable) {
        Optional<BigDecimal> here = smoothSlope(oracle, variable);
        Optional<BigDecimal> other = smoothSlope(opposite, variable);
        return isLimit(here, other) ? Optional.of(new Slope(here.get(), difference(here, other), false))
                : Optional.empty();
    }

    private static Optional<BigDecimal> smoothSlope(Oracle oracle, Node variable) {
        return oracle.slope(variable).filter(slope -> !slope.kink()).map(Slope::value);
    }

    private Outcome ofSlope(Slope slope, Node variable, double actual) {
        Judgement judgement = new Judgement(actual, slope.value(), slope.error());
        Verdict verdict = verdict(judgement, Answer.of(slope.value()), other -> answer(other, variable));
        boolean vanishes = slope.value().abs().compareTo(slope.error()) <= 0 && judgement.isWithin(lastPlaceOfValue());
        return new Outcome(judgement, verdict == Verdict.OK ? verdict : oracle.isTooCoarse(variable) ? Verdict.KINK
                : verdict == Verdict.WRONG && vanishes ? Verdict.ILL_CONDITIONED : verdict);
    }

    /**
     * A derivative that is 0 has no digits to be compared: what it adds to the value over a distance of 1 is not to be
     * seen.
     */
    private BigDecimal lastPlaceOfValue() {
        double value = oracle.value().orElseThrow().doubleValue();
        return Double.isFinite(value) ? new BigDecimal(Math.ulp(value)) : BigDecimal.ZERO;
    }

    /** Where there is no derivative, everything between the slopes of both sides may stand for it, and NaN. */
    private Outcome ofSides(Sides sides, Node variable, double actual) {
        Answer answer = Answer.of(sides);
        Judgement judgement = new Judgement(actual, answer.nearest(actual), sides.error());
        Verdict excuse = sides.areFinite() || !answer.isOne() && sides.areTwo() ? Verdict.KINK : Verdict.OUTSIDE_DOMAIN;
        boolean fits = Double.isNaN(actual) || sides.isolated() || oracle.isTooCoarse(variable)
                || verdict(judgement, answer, other -> answer(other, variable)) != Verdict.WRONG;
        return new Outcome(judgement, fits ? excuse : Verdict.WRONG);
    }

    private static Optional<Answer> answer(Oracle oracle, Node variable) {
        return oracle.slope(variable).flatMap(slope -> slope.kink() ? oracle.sides(variable).map(Answer::of)
                : Optional.of(Answer.of(slope.value())));
    }

    private Verdict verdict(Judgement judgement, Answer expected, Function<Oracle, Optional<Answer>> question) {
        if (judgement.isFullPrecision()) {
            return Verdict.OK;
        }
        if (judgement.overflows()) {
            return Verdict.OUTSIDE_DOMAIN;
        }
        if (conditioning.explains(judgement, expected, question)) {
            return Verdict.ILL_CONDITIONED;
        }
        return isRounding(judgement, expected, question) ? Verdict.INACCURATE : Verdict.WRONG;
    }

    /** Whether a computation of the formula in doubles may be as far off. */
    private boolean isRounding(Judgement judgement, Answer expected, Function<Oracle, Optional<Answer>> question) {
        return forgivesRoundings
                && expected.isOne()
                && judgement.isMostlyRight()
                && judgement.isWithin(oracle.noise(expected.low(),
                        other -> question.apply(other).filter(Answer::isOne).map(Answer::low)));
    }
}
