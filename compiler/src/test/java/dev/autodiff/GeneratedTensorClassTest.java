package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParserException;
import dev.autodiff.FlatMethods.Answer;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.CompiledFunction.Pullback;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of a generated class of tensors agree with each other and with the API, to the last bit. */
class GeneratedTensorClassTest {
    private static final Map<String, Integer> SIZES = Map.of("m", 3, "n", 4);

    /** A class, the same function through the API, and where to call them. */
    record Subject(Class<?> type, CompiledFunction function, Tensor[] arguments) {
        static Subject of(Source source, Options options, Function<CompiledFunction, Tensor[]> point) {
            Analysis analysis = Autodiff.analyze(source, options);
            CompiledFunction function = analysis.load();
            return new Subject(
                    MemoryClassLoader.loadWithRuntime(
                            "Subject",
                            analysis.classFiles("Subject", ClassContents.TENSORS)
                                    .get(0)
                                    .bytes()),
                    function,
                    point.apply(function));
        }

        boolean hasGradient() {
            return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals("gradient")
                    && method.getReturnType() == Pullback.class);
        }

        List<FlatMethods> flat() {
            return Stream.of(false, true)
                    .map(hasWorkspace -> new FlatMethods(type, function, hasWorkspace, arguments))
                    .toList();
        }

        Tensor cotangent(Random random) {
            return random(
                    random,
                    function.signature()
                            .result()
                            .shape()
                            .lengths(function.signature().bind(List.of(arguments))));
        }

        @Override
        public String toString() {
            return function.source();
        }
    }

    private static Tensor random(Random random, int... lengths) {
        return Tensor.of(lengths, random.doubles(Tensor.size(lengths), -1, 1).toArray());
    }

    static Stream<Subject> subjects() throws IOException, JsonParserException {
        Stream<Subject> tutorials = Tutorial.all()
                .map(tutorial -> Subject.of(tutorial.source(), tutorial.options(), tutorial::arguments))
                .filter(subject -> !subject.function().signature().isScalar());
        Stream<Subject> others = Stream.of(
                        "loss(x: f64[n, 5], w: f64[5, 3], b: f64[3], const t: f64[n, 3]) = mean(bce_with_logits(x @ w + b, t))",
                        "layer(x: f64[n, 4], w: f64[4, 3], b: f64[3]) = tanh(x @ w + b)",
                        "scaled(a: f64, x: f64[n], y: f64[m, n]) = a*sum(x*exp(y))",
                        "gathered(x: f64[m], const i: int[n]) = sum(x[i]^2)",
                        "shares(x: f64[m, n]) = softmax(x, axis=1)",
                        "roughness(x: f64[n]) = sum((x[1:] - x[:-1])^2)",
                        "one(a: f64[1], x: f64[n]) = a*sum(x)",
                        "spread(x: f64[n], y: f64[n]) = norm(x - mean(y)) + logsumexp(x*y)")
                .map(text -> Subject.of(
                        new Source("subject.ad", text), Options.DEFAULT, GeneratedTensorClassTest::randomPoint));
        return Stream.concat(tutorials, others);
    }

    private static Tensor[] randomPoint(CompiledFunction function) {
        Random random = new Random(7);
        List<Tensor> point = new ArrayList<>();
        function.signature().parameters().forEach(parameter -> {
            int[] lengths = parameter.type().shape().lengths(SIZES);
            point.add(
                    parameter.type().dtype() == DType.INT
                            ? Tensor.wrap(DType.INT, lengths, new double[] {2, 0, 2, 1})
                            : random(random, lengths));
        });
        return point.toArray(Tensor[]::new);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void valuesAgree(Subject subject) throws ReflectiveOperationException {
        double[] expected = subject.function().value(subject.arguments()).toArray();

        assertThat(subject.flat()).allSatisfy(flat -> assertThat(flat.value()).containsExactly(expected));
        assertThat(((Tensor) call(subject, "value")).toArray()).containsExactly(expected);
    }

    private static Object call(Subject subject, String method, Tensor... more) throws ReflectiveOperationException {
        Tensor[] arguments = Stream.concat(Arrays.stream(subject.arguments()), Arrays.stream(more))
                .toArray(Tensor[]::new);
        Class<?>[] types = Collections.nCopies(arguments.length, Tensor.class).toArray(Class<?>[]::new);
        return subject.type().getMethod(method, types).invoke(null, (Object[]) arguments);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void cotangentsAgree(Subject subject) throws ReflectiveOperationException {
        Tensor cotangent = subject.cotangent(new Random(11));
        Pullback expected = subject.function().pullback(cotangent, subject.arguments());

        assertSame((Pullback) call(subject, "vjp", cotangent), expected);
        assertThat(subject.flat()).allSatisfy(flat -> {
            assertSame(flat.vjp(cotangent), expected);
            assertSame(flat.inTwo(1, cotangent), expected);
            assertSame(flat.inTwo(3, cotangent), expected);
        });
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void gradientsAgree(Subject subject) throws ReflectiveOperationException {
        if (!subject.hasGradient()) {
            return;
        }
        Pullback expected = subject.function().valueAndGradient(subject.arguments());

        assertSame((Pullback) call(subject, "gradient"), expected);
        assertThat(subject.flat()).allSatisfy(flat -> assertSame(flat.gradient(), expected));
    }

    /** Constants that stand for a derivative adapt to what they meet, and here to nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: f32[2]) = sum(where(x > 0, x, 0))",
                "f(x: f32[2]) = sum(relu(x))",
                "f(x: f32) = where(x > 0, x, 0)",
                "f(x: f32[n], c: f32) = sum(x) + relu(c)",
                "f(x: f32[n]) = x[0]",
                "f(x: f32[n], y: f64) = sum(x)*y"
            })
    void derivativesHaveTheTypesOfTheirVariables(String program) {
        Differentiated function = Autodiff.analyze(new Source("types.ad", program), Options.DEFAULT).function();

        assertThat(function.gradient().stream().map(Node::type).toList())
                .isEqualTo(function.signature().variables().stream().map(Signature.Argument::type).toList());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void accumulationAddsUp(Subject subject) {
        Tensor cotangent = subject.hasGradient() ? null : subject.cotangent(new Random(11));
        List<Tensor> gradient = (cotangent == null ? subject.function().valueAndGradient(subject.arguments())
                : subject.function().pullback(cotangent, subject.arguments())).gradient();

        assertThat(subject.flat()).allSatisfy(flat -> {
            List<double[]> twice = flat.accumulated(2, cotangent);
            for (int i = 0; i < twice.size(); i++) {
                assertThat(twice.get(i))
                        .containsExactly(Arrays.stream(gradient.get(i).toArray())
                                .map(g -> g + g)
                                .toArray());
            }
        });
    }

    private static void assertSame(Pullback actual, Pullback expected) {
        assertSame(
                new Answer(
                        actual.value().toArray(),
                        actual.gradient().stream().map(Tensor::toArray).toList()),
                expected);
    }

    private static void assertSame(Answer actual, Pullback expected) {
        assertThat(actual.value()).containsExactly(expected.value().toArray());
        for (int i = 0; i < expected.gradient().size(); i++) {
            assertThat(actual.gradient().get(i))
                    .as("variable " + i)
                    .containsExactly(expected.gradient().get(i).toArray());
        }
    }
}
