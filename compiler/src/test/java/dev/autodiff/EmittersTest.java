package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.autodiff.Analysis;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.source.Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Bytecode, Java source and interpreter are one semantics. */
class EmittersTest {
    private static final double[] SPECIAL = {
        0, -0.0, 1, -1, 0.5, 2, -3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
        -Double.MIN_NORMAL, Double.MAX_VALUE, -1e300, 1e-160, 0.1, 3.7
    };

    private static final List<String> HAND_WRITTEN = List.of(
            "z = y*log(x) + sin(y)",
            "z = 2",
            "z = x",
            "z = x - (y - (x - y)) - -x/(y/(x/y))",
            "z = -(-x)^2 - (-y)^3 + x^4*y^5 + sin(x)^6 + (x + y)^7 + (x*y)^8 + x^-1 + y^-2 + cos(x)^-3 + x^0.5 + 2^y + (x*y)^-8",
            "z = nan*x + inf - (-inf)*y + (-0.0)*x + 1e-320 + 4.9e-324*y + 1.7976931348623157e308",
            "double = x^2\nfinal = double*y\nMath = sin(final)\ngradient = Math*double\nworkspace = gradient + value\nz = workspace*workspace*t1",
            "x₁ = a₂ + σ\nx1 = x₁*σ\nz = exp(x₁)*x1*x1",
            "z = where(x < y, x*x, where(x >= 2, log(x), sqrt(y)*sqrt(y)))",
            "a = sin(x)*exp(y)\nz = a*a + where(x > 0 and not (y <= 1 or a != 0), log(a + 2)*log(a + 2), where(y == x, a, -a))",
            "c = x < y\nd = not c or x == 1\nz = (x if c and d else y) + (1 if d else c) + (c != d)",
            "z = where(true, x, y) + where(false, x, y) + (x < y)",
            "f(x) = x*exp(-x)\ng = grad(w, x)\nw = 3\nz = f(x)",
            "y = x^3*sin(x)\ng = grad(y, x)\nh = grad(g, x)\nz = h*g + y",
            "y = where(x > 0, sqrt(x), 0)\ng = grad(y, x)\nz = grad(g, x) + g",
            "# a comment with */ and \\u002a/ and \"quotes\" \\\nz = x # } {@code\n",
            "const t\ninput x: f64\nz = (x - t)^2*detach(x)\nno_grad { s = x^2 }\nr = s*z");

    private static final Map<String, Analysis> PROGRAMS = new LinkedHashMap<>();
    private static final Map<String, byte[]> CLASS_FILES = new LinkedHashMap<>();
    private static MemoryClassLoader javac;

