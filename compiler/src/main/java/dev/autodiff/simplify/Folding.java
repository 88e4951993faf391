package dev.autodiff.simplify;

import dev.autodiff.graph.Code;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.ScalarOp;
import dev.autodiff.graph.SymbolicOp;
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
        double[] arguments = node.inputs().stream().mapToDouble(Folding::value).toArray();
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
            if (!(input.op() instanceof Leaf.Constant || input.op() instanceof Leaf.Truth)) {
                return false;
            }
        }
        return true;
    }

    private static double value(Node node) {
        return node.op() instanceof Leaf.Constant constant ? constant.value() : node.isTruth(true) ? 1 : 0;
    }

    /** {@code StrictMath} has a twin of every function of {@code Math} that operators use. */
    private static double strict(Code.Call call, double[] arguments) {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, double.class);
        try {
            Object[] boxed = Arrays.stream(arguments).boxed().toArray();
            return (double) StrictMath.class.getMethod(call.method(), types).invoke(null, boxed);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(call.method(), e);
        }
    }
}
