package dev.autodiff.spark;

import dev.autodiff.hipparchus.Loss;

/** One of the losses of {@code autodiff-hipparchus}, which executors need for it, without Hipparchus itself. */
final class RobustLoss extends ResidualLoss {
    private static final long serialVersionUID = 1L;

    private final Loss loss;
    private final double scale;

    RobustLoss(Loss loss, double scale) {
        this.loss = loss;
        this.scale = scale;
    }

    @Override
    double residual(double r) {
        return scale * loss.residual(r / scale);
    }

    @Override
    double residualSlope(double r) {
        return loss.residualSlope(r / scale);
    }

    @Override
    double psi(double r) {
        return loss.psi(r, scale);
    }

    @Override
    double psiSlope(double r) {
        return loss.psiSlope(r, scale);
    }
}
