package dev.autodiff.graph;

import dev.autodiff.runtime.Type;
import java.util.List;

/**
 * {@code grad(z, x)} as it is written: the derivative of the first input by the second, both numbers. It says what is
 * meant and not how it is computed, so that a check needs to trust no rule of differentiation; what is compiled holds
 * none.
 */
public enum Derivative implements Op {
    DERIVATIVE;

    @Override
    public String symbol() {
        return "grad";
    }

    @Override
    public Type type(List<Node> inputs) {
        return Type.NUMBER;
    }
}
