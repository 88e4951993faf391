package dev.autodiff.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Parallel;
import dev.autodiff.runtime.Signature;
import dev.autodiff.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over tensors in vector registers against the same loops number by number. */
@Tag("vectors")
class VectorTensorsTest {
    private static final String EXACT = """
            z(x: f64[n, m], y: f64[m]) = x*y + 1
            z(x: f64[n, m], y: f64[n, 1]) = x*y - y
            z(x: f64[n, m]) = transpose(x)*2 + 1/(1 + transpose(x)^2) - max(transpose(x), 0.5)*3
            z(x: f64[n, m]) = max(x, axis=1)
            z(x: f64[n, m]) = min(x*x - x, axis=0)
            z(x: f64[n, m]) = max(abs(x))
            z(x: f64[n]) = x[1:] - x[:-1]
            z(x: f64[n]) = sqrt(abs(x[::2]))*x[::2]^3 + x[::2]/(2 + x[::2]^2) - 1
            z(x: f64[n]) = where(x > 0.5, x, -x)*arange(size(x, 0))
            z(x: f64[n]) = flip(x)*x + x^2
            z(x: f64[n, m]) = where(x > 0 and x < 1, 1.0, 0.0) + x
            z(x: f64[n, m]) = any(x > 2, axis=1)
            z(x: f64[n], a: f64) = (a*x + 1)*(a^2 - x)
            z(x: f32[n, m], y: f32[m]) = x*y + 1
            z(x: f32[n]) = sqrt(abs(x))/(1 + x^2) - max(x, 0)
            z(x: f32[n], y: f32[n]) = where(x > y, x - y, x*y)
            z(x: f64[n], y: f32[n]) = x*y
            z(x: int[n], y: f64[n]) = x*y + x
            z(x: f32[n], y: f64[n]) = where(x > y, x*x - y, x*y)/(1 + x*x)
            z(x: f64[n], y: f32[n]) = f32(x*y + 1)*y - y/(2 + y*y)
            z(x: f32[n], k: int[n]) = sqrt(abs(x))*k + x/(1 + x^2)
            z(x: f32[n, m], y: f64[m, n]) = transpose(x)*y*2 + 1/(1 + y^2) - transpose(x)/(2 + y*y)
            z(x: f32[n], y: f64[n]) = max(x*y)
            z(x: f64[n, m], y: f32[m]) = max(f32(x)*y, axis=0)
            z(x: f64[n]) = all(x*x < 3.9)
            z(x: f32[n, m], y: f64[m]) = any(x*y > 3.9)
            z(x: f32[n, m]) = all(x < 1.9, axis=0)
            z(x: f32[n]) = x > 0.5 and x*x < 2
            z(x: f64[n, 1], y: f64[n, 1]) = concat([x*y/(1 + x^2) - max(x, 0.5)*3 + y*y, x*y, ones(n, 1), x*x*x*y - sqrt(abs(x))*y^3 + 1/(2 + y*y)], axis=1)
            z(x: f64[n, 3]) { i = remainder(7*arange(n) + 3, n); a = x[:, 0][i]; b = x[:, 2][i]; return a*b/(1 + a^2) - max(a, 0.5)*3 + b*b - sqrt(abs(b))*a^3 + 1/(2 + b*b) - (a - b)*a*b }
            """;

    private static final String ROWS = """
            z(x: f64[n, m]) { s = x[0]; for i in 1:n { s = s*0.5 + x[i]*x[-i] }; return s }
            z(x: f64[n, m]) { y = x; for i in 1:n { y[i] = y[i - 1]*0.5 + x[i]^2 }; return y }
            z(x: f32[n, m]) { s = x[n - 1]; for i in 0:n { s = s*s/4 - x[i] + max(x[i], 0.5) }; return s }
            z(x: f64[n, m]) { y = x; for i in 1:n { y[i - 1] = max(y[i], x[i - 1])*0.5 }; return y }
            """;

    private static final String ROUNDED = """
            z(x: f64[n, m]) = sum(x*x, axis=1)
            z(x: f64[n, m]) = sum(x*x, axis=0)
            z(x: f64[n, m]) = mean((x + 2)^2*3)
            z(x: f64[n, m]) = exp(x)*sin(x) + log(1 + x^2)
            z(x: f64[n, m]) = softmax(x, axis=1)
            z(x: f64[3, m], y: f64[n, m]) = min(sum((unsqueeze(x, 1) - y)^2, axis=2), axis=1)
            z(x: f64[n, 3], y: f64[m, 3]) = max(sum((unsqueeze(x, 1) - y)^3, axis=2), axis=1)
            z(x: f64[n, m], y: f64[m]) = logsumexp(x*y, axis=1)
            z(x: f64[n]) = prod(1 + x/100)
            z(x: f64[n]) = tanh(x) + lgamma(2 + x^2)
            z(x: f64[n]) = norm(x)
            z(x: f32[n, m]) = sum(tanh(x), axis=1)
            z(x: f32[n], y: f64[n]) = sum(exp(x)*y)
            z(x: f64[n, m], y: f32[m]) = sum(f32(sin(x))*y)
            z(x: f32[n], y: f64[n]) = lgamma(2 + x*x)*y
            """;

