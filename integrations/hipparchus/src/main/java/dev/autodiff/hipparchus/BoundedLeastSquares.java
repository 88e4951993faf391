package dev.autodiff.hipparchus;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * The least sum of squares within bounds: the method of Levenberg and Marquardt, as MINPACK has it, on the elements
 * that no bound holds.
 *
 * <p>An element is <em>held</em> if it stands at a bound beyond which the sum falls. A run of the method ends at a
 * minimum of the elements that are free, or where one of them meets a bound; then it is decided anew which are held.
 * The end of a run is the result if all that were held are held again (the conditions of Karush, Kuhn and Tucker). No
 * run raises the sum.
 */
final class BoundedLeastSquares {
    /**
     * Where two sums differ by less than this part, roundings have the say. The optimiser takes a tolerance below
     * 2.2e-16 for a mistake.
     */
    private static final double ROUNDING = 1e-15;

    /**
     * What a point counts for at which a residual is NaN or too large: its square is finite, and no start is as bad.
     */
    private static final double REJECTED = 1e10 * Residuals.LARGEST;

    /** The first step is at most so many times as long as the start itself; MINPACK's own choice. */
    private static final double FIRST_STEP = 100;

    /** Of the vector, or of the residuals: longer steps are none that only find the last digits. */
    private static final double POLISHED = 1e-5;

    /** By this factor at least, or steps only wander among roundings. */
    private static final double SHORTER = 0.9;

    /** A partial derivative is taken for 0 where its column and the residuals are at right angles up to this cosine. */
    private static final double RIGHT_ANGLE = 1e-10;

    private final Residuals residuals;
    private final Bounds bounds;
    private final int maxEvaluations;
    private final IntConsumer progress;
    private double[] x;
    private Residuals.Values values;
    private double[] latestPoint;
    private Residuals.Values latest;
    private boolean[] isHeld;
    private int iterations;
    private int evaluations;

    /** @param progress told the number of evaluations, each time */
    BoundedLeastSquares(Residuals residuals, Bounds bounds, int maxEvaluations, IntConsumer progress) {
        this.residuals = residuals;
        this.bounds = bounds;
        this.maxEvaluations = maxEvaluations;
        this.progress = progress;
    }

    /**
     * Where the search has ended.
     *
     * @param isHeld which elements stand at a bound that holds them
     * @param converged whether nothing lower is near; otherwise the evaluations are used up, or the bounds lead round
     *     in a circle
     */
    record Optimum(double[] x, boolean[] isHeld, int iterations, boolean converged) {}

    /** @param start within the bounds, where all residuals are finite */
    Optimum minimize(double[] start) {
        x = start.clone();
        values = residuals.at(x);
        boolean[] isStuck = new boolean[x.length];
        // each round decides anew about each element at most: more of them go round in a circle
        for (int rounds = 10 * (x.length + 1); rounds > 0 && evaluations < maxEvaluations; rounds--) {
            hold(isStuck);
            double[] before = x;
            int[] free = free();
            boolean converged = free.length == 0 || run(free);
            double[] gradient = values.gradient();
            Arrays.fill(isStuck, false);
            Arrays.stream(free)
                    .forEach(i -> isStuck[i] = bounds.isAtEnd(i, x[i]) && x[i] == before[i] && !isZero(i, gradient[i]));
            if (converged && noneOf(isStuck) && isEachHeldRightly(gradient)) {
                polish(free);
                return new Optimum(x, isHeld, iterations, true);
            }
        }
        return new Optimum(x, isHeld, iterations, false);
    }

    private static boolean noneOf(boolean[] flags) {
        return IntStream.range(0, flags.length).noneMatch(i -> flags[i]);
    }

