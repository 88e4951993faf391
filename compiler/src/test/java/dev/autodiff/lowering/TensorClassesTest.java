package dev.autodiff.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.MemoryClassLoader;
import dev.autodiff.MethodSizes;
import dev.autodiff.codegen.classfile.ClassSpec;
import dev.autodiff.codegen.TensorClass;
import dev.autodiff.runtime.TensorKernel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Classes of random graphs of tensors, of their gradients and of loops: bytecode, Java source and interpreter are one
 * semantics.
 */
class TensorClassesTest {
    private static final int GRAPHS = Integer.getInteger("classes", 24);

    private static final Map<String, PlannedTensors> PROGRAMS = new LinkedHashMap<>();
    private static final Map<String, String> SOURCES = new LinkedHashMap<>();
    private static MemoryClassLoader javac;

    @BeforeAll
    static void compileAll() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            PROGRAMS.put("Value" + seed, new PlannedTensors(program, program.results()));
            RandomTensors again = new RandomTensors(seed, false);
            PROGRAMS.put("Gradient" + seed, new PlannedTensors(again, again.gradient()));
            RandomTensors loops = RandomTensors.withLoops(seed);
            PROGRAMS.put("Loops" + seed, new PlannedTensors(loops, loops.results()));
        }
        PROGRAMS.forEach((name, planned) -> SOURCES.put(name, source(name, planned)));
        javac = MemoryClassLoader.compileWithRuntime(SOURCES);
    }

    private static String source(String name, PlannedTensors planned) {
        return TensorClass.of(planned.plans(), planned.signature(), spec(name)).source();
    }

    private static byte[] bytes(String name, PlannedTensors planned) {
        return TensorClass.of(planned.plans(), planned.signature(), spec(name)).files().get(0).bytes();
    }

    private static ClassSpec spec(String name) {
        return new ClassSpec(name, "f.ad", "", null, "");
    }

    @Test
    void bytecodeAndJavaComputeTheBitsOfTheInterpreter() {
        PROGRAMS.forEach((name, planned) -> {
            assertComputes(
                    "bytecode of " + name, planned, MemoryClassLoader.loadWithRuntime(name, bytes(name, planned)));
            assertComputes(SOURCES.get(name), planned, javac.type(name));
        });
    }

    private static void assertComputes(String what, PlannedTensors planned, Class<?> type) {
        try {
            TensorKernel kernel = (TensorKernel) type.getConstructor().newInstance();
            assertThat(planned.run(kernel).toArray()).as(what).isEqualTo(planned.expected().toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(what, e);
        }
    }

    @Test
    void classFilesAreValid() {
        PROGRAMS.forEach((name, planned) -> {
            StringWriter problems = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(bytes(name, planned)), false, new PrintWriter(problems));
            assertThat(problems.toString()).as(name).isEmpty();
        });
    }

    @Test
    void noMethodIsTooLargeForTheJit() {
        PROGRAMS.forEach((name, planned) -> {
            assertThat(MethodSizes.of(bytes(name, planned)).values()).allMatch(size -> size <= 8000);
            assertThat(MethodSizes.of(javac.bytes(name)).values()).allMatch(size -> size <= 8000);
        });
    }

    @Test
    void writingAgainGivesTheSameClassAndSource() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            RandomTensors program = new RandomTensors(seed, false);
            PlannedTensors again = new PlannedTensors(program, program.gradient());
            String name = "Gradient" + seed;

            assertThat(bytes(name, again)).isEqualTo(bytes(name, PROGRAMS.get(name)));
            assertThat(source(name, again)).isEqualTo(SOURCES.get(name));
        }
    }
}
