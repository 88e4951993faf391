package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.graph.Entry;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import dev.autodiff.vectors.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Every entry point of functions of numbers computes the same bits by the interpreter, in classes, in hidden classes
 * and in Java source.
 */
class EntryPointsTest {
    private static final Set<DerivativeKind> OF_NUMBER = EnumSet.allOf(DerivativeKind.class);
    private static final Set<DerivativeKind> OF_SEVERAL =
            EnumSet.of(DerivativeKind.GRADIENT, DerivativeKind.JACOBIAN, DerivativeKind.JVP);
    private static final int RANDOM_PROGRAMS = Integer.getInteger("programs", 1000) / 50;

    /** The functions by the names of their classes. */
    private static final Map<String, Analysis> FUNCTIONS = new LinkedHashMap<>();
    private static MemoryClassLoader javac;

    @BeforeAll
    static void compile() {
        add("z = y*log(x) + sin(y)", null);
        add("p = x*y\nq = x + sin(y)", List.of("p", "q"));
        add("f(x, y, const k: int) {\n s = x\n for i in 0:k { s = s*sin(y) + x }\n return s }", null);
        add("f(x, y, const k: int) {\n s = x\n for i in 0:k { s = s*sin(y) + x }\n return s, s*s }", null);
        add(large(60), List.of("a60", "b60", "z"));
        add(manyParameters(65), null);
        Random random = new Random(5);
        for (int i = 0; i < RANDOM_PROGRAMS; i++) {
            addRandom(new ProgramGenerator().next(random).value().toString(), i % 2 == 0);
        }
        Map<String, String> sources = new LinkedHashMap<>();
        FUNCTIONS.forEach((name, analysis) -> sources.put(name, analysis.javaSource(name)));
        javac = MemoryClassLoader.compile(sources);
    }

    private static void add(String program, List<String> results) {
        boolean isOne = results == null ? !program.contains("return s, ") : results.size() == 1;
        Options options = Options.DEFAULT.withResults(results).withDerivatives(isOne ? OF_NUMBER : OF_SEVERAL);
        Analysis analysis = Autodiff.analyze(new Source("f.ad", program), options);
        assertThat(analysis.isScalar()).as(program).isTrue();
        FUNCTIONS.put("com.acme.F" + FUNCTIONS.size(), analysis);
    }

    /** With the last results, as far as they have the derivatives. */
    private static void addRandom(String program, boolean isOne) {
        List<String> numbers =
                Autodiff.written(new Source("f.ad", program), Options.DEFAULT).variables().entrySet().stream()
                        .filter(variable -> variable.getValue().type().equals(Type.NUMBER))
                        .map(Map.Entry::getKey)
                        .toList();
        try {
            add(
                    program,
                    isOne || numbers.size() < 2
                            ? null
                            : numbers.subList(Math.max(0, numbers.size() - 3), numbers.size()));
        } catch (CompileException e) {
            assertThat(e).hasMessageContaining("has no derivative");
        }
    }

    /** Long enough for several methods, with values that cross from one to the next. */
    private static String large(int steps) {
        StringBuilder text = new StringBuilder("a0 = x\nb0 = y\n");
        for (int i = 1; i <= steps; i++) {
            text.append(String.format("a%d = sin(a%d) + b%d*x/%d%n", i, i - 1, i / 2, i + 1));
            text.append(String.format("b%d = where(a%d < b%d, b%d*0.5, a%d - y)%n", i, i, i - 1, i - 1, i));
        }
        return text + "z = a" + steps + "*b" + steps;
    }

    private static String manyParameters(int count) {
        return "z = "
                + IntStream.range(0, count)
                        .mapToObj(i -> "p" + i + "*sin(p" + (i + 1) % count + ")")
                        .collect(Collectors.joining(" + "));
    }

    private static double[] point(Random random, Entry entry) {
        return entry.inputs().stream()
                .mapToDouble(input ->
                        input.node().type().equals(Type.WHOLE) ? random.nextInt(5) : random.nextDouble() * 3 - 0.5)
                .toArray();
    }

