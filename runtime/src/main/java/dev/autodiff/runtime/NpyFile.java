package dev.autodiff.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads and writes the files of {@code numpy.save}, in all versions of the format; see numpy.lib.format. Floats of 32
 * bits and fewer are of type {@code f32}, whole numbers {@code int}.
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_VERSION = 3;

    /** NumPy itself refuses headers of more than 10 000 bytes. */
    private static final int MAX_HEADER = 1 << 16;

    /** Data begins at a multiple of this. */
    private static final int ALIGNMENT = 64;
    private static final int BUFFER = 1 << 16;

    private NpyFile() {}

    /**
     * @throws IllegalArgumentException if the file is not one of NumPy, is damaged, or holds something else than
     * numbers
     */
    public static Tensor read(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            NpyHeader header = header(channel);
            long bytes = channel.size() - channel.position();
            if (bytes != header.bytes()) {
                throw new IllegalArgumentException("the shape " + Arrays.toString(header.lengths()) + " takes "
                        + header.bytes() + " bytes, and the file has " + bytes + ": is it damaged?");
            }
            return elements(header, channel);
        }
    }

    private static NpyHeader header(ReadableByteChannel channel) throws IOException {
        byte[] start = bytes(channel, MAGIC.length + 2).array();
        int version = start[MAGIC.length];
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("not a .npy file: it does not begin with \\x93NUMPY");
        }
        if (version < 1 || version > MAX_VERSION) {
            throw new IllegalArgumentException(
                    "version " + version + " of the .npy format is unknown: 1 to " + MAX_VERSION + " are known");
        }
        long length = version == 1 ? Short.toUnsignedLong(bytes(channel, Short.BYTES).getShort())
                : Integer.toUnsignedLong(bytes(channel, Integer.BYTES).getInt());
        if (length > MAX_HEADER) {
            throw new IllegalArgumentException(
                    "the header of the .npy file has " + length + " bytes, which is too long: is the file damaged?");
        }
        byte[] text = bytes(channel, (int) length).array();
        return NpyHeader.parse(
                new String(text, version < MAX_VERSION ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }

    private static ByteBuffer bytes(ReadableByteChannel channel, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, bytes);
        return bytes;
    }

    private static void fill(ReadableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IllegalArgumentException("the .npy file ends too early: is it damaged?");
            }
        }
        bytes.flip();
    }

    private static Tensor elements(NpyHeader header, ReadableByteChannel channel) throws IOException {
        NpyElement element = header.element();
        int[] lengths = header.lengths();
        int size = Tensor.size(lengths);
        double[] data = new double[size];
        Places places = new Places(lengths, header.isFortran());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(header.order());
        for (int i = 0; i < size; i++) {
            if (i % (BUFFER / element.width()) == 0) {
                buffer.clear().limit((int) Math.min(BUFFER, (long) (size - i) * element.width()));
                fill(channel, buffer);
            }
            data[places.next()] = element.read(buffer);
        }
        boolean isFloat = element.dtype() == DType.F32;
        Tensor tensor = Tensor.wrap(isFloat ? DType.F64 : element.dtype(), lengths, data);
        return isFloat ? tensor.as(DType.F32) : tensor;
    }

    /** Where the elements of a file belong in row-major order, one after the other. */
    private static final class Places {
        private final int[] lengths;
        private final int[] strides;
        private final int[] indices;
        private final boolean isFortran;
        private int next;

        Places(int[] lengths, boolean isFortran) {
            this.lengths = lengths;
            this.strides = Shape.strides(lengths);
            this.indices = new int[lengths.length];
            this.isFortran = isFortran;
        }

        int next() {
            int place = next;
            if (!isFortran) {
                next++;
                return place;
            }
            // the first axis runs fastest
            for (int axis = 0; axis < lengths.length; axis++) {
                next += strides[axis];
                if (++indices[axis] < lengths[axis]) {
                    break;
                }
                next -= indices[axis] * strides[axis];
                indices[axis] = 0;
            }
            return place;
        }
    }

    /** Writes the file as NumPy would on a machine of little endian, in version 1.0 and row-major order. */
    public static void write(Tensor tensor, Path file) throws IOException {
        try (WritableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            drain(header(tensor), channel);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < tensor.size(); i++) {
                if (buffer.remaining() < Double.BYTES) {
                    drain(buffer, channel);
                }
                put(buffer, tensor.dtype(), tensor.at(i));
            }
            drain(buffer, channel);
        }
    }

    private static ByteBuffer header(Tensor tensor) {
        String text = NpyHeader.print(tensor);
        int before = MAGIC.length + 2 + Short.BYTES;
        int end = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(end)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0);
        header.putShort((short) (end - before)).put(text.getBytes(StandardCharsets.ISO_8859_1));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n');
    }

    private static void put(ByteBuffer buffer, DType dtype, double value) {
        switch (dtype) {
            case BOOL -> buffer.put((byte) (value != 0 ? 1 : 0));
            case INT -> buffer.putLong((long) value);
            case F32 -> buffer.putFloat((float) value);
            case F64 -> buffer.putDouble(value);
        }
    }

    private static void drain(ByteBuffer buffer, WritableByteChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
