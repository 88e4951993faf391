package dev.autodiff.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file of cells separated by commas, semicolons or tabs, read row by row so that it may be longer than memory.
 *
 * @param file {@code -} is standard input
 */
record CsvFile(Path file) {
    private static final String STANDARD_INPUT = "-";
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** The first line is looked at so far: it tells the separator. */
    private static final int LONGEST_HEADER = 1 << 20;

    /** Hands the rows over while the file is open. */
    void read(Consumer<CsvRows> reader) {
        try (BufferedReader text = open()) {
            skipByteOrderMark(text);
            reader.accept(new CsvRows(file, text, separator(text)));
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BufferedReader open() throws IOException {
        if (!file.toString().equals(STANDARD_INPUT)) {
            return Files.newBufferedReader(file);
        }
        // what is no UTF-8 is an error, as in a file
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** The one that is most frequent in the first line, outside of quotation marks; of none a comma. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(LONGEST_HEADER);
        int[] counts = new int[SEPARATORS.length];
        boolean isQuoted = false;
        for (int i = 1; i < LONGEST_HEADER; i++) {
            int c = text.read();
            boolean isEnd = c < 0 || !isQuoted && (c == '\n' || c == '\r');
            if (isEnd) {
                break;
            }
            isQuoted ^= c == '"';
            for (int k = 0; k < SEPARATORS.length; k++) {
                counts[k] += !isQuoted && c == SEPARATORS[k] ? 1 : 0;
            }
        }
        text.reset();
        int best = 0;
        for (int k = 1; k < SEPARATORS.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return SEPARATORS[best];
    }

    private UsageException unreadable(IOException e) {
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
