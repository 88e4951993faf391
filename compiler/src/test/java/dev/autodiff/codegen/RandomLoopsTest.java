package dev.autodiff.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.MemoryClassLoader;
import dev.autodiff.runtime.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytecode and Java compute the bits of the interpreter for any loops; {@code -Dloops=20000} tries so many. */
class RandomLoopsTest {
    private static final int GRAPHS = Integer.getInteger("loops", 1500);
    private static final int COMPILED = 100;
    private static final double[][] POINTS = {
        {0.5, -1.25}, {3.7, 0.1}, {Double.NaN, 2}, {-0.0, Double.POSITIVE_INFINITY}
    };

    @Test
    void bytecodeComputesTheBitsOfTheInterpreter() {
        for (int seed = 0; seed < GRAPHS; seed++) {
            NumberFunction function = new RandomLoops(seed).function();
            Kernel kernel = function.kernel();
            for (double[] point : POINTS) {
                assertThat(function.computedBy(kernel, point))
                        .as("seed %d", seed)
                        .isEqualTo(function.interpreted(point));
            }
        }
    }

    @Test
    void javaComputesTheBitsOfTheBytecode() {
        Map<String, NumberFunction> functions = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (int seed = 0; seed < COMPILED; seed++) {
            String name = "Loops" + seed;
            functions.put(name, new RandomLoops(seed).function());
            sources.put(name, functions.get(name).javaSource(name));
        }
        MemoryClassLoader java = MemoryClassLoader.compile(sources);
        functions.forEach((name, function) -> {
            function.assertValid();
            Class<?> bytecode = function.load();
            for (double[] point : POINTS) {
                assertThat(function.computedBy(java.type(name), point))
                        .as(() -> sources.get(name))
                        .isEqualTo(function.computedBy(bytecode, point));
            }
        });
    }
}
