package dev.autodiff.cli;

import dev.autodiff.runtime.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers the rows of a table for a function of numbers: block by block, the rows of a block on several threads, and
 * written in their order. To read and to print numbers takes nearly all of the time, so each row is still computed on
 * its own.
 */
final class RowBlocks {
    /** Of a block: more than there are threads, so that none waits long for the last one. */
    private static final int CHUNKS = 64;

    /** The longest chunk, some 0.2 ms of work: to share it costs little beside that. */
    private static final int CHUNK_ROWS = 64;

    /** Of the longest chunk: cells and answers of a block are in memory, at most some 100 bytes each. */
    private static final int CHUNK_CELLS = 1024;

    /** Blocks grow up to this time: nobody waits longer for rows that take long. */
    private static final long BLOCK_NANOS = 50_000_000;

    private final Columns columns;
    private final Answers answers;
    private final Screen screen;
    private final int longest;

    RowBlocks(Columns columns, Answers answers, Screen screen) {
        this.columns = columns;
        this.answers = answers;
        this.screen = screen;
        int cells = Math.max(columns.count(), answers.names().size());
        this.longest = Math.max(1, Math.min(CHUNK_ROWS, CHUNK_CELLS / cells));
    }

    /** Writes one answer for each row, up to the first one that is wrong. */
    void answer(CsvRows all) {
        int chunk = 1;
        for (long rows = 0; ; ) {
            long start = System.nanoTime();
            Block block = new Block(chunk);
            block.read(all);
            block.write();
            rows += block.rows.size();
            screen.progress(rows + " rows");
            // the last block, or a reader such as head has seen enough
            if (block.rows.size() < CHUNKS * chunk || screen.out().checkError()) {
                return;
            }
            if (System.nanoTime() - start < BLOCK_NANOS / 2) {
                chunk = Math.min(longest, 2 * chunk);
            }
        }
    }

    private final class Block {
        private final int chunk;
        private final List<CsvRow> rows = new ArrayList<>();
        private final StringBuilder[] texts = new StringBuilder[CHUNKS];
        private final RuntimeException[] failures = new RuntimeException[CHUNKS];
        private RuntimeException unreadable;

        /** @param chunk how many rows a thread takes at a time */
        Block(int chunk) {
            this.chunk = chunk;
        }

        /** What cannot be read ends the block: the rows before have their answers. */
        void read(CsvRows all) {
            try {
                while (rows.size() < CHUNKS * chunk && all.hasNext()) {
                    rows.add(all.next());
                }
            } catch (RuntimeException e) {
                unreadable = e;
            }
        }

        void write() {
            int chunks = (rows.size() + chunk - 1) / chunk;
            RuntimeException first = null;
            try {
                Parallel.run(chunks, this::answer);
            } catch (RuntimeException e) {
                // one of those that are written down: all chunks before the first of them are through
                first = e;
            }
            for (int i = 0; i < chunks; i++) {
                screen.out().append(texts[i]);
                throwIfAny(failures[i]);
            }
            throwIfAny(first);
            throwIfAny(unreadable);
        }

        private void throwIfAny(RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }

        private void answer(int number) {
            StringBuilder text = new StringBuilder();
            texts[number] = text;
            double[] point = columns.fixedCoordinates();
            try {
                for (CsvRow row : rows.subList(number * chunk, Math.min(rows.size(), (number + 1) * chunk))) {
                    columns.read(row, point);
                    answers.appendRow(point, text);
                    text.append('\n');
                }
            } catch (RuntimeException e) {
                failures[number] = e;
                throw e;
            }
        }
    }
}
