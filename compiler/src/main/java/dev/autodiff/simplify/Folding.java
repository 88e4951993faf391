package dev.autodiff.simplify;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.SymbolicOp;
import dev.autodiff.graph.TensorAlgebra;
import java.util.Arrays;
import java.util.List;

/**
 * Computes operations on constants. What IEEE 754 fixes is computed as it is; elementary functions by {@code
 * StrictMath}, whose results are the same on every machine and JDK, unlike those of {@code Math}.
 */
final class Folding {
    private Folding() {}

    /** The constant that the node amounts to, or null if it is none, or none that every machine agrees on. */
    static Node fold(Node node, boolean elementary) {
        if (!(node.op() instanceof ScalarOp op) || op instanceof SymbolicOp || !allConstant(node.inputs())) {
            return null;
        }
        double[] arguments = node.inputs().stream().mapToDouble(TensorAlgebra::splatNumber).toArray();
        if (op instanceof Placed && !Placed.exists(arguments[0], arguments[1])) {
            // an error only where it is computed
            return null;
        }
        if (op.isExact()) {
            double[] three = Arrays.copyOf(arguments, 3);
            double value = op.value(three[0], three[1], three[2]);
            return node.type().isTruth() ? node.graph().truth(value != 0, node.shape()) : constant(node, value);
        }
        boolean isElementary = op.code() instanceof Code.Call call && call.owner().equals(Code.Call.MATH);
        return elementary && isElementary ? constant(node, strict((Code.Call) op.code(), arguments)) : null;
    }

    private static Node constant(Node node, double value) {
        return node.graph().constant(node.type().dtype().round(value), node.type());
    }

    private static boolean allConstant(List<Node> inputs) {
        for (Node input : inputs) {
            if (!TensorAlgebra.isSplat(input)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@code StrictMath} has a twin of every function of {@code Math} that operators use; browsers cannot look it
     * up.
     */
    private static double strict(Code.Call call, double[] x) {
        return switch (call.method()) {
            case "acos" -> StrictMath.acos(x[0]);
            case "asin" -> StrictMath.asin(x[0]);
            case "atan" -> StrictMath.atan(x[0]);
            case "atan2" -> StrictMath.atan2(x[0], x[1]);
            case "cbrt" -> StrictMath.cbrt(x[0]);
            case "cos" -> StrictMath.cos(x[0]);
            case "exp" -> StrictMath.exp(x[0]);
            case "expm1" -> StrictMath.expm1(x[0]);
            case "hypot" -> StrictMath.hypot(x[0], x[1]);
            case "log" -> StrictMath.log(x[0]);
            case "log10" -> StrictMath.log10(x[0]);
            case "log1p" -> StrictMath.log1p(x[0]);
            case "pow" -> StrictMath.pow(x[0], x[1]);
            case "sin" -> StrictMath.sin(x[0]);
            case "tan" -> StrictMath.tan(x[0]);
            case "tanh" -> StrictMath.tanh(x[0]);
            default -> throw new AssertionError(call.method());
        };
    }
}
