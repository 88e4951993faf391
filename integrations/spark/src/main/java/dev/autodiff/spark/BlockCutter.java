package dev.autodiff.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Cuts rows in their order into blocks: where a bucket ends, and where a block is full. */
final class BlockCutter implements Iterator<Block> {
    private final Iterator<long[]> keys;
    private final Buckets buckets;
    private final int blockSize;
    private final int[] widths;
    private long[] next;

    BlockCutter(Iterator<long[]> keys, Buckets buckets, int blockSize, int[] widths) {
        this.keys = keys;
        this.buckets = buckets;
        this.blockSize = blockSize;
        this.widths = widths;
        advance();
    }

    private void advance() {
        next = keys.hasNext() ? keys.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Block next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        int bucket = buckets.bucket(next[0]);
        List<long[]> rows = new ArrayList<>();
        while (next != null && rows.size() < blockSize && buckets.bucket(next[0]) == bucket) {
            rows.add(next);
            advance();
        }
        return new Block(bucket, rows, widths);
    }
}
