package dev.autodiff;

import java.util.Locale;

/**
 * A derivative that can be asked for. For a function of m results and n variables, counted by their elements, its size
 * beside the results is: gradient n (of one result that is one number), jacobian m·n, hessian n + n·n (of one number),
 * jvp m, hvp 2n; normal has n + n·n, and a number in the place of the results.
 */
public enum DerivativeKind {
    /** The partial derivatives of one number, or the vector-Jacobian product of other results. */
    GRADIENT,
    /** The partial derivatives of each result by each variable. */
    JACOBIAN,
    /** The gradient of one number, and its second derivatives. */
    HESSIAN,
    /** The Jacobian-vector product: how the results change along a direction of the variables. */
    JVP,
    /** The gradient of one number, and the product of the Hessian with a direction of the variables. */
    HVP,
    /** Half the sum of squares of all results, its gradient, and the Jacobian's normal matrix JᵀJ. */
    NORMAL;

    /** Whether it is a matrix of many places, which may be a list of those that are not 0. */
    public boolean isMatrix() {
        return this == JACOBIAN || isSymmetric();
    }

    /** Whether it is a matrix whose lower triangle says it all. */
    public boolean isSymmetric() {
        return this == HESSIAN || this == NORMAL;
    }

    /** As options call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
