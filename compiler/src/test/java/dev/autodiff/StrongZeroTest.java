package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Elements that do not influence what is taken of a result may be anything, and what they are computed from may have
 * infinite slopes there: the derivative stays the same, bit for bit, and theirs is 0. That holds for each function of
 * tensors, however a part of its result is taken, for the first and the second derivative.
 */
@Tag("oracle")
class StrongZeroTest {
    private static final int SIZE = 16;

    /** What an element without influence becomes. */
    private static final double[] POISONS = {0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -1};

    /**
     * Functions of y with 16 elements, of a and b with 3×2 and 2×3 of them, of the stack c with 2×2×2, and of s with 4.
     */
    private static final List<String> FUNCTIONS = List.of(
            "a @ b",
            "b @ a",
            "a @ s[:2]",
            "s[:3] @ a",
            "c @ c[:, ::-1]",
            "dot(s, s[::-1])",
            "outer(s, s[1:])",
            "kron(a, b)",
            "cross(b, b[::-1])",
            "einsum(\"ij,jk->ki\", a, b)",
            "einsum(\"ij->j\", a)",
            "einsum(\"bij,bjk->ibk\", c, c)",
            "einsum(\"i,j,i->ij\", s, s, s)",
            "einsum(\"bij,bij->b\", c, c)",
            "trace(c)",
            "diag(s)",
            "diag(b @ a)",
            "diag_embed(a)",
            "tril(c)",
            "triu(c, 1)",
            "matrix_power(c[0], 3)",
            "conv1d(reshape(y, 1, 2, 8), reshape(s, 1, 2, 2))",
            "conv1d(reshape(y, 1, 2, 8), ones(1, 2, 3), stride=2, padding=1)",
            "conv2d(reshape(y, 1, 1, 4, 4), reshape(s, 1, 1, 2, 2))",
            "max_pool1d(reshape(y, 1, 2, 8), 2)",
            "avg_pool2d(reshape(y, 1, 1, 4, 4), 2)",
            "sum(a, axis=0)",
            "sum(c, axis=[0, 2])",
            "mean(a, axis=1)",
            "prod(a, axis=1)",
            "prod(c, axis=[0, 1])",
            "max(a, axis=1)",
            "max(y)",
            "min(c, axis=-1)",
            "min(y)",
            "norm(a, axis=1)",
            "norm(a, 1, axis=0)",
            "norm(a, 3, axis=0)",
            "norm(a, inf, axis=1)",
            "logsumexp(a, axis=1)",
            "var(a, axis=1)",
            "std(a, axis=0)",
            "median(a, axis=0)",
            "topk(a, 2, axis=0)",
            "sort(a, axis=0)",
            "sort(y)",
            "cummax(s)",
            "cummin(a, axis=0)",
            "logcumsumexp(s)",
            "cumsum(s)",
            "cumsum(a, axis=0)",
            "cumsum(s)[::-1]",
            "cumprod(s)",
            "cumprod(a, axis=1)",
            "gather(a, 0, [[2, 0], [1, 1]])",
            "scatter_add(a, 0, [[1, 2], [0, 0]], c[0])",
            "index_select(y, 0, [3, 1, 3])",
            "take(a, [2, 0], axis=0)",
            "y[[5, 5, -1]]",
            "softmax(a)",
            "log_softmax(a, axis=0)",
            "normalize(a)",
            "cosine_similarity(a, a[::-1])",
            "layer_norm(a)",
            "group_norm(reshape(y, 2, 4, 2), 2)",
            "batch_norm(a)",
            "glu(a)",
            "softmax(c @ c, axis=-1) @ c",
            "nll_loss(log_softmax(a), [0, 1, 1])",
            "cross_entropy(a, [1, 0, 1])",
            "nll_loss(log_softmax(a), [0, 7, 1], ignore_index=7)",
            "cross_entropy(a, [1, -1, 0], ignore_index=-1, weight=[0.5, 2], label_smoothing=0.1)",
            "concat(s, y)",
            "stack(s, s[::-1])",
            "flip(a)",
            "roll(a, 1, axis=0)",
            "permute(c, 2, 0, 1)",
            "transpose(a)",
            "broadcast_to(s, 3, 4)",
            "unsqueeze(a, 1)",
            "pad(s, 1, 2)",
            "where(s < 2, s, s[::-1])",
            "a*s[:2]",
            "s/s[:1]",
            "a + reshape(s[:3], 3, 1)",
            "max(a, a[::-1])",
            "hypot(s, s[::-1])",
            "atan2(s, y[3])",
            "s^s[::-1]",
            "logaddexp(s, s[::-1])",
            "huber(s, s[::-1])",
            "bce_with_logits(s, s[::-1])",
            "lerp(s, s[::-1], y[5])",
            "clamp(s, y[6], y[7])",
            "gelu(s)",
            "mish(s)",
            "elu(s)");

