package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions of many conditions are the same in every form, whether one method holds them or many do; {@code
 * -Dlarge=2000} tries so many random ones, {@code -Dconditions=20000} sums and chains of so many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitFunctionsTest {
    private static final int COUNT = Integer.getInteger("large", 6);
    private static final int CONDITIONS = Integer.getInteger("conditions", 4_000);
    private static final List<Integer> SIZES = List.of(40, 160, 500);
    private static final double[][] POINTS = {{0.7, -0.2}, {-1.3, 0.4}, {0.25, 0.25}, {2.5, -3}, {Double.NaN, 1}};

    /** Formulas of so many terms, by x and y. */
    private static final Map<String, String> TERMS = new LinkedHashMap<>();

    static {
        TERMS.put("sum of ramps", "relu(x - %d/1000)");
        TERMS.put("sum of choices", "where(x > %1$d/1000, y*%1$d/1000, x)");
        TERMS.put("sum of minima of maxima", "min(x, max(y, %d/1000))*x");
        TERMS.put("count", "((x > %1$d/1000) + (y < %1$d/1000))*x");
        TERMS.put("sum of remainders", "remainder(x*%d, 1)*y");
    }

    private final Map<String, Analysis> analyses = new LinkedHashMap<>();
    private MemoryClassLoader javac;

    @BeforeAll
    void compileAll() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int seed = 0; seed < COUNT; seed++) {
            Analysis analysis = analyze(ConditionalPrograms.of(seed, SIZES.get(seed % SIZES.size())));
            analyses.put("Program" + seed, analysis);
            sources.put("Program" + seed, analysis.javaSource("Program" + seed, ClassContents.TENSORS));
        }
        javac = MemoryClassLoader.compile(sources);
    }

    Stream<String> programs() {
        return analyses.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void bytecodeComputesTheBitsOfTheInterpreter(String name) {
        assertSame(analyses.get(name));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void javaComputesTheBitsOfTheBytecode(String name) {
        Analysis analysis = analyses.get(name);
        Evaluator bytecode = Evaluator.classFile(analysis);
        Evaluator java = Evaluator.ofClass(javac.type(name), analysis);
        for (double[] point : POINTS) {
            assertThat(java.at(arguments(analysis, point))).isEqualTo(bytecode.at(arguments(analysis, point)));
        }
    }

    @Test
    void someOfThemFitAMethodAndSomeDoNot() {
        assertThat(analyses.values().stream().map(analysis -> MethodSizes.of(classFile(analysis)).keySet().stream()
                        .anyMatch(method -> method.contains("Part"))))
                .contains(true, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 600})
    void sumsOfConditionsAreRightInEverySize(int terms) {
        TERMS.values().forEach(term -> assertSame(analyze(sum(term, terms))));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 600})
    void chainsOfChoicesAreAsDeepAsTheyLike(int depth) {
        assertSame(analyze(chain("where(x > %d/1000, y*%d, %s)", depth)));
        assertSame(analyze(chain("(%3$s if y < %1$d/1000 else x*%2$d + %3$s)", depth)));
        assertSame(analyze(chain("where(%3$s > %1$d/1000, 1, 2) + (x > %2$d)", depth)));
    }

    @Tag("scale")
    @Test
    void aThousandConditionsAreRightInEveryForm() {
        sumsOfConditionsAreRightInEverySize(1000);
        chainsOfChoicesAreAsDeepAsTheyLike(1000);
    }

    @Tag("scale")
    @Test
    void thousandsOfTermsAreALinearMatter() {
        assertSame(analyze(sum(TERMS.get("sum of ramps"), CONDITIONS)));
        assertSame(analyze(chain("where(x > %d/1000, y*%d, %s)", CONDITIONS)));
    }

    @Tag("scale")
    @Test
    void javaOfThousandsOfConditionsCompiles() {
        Map<String, Analysis> large = new LinkedHashMap<>();
        TERMS.values().forEach(term -> large.put("Sum" + large.size(), analyze(sum(term, 600))));
        large.put("Chain", analyze(chain("where(x > %d/1000, y*%d, %s)", 1500)));
        Map<String, String> sources = new LinkedHashMap<>();
        large.forEach((name, analysis) -> sources.put(name, analysis.javaSource(name, ClassContents.TENSORS)));
        MemoryClassLoader loader = MemoryClassLoader.compile(sources);
        large.forEach((name, analysis) -> {
            Evaluator java = Evaluator.ofClass(loader.type(name), analysis);
            double[] point = arguments(analysis, POINTS[0]);
            assertThat(java.at(point)).isEqualTo(Evaluator.interpreter(analysis).at(point));
        });
    }

    private static String sum(String term, int terms) {
        return IntStream.rangeClosed(1, terms).mapToObj(term::formatted).collect(Collectors.joining(" + ", "z = ", ""));
    }

    /** Each value a choice by the one before it. */
    private static String chain(String pattern, int depth) {
        StringBuilder text = new StringBuilder("v0 = x\n");
        for (int i = 1; i <= depth; i++) {
            text.append('v').append(i).append(" = ").append(pattern.formatted(i, i % 10, "v" + (i - 1))).append('\n');
        }
        return text.append("z = v").append(depth).toString();
    }

    private static Analysis analyze(String text) {
        return Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT);
    }

    private static byte[] classFile(Analysis analysis) {
        return analysis.classFiles("Program", ClassContents.TENSORS).get(0).bytes();
    }

    private static void assertSame(Analysis analysis) {
        Evaluator interpreter = Evaluator.interpreter(analysis);
        byte[] classFile = classFile(analysis);
        Evaluator bytecode = Evaluator.ofClass(MemoryClassLoader.load("Program", classFile), analysis);
        Evaluator hidden = Evaluator.hiddenClass(analysis);
        for (double[] point : POINTS) {
            double[] arguments = arguments(analysis, point);
            double[] expected = interpreter.at(arguments);
            assertThat(bytecode.at(arguments)).as("bytecode").isEqualTo(expected);
            assertThat(hidden.at(arguments)).as("hidden class").isEqualTo(expected);
        }
        assertThat(MethodSizes.of(classFile).values()).allMatch(size -> size <= 8000);
    }

    /** Of x and y those that the function has. */
    private static double[] arguments(Analysis analysis, double[] point) {
        return analysis.function().formula().parameters().stream()
                .mapToDouble(parameter -> point[parameter.name().equals("x") ? 0 : 1])
                .toArray();
    }
}