    /** Folds of rows of up to 47 terms, whose other numbers are the same in all rounds or for all rows. */
    private static final String SHORT_ROWS = """
            z(x: f64[n, m], y: f64[9, m]) = sum((unsqueeze(x, 1) - y)^2, axis=2)
            z(x: f64[n, m], y: f64[141, m]) = sum((unsqueeze(x, 1) - y)^2, axis=2)
            z(x: f64[n, 5], y: f64[m, 5]) = sum((unsqueeze(x, 1) - y)^2, axis=2)
            z(x: f32[n, m], y: f32[19, m]) = sum((unsqueeze(x, 1) - y)^2, axis=2)
            z(x: f32[n, 3], y: f32[m, 3]) = prod(unsqueeze(x, 1)*y + 0.5, axis=2)
            z(x: f32[n, 3], y: f64[m, 3]) = sum(abs(unsqueeze(x, 1) - y), axis=2)
            z(x: f64[n, m], y: f64[m, 11], w: f64[m], a: f64) = sum(w*(unsqueeze(x, 1) - transpose(y))^2*a, axis=2)
            z(x: f64[n, 4], y: f64[m, 4], v: f64[m, 1], w: f64[n]) = max(abs(unsqueeze(x, 1) - y)*v*reshape(w, n, 1, 1), axis=2)
            z(x: f64[n, 900], y: f64[m, 4]) = sum((unsqueeze(flip(x[:, 1:5], axis=1), 1) - y)^2, axis=2)
            z(x: f64[2, n, m], y: f64[2, 10, m]) = sum((unsqueeze(x, 2) - unsqueeze(y, 1))^2, axis=3)
            z(x: f64[n, 6], y: f64[m, 6]) { d = unsqueeze(x, 1) - y; return sum(d*d, axis=2)/(1 + max(abs(d), axis=2)) }
            z(x: f64[n, 6], y: f64[m, 6]) = sum(where(unsqueeze(x, 1) > y, unsqueeze(x, 1)/(1 + y^2), sqrt(abs(y))), axis=2)
            z(x: f64[n, 7], y: f64[m, 7]) = concat([zeros(n, 1), sum((unsqueeze(x, 1) - flip(y, axis=1))^2, axis=2), ones(n, 3)], axis=1)
            """;

    static List<String> shortRows() {
        return SHORT_ROWS.lines().toList();
    }

    static List<String> exact() {
        return EXACT.lines().toList();
    }

    static List<String> rows() {
        return ROWS.lines().toList();
    }

