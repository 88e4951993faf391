package dev.autodiff.hipparchus;

/**
 * Where a minimisation has ended.
 *
 * @param gradientNorm the largest partial derivative by an element that no bound holds
 * @param iterations steps that were taken
 * @param evaluations of value and gradient
 * @param reason why it ended
 */
public record Minimum(double[] x, double value, double gradientNorm, int iterations, int evaluations, Reason reason) {
    /** Why a search ends. */
    public enum Reason {
        GRADIENT(true, "the gradient is 0 within the tolerance"),
        ROUNDING(true, "lower values differ by roundings only"),
        ITERATIONS(false, "the iterations are used up: allow more, or start nearer"),
        LIMIT(false, "the gradient tends to 0, but the value falls on and on, as far as one looks: give bounds"),
        UNBOUNDED(false, "the value falls without end: give bounds"),
        NO_DESCENT(
                false,
                "no lower value is found where the gradient points: it may have a kink, or no value, right here");

        private final boolean isMinimum;
        private final String text;

        Reason(boolean isMinimum, String text) {
            this.isMinimum = isMinimum;
            this.text = text;
        }

        /** In words, with the remedy. */
        public String text() {
            return text;
        }
    }

    /** Whether the point is a minimum, as far as the gradient tells. */
    public boolean converged() {
        return reason.isMinimum;
    }
}