    @Test
    void methodsForOnePointComputeTheSameBits() {
        FUNCTIONS.forEach((name, analysis) -> {
            Class<?> bytecode = MemoryClassLoader.load(name, analysis.classFile(name));
            Random random = new Random(1);
            for (Entry entry : analysis.entryPoints().entries()) {
                for (int i = 0; i < 8; i++) {
                    double[] point = point(random, entry);
                    double[] expected = EntryCalls.interpreted(entry, point);
                    assertThat(EntryCalls.atPoint(bytecode, entry, point))
                            .as("%s of %s", entry.name(), analysis.source().text())
                            .isEqualTo(expected);
                    assertThat(EntryCalls.atPoint(javac.type(name), entry, point))
                            .as("%s in Java", entry.name())
                            .isEqualTo(expected);
                }
            }
        });
    }

    @Test
    void methodsForManyPointsComputeTheSameBits() {
        FUNCTIONS.forEach((name, analysis) -> {
            for (Class<?> type : List.of(MemoryClassLoader.load(name, analysis.classFile(name)), javac.type(name))) {
                for (Entry entry : analysis.entryPoints().entries()) {
                    boolean hasBatchForm = !entry.inputs().isEmpty()
                            && entry.inputs().size() + entry.distinct().size() <= 253
                            && 2 * entry.inputs().size() + entry.arrays().size() <= 255;
                    for (int n : hasBatchForm ? new int[] {0, 1, 7, 1000} : new int[0]) {
                        assertSameAtPoints(type, entry, n, Set.of());
                    }
                }
            }
        });
    }

    private static void assertSameAtPoints(Class<?> type, Entry entry, int n, Set<String> shared) {
        double[][] inputs = new double[entry.inputs().size()][n];
        Random random = new Random(n);
        for (int i = 0; i < n; i++) {
            double[] point = point(random, entry);
            for (int k = 0; k < point.length; k++) {
                inputs[k][i] = i > 0 && shared.contains(entry.inputs().get(k).name()) ? inputs[k][0] : point[k];
            }
        }
        double[][] outputs = EntryCalls.atPoints(type, entry, inputs, shared);
        for (int i = 0; i < n; i += 1 + n / 20) {
            int point = i;
            double[] expected = EntryCalls.atPoint(
                    type,
                    entry,
                    Arrays.stream(inputs).mapToDouble(column -> column[point]).toArray());
            assertThat(outputs[i]).as("%s at point %s of %s", entry.name(), i, n).isEqualTo(expected);
        }
    }

    @Test
    void functionsInThisJvmComputeTheSameBits() {
        FUNCTIONS.values().forEach(analysis -> {
            Random random = new Random(2);
            analysis.entries().kinds().forEach(kind -> {
                CompiledFunction function = analysis.load(kind);
                Entry entry = analysis.entryPoints().entries().stream()
                        .filter(candidate -> candidate.name().equals(kind.toString()))
                        .findFirst()
                        .orElseThrow();
                double[] point = point(random, entry);
                double[] expected = EntryCalls.interpreted(entry.packed(), point);
                assertThat(function.values(point)).as("%s of %s", kind, analysis.source().text()).isEqualTo(expected);
            });
        });
    }

