package dev.autodiff.hipparchus;

import java.util.function.Consumer;

/**
 * Finds a point where a compiled function is smallest, by L-BFGS with the function's own gradient. Bounds are kept by
 * projection: an element at a bound beyond which the value falls is held there, the method works in the space of the
 * others, and its line is bent where it meets a bound (Bertsekas, Projected Newton methods for optimization problems
 * with simple constraints, SIAM Journal on Control and Optimization 20, 1982).
 *
 * @param function one number of a flat vector
 * @param bounds one interval for each element; null for none
 * @param tolerance the largest partial derivative that is taken for 0; where those at the start are below 1, the part
 *     of them
 * @param maxIterations after how many steps to give up
 */
public record Minimization(Objective function, Bounds bounds, double tolerance, int maxIterations) {
    public static final double TOLERANCE = 1e-8;
    public static final int MAX_ITERATIONS = 10_000;

    /** @throws ProblemException if the tolerance is not a number above 0, or there is no iteration */
    public Minimization {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new ProblemException("the tolerance is " + tolerance + ": it is a number between 0 and 1, 1e-8 say");
        }
        if (maxIterations < 1) {
            throw new ProblemException("the number of iterations is " + maxIterations + ": it is 1 or more");
        }
    }

    /** Without bounds. */
    public static Minimization of(Objective function) {
        return new Minimization(function, null, TOLERANCE, MAX_ITERATIONS);
    }

    public Minimization withBounds(Bounds intervals) {
        return new Minimization(function, intervals, tolerance, maxIterations);
    }

    public Minimization withTolerance(double other) {
        return new Minimization(function, bounds, other, maxIterations);
    }

    public Minimization withMaxIterations(int count) {
        return new Minimization(function, bounds, tolerance, count);
    }

    /**
     * One step of the search.
     *
     * @param number 0 for the start
     * @param gradientNorm the largest partial derivative by an element that no bound holds
     * @param length of the step; 0 for the start
     */
    public record Step(int number, double[] x, double value, double gradientNorm, double length, int evaluations) {}

    /**
     * Searches from a start.
     *
     * @throws ProblemException if there is no finite value or gradient at the start, or it is out of bounds
     */
    public Minimum from(double[] start) {
        return from(start, step -> { });
    }

    /** @param log told each step, and before them the start */
    public Minimum from(double[] start, Consumer<Step> log) {
        Bounds intervals = bounds == null ? Bounds.none(start.length) : bounds;
        intervals.require(function.parameters(), start);
        return new MinimumSearch(this, intervals, log).run(start.clone());
    }
}
