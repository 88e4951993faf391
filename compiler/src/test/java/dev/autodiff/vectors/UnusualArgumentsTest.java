package dev.autodiff.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many arguments a tile is checked for, one that is unusual is found. */
@Tag("vectors")
class UnusualArgumentsTest {
    private static final int POINTS = 1024;
    private static final int TERMS = 8;
    private static final Options EXACT = Options.DEFAULT.withLevel(Level.EXACT);
    private static final List<Double> UNUSUAL =
            List.of(1e12, 0.0, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY);

    /**
     * Functions of one large argument with either sign, which share its reduction while rewriting keeps off, each of
     * them used in its own way and at its own time.
     */
    private static String sharedReductions(SplittableRandom random) {
        List<String> functions = List.of("sin(x)", "sin(-x)", "cos(x)", "cos(-x)", "tan(x)/1e3", "tan(-x)/1e3");
        List<String> uses =
                List.of("exp(%s)", "log(9 + %s)", "sqrt(9 + %s)", "%s", "3/(9 + %s)", "where(x > 0, %s, 0.5)");
        StringBuilder text = new StringBuilder("s = 1\n");
        for (int i = 0; i < TERMS; i++) {
            String use = uses.get(random.nextInt(uses.size()));
            text.append("s = s/2 + ")
                    .append(String.format(use, functions.get(random.nextInt(functions.size()))))
                    .append('\n');
        }
        return "z(x: f64[n]) {\n" + text + "return s\n}";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void functionsOfOneLargeArgumentAreRepairedEachByItself(int seed) {
        String program = sharedReductions(new SplittableRandom(seed));
        double[] x = new SplittableRandom(seed).doubles(POINTS, -2e12, 2e12).toArray();
        CompiledFunction numbers = Vectors.load(false, () -> Vectors.function(program, EXACT));
        double[] expected = numbers.value(Tensor.of(x)).toArray();

        double[] actual = Vectors.warmFunction(program, EXACT).value(Tensor.of(x)).toArray();

        for (int i = 0; i < POINTS; i++) {
            double scale = 16 + Math.abs(Math.tan(x[i])) / 1e3;
            // each term is below the scale, and off by 2 ulp as its function is, by 2 as the function of that, and by
            // the sum
            assertThat(actual[i])
                    .as("%s at %s", program, x[i])
                    .isCloseTo(expected[i], within(TERMS * 8 * Math.ulp(scale)));
        }
    }

    private static String program(int arguments) {
        String parameters = IntStream.range(0, arguments)
                .mapToObj(i -> "x" + i + ": f64[n]")
                .collect(Collectors.joining(", "));
        String sum = IntStream.range(0, arguments)
                .mapToObj(i -> (i % 2 == 0 ? "sin(x" : "log(x") + i + ")")
                .collect(Collectors.joining(" + "));
        return "z(" + parameters + ") = " + sum;
    }

    /** Each term is below 10³ and has an error of at most 2 ulp, and so have partial sums of one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24})
    void eachOfManyIsFound(int count) {
        CompiledFunction function = Vectors.warmFunction(program(count));
        SplittableRandom random = new SplittableRandom(count);
        Tensor[] usual = new Tensor[count];
        Arrays.setAll(usual, i -> Tensor.of(random.doubles(POINTS, 0.5, 2).toArray()));
        for (int i = 0; i < count; i++) {
            for (double unusual : UNUSUAL) {
                double[] changed = usual[i].toArray();
                int place = random.nextInt(POINTS);
                changed[place] = unusual;
                Tensor[] arguments = usual.clone();
                arguments[i] = Tensor.of(changed);
                double expected = 0;
                for (int k = 0; k < count; k++) {
                    double x = arguments[k].toArray()[place];
                    expected += k % 2 == 0 ? Math.sin(x) : Math.log(x);
                }
                double actual = function.value(arguments).toArray()[place];
                boolean isRight = Double.compare(actual, expected) == 0
                        || Math.abs(actual - expected) <= 4 * count * Math.ulp(1e3);
                assertThat(isRight)
                        .as("x%s = %s of %s: %s, and it is %s", i, unusual, count, actual, expected)
                        .isTrue();
            }
        }
    }
}
