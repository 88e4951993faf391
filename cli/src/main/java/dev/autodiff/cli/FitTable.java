package dev.autodiff.cli;

import dev.autodiff.runtime.Type;
import dev.autodiff.source.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table that a model is fitted to, all of it: the columns that are wanted, and in which line of the file each row
 * stands.
 */
final class FitTable {
    private final Path file;
    private final List<Long> lines = new ArrayList<>();
    private final Map<String, List<Double>> columns = new HashMap<>();

    private FitTable(Path file) {
        this.file = file;
    }

    /** A column that is wanted. */
    record Wanted(Type type, String purpose, String remedy) {}

    /**
     * @param wanted the columns by name
     * @param others names that are no columns because they have values of their own
     * @param model for messages
     */
    static FitTable read(Path file, Map<String, Wanted> wanted, Set<String> others, String model, PrintWriter err) {
        FitTable table = new FitTable(file);
        new CsvFile(file).read(rows -> table.read(rows, wanted, others, model, err));
        return table;
    }

    private void read(CsvRows rows, Map<String, Wanted> wanted, Set<String> others, String model, PrintWriter err) {
        if (!rows.hasNext()) {
            throw new UsageException(file + ": the file is empty: its first line names the columns");
        }
        TableHeader header = new TableHeader(file.toString(), rows.next().cells());
        Map<String, Integer> places = places(header, wanted, others, model, err);
        wanted.keySet().forEach(name -> columns.put(name, new ArrayList<>()));
        while (rows.hasNext()) {
            CsvRow row = rows.next();
            header.requireAllCells(row);
            lines.add(row.line());
            places.forEach((name, column) -> columns.get(name)
                    .add(header.number(row, column, wanted.get(name).type())));
        }
    }

    /** Where the columns that are wanted stand in a table. */
    static Map<String, Integer> places(
            TableHeader header, Map<String, Wanted> wanted, Set<String> others, String model, PrintWriter err) {
        String file = header.file();
        for (String name : header.names()) {
            if (others.contains(name)) {
                throw new UsageException(
                        file + ":1: '" + name + "' is a column, and has a value by --start or --at as well");
            }
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        wanted.forEach((name, column) -> {
            int place = header.names().indexOf(name);
            if (place < 0) {
                String remedy = "the columns are " + Suggestion.listed(header.names()) + "; " + column.remedy();
                throw new UsageException(file + ":1: there is no column '" + name + "'" + column.purpose() + ": "
                        + Suggestion.didYouMean(name, header.names(), remedy));
            }
            places.put(name, place);
        });
        header.warnOfUnused(new HashSet<>(wanted.keySet()), model, err);
        return places;
    }

    int rows() {
        return lines.size();
    }

    double[] column(String name) {
        return columns.get(name).stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Where in the file a row stands, for messages. */
    String place(int row) {
        return file + ":" + lines.get(row) + ": ";
    }
}