    /** @param isStuck elements that were free in the last run, and did not get off their bound beside the others */
    private void hold(boolean[] isStuck) {
        double[] gradient = values.gradient();
        isHeld = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            isHeld[i] = isStuck[i] || bounds.isHeld(i, x[i], gradient[i]);
        }
    }

    private boolean isEachHeldRightly(double[] gradient) {
        return IntStream.range(0, x.length)
                .noneMatch(i -> isHeld[i] && !bounds.isHeld(i, x[i], gradient[i]) && !isZero(i, gradient[i]));
    }

    /** Whether an element of the gradient is one of roundings. */
    private boolean isZero(int element, double partial) {
        return Math.abs(partial) <= RIGHT_ANGLE * values.norm() * values.columnNorm(element);
    }

    private int[] free() {
        return IntStream.range(0, x.length).filter(i -> !isHeld[i]).toArray();
    }

    /** One search over the elements that are free; whether it has ended at their minimum, and not at a bound. */
    private boolean run(int[] free) {
        double[] before = x;
        boolean[] hasMetBound = new boolean[1];
        LeastSquaresProblem problem = new LeastSquaresBuilder()
                .model(point -> evaluate(free, point))
                .start(new ArrayRealVector(select(free, x), false))
                .target(new double[values.residuals().length])
                .parameterValidator(point -> new ArrayRealVector(select(free, place(free, point)), false))
                .checker((iteration, previous, current) -> {
                    // called after each step that is taken, which is the one that was evaluated last
                    x = latestPoint;
                    values = latest;
                    iterations++;
                    hasMetBound[0] = Arrays.stream(free).anyMatch(i -> bounds.isAtEnd(i, x[i]) && x[i] != before[i]);
                    return hasMetBound[0];
                })
                .maxIterations(Integer.MAX_VALUE)
                .maxEvaluations(Math.max(1, maxEvaluations - evaluations))
                .lazyEvaluation(false)
                .build();
        try {
            new LevenbergMarquardtOptimizer(FIRST_STEP, ROUNDING, ROUNDING, ROUNDING, Double.MIN_NORMAL)
                    .optimize(problem);
            return !hasMetBound[0];
        } catch (MathIllegalStateException e) {
            if (e.getSpecifier() != LocalizedCoreFormats.MAX_COUNT_EXCEEDED) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Steps of Gauss and Newton as long as each is shorter than the one before. Sums that differ by roundings only tell
     * half of the digits of where they are least; the gradient tells all.
     */
    private void polish(int[] free) {
        double before = POLISHED * Math.max(values.scaled(free, x), values.norm());
        while (free.length > 0) {
            DecompositionSolver solver =
                    new QRDecomposition(new Array2DRowRealMatrix(columns(free, values), false)).getSolver();
            if (!solver.isNonSingular()) {
                return;
            }
            RealVector step = solver.solve(new ArrayRealVector(values.residuals(), false));
            double[] point = place(free, new ArrayRealVector(select(free, x), false).subtract(step));
            Residuals.Values next = residuals.at(point);
            double length = values.scaled(free, difference(point, x));
            if (!(length < SHORTER * before) || next.badRow() >= 0 || next.norm() > values.norm() * (1 + POLISHED)) {
                return;
            }
            x = point;
            values = next;
            before = length;
        }
    }

    private static double[] difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    private static double[][] columns(int[] free, Residuals.Values values) {
        return Arrays.stream(values.jacobian()).map(row -> select(free, row)).toArray(double[][]::new);
    }

    private static double[] select(int[] free, double[] all) {
        return Arrays.stream(free).mapToDouble(i -> all[i]).toArray();
    }

    /** The whole vector, within the bounds. */
    private double[] place(int[] free, RealVector point) {
        double[] all = x.clone();
        for (int i = 0; i < free.length; i++) {
            all[free[i]] = bounds.clip(free[i], point.getEntry(i));
        }
        return all;
    }

    private Pair<RealVector, RealMatrix> evaluate(int[] free, RealVector point) {
        progress.accept(++evaluations);
        latestPoint = place(free, point);
        latest = residuals.at(latestPoint);
        double[] residual = latest.residuals().clone();
        double[][] jacobian = columns(free, latest);
        if (latest.badRow() >= 0) {
            Arrays.fill(residual, REJECTED);
            jacobian = new double[residual.length][free.length];
        }
        return new Pair<>(new ArrayRealVector(residual, false), new Array2DRowRealMatrix(jacobian, false));
    }
}