    /** Functions of whole matrices: all elements of one have influence on all of the result. */
    private static final List<String> OF_MATRICES = List.of(
            "solve(c + 9*eye(2), c)",
            "inv(c + 9*eye(2))",
            "det(c)",
            "logabsdet(c + 9*eye(2))",
            "cholesky(c @ transpose(c, 1, 2) + eye(2))",
            "expm(c/9)",
            "solve_triangular(c + 9*eye(2), c)",
            "eigvalsh(c)",
            "svdvals(c)",
            "qr_r(c + 9*eye(2))",
            "pinv(c + 9*eye(2))");

    /** What the functions are of: their slopes at 0 are 1, infinite, infinite, and infinite behind a product. */
    private static final List<String> ARGUMENTS = List.of("x", "sqrt(x)", "2 + log(x)", "x*cbrt(x - 0)");

    /** How the element k of a result is taken, others having no influence. */
    private static final List<String> PARTS = List.of(
            "r[k]", "sum(r[[k, k]])", "sum(where(arange(size(r, 0)) == k, r, 0))", "r[k]^2 if k >= 0 else sum(r)");

    /**
     * With how many of the parts each function of each argument is tried, and in how many classes. All with {@code
     * -Dparts=4}.
     */
    private static final int PARTS_OF_EACH = Integer.getInteger("parts", 1);

    /**
     * Changes of an element that show whether it has influence: by much and little, and near the poisons that are
     * ordinary numbers.
     */
    private static final List<DoubleUnaryOperator> CHANGES =
            List.of(x -> 0.25 * x, x -> 0.9 * x, x -> 1.1 * x, x -> 4 * x, x -> 1e-5, x -> -1e-5);

    private record Case(String function, String argument, String part, boolean second) {
        String results() {
            return "input x: f64[16]; y = " + argument
                    + "; a = reshape(y[:6], 3, 2); b = reshape(y[6:12], 2, 3); c = reshape(y[4:12], 2, 2, 2); s = y[12:]; "
                    + "r = reshape(" + function + ", -1)";
        }

        /** A program whose result is a number: a part of the function's result, or a sum of the derivatives of one. */
        String program(Random random) {
            int elements = (int) Evaluation.of(results()).type().shape().size().literal();
            String text = results() + "; z = " + part.replace("k", Integer.toString(random.nextInt(elements)));
            return second ? text + "; g = grad(z, x); h = sum(g*linspace(1, 2, 16))" : text;
        }
    }

    /** A program, what it is of, and which elements have influence on its result. */
    private record Example(String program, double[] x, boolean[] influences) {
        static Example of(Case source, Random random) {
            String program = source.program(random);
            double[] x = random.doubles(SIZE, 1.1, 2.9).toArray();
            boolean[] influences = new boolean[SIZE];
            Evaluation function = Evaluation.simplified(program);
            double value = at(function, x);
            for (int i = 0; i < SIZE; i++) {
                for (DoubleUnaryOperator change : CHANGES) {
                    double[] moved = x.clone();
                    moved[i] = change.applyAsDouble(x[i]);
                    influences[i] |= at(function, moved) != value;
                }
            }
            for (int i = 4; i < 12 && OF_MATRICES.contains(source.function()); i += 4) {
                boolean any = influences[i] || influences[i + 1] || influences[i + 2] || influences[i + 3];
                Arrays.fill(influences, i, i + 4, any);
            }
            return new Example(program, x, influences);
        }

        /** The point with the poison in place of all that has no influence. */
        double[] poisoned(double poison) {
            return IntStream.range(0, SIZE).mapToDouble(i -> influences[i] ? x[i] : poison).toArray();
        }

        /** The poisons that leave the result as it is, which so have no influence in fact; none if nothing has. */
        double[] poisons(Evaluation function) {
            double value = at(function, x);
            boolean any = IntStream.range(0, SIZE).anyMatch(i -> influences[i]);
            return Arrays.stream(POISONS).filter(poison -> any && at(function, poisoned(poison)) == value).toArray();
        }
    }

    private static double at(Evaluation function, double[] x) {
        return function.with("x", x).value()[0];
    }

