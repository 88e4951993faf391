package dev.autodiff.cli;

import dev.autodiff.runtime.Tensor;
import java.nio.file.Path;

/** A CSV file of points, read row by row so that it may be longer than memory. */
final class PointTable {
    /** How often the reader's end and the progress are looked at. */
    private static final int ROWS_PER_LOOK = 4096;

    private final Path file;
    private final Point fixed;

    /** @param fixed the parameters that are the same for all rows */
    PointTable(Path file, Point fixed) {
        this.file = file;
        this.fixed = fixed;
    }

    /** Writes one answer for each row. */
    void answer(Answers answers, Screen screen) {
        answers.requireRows();
        try {
            new CsvFile(file).read(rows -> answer(rows, answers, screen));
        } finally {
            screen.done();
        }
    }

    private void answer(CsvRows rows, Answers answers, Screen screen) {
        if (!rows.hasNext()) {
            throw new UsageException(file + ": the file is empty: its first line names the parameters");
        }
        Columns columns = Columns.of(file.toString(), rows.next(), answers.function(), fixed, screen.err());
        if (!answers.isJson()) {
            screen.out().print(String.join(",", answers.names()) + "\n");
        }
        if (answers.isOfNumbers()) {
            new RowBlocks(columns, answers, screen).answer(rows);
        } else {
            answerTensors(rows, columns, answers, screen);
        }
    }

    /**
     * One row after the other: there may be much of each answer, and a function of tensors shares its own work among
     * threads.
     */
    private void answerTensors(CsvRows rows, Columns columns, Answers answers, Screen screen) {
        double[] point = columns.fixedCoordinates();
        for (long count = 1; rows.hasNext(); count++) {
            CsvRow row = rows.next();
            columns.read(row, point);
            screen.out().print(row(answers, columns.values(point), row.line()) + "\n");
            if (count % ROWS_PER_LOOK == 0) {
                screen.progress(count + " rows");
                // a reader such as head has seen enough
                if (screen.out().checkError()) {
                    return;
                }
            }
        }
    }

    private String row(Answers answers, Tensor[] values, long line) {
        try {
            return answers.row(Arguments.of(answers.function(), values));
        } catch (UsageException e) {
            throw new UsageException(file + ":" + line + ": " + e.getMessage());
        }
    }
}
