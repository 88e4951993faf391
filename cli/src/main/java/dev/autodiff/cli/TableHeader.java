package dev.autodiff.cli;

import dev.autodiff.runtime.Numbers;
import dev.autodiff.runtime.Type;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first line of a table, and how the cells below it are read.
 *
 * @param names of the columns, each another one
 */
record TableHeader(String file, List<String> names) {
    /** Who has a table of a thousand columns knows that one formula does not use them all. */
    private static final int MAX_WARNINGS = 10;

    TableHeader {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new UsageException(file + ":1: there are two columns '" + name + "'");
            }
        }
    }

    /** @param function which has no such parameters, for the message */
    void warnOfUnused(Set<String> used, String function, PrintWriter err) {
        List<String> unused = names.stream().filter(name -> !used.contains(name)).toList();
        for (String name : unused.subList(0, Math.min(MAX_WARNINGS, unused.size()))) {
            err.println("warning: " + file + ":1: column '" + name + "' is not used: '" + function
                    + "' has no such parameter");
        }
        if (unused.size() > MAX_WARNINGS) {
            err.println("warning: " + file + ":1: " + (unused.size() - MAX_WARNINGS) + " more columns are not used");
        }
        // before the answers, which are buffered on their own
        err.flush();
    }

    void requireAllCells(CsvRow row) {
        if (row.cells().size() != names.size()) {
            throw new UsageException(file + ":" + row.line() + ": the row has " + row.cells().size()
                    + " cells, and the header has " + names.size());
        }
    }

    /** @param type of the parameter whose values the column has */
    double number(CsvRow row, int column, Type type) {
        String cell = row.cells().get(column);
        Double value = Numbers.parse(cell);
        if (value == null) {
            throw wrong(row.line(), column, cell.isEmpty() ? "the cell is empty" : "'" + cell + "' is not a number");
        }
        String reason = Arguments.mismatch(type.dtype(), value);
        if (reason != null) {
            throw wrong(row.line(), column, "the parameter is " + type + ", and '" + cell + "' is " + reason);
        }
        return value;
    }

    private UsageException wrong(long line, int column, String reason) {
        return new UsageException(
                file + ":" + line + ": column " + (column + 1) + " ('" + names.get(column) + "'): " + reason);
    }
}
