package dev.autodiff.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large products in JVMs of their own: whatever these find, nothing is printed but what the program says. */
class BlasTest {
    private static final String NO_NATIVE_LIBRARY = "-Ddev.ludovic.netlib.blas.nativeLib=none";

    @TempDir
    Path directory;

    @Test
    void withoutABlasOurOwnCodeIsUsed() throws Exception {
        assertThat(output(NO_NATIVE_LIBRARY)).isEqualTo("false 300");
    }

    @Test
    void theBlasOfTheMachineIsUsedSilently() throws Exception {
        assertThat(output()).matches("(true|false) 300");
    }

    @Test
    void theLibraryMayBeMissing() throws Exception {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("netlib")).collect(Collectors.joining(File.pathSeparator));
        assertThat(output("-cp", path)).isEqualTo("false 300");
    }

    private String output(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Product.class.getName());
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output).strip();
    }

    /** Multiplies matrices of ones. */
    static final class Product {
        private static final int N = 300;

        private Product() {}

        public static void main(String[] arguments) {
            double[] ones = new double[N * N];
            Arrays.fill(ones, 1);
            double[] c = new double[N * N];
            MatrixProducts.multiply(ones, 0, ones, 0, c, 0, 1, N, N, N);
            System.out.println(Blas.isBetter(N, N, N) + " " + (int) Arrays.stream(c).max().orElse(0));
        }
    }
}
