package dev.autodiff.hipparchus;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The table that a model is fitted to.
 *
 * @param columns values of the model's parameters by name, one for each row; of a parameter that is a tensor, each
 *     element has a column of its own, {@code x[0]} or {@code a[0, 1]}
 * @param response what the model should give in each row
 * @param weights how much the square of each residual counts, in proportion to 1/σ²; 0 leaves a row out
 */
public record FitData(Map<String, double[]> columns, double[] response, double[] weights) {
    /** @throws ProblemException if there is a number that means nothing here */
    public FitData {
        columns = Map.copyOf(columns);
        if (weights.length != response.length) {
            throw new ProblemException("there are " + weights.length + " weights for " + response.length + " rows");
        }
        for (int row = 0; row < response.length; row++) {
            if (!Double.isFinite(response[row])) {
                throw new ProblemException("the response is " + response[row] + ": leave the row out", row);
            }
            if (!(weights[row] >= 0 && Double.isFinite(weights[row]))) {
                throw new ProblemException(
                        "the weight is " + weights[row] + ": weights are finite, and 0 or more", row);
            }
        }
    }

    /** Of rows that all count alike. */
    public FitData(Map<String, double[]> columns, double[] response) {
        this(columns, response, ones(response.length));
    }

    /**
     * The columns that a parameter of a model takes: itself, or its elements.
     *
     * @throws ProblemException if the lengths of a tensor are not known
     */
    public static List<String> columnsOf(Signature.Argument parameter) {
        if (parameter.type().isScalar()) {
            return List.of(parameter.name());
        }
        if (!parameter.type().shape().names().isEmpty()) {
            throw new ProblemException("no value for " + parameter.name() + ", which is " + parameter.type()
                    + ": columns are for numbers, and for tensors of known lengths");
        }
        int[] lengths = parameter.type().shape().lengths(Map.of());
        Tensor elements = Tensor.zeros(DType.F64, lengths);
        return IntStream.range(0, elements.size())
                .mapToObj(place -> parameter.name() + Arrays.toString(elements.indices(place)))
                .toList();
    }

    /** What a parameter of a model is in a row. */
    public Tensor value(Signature.Argument parameter, int row) {
        double[] elements = columnsOf(parameter).stream().mapToDouble(name -> columns.get(name)[row]).toArray();
        return Tensor.of(parameter.type().shape().lengths(Map.of()), elements);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The length of the response, each row times the root of its weight. */
    double norm() {
        double squares = 0;
        for (int row = 0; row < response.length; row++) {
            squares += weights[row] * response[row] * response[row];
        }
        return Math.sqrt(squares);
    }

    /** How many rows count. */
    int countedRows() {
        return (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
    }
}
