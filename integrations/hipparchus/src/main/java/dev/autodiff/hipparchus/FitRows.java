package dev.autodiff.hipparchus;

/**
 * The rows that a model is fitted to, wherever they are: what a search and its statistics need of them.
 *
 * <p>Instead of the residuals r of all rows and their Jacobian J there may be fewer, Qᵀr and QᵀJ with orthonormal
 * columns in Q whose span holds both: these have the same lengths, angles and singular values.
 */
public interface FitRows {
    /** How many rows count: those with a weight above 0. */
    long counted();

    /** The length of the response, each row times the root of its weight. */
    double responseNorm();

    /** Residuals whose squares are what the loss makes of those with their weights. */
    Residuals.Values ofLoss(double[] x);

    /** The residuals before the loss, and its sums. */
    Summary summary(double[] x);

    /**
     * What is wrong with the data, or with the model at this point: the first row that has no finite value or
     * derivative; null if nothing is.
     */
    ProblemException problem(double[] x);

    /**
     * What the statistics of a fit are made of: z is (r/scale)², and ψ(r) = ρ'(z) r.
     *
     * @param values residuals with their weights, and before the loss
     * @param residuals of the rows; none if these are elsewhere
     * @param squares Σψ²
     * @param slopes Σψ', over the rows that count
     */
    record Summary(Residuals.Values values, double[] residuals, double squares, double slopes) {}
}
