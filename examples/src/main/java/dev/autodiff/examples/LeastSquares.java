package dev.autodiff.examples;

/**
 * Minimises the sum of squares of residuals r(b) by the method of Levenberg and Marquardt: each step solves
 * (JᵀJ + λ diag(JᵀJ)) s = -Jᵀr, where J has the partial derivatives that the generated class computes with the
 * residuals.
 */
final class LeastSquares {
    private static final int MAX_STEPS = 1000;
    /** Steps below this part of each parameter end the iteration. */
    private static final double SMALL_STEP = 1e-10;
    /**
     * Near the minimum, sums of squares differ by their roundings only, long before the parameters have all their
     * digits.
     */
    private static final double ROUNDING = 1e-13;
    /** By how much λ falls after a step that helped, and grows after one that did not. */
    private static final double EASE = 10;

    /** Residuals and their derivatives: row j of the Jacobian belongs to parameter j. */
    @FunctionalInterface
    interface Residuals {
        void evaluate(double[] parameters, double[] residuals, double[][] jacobian);
    }

    private final Residuals problem;
    private final int observations;

    LeastSquares(Residuals problem, int observations) {
        this.problem = problem;
        this.observations = observations;
    }

    private final class State {
        final double[] parameters;
        final double[] residuals = new double[observations];
        final double[][] jacobian;
        final double cost;

        State(double[] parameters) {
            this.parameters = parameters;
            this.jacobian = new double[parameters.length][observations];
            problem.evaluate(parameters, residuals, jacobian);
            this.cost = dot(residuals, residuals);
        }
    }

    /** The best parameters. */
    double[] fit(double[] start) {
        State state = new State(start.clone());
        double damping = 1e-3;
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] step = step(state, damping);
            State next = new State(sum(state.parameters, step));
            boolean isLast = isSmall(step, state.parameters);
            if (next.cost <= state.cost * (1 + ROUNDING)) {
                state = next;
                damping /= EASE;
            } else {
                damping *= EASE;
            }
            if (isLast) {
                return state.parameters;
            }
        }
        throw new ArithmeticException("no minimum after " + MAX_STEPS + " steps");
    }

    private static double[] step(State state, double damping) {
        double[][] j = state.jacobian;
        int p = j.length;
        double[][] matrix = new double[p][p];
        double[] right = new double[p];
        for (int i = 0; i < p; i++) {
            right[i] = -dot(j[i], state.residuals);
            for (int k = 0; k < p; k++) {
                matrix[i][k] = dot(j[i], j[k]);
            }
            matrix[i][i] *= 1 + damping;
        }
        return solve(matrix, right);
    }

    /**
     * Gaussian elimination without exchanges, which a positive definite matrix does not need; overwrites its arguments.
     */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int k = 0; k < n; k++) {
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
                b[i] -= factor * b[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int j = i + 1; j < n; j++) {
                b[i] -= a[i][j] * b[j];
            }
            b[i] /= a[i][i];
        }
        return b;
    }

    private static boolean isSmall(double[] step, double[] parameters) {
        for (int i = 0; i < step.length; i++) {
            if (Math.abs(step[i]) > SMALL_STEP * Math.abs(parameters[i])) {
                return false;
            }
        }
        return true;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < a.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
