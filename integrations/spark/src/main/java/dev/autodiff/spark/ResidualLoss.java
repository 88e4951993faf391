package dev.autodiff.spark;

import java.io.Serializable;

/** How much a residual counts, for executors, which have no optimisers: those of least squares unless it says more. */
class ResidualLoss implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The residual whose square is the loss. */
    double residual(double r) {
        return r;
    }

    /** Its derivative. */
    double residualSlope(double r) {
        return 1;
    }

    /** ψ(r), half of how the loss changes. */
    double psi(double r) {
        return r;
    }

    /** ψ'(r). */
    double psiSlope(double r) {
        return 1;
    }
}
