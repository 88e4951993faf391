package dev.autodiff.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of comma-separated values as RFC 4180 has them, one at a time: a cell in quotation marks may contain
 * separators, line breaks, and quotation marks that are written twice. Lines end with LF, CR LF or CR, empty ones are
 * skipped, and so is the space around a cell. Unlike the libraries for it, this takes no cell for one whose quotation
 * mark is open at the end of the file: all rows after it would be lost in it.
 */
final class CsvRows implements Iterator<CsvRow> {
    private static final int END = -1;

    private final Path file;
    private final Reader text;
    private final char separator;
    private final char[] buffer = new char[1 << 16];
    private int position;
    private int limit;

    /** What is read next: at first as if a line had ended before the first one. */
    private int current = '\n';

    private boolean isAfterReturn;
    private long line;
    private final StringBuilder cell = new StringBuilder();
    private CsvRow next;

    /** @param file for messages */
    CsvRows(Path file, Reader text, char separator) {
        this.file = file;
        this.text = text;
        this.separator = separator;
    }

    /**
     * @throws UsageException if a quotation mark is not closed, or more follows after it
     * @throws UncheckedIOException if the text cannot be read
     */
    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public CsvRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CsvRow row = next;
        next = null;
        return row;
    }

    /** The next row, up to the end of its line: who types rows gets an answer to each. Null at the end. */
    private CsvRow read() {
        while (isLineEnd()) {
            advance();
        }
        if (current == END) {
            return null;
        }
        long first = line;
        List<String> cells = new ArrayList<>();
        cells.add(readCell());
        while (current == separator) {
            advance();
            cells.add(readCell());
        }
        return new CsvRow(first, cells);
    }

    private String readCell() {
        cell.setLength(0);
        skipSpace();
        if (current == '"') {
            readQuoted();
        } else {
            while (!isCellEnd()) {
                cell.append((char) current);
                advance();
            }
        }
        return cell.toString().strip();
    }

    private void readQuoted() {
        long first = line;
        advance();
        while (current != '"' || advance() == '"') {
            if (current == END) {
                throw notClosed(first);
            }
            cell.append((char) current);
            advance();
        }
        skipSpace();
        if (!isCellEnd()) {
            throw notClosed(first);
        }
    }

    private UsageException notClosed(long first) {
        return new UsageException(file + ":" + first
                + ": a cell's quotation mark is not closed, or more follows after it: write one inside of a cell as \"\"");
    }

    private void skipSpace() {
        while (Character.isWhitespace(current) && !isCellEnd()) {
            advance();
        }
    }

    private boolean isCellEnd() {
        return current == separator || current == END || isLineEnd();
    }

    private boolean isLineEnd() {
        return current == '\n' || current == '\r';
    }

    /** Goes on by one character, which is the answer. CR LF is one end of a line. */
    private int advance() {
        line += current == '\r' || current == '\n' && !isAfterReturn ? 1 : 0;
        isAfterReturn = current == '\r';
        if (position == limit) {
            fill();
        }
        current = limit < 0 ? END : buffer[position++];
        return current;
    }

    private void fill() {
        try {
            position = 0;
            limit = text.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
