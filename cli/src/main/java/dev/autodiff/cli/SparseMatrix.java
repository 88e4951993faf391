package dev.autodiff.cli;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** A Jacobian or Hessian in coordinates. */
final class SparseMatrix {
    /** What it is given by. */
    static final List<String> LISTS = List.of("rows", "columns", "values");

    private SparseMatrix() {}

    /**
     * Rows, columns and values of the elements that are not 0 by structure.
     *
     * @param blocks by rows and then by columns
     * @param heights how many rows there are in the blocks of each row
     * @param structure which elements those are, row after row
     * @param isLower whether only the lower triangle is wanted
     */
    static List<Tensor> of(List<Tensor> blocks, int[] heights, boolean[] structure, boolean isLower) {
        double[] elements = flat(blocks, heights, structure.length);
        int rows = IntStream.of(heights).sum();
        int columns = rows == 0 ? 0 : structure.length / rows;
        int[] kept = IntStream.range(0, structure.length)
                .filter(i -> structure[i] && (!isLower || i % columns <= i / columns)).toArray();
        return List.of(whole(IntStream.of(kept).map(i -> i / columns)), whole(IntStream.of(kept).map(i -> i % columns)),
                Tensor.of(IntStream.of(kept).mapToDouble(i -> elements[i]).toArray()));
    }

    /** The elements of all blocks, row after row. */
    private static double[] flat(List<Tensor> blocks, int[] heights, int size) {
        double[] elements = new double[size];
        int across = blocks.size() / heights.length;
        int at = 0;
        for (int k = 0; k < heights.length; k++) {
            for (int row = 0; row < heights[k]; row++) {
                for (Tensor block : blocks.subList(k * across, (k + 1) * across)) {
                    int width = block.size() / heights[k];
                    for (int column = 0; column < width; column++) {
                        elements[at++] = block.at(row * width + column);
                    }
                }
            }
        }
        return elements;
    }

    private static Tensor whole(IntStream numbers) {
        double[] all = numbers.asDoubleStream().toArray();
        return Tensor.of(all).as(DType.INT);
    }
}
