package dev.autodiff.derivatives;

import dev.autodiff.graph.Node;
import dev.autodiff.graph.SpectralSum;
import dev.autodiff.graph.TensorOp;
import java.util.List;

/** The pullbacks of operators on tensors. */
final class Pullback {
    private Pullback() {}

    /**
     * The cotangent of an input of y, a node of the operator, whose own cotangent is g.
     *
     * @param counting a truth for each element of y, outside of which g is zero and adds nothing; null if all count
     */
    static Node of(TensorOp op, int index, Node y, Node g, Node counting) {
        if (op == SpectralSum.SPECTRAL_SUM && index == 0 && y.loops().isEmpty()) {
            return SpectralSum.byMatrix(y, g, alongParting(y));
        }
        return counting == null ? op.pullback(index, y, g) : op.pullback(index, y, g, counting);
    }

    /** The tangent of the numbers of a spectral sum as equal eigenvalues part. */
    private static Node alongParting(Node y) {
        return Forward.tangent(y.input(1), List.of(SpectralSum.values(y)), List.of(SpectralSum.parting(y)));
    }
}
