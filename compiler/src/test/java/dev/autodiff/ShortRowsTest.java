package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.FlatMethods.Answer;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import dev.autodiff.vectors.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Folds of short rows: all ways to compute them give the bits of the interpreter, however many rows there are; {@code
 * -Drows=1000} tries so many programs.
 */
class ShortRowsTest {
    private static final int PROGRAMS = Integer.getInteger("rows", 12);

    private static final List<Program> ALL = new ArrayList<>();
    private static MemoryClassLoader javac;

    private record Program(long seed, String name, Analysis analysis, CompiledFunction function, List<Point> points) {
        List<ClassFile> files() {
            return analysis.classFiles(name, ClassContents.TENSORS);
        }
    }

    /** Numbers for a program, and what the interpreter makes of them. */
    private record Point(List<Tensor> arguments, Tensor cotangent, List<double[]> expected) {}

    @BeforeAll
    static void compileAll() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Analysis analysis = Autodiff.analyze(new Source("rows.ad", RandomShortRows.of(seed)), Options.DEFAULT);
            String name = "Rows" + seed;
            List<Point> points = new ArrayList<>();
            for (int rows : RandomShortRows.ROWS) {
                points.add(point(analysis, seed, rows));
            }
            ALL.add(new Program(seed, name, analysis, analysis.load(), points));
            sources.put(name, analysis.javaSource(name, ClassContents.TENSORS));
        }
        javac = MemoryClassLoader.compileWithRuntime(sources);
    }

    @Test
    void everyEntryPointOfTheClassGivesTheBitsOfTheInterpreter() {
        for (Program program : ALL) {
            check(program, MemoryClassLoader.loadWithRuntime(program.name(), program.files().get(0).bytes()));
        }
    }

    @Test
    void theJavaSourceDoesAsWell() {
        ALL.forEach(program -> check(program, javac.type(program.name())));
    }

    /** Of several elements that differ from round to round, as those of a point and of its direction do. */
    @Test
    void theSameProgramGivesTheSameBytesEachTime() {
        String text = "f(p: f64[n, 1, 8], c: f64[k, 8]) = sum(min(sum((p - c)^2, axis=-1), axis=1))";
        Options options = Options.DEFAULT.withDerivatives(Set.of(DerivativeKind.JVP));
        Set<List<String>> compiled = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Analysis analysis = Autodiff.analyze(new Source("rows.ad", text), options);
            compiled.add(analysis.classFiles("Rows", ClassContents.TENSORS).stream()
                    .map(file -> Arrays.toString(file.bytes()))
                    .toList());
        }
        assertThat(compiled).hasSize(1);
    }

    /** No row is so long that registers add its terms in another order. */
    @Test
    @Tag("vectors")
    void theClassInVectorRegistersDoesAsWell() {
        for (Program program : ALL) {
            check(program, Vectors.warmTensorClassOf(program.files()));
        }
    }

    private static void check(Program program, Class<?> type) {
        for (Point point : program.points()) {
            String what = "seed " + program.seed() + ", cotangent of " + point.cotangent().size() + ": "
                    + program.analysis().source().text();
            Tensor[] arguments = point.arguments().toArray(Tensor[]::new);
            FlatMethods flat = new FlatMethods(type, program.function(), true, arguments);
            assertSame(what, flat.value(), point.expected().get(0));
            assertSame(what + " vjp", flat.vjp(point.cotangent()), point.expected());
            assertSame(what + " in two", flat.inTwo(1, point.cotangent()), point.expected());
        }
    }

    private static Point point(Analysis analysis, long seed, int rows) {
        Map<String, Integer> sizes = RandomShortRows.sizes(seed, rows);
        Random random = new Random(seed);
        Differentiated pullback = analysis.pullback();
        Map<Node, double[]> elements = new HashMap<>();
        List<Tensor> arguments = new ArrayList<>();
        pullback.formula().parameters().forEach(parameter -> {
            Tensor argument = filled(parameter.node(), sizes, random);
            arguments.add(argument);
            elements.put(parameter.node(), argument.toArray());
        });
        Tensor cotangent = filled(pullback.cotangents().get(0), sizes, random);
        elements.put(pullback.cotangents().get(0), cotangent.toArray());
        List<Node> wanted = new ArrayList<>(List.of(pullback.formula().result()));
        wanted.addAll(pullback.gradient());
        return new Point(arguments, cotangent, Interpreter.evaluate(wanted, elements, sizes));
    }

    /** Some numbers twice, so that there are ties. */
    private static Tensor filled(Node node, Map<String, Integer> sizes, Random random) {
        int[] lengths = node.shape().lengths(sizes);
        double[] data = random.doubles(Tensor.size(lengths), -2, 2)
                .map(x -> random.nextInt(4) == 0 ? Math.rint(x) : x)
                .toArray();
        return Tensor.of(lengths, data).as(node.type().dtype());
    }

    private static void assertSame(String what, Answer actual, List<double[]> expected) {
        assertSame(what, actual.value(), expected.get(0));
        for (int i = 0; i < actual.gradient().size(); i++) {
            assertSame(what + ", variable " + i, actual.gradient().get(i), expected.get(i + 1));
        }
    }

    private static void assertSame(String what, double[] actual, double[] expected) {
        int different = Arrays.mismatch(actual, expected);
        assertThat(different).as(() -> what + ", first different element").isEqualTo(-1);
    }
}
