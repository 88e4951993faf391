package dev.autodiff.runtime;

import java.io.Serializable;

/**
 * A function of many rows of data as a sum over them, {@code Σ f(θ, N, xᵢ) + r(θ, N)}, of which each part of the rows
 * can be computed by itself. Both functions are differentiated by the parameters θ that are not data.
 *
 * @param terms the sum over the rows that it is called with; it has the parameters of the function, and then N
 * @param rest what is added once, with the same parameters but those that are data; null for nothing
 * @param count the name of the parameter N, the number of all rows
 */
public record RowSum(CompiledFunction terms, CompiledFunction rest, String count) implements Serializable {
    private static final long serialVersionUID = 1L;
}