    @BeforeAll
    static void compileAll() {
        List<String> texts = new ArrayList<>(HAND_WRITTEN);
        texts.removeIf(text -> text.startsWith("f(x) = x*exp(-x)\ng = grad(w"));
        for (Pointwise row : Pointwise.values()) {
            texts.add(programOf(row));
        }
        texts.addAll(preludePrograms());
        texts.add("z = " + nestedChoices(40));
        texts.add(manyParameters(130));
        texts.add(large(400));
        texts.add(large(60) + "\nr = z*"
                + IntStream.range(0, 200).mapToObj(i -> "p" + i).collect(Collectors.joining("*")));
        texts.add(manyParameters(600).replace("z =", "w =") + "\nz = w*w");
        Map<String, String> sources = new LinkedHashMap<>();
        for (String text : texts) {
            String name = "com.acme.Program" + PROGRAMS.size();
            Analysis analysis = Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT);
            PROGRAMS.put(name, analysis);
            CLASS_FILES.put(name, analysis.classFile(name));
            sources.put(name, analysis.javaSource(name));
        }
        javac = MemoryClassLoader.compile(sources);
    }

    private static String programOf(Pointwise row) {
        if (row == Pointwise.WHERE) {
            return "z = where(a < b, a*x, b/x)";
        }
        String call =
                switch (row) {
                    case ADD, SUB, MUL, DIV, LT, LE, GT, GE, EQ, NE -> "a " + row.symbol() + " b";
                    case AND, OR -> "a > 0 " + row.symbol() + " b > 0";
                    case NOT -> "not a > b";
                    case NEG -> "-a";
                    default -> row.symbol() + arguments(row);
                };
        return "y = " + call + "\nz = y*b + y/2";
    }

    /** By the first argument there is no derivative if it is an order. */
    private static String arguments(Pointwise row) {
        List<String> arguments = new ArrayList<>(List.of("a", "b", "x").subList(0, row.arity()));
        arguments.replaceAll(
                name -> FrozenInputs.isFrozen(row, arguments.indexOf(name)) ? "detach(" + name + ")" : name);
        return "(" + String.join(", ", arguments) + ")";
    }

    /** A call of every function of numbers of the prelude. */
    private static List<String> preludePrograms() {
        return PreludeHeads.all()
                .filter(PreludeHeads.Head::isPlain)
                .map(head -> "result = " + head.detached() + "\nr = result*result")
                .toList();
    }

    private static String nestedChoices(int depth) {
        return depth == 0 ? "x" : "max(where(x < " + depth + ", " + nestedChoices(depth - 1) + ", y), x)";
    }

    private static String manyParameters(int count) {
        return "z = "
                + IntStream.range(0, count)
                        .mapToObj(i -> "p" + i + "*sin(p" + (i + 1) % count + ")")
                        .collect(Collectors.joining(" + "));
    }

    /** Long enough for several methods, with values that cross from one to the next. */
    private static String large(int steps) {
        StringBuilder text = new StringBuilder("a0 = x\nb0 = y\nc0 = x < y\n");
        for (int i = 1; i <= steps; i++) {
            text.append("a")
                    .append(i)
                    .append(" = sin(a")
                    .append(i - 1)
                    .append(") + b")
                    .append(i / 2)
                    .append("*x/")
                    .append(i + 0.1)
                    .append('\n');
            text.append("c")
                    .append(i)
                    .append(" = a")
                    .append(i)
                    .append(" < b")
                    .append(i - 1)
                    .append(" or c")
                    .append(i - 1)
                    .append('\n');
            text.append("b")
                    .append(i)
                    .append(" = where(c")
                    .append(i)
                    .append(", erf(b")
                    .append(i - 1)
                    .append("), a")
                    .append(i)
                    .append(" - y)\n");
        }
        return text.append("z = a").append(steps).append("*b").append(steps).toString();
    }

    private static Class<?> classOf(String name) {
        return MemoryClassLoader.load(name, CLASS_FILES.get(name));
    }

    private static List<double[]> points(int arity) {
        List<double[]> points = new ArrayList<>();
        Random random = new Random(arity);
        for (int i = 0; i < 40; i++) {
            boolean special = i % 2 == 0;
            points.add(random.doubles(arity, -3, 5)
                    .map(x -> special ? SPECIAL[random.nextInt(SPECIAL.length)] : x)
                    .toArray());
        }
        return points;
    }

    @Test
    void allEvaluatorsComputeTheSameBits() {
        PROGRAMS.forEach((name, analysis) -> {
            Evaluator interpreter = Evaluator.interpreter(analysis);
            Evaluator java = Evaluator.ofClass(javac.type(name), analysis);
            Evaluator bytecode = Evaluator.ofClass(classOf(name), analysis);
            Evaluator hidden = Evaluator.hiddenClass(analysis);
            for (double[] point :
                    points(analysis.function().formula().parameters().size())) {
                double[] expected = interpreter.at(point);
                assertThat(bytecode.at(point))
                        .as(() -> "bytecode of " + analysis.source().text())
                        .isEqualTo(expected);
                assertThat(hidden.at(point))
                        .as(() -> "hidden class of " + analysis.source().text())
                        .isEqualTo(expected);
                assertThat(java.at(point)).as(() -> analysis.javaSource(name)).isEqualTo(expected);
            }
        });
    }

    @Test
    void javaAndBytecodeHaveTheSameConstants() throws ReflectiveOperationException {
        for (String name : PROGRAMS.keySet()) {
            for (Field field : classOf(name).getFields()) {
                assertThat(javac.type(name).getField(field.getName()).get(null)).isEqualTo(field.get(null));
            }
        }
    }

    @Test
    void javaAndBytecodeHaveTheSamePublicMethods() {
        PROGRAMS.forEach((name, analysis) -> {
            assertThat(javac.type(name).getMethods())
                    .extracting(Object::toString)
                    .containsExactlyInAnyOrder(List.of(classOf(name).getMethods()).stream()
                            .map(Object::toString)
                            .toArray(String[]::new));
        });
    }

    @Test
    void classFilesAreValid() {
        PROGRAMS.forEach((name, analysis) -> {
            StringWriter problems = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(CLASS_FILES.get(name)), false, new PrintWriter(problems));
            assertThat(problems.toString()).as(analysis.source().text()).isEmpty();
        });
    }

    @Test
    void noMethodIsTooLargeForTheJit() {
        CLASS_FILES.forEach((name, classFile) -> {
            assertThat(MethodSizes.of(classFile).values()).allMatch(size -> size <= 8000);
            assertThat(MethodSizes.of(javac.bytes(name)).values()).allMatch(size -> size <= 8000);
        });
    }

    @Test
    void largeFunctionsHaveParts() {
        Analysis analysis = Autodiff.analyze(new Source("program.ad", large(400)), Options.DEFAULT);

        assertThat(MethodSizes.of(analysis.classFile("Large")))
                .containsKeys("valuePart1([D[Z)V", "gradientPart2([D[Z)V")
                .allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(8000));
    }

    @Test
    void compilingAgainGivesTheSameClassAndSource() {
        PROGRAMS.forEach((name, analysis) -> {
            Analysis again = Autodiff.analyze(analysis.source(), Options.DEFAULT);
            assertThat(again.classFile(name)).isEqualTo(CLASS_FILES.get(name));
            assertThat(again.javaSource(name)).isEqualTo(analysis.javaSource(name));
        });
    }

    @Test
    void batchFormsComputeTheSameAsSinglePoints() throws ReflectiveOperationException {
        Analysis analysis = Autodiff.analyze(new Source("program.ad", HAND_WRITTEN.get(0)), Options.DEFAULT);
        double[] x = {1, 2, 3};
        double[] y = {4, 5, 6};
        double[] expected = Evaluator.interpreter(analysis).at(x[1], y[1]);
        String name = PROGRAMS.keySet().iterator().next();
        for (Class<?> type : List.of(javac.type(name), MemoryClassLoader.load("Z", analysis.classFile("Z")))) {
            double[][] results = new double[3][3];
            type.getMethod("gradient", double[].class, double[].class, double[].class, double[].class, double[].class)
                    .invoke(null, x, y, results[0], results[1], results[2]);
            assertThat(new double[] {results[0][1], results[1][1], results[2][1]})
                    .isEqualTo(new double[] {expected[1], expected[2], expected[3]});
            assertThatThrownBy(() -> type.getMethod("value", double[].class, double[].class, double[].class)
                            .invoke(null, x, y, new double[2]))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'value' has 2");
        }
    }

    @Test
    void moreConstantsThanAPoolHoldsComeFromArrays() {
        String text =
                "z = " + IntStream.range(0, 16_500).mapToObj(i -> i + ".5*x").collect(Collectors.joining(" + "))
                        + " - 0.5*y + y*0.25";
        Analysis analysis = Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT);
        Evaluator java = Evaluator.ofClass(
                MemoryClassLoader.compile(Map.of("Z", analysis.javaSource("Z"))).type("Z"), analysis);

        double[] expected = Evaluator.interpreter(analysis).at(1.1, -0.3);

        assertThat(java.at(1.1, -0.3)).isEqualTo(expected);
        assertThat(Evaluator.classFile(analysis).at(1.1, -0.3)).isEqualTo(expected);
    }

    @Test
    void aValueIsComputedWhenTheFirstResultThatNeedsItIs() {
        String text = "f(x, y) {\n a = sin(x)\n b = exp(y)\n p = b*(b + 1)\n q = a*(a + 1)\n return p, q\n}";

        String source = Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT).javaSource("F");

        assertThat(source).containsSubsequence("b = Math.exp(y)", "p = ", "a = Math.sin(x)", "q = ");
    }

    @Test
    void moreArraysThanAMethodTakesLeaveOutItsBatchForm() {
        String text = IntStream.range(0, 300)
                        .mapToObj(i -> "v" + i + " = x + " + i + "\n")
                        .collect(Collectors.joining())
                + "z = " + IntStream.range(0, 300).mapToObj(i -> "v" + i).collect(Collectors.joining("*"));
        List<String> variables = IntStream.range(0, 300).mapToObj(i -> "v" + i).toList();
        Analysis analysis = Autodiff.analyze(new Source("program.ad", text), Options.DEFAULT.withVariables(variables));

        assertThat(Evaluator.classFile(analysis).at(0.1)).isEqualTo(Evaluator.interpreter(analysis).at(0.1));
        assertThat(MethodSizes.of(analysis.classFile("Z")))
                .containsKey("value([D[D)V")
                .doesNotContainKey("gradient(" + "[D".repeat(302) + ")V");
    }

    @Test
    void readsLikeJavaWrittenByHand() {
        Analysis analysis =
                Autodiff.analyze(new Source("z.ad", "r = x^2 + y^2\nz = where(r > 1, r*log(r), -x)"), Options.DEFAULT);

        assertThat(analysis.javaSource("com.acme.Z")).startsWith("""
                // Generated by (VERSION) from z.ad. Do not edit.
                package com.acme;

                /**
                 * The function {@code z(x, y)} and its derivatives by {@code x, y}:
                 *
                 * <pre>{@code
                 * r = x^2 + y^2
                 * z = where(r > 1, r*log(r), -x)
                 * }</pre>
                 */
                public final class Z {
                    public static final String FUNCTION = "z";
                    public static final String PARAMETERS = "x,y";
                    public static final String VARIABLES = "x,y";
                    public static final String COMPILER = "(VERSION)";
                    public static final String SOURCE =
                            "r = x^2 + y^2\\n"
                            + "z = where(r > 1, r*log(r), -x)";

                    private Z() {}

                    /** The value at a point. */
                    public static double value(double x, double y) {
                        final double r = x * x + y * y;
                """.replace("(VERSION)", CompiledFunction.VERSION));
    }
}
