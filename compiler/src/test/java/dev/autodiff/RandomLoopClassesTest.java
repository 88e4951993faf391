package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of random programs of loops, in double and single precision: bytecode and Java source, and the derivative
 * in one pass and in two; {@code -Dclasses=2000} tries so many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomLoopClassesTest {
    private static final int COUNT = Integer.getInteger("classes", 24);
    private static final int LENGTH = 3;

    /** What is computed again may be rounded once more in each of some thousand operations. */
    private static final double ROUNDING = 1e-12;
    private static final double FLOAT_ROUNDING = 1e-3;

    private final Map<String, Analysis> analyses = new LinkedHashMap<>();
    private MemoryClassLoader javac;

    @BeforeAll
    void compileAll() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int seed = 0; seed < COUNT; seed++) {
            String text = seed % 2 == 0 ? RandomLoopPrograms.of(seed) : RandomLoopPrograms.inFloats(seed);
            Analysis analysis = analyze(text);
            analyses.put("Program" + seed, analysis);
            sources.put("Program" + seed, analysis.javaSource("Program" + seed, ClassContents.TENSORS));
        }
        javac = MemoryClassLoader.compileWithRuntime(sources);
    }

    private static Analysis analyze(String text) {
        try {
            return Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT);
        } catch (RuntimeException e) {
            throw new AssertionError(text, e);
        }
    }

    Stream<String> programs() {
        return analyses.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void javaComputesTheBitsOfTheBytecode(String name) {
        Analysis analysis = analyses.get(name);
        Class<?> bytecode = MemoryClassLoader.loadWithRuntime(
                name, analysis.classFiles(name, ClassContents.TENSORS).get(0).bytes());
        if (analysis.isScalar()) {
            Evaluator expected = Evaluator.ofClass(bytecode, analysis);
            double[] point = {0.3, -0.7};
            assertThat(Evaluator.ofClass(javac.type(name), analysis).at(point))
                    .as(analysis.source().text())
                    .isEqualTo(expected.at(point));
        } else {
            Object[] expected = new ArrayCalls(bytecode, analysis, LENGTH).all().toArray();
            assertThat(new ArrayCalls(javac.type(name), analysis, LENGTH).all().toArray())
                    .as(analysis.source().text())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void twoPassesGiveTheDerivativesOfOne(String name) {
        Analysis analysis = analyses.get(name);
        if (analysis.isScalar() || analysis.function().variables().isEmpty()) {
            return;
        }
        ArrayCalls calls = new ArrayCalls(
                MemoryClassLoader.loadWithRuntime(
                        name,
                        analysis.classFiles(name, ClassContents.TENSORS).get(0).bytes()),
                analysis,
                LENGTH);
        List<double[]> expected = calls.cotangents(false);
        List<double[]> actual = calls.cotangents(true);
        double magnitude = expected.stream().flatMapToDouble(Arrays::stream).map(Math::abs).sum();
        double rounding = analysis.source().text().contains("f32") ? FLOAT_ROUNDING : ROUNDING;
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i))
                    .as(analysis.source().text())
                    .containsExactly(expected.get(i), within(rounding * (1 + magnitude)));
        }
    }
}
