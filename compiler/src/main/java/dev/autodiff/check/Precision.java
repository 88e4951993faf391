package dev.autodiff.check;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;

/** In what numbers a function computes: how it rounds, and which steps differences of its values can take. */
public enum Precision {
    DOUBLE(0x1p-53, 1e-6, 100),
    /** Floats: half of the digits are left to a difference, so that steps are far larger. */
    SINGLE(0x1p-24, 1e-2, 10);

    /** A hundred operations one after the other, each off by 4 units of the last place, and all in one direction. */
    private static final double FULL = 800;

    private final double roundoff;
    private final double kinkStep;
    private final double kinkRatio;

    Precision(double roundoff, double kinkStep, double kinkRatio) {
        this.roundoff = roundoff;
        this.kinkStep = kinkStep;
        this.kinkRatio = kinkRatio;
    }

    /** That of a function of which a parameter or a result is in floats is single. */
    public static Precision of(Signature signature) {
        boolean hasFloats = signature.parameters().stream().anyMatch(Precision::isSingle)
                || signature.results().stream().anyMatch(Precision::isSingle);
        return hasFloats ? SINGLE : DOUBLE;
    }

    private static boolean isSingle(Signature.Argument argument) {
        return argument.type().dtype() == DType.F32;
    }

    /** The relative error of one rounding. */
    double roundoff() {
        return roundoff;
    }

    /** The relative error of a number that is right to all intents. */
    double fullPrecision() {
        return FULL * roundoff;
    }

    /** The smaller step of the test for kinks, relative to x. */
    double kinkStep() {
        return kinkStep;
    }

    /** From step to step of that test; a smooth function's jump shrinks by as much. */
    double kinkRatio() {
        return kinkRatio;
    }

    /** The nearest number that the function can be asked for. */
    double nearest(double x) {
        return this == SINGLE ? (float) x : x;
    }

    double ulp(double x) {
        return this == SINGLE ? Math.ulp((float) x) : Math.ulp(x);
    }
}