    static List<String> rounded() {
        return ROUNDED.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("exact")
    void exactOperatorsGiveTheSameBits(String program) {
        compare(program, (function, arguments) -> List.of(function.value(arguments)), 0);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void rowsThatAStepReadsWritesAndRecordsDoSoAsWell(String program) {
        compare(program, (function, arguments) -> List.of(function.value(arguments)), 0);
        compare(program, VectorTensorsTest::all, 0);
    }

    /**
     * Two orders of a sum of 700 products differ by less than 700 ulp of the sum of their magnitudes; functions by 2
     * ulp each.
     */
    @ParameterizedTest
    @MethodSource("all")
    void functionsAndSumsAgreeToTheirRounding(String program) {
        compare(program, VectorTensorsTest::all, 1000 * (program.contains("f32") ? 0x1p-24 : 0x1p-53));
    }

    @ParameterizedTest
    @MethodSource("shortRows")
    void shortRowsAreFoldedInTheirOrder(String program) {
        int[][] sizes = {{0, 3}, {1, 8}, {16, 0}, {17, 1}, {19, 2}, {67, 7}, {64, 8}, {129, 9}, {21, 47}};
        compare(program, (function, arguments) -> List.of(function.value(arguments)), 0, sizes);
    }

    /** Few elements are worth a call of registers if there is much to do for each, even if they fill no group. */
    @ParameterizedTest
    @ValueSource(strings = {"f64", "f32"})
    void fewElementsOfALongBodyAgreeToTheirRounding(String type) {
        String program = "z(x: " + type + "[n]) = exp(sin(x))*tanh(x) + log(1 + x^2)*erf(x)";
        double rounding = type.equals("f32") ? 0x1p-24 : 0x1p-53;
        int[][] sizes = {{0, 1}, {7, 1}, {8, 1}, {15, 1}, {16, 1}, {47, 1}, {63, 1}, {65, 1}, {521, 1}};
        compare(program, VectorTensorsTest::all, 20 * rounding, sizes);
    }

    /** Also of one that works in the place of what it reads, and takes steps backwards. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "z(x: f64[n, m]) { s = x[0]; for i in 1:n { s = tanh(s*x[i])*sigmoid(x[i]) + erf(s) }; return s }",
                "z(x: f64[n, m]) = exp(sin(flip(x, axis=1)))*tanh(x) + log(1 + x^2)*erf(x)"
            })
    void rowsThatFillNoGroupAgreeToTheirRounding(String program) {
        int[][] sizes = {{3, 9}, {3, 14}, {2, 65}};
        compare(program, VectorTensorsTest::all, 200 * 0x1p-53, sizes);
    }

    /** Every element of a long body has the same bits wherever it stands: beyond the groups too. */
    @Test
    void whereAnElementStandsChangesNoBit() {
        CompiledFunction function = Vectors.warmFunction("z(x: f64[n]) = exp(sin(x))*tanh(x) + log(1 + x^2)*erf(x)");
        for (int length : new int[] {9, 14, 63, 65, 700}) {
            double[] same = new double[length];
            Arrays.fill(same, 0.7);
            double[] values = function.value(Tensor.of(same)).toArray();
            assertThat(values).containsOnly(values[0]);
        }
    }

    private static void compare(
            String program, BiFunction<CompiledFunction, Tensor[], List<Tensor>> results, double tolerance) {
        compare(program, results, tolerance, new int[][] {{5, 131}, {70, 64}, {700, 3}});
    }

    private static void compare(
            String program,
            BiFunction<CompiledFunction, Tensor[], List<Tensor>> results,
            double tolerance,
            int[][] allSizes) {
        List<CompiledFunction> functions = Vectors.withAndWithout(() -> Vectors.warmFunction(program));
        CompiledFunction cold = Vectors.load(true, () -> Vectors.function(program));
        for (int[] sizes : allSizes) {
            Tensor[] arguments = arguments(functions.get(0), sizes);
            List<Tensor> inVectors = results.apply(functions.get(0), arguments);
            List<Tensor> inNumbers = results.apply(functions.get(1), arguments);
            List<Tensor> byTwin = results.apply(cold, arguments);
            for (int i = 0; i < inVectors.size(); i++) {
                assertClose(byTwin.get(i).toArray(), inVectors.get(i).toArray(), 0, program + " before it is hot");
                assertClose(
                        inVectors.get(i).toArray(),
                        inNumbers.get(i).toArray(),
                        tolerance,
                        program + " of " + Arrays.toString(sizes) + ", result " + i);
            }
        }
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance, String description) {
        assertThat(actual).as(description).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            boolean isSame = Double.compare(actual[i], expected[i]) == 0
                    || Math.abs(actual[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i]));
            assertThat(isSame).as("%s[%s]: %s and %s", description, i, actual[i], expected[i]).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void resultsAreTheSameToTheLastBitForAnyNumberOfThreads(boolean vectors) {
        for (String program : all()) {
            CompiledFunction function = Vectors.load(vectors, () -> Vectors.function(program));
            compareThreads(program, function, 40_001, 1);
            compareThreads(program, function, 7, 9001);
        }
    }

    /** In chunks of 64 rounds, whose last one has fewer. */
    @Test
    void shortRowsAreTheSameToTheLastBitForAnyNumberOfThreads() {
        String program = "z(x: f64[n, 5], y: f64[m, 5]) = sum((unsqueeze(x, 1) - y)^2, axis=2)";
        compareThreads(program, Vectors.load(true, () -> Vectors.function(program)), 331, 21);
    }

    private static void compareThreads(String program, CompiledFunction function, int... sizes) {
        Tensor[] arguments = arguments(function, sizes);
        List<Tensor> one = Parallel.with(1, () -> all(function, arguments));
        for (int threads : new int[] {2, 3, 8}) {
            List<Tensor> many = Parallel.with(threads, () -> all(function, arguments));
            for (int i = 0; i < one.size(); i++) {
                assertClose(
                        many.get(i).toArray(), one.get(i).toArray(), 0, program + " on " + threads + " threads");
            }
        }
    }

    static List<String> all() {
        List<String> all = new ArrayList<>(exact());
        all.addAll(rounded());
        return all;
    }

    /** The value and, if something can be differentiated by, the gradient. */
    private static List<Tensor> all(CompiledFunction function, Tensor[] arguments) {
        Tensor value = function.value(arguments);
        List<Tensor> all = new ArrayList<>(List.of(value));
        if (!function.variables().isEmpty() && value.dtype() != DType.BOOL) {
            Tensor cotangent = value.size() == 1 && value.rank() == 0
                    ? Tensor.scalar(1.5)
                    : filled(value.dtype(), value.lengths(), new Random(3));
            all.addAll(function.pullback(cotangent.as(value.dtype()), arguments).gradient());
        }
        return all;
    }

    private static Tensor[] arguments(CompiledFunction function, int[] sizes) {
        Random random = new Random(17);
        Map<String, Integer> dimensions = new HashMap<>(Map.of("n", sizes[0], "m", sizes[1]));
        List<Tensor> arguments = new ArrayList<>();
        for (Signature.Argument argument : function.signature().parameters()) {
            int[] lengths = argument.type().shape().lengths(dimensions);
            arguments.add(filled(argument.type().dtype(), lengths, random));
        }
        return arguments.toArray(Tensor[]::new);
    }

    private static Tensor filled(DType dtype, int[] lengths, Random random) {
        double[] data = random.doubles(Tensor.size(lengths), -2, 2).toArray();
        if (dtype == DType.INT) {
            Arrays.setAll(data, i -> Math.rint(data[i] * 10));
        }
        return Tensor.of(lengths, data).as(dtype);
    }
}
