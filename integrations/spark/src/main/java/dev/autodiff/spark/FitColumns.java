package dev.autodiff.spark;

import dev.autodiff.runtime.Numbers;
import java.io.Serializable;

/** Which columns of a block hold the response and the weights of a fit. */
final class FitColumns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String[] names;

    /** Which of them have to be whole numbers. */
    private final boolean[] areWhole;

    private final int response;

    /** -1 if all rows count alike. */
    private final int weight;

    FitColumns(String[] names, boolean[] areWhole, int response, int weight) {
        this.names = names;
        this.areWhole = areWhole;
        this.response = response;
        this.weight = weight;
    }

    double response(Block block, int row) {
        return block.column(response)[row];
    }

    double weight(Block block, int row) {
        return weight < 0 ? 1 : block.column(weight)[row];
    }

    /**
     * How many rows count, and the squares of their responses times their weights: a lambda that executors can
     * read.
     */
    RowBlocks.Term totals() {
        return this::totals;
    }

    private double[] totals(Block block) {
        double counted = 0;
        double squares = 0;
        for (int row = 0; row < block.rows(); row++) {
            counted += weight(block, row) > 0 ? 1 : 0;
            squares += weight(block, row) * response(block, row) * response(block, row);
        }
        return new double[] {counted, squares};
    }

    /** The first row whose numbers a fit cannot have, in words; null if there is none. */
    String firstProblem(Block block) {
        for (int row = 0; row < block.rows(); row++) {
            String problem = problem(block, row);
            if (problem != null) {
                return problem + text(block, row);
            }
        }
        return null;
    }

    private String problem(Block block, int row) {
        double weighs = weight(block, row);
        if (!Double.isFinite(response(block, row))) {
            return "the response is " + response(block, row) + ": leave the row out";
        }
        if (!(weighs >= 0 && Double.isFinite(weighs))) {
            return "the weight is " + weighs + ": weights are finite, and 0 or more";
        }
        for (int i = 0; i < names.length; i++) {
            double number = block.column(i)[row];
            if (areWhole[i] && number != Math.rint(number)) {
                return "the column '" + names[i] + "' is for whole numbers, and has " + Numbers.print(number);
            }
        }
        return null;
    }

    /** A row as an error has it at its end. */
    String text(Block block, int row) {
        StringBuilder text = new StringBuilder(" (");
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(" = ")
                    .append(Numbers.print(block.column(i)[row]));
        }
        return text.append(')').toString();
    }
}
