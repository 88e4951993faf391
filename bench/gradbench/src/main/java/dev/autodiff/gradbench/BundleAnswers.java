package dev.autodiff.gradbench;

import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the eval wants of bundle adjustment, whose observations are copies of one: the errors of the first and the
 * number of copies; of the Jacobian in compressed rows, as many elements as two rows have, and the last one, of each of
 * the three arrays.
 */
final class BundleAnswers {
    /** The elements of a row: what an error depends on. */
    private static final int ROW = 15;

    private static final int SHOWN = 2 * ROW;

    private BundleAnswers() {}

    /** The errors, p × 2 and p. */
    static String errors(List<Tensor> results) {
        Tensor errors = results.get(0);
        Tensor weights = results.get(1);
        return "{\"reproj_error\": {\"elements\": [" + errors.at(0) + ", " + errors.at(1) + "], \"repeated\": "
                + errors.length(0) + "}, \"w_err\": {\"element\": " + weights.at(0) + ", \"repeated\": "
                + weights.length(0) + "}}";
    }

    /** The same results, then values, rows and columns of the Jacobian, row by row. */
    static String jacobian(List<Tensor> results) {
        int observations = results.get(0).length(0);
        Tensor values = results.get(2);
        Tensor rows = results.get(3);
        Tensor columns = results.get(4);
        int stored = (int) IntStream.range(0, SHOWN).takeWhile(i -> rows.at(i) < 2).count();
        double[] places = IntStream.range(0, stored).mapToDouble(columns::at).distinct().sorted().toArray();
        double[] shown = new double[SHOWN]; // what is 0 by structure is not stored, and wanted
        for (int i = 0; i < stored; i++) {
            shown[(int) rows.at(i) * ROW + Arrays.binarySearch(places, columns.at(i))] = values.at(i);
        }
        int last = values.size() - 1;
        return "{\"rows\": " + list(i -> start(i, observations), start(3 * observations, observations)) + ", \"cols\": "
                + list(i -> (int) places[i % ROW], (int) columns.at(last)) + ", \"vals\": "
                + list(i -> shown[i], values.at(last)) + "}";
    }

    /** Where a row begins: 2p rows of errors, and then p rows of one element. */
    private static int start(int row, int observations) {
        int errors = Math.min(row, 2 * observations);
        return ROW * errors + row - errors;
    }

    private static <T> String list(IntFunction<T> elements, T last) {
        return Stream.concat(IntStream.range(0, SHOWN).mapToObj(elements), Stream.of(last)).toList().toString();
    }
}
