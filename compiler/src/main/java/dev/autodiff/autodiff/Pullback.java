package dev.autodiff.autodiff;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.SpectralSum;
import dev.autodiff.graph.TensorOp;
import java.util.List;

/** The pullbacks of operators on tensors. */
final class Pullback {
    private Pullback() {}

    /** The cotangent of an input of y, a node of the operator, whose own cotangent is g. */
    static Node of(TensorOp op, int index, Node y, Node g) {
        boolean hasLimit = op == SpectralSum.SPECTRAL_SUM && index == 0 && y.loops().isEmpty();
        return hasLimit ? SpectralSum.byMatrix(y, g, alongParting(y)) : op.pullback(index, y, g);
    }

    /** The tangent of the numbers of a spectral sum as equal eigenvalues part. */
    private static Node alongParting(Node y) {
        return Forward.tangent(y.input(1), List.of(SpectralSum.values(y)), List.of(SpectralSum.parting(y)));
    }
}
