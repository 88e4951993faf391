package dev.autodiff.cli;

import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Tensor;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array in a CSV file. As NumPy's {@code loadtxt} has it, one row or one column is a vector and one cell a number; a
 * first line that is not all numbers is a header, and is skipped.
 */
final class CsvArray {
    private final Path file;
    private double[] data = new double[16];
    private int size;
    private int rows;
    private int columns;

    CsvArray(Path file) {
        this.file = file;
    }

    Tensor read() {
        new CsvFile(file).read(this::read);
        if (rows == 0) {
            throw new UsageException(file + ": there are no numbers in the file");
        }
        int[] lengths = rows > 1 && columns > 1 ? new int[] {rows, columns} : size > 1 ? new int[] {size} : new int[0];
        return Tensor.of(lengths, Arrays.copyOf(data, size));
    }

    private void read(CsvRows all) {
        for (boolean isFirst = true; all.hasNext(); isFirst = false) {
            CsvRow row = all.next();
            if (isFirst) {
                columns = row.cells().size();
            }
            if (!isFirst || isNumbers(row)) {
                add(row);
            }
        }
    }

    private static boolean isNumbers(CsvRow row) {
        return row.cells().stream().allMatch(cell -> Numbers.parse(cell) != null);
    }

    private void add(CsvRow row) {
        int cells = row.cells().size();
        if (cells != columns) {
            throw new UsageException(file + ":" + row.line() + ": the row has " + cells
                    + (cells == 1 ? " cell" : " cells") + ", and the first one has " + columns);
        }
        if (size + columns > data.length) {
            data = Arrays.copyOf(data, Math.max(2 * size, size + columns));
        }
        for (int column = 0; column < columns; column++) {
            data[size++] = number(row, column);
        }
        rows++;
    }

    private double number(CsvRow row, int column) {
        String cell = row.cells().get(column);
        Double value = Numbers.parse(cell);
        if (value == null) {
            throw new UsageException(file + ":" + row.line() + ": column " + (column + 1) + ": "
                    + (cell.isEmpty() ? "the cell is empty" : "'" + cell + "' is not a number"));
        }
        return value;
    }
}
