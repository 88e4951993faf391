package dev.autodiff.runtime;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A derivative of a function, as a function of its own that gives the results and then the derivatives.
 *
 * @param function with each output once
 * @param outputs which of its results each output is: a symmetric matrix names an element twice
 */
public record DerivedFunction(CompiledFunction function, int[] outputs) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** All outputs, in their order. */
    List<Tensor> outputs(List<Tensor> arguments) {
        List<Tensor> results = function.values(arguments.toArray(new Tensor[0]));
        return Arrays.stream(outputs).mapToObj(results::get).toList();
    }

    /** The same of a function of numbers. */
    double[] outputs(double[] arguments) {
        List<Tensor> all = outputs(Arrays.stream(arguments).mapToObj(Tensor::scalar).toList());
        return all.stream().mapToDouble(Tensor::item).toArray();
    }

    /** Derivatives that may be lists of coordinates. */
    public enum Matrix {
        /** Behind the results. */
        JACOBIAN,
        /** The lower triangle, behind the value and its gradient. */
        HESSIAN,
        /** The lower triangle, behind half the sum of squares and its gradient. */
        NORMAL
    }

    /** The derivatives of a function, each compiled when it is first asked for. Threads may ask at the same time. */
    public interface Source {
        /** By results and then by variables. */
        DerivedFunction jacobian();

        /** The gradient, and then the second derivatives row after row. */
        DerivedFunction hessian();

        /** Half the sum of squares of the results, its gradient, and the normal matrix row after row. */
        DerivedFunction normal();

        /** What stands before the matrix, and then its values, rows and columns, of what is not 0 by structure. */
        DerivedFunction sparse(Matrix matrix);

        /** The same without rows and columns, for those who know them. */
        DerivedFunction sparseValues(Matrix matrix);

        /** Takes a direction behind the parameters, of the variables; the tangents of the results. */
        DerivedFunction jvp();

        /** Takes a direction behind the parameters, of the variables; the gradient, and then the product. */
        DerivedFunction hvp();

        /**
         * The function as a sum over rows.
         *
         * @param rows the parameters that are data, with the shape of one row
         */
        RowSum rowSum(Map<String, Shape> rows);

        /** The results and their partial derivatives as formulas, a line for each definition. */
        String text();

        /** Those that somebody has asked for already: they travel with a function that is serialised. */
        KnownDerivatives known();
    }
}
