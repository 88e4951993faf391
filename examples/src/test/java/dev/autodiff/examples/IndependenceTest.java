package dev.autodiff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.examples.formula.Seed;
import dev.autodiff.runtime.CompiledFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The applications run beside nothing but the JDK, or, if their generated classes work on tensors, the runtime. */
class IndependenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SeedFormula | z(2.0, 3.0) = 2.220561549739703
            OptionBook  | 100.0000   6.8887   0.5977
            Pendulum    | 2.66632
            ThurberFit  | sum of squares 5642.7082396
            """)
    void runsWithoutCompilerAndRuntime(String application, String printed) throws Exception {
        assertThat(outputOf(application, Seed.class)).contains(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IrisClassifier | loss 0.31231
            DigitsNetwork  | epoch 10: loss 0.
            IrisMixture    | log-likelihood -180.18
            """)
    void runsBesideTheRuntime(String application, String printed) throws Exception {
        assertThat(outputOf(application, Seed.class, CompiledFunction.class)).contains(printed);
    }

    /** Functions of matrices are those of a library. */
    @Test
    void runsBesideTheRuntimeAndItsLinearAlgebra() throws Exception {
        assertThat(outputOf(
                        "MobilityCurve", Seed.class, CompiledFunction.class, CommonOps_DDRM.class, DMatrixRMaj.class))
                .contains("log evidence 55.4013");
    }

    /** Runs an application beside the directories or jars of these classes only. */
    private static String outputOf(String application, Class<?>... neighbours)
            throws ReflectiveOperationException, IOException {
        URL[] path = Arrays.stream(neighbours)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            return outputOf(loader.loadClass("dev.autodiff.examples." + application));
        }
    }

    private static String outputOf(Class<?> main) throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            main.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
