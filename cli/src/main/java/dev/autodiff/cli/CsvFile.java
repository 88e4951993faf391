package dev.autodiff.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** A file of cells separated by commas, read row by row so that it may be longer than memory. */
record CsvFile(Path file) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setTrim(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** Hands the rows over while the file is open. */
    void read(Consumer<CSVParser> reader) {
        try (BufferedReader text = Files.newBufferedReader(file)) {
            skipByteOrderMark(text);
            try (CSVParser rows = FORMAT.parse(text)) {
                reader.accept(rows);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UsageException unreadable(IOException e) {
        if (e instanceof CSVException) {
            return new UsageException(
                    file
                            + ": a cell's quotation mark is not closed, or more follows behind it: write one inside of a cell as \"\"");
        }
        return e instanceof CharacterCodingException
                ? new UsageException("'" + file + "' is not text in UTF-8")
                : ArrayFile.unreadable(file, e);
    }

    /** Spreadsheets write one. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }
}