    @Test
    void functionsOfSeveralNumbersGiveTensors() {
        CompiledFunction function = Autodiff.compile(
                new Source("f", "p = x*y\nq = x + sin(y)"), Options.DEFAULT.withResults(List.of("p", "q")));

        CompiledFunction.Pullback pullback =
                function.pullback(List.of(Tensor.scalar(2), Tensor.scalar(10)), Tensor.scalar(3), Tensor.scalar(0));

        assertThat(pullback.values()).extracting(Tensor::item).containsExactly(0.0, 3.0);
        assertThat(pullback.gradient()).extracting(Tensor::item).containsExactly(10.0, 16.0);
        assertThat(function.values(3, 0)).containsExactly(0, 3);
        assertThatThrownBy(() -> function.value(3, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p: f64, q: f64");
    }

    /** 255 arguments of a method, two of which are the range of points that it does; 127 numbers for one point. */
    @ParameterizedTest
    @CsvSource({"126, true", "127, false"})
    void moreArraysThanAMethodTakesLeaveItOut(int parameters, boolean isThere) {
        String program = "z = "
                + IntStream.range(0, parameters)
                        .mapToObj(i -> "p" + i + "*p" + (i + 1) % parameters)
                        .collect(Collectors.joining(" + "));
        Analysis analysis = Autodiff.analyze(new Source("f.ad", program), Options.DEFAULT);
        ClassContents contents = new ClassContents(EnumSet.of(Form.POINT, Form.BATCH), Set.of(), false, false);
        Class<?> type = MemoryClassLoader.load("F", analysis.classFiles("F", contents).get(0).bytes());

        assertThat(type.getMethods())
                .filteredOn(method -> method.getName().equals("gradient"))
                .hasSize(isThere ? 2 : 1);
        if (isThere) {
            assertSameAtPoints(type, analysis.entryPoints().entries().get(1), 3, Set.of());
        }
    }

    @Test
    void sharedInputsAreOneNumberForAllPoints() {
        ClassContents contents = new ClassContents(EnumSet.allOf(Form.class), Set.of("r", "k"), false, false);
        Options options = Options.DEFAULT.withDerivatives(OF_NUMBER);
        Analysis analysis = Autodiff.analyze(
                new Source(
                        "f.ad",
                        "f(x, r, y, const k: int) {\n s = x\n for i in 0:k { s = s*sin(r) + y }\n return s + exp(r)*x }"),
                options);
        Class<?> bytecode = MemoryClassLoader.load("F", analysis.classFiles("F", contents).get(0).bytes());
        Class<?> java = MemoryClassLoader.compile(Map.of("F", analysis.javaSource("F", contents))).type("F");

        for (Entry entry : analysis.entryPoints().entries()) {
            assertSameAtPoints(bytecode, entry, 100, contents.shared());
            assertSameAtPoints(java, entry, 100, contents.shared());
        }
    }

    /**
     * Of operators whose results IEEE 754 fixes, so that registers give the bits that numbers give; other levels reduce
     * quotients in derivatives, in the code of numbers alone.
     */
    @Test
    @Tag("vectors")
    void registersComputeTheSameBits() {
        String steps = "r = x*y + sqrt(abs(x))\ns = where(x < y, x/(1 + y^2), r*k)\n";
        for (boolean isOne : new boolean[] {true, false}) {
            Options options = Options.DEFAULT
                    .withLevel(Level.EXACT)
                    .withDerivatives(isOne ? OF_NUMBER : OF_SEVERAL)
                    .withResults(isOne ? null : List.of("r", "s", "z"));
            Analysis analysis = Autodiff.analyze(new Source("f.ad", steps + "z = r*s - k/r"), options);
            for (Set<String> shared : List.of(Set.<String>of(), Set.of("k"))) {
                List<ClassFile> files =
                        analysis.classFiles("F", new ClassContents(EnumSet.allOf(Form.class), shared, false, false));
                assertThat(files).hasSize(2);
                for (Class<?> type : Vectors.warmAndWithout(files)) {
                    analysis.entryPoints().entries().forEach(entry -> assertSameAtPoints(type, entry, 1000, shared));
                }
            }
        }
    }

    @Test
    void arraysThatDoNotFitAreNamed() {
        Analysis analysis = FUNCTIONS.get("com.acme.F1");
        for (Class<?> type : List.of(MemoryClassLoader.load("F", analysis.classFile("F")), javac.type("com.acme.F1"))) {
            assertThatThrownBy(() -> EntryCalls.call(type, "jacobian", List.of(1.0, 2.0, new double[2], new double[3])))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("'jacobian' has 3 elements, and needs 4");
            assertThatThrownBy(() -> EntryCalls.call(type, "value", List.of(1.0, 2.0, new double[1])))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("'results' has 1 elements, and needs 2");
            List<Object> columns = new ArrayList<>();
            IntStream.range(0, 8).forEach(i -> columns.add(new double[i == 6 ? 4 : 5]));
            assertThatThrownBy(() -> EntryCalls.call(type, "jacobian", columns))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("arrays of different lengths: 'x' has 5, 'dq_dx' has 4");
        }
    }

    @Test
    void sparseMatricesAreListsOfNonZeros() throws ReflectiveOperationException {
        Options options =
                Options.DEFAULT.withResults(List.of("p", "q", "r")).withDerivatives(Set.of(DerivativeKind.JACOBIAN));
        assertSparse(
                Autodiff.analyze(new Source("f.ad", "p = x*y\nq = 3*z\nr = exp(z)"), options),
                "jacobian",
                "",
                new int[] {0, 0, 1, 2},
                new int[] {0, 1, 2, 2});
        Options ofNumber = Options.DEFAULT.withDerivatives(Set.of(DerivativeKind.HESSIAN));
        assertSparse(
                Autodiff.analyze(new Source("f.ad", "r = x*y + exp(z)*x"), ofNumber),
                "hessian",
                "",
                new int[] {1, 2, 2},
                new int[] {0, 0, 2});
        Options both = Options.DEFAULT.withDerivatives(OF_NUMBER);
        assertSparse(
                Autodiff.analyze(new Source("f.ad", "r = x*y + exp(z)*x"), both),
                "hessian",
                "HESSIAN_",
                new int[] {1, 2, 2},
                new int[] {0, 0, 2});
    }

    private static void assertSparse(Analysis analysis, String matrix, String prefix, int[] rows, int[] columns)
            throws ReflectiveOperationException {
        ClassContents contents = new ClassContents(EnumSet.allOf(Form.class), Set.of(), true, false);
        Class<?> bytecode = MemoryClassLoader.load("F", analysis.classFiles("F", contents).get(0).bytes());
        Class<?> java = MemoryClassLoader.compile(Map.of("F", analysis.javaSource("F", contents))).type("F");
        Entry dense = analysis.entryPoints().entries().stream()
                .filter(entry -> entry.name().equals(matrix))
                .findFirst()
                .orElseThrow();
        double[] point = {1.5, -0.5, 0.25};
        double[] all = EntryCalls.interpreted(dense, point);
        int before = all.length - dense.outputs(matrix).size();
        double[] expected = IntStream.range(0, rows.length)
                .mapToDouble(i -> all[before + rows[i] * point.length + columns[i]])
                .toArray();
        for (Class<?> type : List.of(bytecode, java)) {
            assertThat(type.getField(prefix + "ROWS").get(null)).isEqualTo(rows);
            assertThat(type.getField(prefix + "COLUMNS").get(null)).isEqualTo(columns);
            double[] first = new double[point.length];
            double[] nonZeros = new double[rows.length];
            EntryCalls.call(type, matrix, List.of(point[0], point[1], point[2], first, nonZeros));
            assertThat(nonZeros).isEqualTo(expected);
        }
    }

    @Test
    void classesHoldWhatIsAskedFor() {
        Source source = new Source("z.ad", "z = y*log(x) + sin(y)");
        Analysis bare = Autodiff.analyze(source, Options.DEFAULT.withDerivatives(Set.of()));
        Analysis usual = Autodiff.analyze(source, Options.DEFAULT);
        byte[] point = usual.classFiles("Z", new ClassContents(EnumSet.of(Form.POINT), Set.of(), false, false))
                .get(0)
                .bytes();
        byte[] batch = usual.classFiles("Z", new ClassContents(EnumSet.of(Form.BATCH), Set.of(), false, false))
                .get(0)
                .bytes();

        assertThat(methods(bare.classFile("Z"))).doesNotContain("gradient", "gradientTiles");
        assertThat(methods(point)).containsExactly("value", "gradient", "<init>");
        assertThat(point).hasSizeLessThan(1500);
        assertThat(methods(batch)).doesNotContain("<clinit>", "areUsable", "gradientTiles").contains("share");
        assertThat(new String(batch, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("ModuleLayer");
        assertThat(MemoryClassLoader.load("Z", batch).getMethods())
                .filteredOn(method -> method.getDeclaringClass() != Object.class)
                .allSatisfy(method -> assertThat(method.getParameterTypes()).containsOnly(double[].class));
    }

    private static List<String> methods(byte[] classFile) {
        List<String> names = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                names.add(name);
                                return null;
                            }
                        },
                        0);
        return names;
    }
}
