package dev.autodiff.hipparchus;

import dev.autodiff.hipparchus.Minimization.Step;
import dev.autodiff.hipparchus.Minimum.Reason;
import java.util.Arrays;
import java.util.function.Consumer;

/** One search for a minimum: where it stands, and what it knows. */
final class MinimumSearch {
    /** The change that Newton's method expects, as a part of the value, below which it is one of roundings. */
    private static final double ROUNDING = 1e-11;

    /**
     * Two steps, as parts of the longest element, over which the gradient of a smooth function changes in proportion.
     */
    private static final double LONG_PROBE = 1e-6;
    private static final double SHORT_PROBE = 1e-8;

    /** How many steps in a row may leave the value as it is. */
    private static final int MAX_IDLE = 5;

    /** Below all values that mean something. */
    private static final double BOTTOM = -1e300;

    /** The length of the first step, as a part of the longest element; later ones know better. */
    private static final double FIRST_STEP = 0.01;

    /**
     * How far to look for lower values beyond what seems to be a minimum: from several steps of Newton's method, which
     * lead to the other side of one, until many lengths of the point.
     */
    private static final double FIRST_LOOK = 4;
    private static final double NEXT_LOOK = 4;
    private static final double LAST_LOOK = 10;

    /** Elements that move less than this part of the longest one have a minimum, and stay there. */
    private static final double RESTING = 1e-3;

    /** How far to look for lower values around a start where the gradient is 0. */
    private static final double ASIDE = 1e-4;

    private final Minimization problem;
    private final Objective function;
    private final Bounds intervals;
    private final Consumer<Step> log;
    private CurvaturePairs pairs = new CurvaturePairs();
    private Trial current;
    private boolean[] isHeld;
    private int iterations;
    private int evaluations;
    private int idle;

    /** @param log told each step, and before them the start */
    MinimumSearch(Minimization problem, Bounds intervals, Consumer<Step> log) {
        this.problem = problem;
        this.function = problem.function();
        this.intervals = intervals;
        this.log = log;
    }

    Minimum run(double[] start) {
        current = evaluate(0, start);
        requireFinite();
        hold();
        log.accept(step(0));
        leaveStationaryPoint();
        double small = problem.tolerance() * Math.min(1, gradientNorm());
        Reason reason = null;
        while (reason == null) {
            reason = gradientNorm() <= small
                    ? Reason.GRADIENT
                    : iterations == problem.maxIterations() ? Reason.ITERATIONS : advance();
        }
        boolean seemsMinimum = reason == Reason.GRADIENT || reason == Reason.ROUNDING;
        Reason end = seemsMinimum && fallsBeyond() ? Reason.LIMIT : reason;
        return new Minimum(current.x(), current.value(), gradientNorm(), iterations, evaluations, end);
    }

