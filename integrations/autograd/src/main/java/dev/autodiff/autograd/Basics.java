package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What is no function of the language: tensors of Java's numbers, and operators with a number on their left. */
public abstract class Basics {
    Basics() {}

    /** A scalar. */
    public static Variable tensor(double number) {
        return Variable.of(Tensor.scalar(number));
    }

    /** A vector. */
    public static Variable tensor(double[] numbers) {
        return Variable.of(Tensor.of(numbers));
    }

    /** A vector of at least two numbers; one number alone is a scalar. */
    public static Variable tensor(double first, double second, double... others) {
        double[] all = new double[others.length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(others, 0, all, 2, others.length);
        return tensor(all);
    }

    /**
     * A matrix.
     *
     * @throws AutogradException if the rows differ in length
     */
    public static Variable tensor(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw Place.error(
                        "the rows of a tensor differ: row 0 has " + columns + " numbers, and row " + i + " "
                                + rows[i].length,
                        "");
            }
        }
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return Variable.of(Tensor.wrap(DType.F64, new int[] {rows.length, columns}, all));
    }

    /** A vector of truths. */
    public static Variable tensor(boolean... truths) {
        double[] numbers = IntStream.range(0, truths.length).mapToDouble(i -> truths[i] ? 1 : 0).toArray();
        return Variable.of(Tensor.wrap(DType.BOOL, new int[] {truths.length}, numbers));
    }

    /** A vector of whole numbers, for {@link Variable#get} and other choices of elements. */
    public static Variable indices(int... numbers) {
        double[] doubles = Arrays.stream(numbers).asDoubleStream().toArray();
        return Variable.of(Tensor.wrap(DType.INT, new int[] {numbers.length}, doubles));
    }

    public static Variable add(double a, Variable b) {
        return Call.infix("+", a, b);
    }

    public static Variable sub(double a, Variable b) {
        return Call.infix("-", a, b);
    }

    public static Variable mul(double a, Variable b) {
        return Call.infix("*", a, b);
    }

    public static Variable div(double a, Variable b) {
        return Call.infix("/", a, b);
    }

    /** Products, summed over the indices that the result does not have: {@code einsum("ij,jk->ik", a, b)}. */
    public static Variable einsum(String indices, Variable... operands) {
        return Call.of("einsum", Call.arguments(Literal.quoted(indices), operands));
    }

    /** The mean over all elements, as PyTorch's function of this name has it. */
    public static Variable binary_cross_entropy_with_logits(Variable z, Variable y) {
        return Call.form("bce_with_logits", "mean(bce_with_logits(#, #))", z, y);
    }

    /** Any function of the language by its name, for arguments by place and then by name. */
    public static Variable call(String function, Object... arguments) {
        if (!function.matches("[A-Za-z]\\w*")) {
            throw Place.error("'" + function + "' is no name of a function", "");
        }
        return Call.of(function, arguments);
    }
}
