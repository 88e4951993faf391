package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    @TempDir
    private Path directory;

    /** A file with this header and data, as {@code numpy.save} lays it out. */
    private Path file(int version, String header, String hex) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        int width = version == 1 ? 2 : 4;
        ByteBuffer bytes = ByteBuffer.allocate(8 + width + text.length + hex.length() / 2);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        for (int i = 0; i < width; i++) {
            bytes.put((byte) (text.length >> 8 * i));
        }
        bytes.put(text).put(HexFormat.of().parseHex(hex));
        return Files.write(directory.resolve("x.npy"), bytes.array());
    }

    private static String header(String type, boolean isFortran, String shape) {
        return "{'descr': '" + type + "', 'fortran_order': " + (isFortran ? "True" : "False") + ", 'shape': (" + shape
                + "), }";
    }

    @ParameterizedTest
    @CsvSource({
            "<f8, 000000000000f83f00000000000000c0, f64, '[1.5, -2.0]'",
            ">f8, 3ff8000000000000c000000000000000, f64, '[1.5, -2.0]'",
            "<f4, cdcccc3d000000c0, f32, '[0.1, -2.0]'",
            ">f4, 3dcccccdc0000000, f32, '[0.1, -2.0]'",
            "<f2, 003e00fc, f32, '[1.5, -Infinity]'",
            "<f2, 0100017e, f32, '[5.9604645E-8, NaN]'",
            "<i8, 0700000000000000ffffffffffffffff, int, '[7, -1]'",
            "<i8, 0000000000002000000000000000e0ff, int, '[9007199254740992, -9007199254740992]'",
            "<i4, 07000000ffffffff, int, '[7, -1]'",
            ">i2, 0007ffff, int, '[7, -1]'",
            "|i1, 07ff, int, '[7, -1]'",
            "|u1, 07ff, int, '[7, 255]'",
            "<u2, 0700ffff, int, '[7, 65535]'",
            "<u4, 07000000ffffffff, int, '[7, 4294967295]'",
            "<u8, 07000000000000000000000000000000, int, '[7, 0]'",
            "|b1, 0100, bool, '[true, false]'"})
    void readsTheTypesOfNumPy(String type, String hex, String dtype, String printed) throws IOException {
        Tensor tensor = NpyFile.read(file(1, header(type, false, "2,"), hex));

        assertThat(tensor.dtype()).hasToString(dtype);
        assertThat(TensorText.print(tensor)).isEqualTo(printed);
    }

    @Test
    void readsTheOrderOfFortran() throws IOException {
        assertThat(TensorText.print(NpyFile.read(file(1, header("|u1", true, "2, 3"), "010402050306"))))
                .isEqualTo("[[1, 2, 3], [4, 5, 6]]");
        assertThat(TensorText.print(NpyFile.read(file(1, header("|u1", true, "2, 2, 2"), "0105030702060408"))))
                .isEqualTo("[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void readsAllVersions(int version) throws IOException {
        assertThat(NpyFile.read(file(version, header("|u1", false, ""), "05")).item()).isEqualTo(5);
    }

    @Test
    void readsEmptyArrays() throws IOException {
        assertThat(NpyFile.read(file(1, header("<f8", true, "2, 0"), "")).lengths()).containsExactly(2, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <c16 | 2,             | elements of type 'c16' are not supported: save the array as float64
            <U5  | 2,             | elements of type 'U5' are not supported: save the array as float64
            <f8  | 2,             | the shape [2] takes 16 bytes, and the file has 8: is it damaged?
            <f4  | 1,             | the shape [1] takes 4 bytes, and the file has 8: is it damaged?
            <f8  | 999999999,     | the shape [999999999] takes 7999999992 bytes, and the file has 8: is it damaged?
            <f8  | 99999999, 9999 | the shape (99999999, 9999) is too large: at most 32 axes and 2^31 - 1 elements
            <f8  | 99999999999,   | the shape (99999999999,) is too large: at most 32 axes and 2^31 - 1 elements
            <f8  | x              | the header of the .npy file has no shape: {'descr': '<f8', 'fortran_order': False, 'shape': (x), }
            <i8  | 1,             | the whole number 9007199254740993 is beyond 2^53, up to which they are exact here: save it as float64
            """)
    void saysWhatIsWrong(String type, String shape, String message) throws IOException {
        Path file = file(1, header(type, false, shape), "0100000000002000");

        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void rejectsRecords() throws IOException {
        Path file = file(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", "0000000000000000");

        assertThatThrownBy(() -> NpyFile.read(file))
                .hasMessageStartingWith("the header of the .npy file names no type of elements");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            504b03040000000000     | not a .npy file: it does not begin with \\x93NUMPY
            ''                     | the .npy file ends too early: is it damaged?
            934e554d505904000000   | version 4 of the .npy format is unknown: 1 to 3 are known
            934e554d50590100ff007b | the .npy file ends too early: is it damaged?
            934e554d50590200ffffffff | the header of the .npy file has 4294967295 bytes, which is too long: is the file damaged?
            """)
    void rejectsWhatIsNoNpyFile(String hex, String message) throws IOException {
        Path file = Files.write(directory.resolve("x.npy"), HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> NpyFile.read(file)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"F64", "F32", "INT", "BOOL"})
    void readsWhatItWrites(DType dtype) throws IOException {
        double[] data = new double[30_000];
        Arrays.setAll(data, i -> dtype == DType.BOOL ? i % 2 : dtype == DType.INT ? i - 5 : (float) Math.sin(i));
        Tensor tensor = Tensor.of(new int[] {3, 100, 100}, data).as(dtype);
        Path file = directory.resolve("y.npy");

        NpyFile.write(tensor, file);
        Tensor read = NpyFile.read(file);

        assertThat(read.dtype()).isEqualTo(dtype);
        assertThat(read.lengths()).containsExactly(3, 100, 100);
        assertThat(read.toArray()).isEqualTo(data);
    }

    @Test
    void writesWhatNumPyWrites() throws IOException {
        Path file = directory.resolve("y.npy");
        NpyFile.write(Tensor.of(1.5), file);

        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 8);
        assertThat(new String(bytes, 1, 127, StandardCharsets.ISO_8859_1))
                .isEqualTo("NUMPY\u0001\0v\0" + "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }"
                        + " ".repeat(60) + "\n");
    }
}
