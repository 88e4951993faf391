package dev.autodiff.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file of points, read row by row so that it may be longer than memory. */
final class PointTable {
    /** How often the reader's end and the progress are looked at. */
    private static final int ROWS_PER_LOOK = 4096;

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final Path file;
    private final Point fixed;

    /** @param fixed the parameters that are the same for all rows */
    PointTable(Path file, Point fixed) {
        this.file = file;
        this.fixed = fixed;
    }

    /** Writes one answer for each row. */
    void answer(Answers answers, Screen screen) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            skipByteOrderMark(reader);
            try (CSVParser rows = FORMAT.parse(reader)) {
                answer(rows, answers, screen);
            }
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file '" + file + "'");
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            screen.done();
        }
    }

    private UsageException unreadable(IOException e) {
        if (e instanceof CSVException) {
            return new UsageException(file + ": a cell's quotation mark is not closed, or more follows behind it: write one inside of a cell as \"\"");
        }
        return new UsageException(e instanceof CharacterCodingException ? "'" + file + "' is not text in UTF-8"
                : "cannot read '" + file + "': " + e.getMessage());
    }

    /** Spreadsheets write one. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    private void answer(CSVParser rows, Answers answers, Screen screen) {
        Iterator<CSVRecord> records = rows.iterator();
        if (!records.hasNext()) {
            throw new UsageException(file + ": the file is empty: its first line names the parameters");
        }
        Columns columns = Columns.of(file.toString(), records.next(), answers.function(), fixed, screen.err());
        if (!answers.isJson()) {
            screen.out().print(String.join(",", answers.names()) + "\n");
        }
        double[] point = columns.fixedCoordinates();
        for (long row = 1; records.hasNext(); row++) {
            CSVRecord record = records.next();
            columns.read(record, rows.getCurrentLineNumber(), point);
            screen.out().print(answers.row(point) + "\n");
            if (row % ROWS_PER_LOOK == 0) {
                screen.progress(row + " rows");
                // a reader such as head has seen enough
                if (screen.out().checkError()) {
                    return;
                }
            }
        }
    }
}
