package dev.autodiff.graph;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.Map;

/**
 * An operator that a method of the runtime library computes. The method's arguments are, for each input, a {@code
 * double[]} and the place where the input begins in it, the same for the result, and then whole numbers:
 *
 * <pre> static void method(double[] a, int atA, double[] b, int atB, double[] y, int atY, int size0, int size1,
 * …)</pre>
 *
 * <p>Inputs are dense, or lie as the whole numbers say if the operator {@link #canRead} them; the result is dense and
 * shares no element with them.
 */
public sealed interface LibraryOp extends TensorOp
        permits MatrixProduct,
                MatrixFunction,
                LinearSystem,
                Recurrence,
                Shift,
                Order,
                Factorization,
                PseudoInverse,
                ExponentialTangent,
                DeterminantDerivative,
                SpectralSum,
                DividedDifferences,
                Cumulative {
    /** A call of the method with the arrays of the inputs, the result's, and the sizes; all arrays begin at 0. */
    interface Body {
        void run(double[][] inputs, double[] result, int[] sizes);
    }

    /**
     * A method of the library.
     *
     * @param owner its class
     * @param sizes the numbers behind the arrays
     * @param body a call of this method
     */
    record Routine(Class<?> owner, String method, List<Dimension> sizes, Body body) {
        public Routine {
            sizes = List.copyOf(sizes);
        }

        /** Calls the method with arrays that begin at 0. */
        void run(List<Dense> inputs, double[] result, Map<String, Integer> names) {
            int[] numbers = sizes.stream().mapToInt(size -> Math.toIntExact(size.evaluate(names))).toArray();
            body.run(inputs.stream().map(Dense::data).toArray(double[][]::new), result, numbers);
        }
    }

    /** The method for a node of this operator whose inputs are dense. */
    Routine routine(Node y);

    /** Whether there is a method for an input of the shape that lies so, which is no slower than to copy it first. */
    default boolean canRead(Access access, Shape shape) {
        return false;
    }

    /** The method for inputs that lie so in their arrays. */
    default Routine routine(Node y, List<Access> inputs) {
        return routine(y);
    }

    @Override
    default double[] evaluate(List<Dense> inputs, Node y, Map<String, Integer> sizes) {
        double[] result = new double[Tensor.size(y.shape().lengths(sizes))];
        routine(y).run(inputs, result, sizes);
        for (int i = 0; i < result.length; i++) {
            result[i] = y.type().dtype().round(result[i]);
        }
        return result;
    }
}