    static Stream<String> functions() {
        return Stream.concat(FUNCTIONS.stream(), OF_MATRICES.stream());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void whatDoesNotInfluenceTheResultIsNotInItsDerivative(String function) {
        Random random = new Random(function.hashCode());
        int compared = 0;
        for (int i = 0; i < ARGUMENTS.size(); i++) {
            for (int k = 0; k < PARTS_OF_EACH; k++) {
                String part = PARTS.get(Math.floorMod(function.hashCode() + i + k, PARTS.size()));
                compared += compare(Example.of(new Case(function, ARGUMENTS.get(i), part, false), random));
                compared += compare(Example.of(new Case(function, ARGUMENTS.get(i), part, true), random));
            }
        }
        assertThat(compared).isGreaterThan(ARGUMENTS.size() * PARTS_OF_EACH);
    }

    private static int compare(Example example) {
        Evaluation function = Evaluation.simplified(example.program());
        double[] ordinary = function.with("x", example.x()).simplifiedGradient("x").clone();
        double[] poisons = example.poisons(function);
        for (double poison : poisons) {
            double[] gradient = function.with("x", example.poisoned(poison)).simplifiedGradient("x");
            for (int i = 0; i < SIZE; i++) {
                double expected = example.influences()[i] ? ordinary[i] : 0;
                assertThat(gradient[i] + 0.0)
                        .as("%s: x[%d] beside %s", example.program(), i, poison)
                        .isEqualTo(expected + 0.0);
            }
        }
        return poisons.length;
    }

    @Test
    void classesAndJavaSourceAnswerAsTheInterpreterDoes() {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, Example> examples = new LinkedHashMap<>();
        Map<String, byte[]> classFiles = new LinkedHashMap<>();
        int step = Math.max(1, 3 - PARTS_OF_EACH);
        List<String> functions = functions().toList();
        for (int i = 0; i * step < functions.size(); i++) {
            Case source = new Case(functions.get(i * step), ARGUMENTS.get(i % 4), PARTS.get(i / 4 % 4), i % 3 == 2);
            Example example = Example.of(source, new Random(i));
            if (example.poisons(Evaluation.simplified(example.program())).length > 0) {
                Analysis analysis = Autodiff.analyze(new Source("zero.ad", example.program()), Options.DEFAULT);
                examples.put("Zero" + i, example);
                classFiles.put("Zero" + i, analysis.classFiles("Zero" + i, ClassContents.TENSORS).get(0).bytes());
                sources.put("Zero" + i, analysis.javaSource("Zero" + i, ClassContents.TENSORS));
            }
        }
        MemoryClassLoader javac = MemoryClassLoader.compileWithRuntime(sources);
        examples.forEach((name, example) -> answerAlike(
                example, MemoryClassLoader.loadWithRuntime(name, classFiles.get(name)), javac.type(name)));
        assertThat(examples).hasSizeGreaterThan(functions.size() / 3);
    }

    private static void answerAlike(Example example, Class<?>... classes) {
        Evaluation function = Evaluation.simplified(example.program());
        CompiledFunction compiled = Autodiff.compile(example.program());
        for (double poison : example.poisons(function)) {
            double[] expected = function.with("x", example.poisoned(poison)).simplifiedGradient("x");
            Tensor x = Tensor.of(example.poisoned(poison));
            assertThat(compiled.valueAndGradient(x).gradient().get(0).toArray())
                    .as(example.program())
                    .containsExactly(expected);
            for (Class<?> type : classes) {
                FlatMethods methods = new FlatMethods(type, compiled, false, x);
                assertThat(methods.gradient().gradient().get(0)).as(example.program()).containsExactly(expected);
                assertThat(methods.inTwo(2, Tensor.scalar(1)).gradient().get(0))
                        .as(example.program())
                        .containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 0:n { s = s*sqrt(y) }", "for i in 0:3 { if i > 5 { s = s*sqrt(y) } }",
                        "for i in 0:3 { if i < n { s = s + i*log(y) } else { s = 2*s } }",
                "a = log(y); while s < 1 { s = s + a }", "a = log(y); for i in 0:n { for j in 0:3 { s = s + a*j } }",
                        "a = sqrt(y); for i in 0:3 { s = where(i > 5, s*a, s) }"
            })
    void whatNoStepOfALoopUsesDoesNotCount(String loop) {
        CompiledFunction z = Autodiff.compile("f(x, y, const n: int) { s = x; " + loop + "; return s*x }");
        CompiledFunction slope = Autodiff.compile("f(x, y, const n: int) { s = x; " + loop
                + "; return s*x }\ng(x, y, const n: int) = f(x, y, n) + grad(f(x, y, n), x)");

        assertThat(z.valueAndGradient(2, 0, 0).gradient()[1]).isZero();
        assertThat(slope.valueAndGradient(2, 0, 0).gradient()[1]).isZero();
        assertThat(z.valueAndGradient(2, 0, 0).gradient()[0]).isFinite();
    }

    @Test
    void aValueThatSomeStepsOfALoopUseCounts() {
        CompiledFunction z =
                Autodiff.compile("f(x, y) { s = x; a = sqrt(y); for i in 0:4 { if i > 1 { s = s*a } }; return s }");

        assertThat(z.valueAndGradient(3, 4).gradient()).containsExactly(4, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "y[:2]*y[2:]", "y[1:]*y[:-1]", "y[:1]*y[1:3]*y[3:]", "concat(y[2:], y[:2])*y[::-1]"})
    void slicesThatLeaveNothingOutTogetherNeedNoCondition(String slices) {
        Analysis analysis = Autodiff.analyze(
                new Source("z.ad", "input x: f64[4]; y = exp(x); z = sum(" + slices + ")"), Options.DEFAULT);

        assertThat(String.join("\n", analysis.loops().get("gradient"))).doesNotContain("where").doesNotContain("true");
    }

    @Test
    void slicesThatLeaveSomethingOutTogetherDoNotCountThere() {
        Evaluation z = Evaluation.simplified("input x: f64[5]; y = log(x); z = sum(y[:2]*y[3:])")
                .with("x", 1, Math.E, 0, Math.E, 1);

        assertThat(z.simplifiedGradient("x")).containsExactly(1, 0, 0, 0, 1);
    }
}
