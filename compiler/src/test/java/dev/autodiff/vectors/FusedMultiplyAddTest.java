package dev.autodiff.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.source.Source;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without the instruction for a·b + c, functions in registers would take microseconds for each step: classes do without
 * registers.
 */
@Tag("vectors")
class FusedMultiplyAddTest {
    @TempDir
    Path directory;

    /** Prints whether the class Z uses registers, and what it computes. */
    public static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            Class<?> type = Class.forName("Z");
            Field vectors = type.getDeclaredField("VECTORS");
            vectors.setAccessible(true);
            double[] x = new double[1000];
            type.getMethod("value", double[].class, double[].class).invoke(null, x, new double[x.length]);
            System.out.println(vectors.getBoolean(null));
        }
    }

    @Test
    void registersAreUsedWhereTheProcessorHasIt() throws IOException, InterruptedException {
        assertThat(probe()).isEqualTo("true");
    }

    @Test
    void registersAreNotUsedWhereItHasNot() throws IOException, InterruptedException {
        assertThat(probe("-XX:-UseFMA")).isEqualTo("false");
    }

    private String probe(String... flags) throws IOException, InterruptedException {
        for (ClassFile file : Autodiff.analyze(new Source("z.ad", "z = exp(x)*sin(x)"), Options.DEFAULT)
                .classFiles("Z", ClassContents.TENSORS)) {
            Files.write(directory.resolve(file.name() + ".class"), file.bytes());
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                directory + File.pathSeparator + here(),
                Probe.class.getName()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static Path here() {
        try {
            return Path.of(Probe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