    /**
     * Whether the value falls all the way down the line to points that are far away, as that of exp(x) does: its
     * gradient tends to 0, and there is no minimum. At one, the first look already finds the value or its slope rise.
     */
    private boolean fallsBeyond() {
        double[] direction = direction();
        double length = norm(direction);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = Math.abs(direction[i]) < RESTING * length ? 0 : direction[i];
        }
        double far = LAST_LOOK * Math.max(1, norm(current.x()));
        Trial last = current;
        for (double step = FIRST_LOOK; length > 0 && last != null; step *= NEXT_LOOK) {
            Trial next = along(direction, step);
            // at a bound there is a minimum
            boolean isFree = norm(difference(next.x(), current.x())) > step * length / 2;
            boolean falls = next.isFinite() && next.value() <= last.value() && next.slope() <= 0
                    && (last != current || next.slope() < 0);
            if (isFree && falls && step * length >= far) {
                return true;
            }
            last = isFree && falls ? next : null;
        }
        return false;
    }

    /**
     * Where the gradient is 0 at the start, as it is on the top of a hill, steps aside if that is lower. The direction
     * is any but those along which formulas are symmetric.
     */
    private void leaveStationaryPoint() {
        for (int sign = 1; gradientNorm() == 0 && sign >= -1; sign -= 2) {
            double[] direction = new double[current.x().length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = isHeld[i] ? 0 : sign * Math.cos(i + 1);
            }
            Trial aside = along(direction, ASIDE * Math.max(1, norm(current.x())));
            if (aside.isFinite() && aside.value() < current.value()) {
                current = aside;
                hold();
            }
        }
    }

    private void requireFinite() {
        if (!current.isFinite()) {
            String name = "'" + function.name() + "'";
            boolean hasValue = Double.isFinite(current.value());
            throw new ProblemException(name + " has no finite " + (hasValue ? "gradient" : "value") + " at the start"
                    + (hasValue ? "" : ", but " + current.value()) + ": choose another one");
        }
    }

    /** One step; the reason to end, or null. */
    private Reason advance() {
        double[] direction = direction();
        double expected = CurvaturePairs.dot(current.gradient(), direction);
        Trial begin = new Trial(0, current.x(), current.value(), current.gradient(), expected, 0);
        Trial next = new LineSearch(step -> along(direction, step), begin)
                .search(pairs.isEmpty() ? firstStep(direction) : 1);
        if (next == null) {
            return restart(expected);
        }
        double[] change = difference(next.x(), current.x());
        pairs.add(change, difference(next.gradient(), current.gradient()));
        idle = next.value() < current.value() ? 0 : idle + 1;
        current = next;
        iterations++;
        if (next.value() < BOTTOM) {
            return Reason.UNBOUNDED;
        }
        hold();
        log.accept(step(Math.sqrt(CurvaturePairs.dot(change, change))));
        return idle < MAX_IDLE ? null : isRounding(expected) ? Reason.ROUNDING : Reason.NO_DESCENT;
    }

    /**
     * What to do where nothing lower is found: what is known of the curvature may be wrong, and the gradient alone be
     * right.
     */
    private Reason restart(double expected) {
        if (isRounding(expected)) {
            return Reason.ROUNDING;
        }
        boolean isLast = pairs.isEmpty();
        pairs = new CurvaturePairs();
        return isLast ? Reason.NO_DESCENT : null;
    }

    /**
     * Whether the gradient that is left, or the fall that Newton's method expects of it, is too small to tell from 0.
     */
    private boolean isRounding(double expected) {
        return gradientNorm() <= problem.tolerance() || -expected <= ROUNDING * Math.abs(current.value()) && isSmooth();
    }

    /**
     * Whether the gradient changes less over a shorter step: at a kink it jumps, and what is known of curvature says
     * nothing.
     */
    private boolean isSmooth() {
        double jump = jump(SHORT_PROBE);
        return jump < Math.sqrt(SHORT_PROBE / LONG_PROBE) * jump(LONG_PROBE);
    }

    private double jump(double length) {
        double[] descent = new CurvaturePairs().direction(current.gradient(), isHeld);
        double longest = norm(current.x());
        Trial probe = along(descent, length * (longest == 0 ? 1 : longest) / norm(descent));
        return norm(difference(probe.gradient(), current.gradient()));
    }

    /** Of descent, and none that leaves the bounds at once. */
    private double[] direction() {
        double[] direction = pairs.direction(current.gradient(), isHeld);
        for (int i = 0; i < direction.length; i++) {
            double x = current.x()[i];
            boolean leaves = x == intervals.lower()[i] && direction[i] < 0
                    || x == intervals.upper()[i] && direction[i] > 0;
            direction[i] = leaves ? 0 : direction[i];
        }
        if (CurvaturePairs.dot(direction, current.gradient()) < 0) {
            return direction;
        }
        return new CurvaturePairs().direction(current.gradient(), isHeld);
    }

    private double firstStep(double[] direction) {
        double longest = norm(current.x());
        return FIRST_STEP * (longest == 0 ? 1 : longest) / norm(direction);
    }

    /** The point at this step of the line, bent where it meets a bound. */
    private Trial along(double[] direction, double step) {
        double[] x = current.x().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = intervals.clip(i, x[i] + step * direction[i]);
        }
        Trial trial = evaluate(step, x);
        double slope = 0;
        for (int i = 0; i < x.length; i++) {
            boolean isBent = direction[i] != 0
                    && x[i]
                            == (direction[i] < 0
                                    ? intervals.lower()[i]
                                    : intervals.upper()[i]);
            slope += isBent ? 0 : direction[i] * trial.gradient()[i];
        }
        return new Trial(
                step,
                x,
                trial.value(),
                trial.gradient(),
                slope,
                CurvaturePairs.dot(current.gradient(), difference(x, current.x())));
    }

    private Trial evaluate(double step, double[] x) {
        double[] gradient = new double[x.length];
        evaluations++;
        return new Trial(step, x, function.valueAndGradient(x, gradient), gradient, 0, 0);
    }

    private void hold() {
        isHeld = new boolean[current.x().length];
        for (int i = 0; i < isHeld.length; i++) {
            isHeld[i] = intervals.isHeld(i, current.x()[i], current.gradient()[i]);
        }
    }

    private double gradientNorm() {
        return norm(CurvaturePairs.free(current.gradient(), isHeld));
    }

    private Step step(double length) {
        return new Step(iterations, current.x(), current.value(), gradientNorm(), length, evaluations);
    }

    private static double norm(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).max().orElse(0);
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }
}
