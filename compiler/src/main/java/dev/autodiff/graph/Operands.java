package dev.autodiff.graph;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.Arrays;

/**
 * Brings the operands of a scalar operator to one shape and one type of elements. Shapes stretch by NumPy's rule; of
 * two types the more general one counts, but numbers adapt to tensors: a scalar makes a tensor of another precision
 * only if it is real and the tensor is not.
 */
final class Operands {
    private Operands() {}

    /** Whether there is nothing to do: the quick case, of all programs of numbers. */
    static boolean agree(Node... inputs) {
        for (Node input : inputs) {
            if (input.type() != Type.NUMBER && input.type() != Type.TRUTH) {
                return inputs.length == 1;
            }
        }
        return true;
    }

    static Node[] unify(ScalarOp op, Node... inputs) {
        Shape shape = Shape.SCALAR;
        for (Node input : inputs) {
            shape = shape.broadcast(input.shape(), op.symbol());
        }
        int first = op == Pointwise.WHERE ? 1 : 0;
        DType dtype = common(first, inputs);
        Node[] unified = inputs.clone();
        for (int i = 0; i < inputs.length; i++) {
            unified[i] = TensorAlgebra.broadcast(i < first ? inputs[i] : convert(inputs[i], dtype), shape);
        }
        return unified;
    }

    private static DType common(int first, Node... inputs) {
        DType tensors = DType.BOOL;
        DType numbers = DType.BOOL;
        DType constants = DType.BOOL;
        for (int i = first; i < inputs.length; i++) {
            DType dtype = inputs[i].type().dtype();
            if (isLiteral(inputs[i])) {
                constants =
                        DType.join(constants, !inputs[i].type().isTruth() && isWhole(inputs[i]) ? DType.INT : dtype);
            } else if (inputs[i].type().isScalar()) {
                numbers = DType.join(numbers, dtype);
            } else {
                tensors = DType.join(tensors, dtype);
            }
        }
        boolean isAllConstant = tensors == DType.BOOL && numbers == DType.BOOL;
        return isAllConstant
                ? DType.join(constants, constantsAlone(first, inputs))
                : adapted(constants, adapted(numbers, tensors));
    }

    /** Constants among themselves keep their own types; beside a formula of dimensions whole ones adapt. */
    private static DType constantsAlone(int first, Node... inputs) {
        DType dtype = DType.BOOL;
        for (int i = first; i < inputs.length; i++) {
            if (!(inputs[i].op() instanceof Leaf.Constant || inputs[i].op() instanceof Leaf.Array)) {
                return DType.BOOL;
            }
            dtype = DType.join(dtype, inputs[i].type().dtype());
        }
        return dtype;
    }

    private static DType adapted(DType weak, DType strong) {
        return strong == DType.F32 && weak == DType.F64 ? DType.F32 : DType.join(weak, strong);
    }

    /**
     * Whether the node is a number or a list of them that stands in the program or in a derivative, which adapts to all
     * it meets.
     */
    private static boolean isLiteral(Node node) {
        return node.isKnown() || node.op() instanceof Leaf.Array && !node.type().isTruth();
    }

    private static boolean isWhole(Node node) {
        if (node.op() instanceof Leaf.Constant constant) {
            return isWhole(constant.value());
        }
        return node.isKnown()
                ? !node.type().isReal()
                : Arrays.stream(((Leaf.Array) node.op()).values()).allMatch(Operands::isWhole);
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value);
    }

    static Node convert(Node x, DType dtype) {
        if (x.type().dtype() == dtype) {
            return x;
        }
        if (x.op() instanceof Leaf.Constant constant) {
            return x.graph().constant(new Conversion(dtype).value(constant.value(), 0, 0), x.type().with(dtype));
        }
        if (x.op() instanceof Leaf.Array array && !x.type().isTruth() && (dtype.isReal() || isWhole(x))) {
            double[] rounded = Arrays.stream(array.values()).map(dtype::round).toArray();
            return x.graph().node(new Leaf.Array(rounded, x.type().with(dtype)));
        }
        if (x.type().isTruth()) {
            return Algebra.where(
                    x,
                    x.graph().constant(1, x.type().with(dtype)),
                    x.graph().constant(0, x.type().with(dtype)));
        }
        return x.graph().node(new Conversion(dtype), x);
    }
}
