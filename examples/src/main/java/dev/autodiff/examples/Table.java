package dev.autodiff.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a CSV file that lies beside this class, row by row. Lines of comments, and the header after them, are
 * left out.
 */
record Table(List<double[]> rows) {
    static Table read(String file) throws IOException {
        return new Table(lines(file).stream().skip(1)
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toList());
    }

    /** The lines of a text file that lies beside this class, without comments. */
    static List<String> lines(String file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Table.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    double[] column(int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    /** A column with its mean moved to 0 and its standard deviation made 1. */
    double[] standardised(int index) {
        double[] column = column(index);
        double mean = Arrays.stream(column).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(column)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        return Arrays.stream(column).map(value -> (value - mean) / deviation).toArray();
    }

    /** Columns as a matrix, row by row. */
    static double[] matrix(double[]... columns) {
        double[] matrix = new double[columns.length * columns[0].length];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = columns[i % columns.length][i / columns.length];
        }
        return matrix;
    }
}
