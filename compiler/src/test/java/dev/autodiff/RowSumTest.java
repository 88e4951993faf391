package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.RowSum;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSumTest {
    private static final int ROWS = 7;
    private static final Map<String, Shape> DATA = Map.of("x", Shape.of(3), "t", Shape.SCALAR, "g", Shape.SCALAR);

    /** Of sums and products of numbers below 10, some hundred roundings. */
    private static final double ROUNDINGS = 1e-12;

    private final Random random = new Random(1);

    @ParameterizedTest
    @ValueSource(strings = {
        "sum(bce_with_logits(x @ w + b, t))",
        "mean((x @ w + b - t)^2)",
        "(x @ w + b - t)^2",
        "mse_loss(x @ w, t) + 0.5*b*dot(w, w)",
        "2*sum(exp(b*t)) - sum(t)/b + b",
        "dot(x @ w - t, x @ w - t)/(2*b^2) + size(t, 0)*log(b)",
        "log(b) - mean(t*b) if b > 0 else sum(t) - b",
        "dot(w, transpose(x) @ t)",
        "sum(w[g]*t)",
        "sum(x*w) + mean(x @ w)*b",
        "(t @ x) @ w + sum((x @ w) * t)",
        "sum(logsumexp(x*w, axis=1)) - b*sum(t)",
        "-(sum(t) - b)/2",
        "sum(concat([sum(x, axis=0)*w, w]))",
        "sum(where(t > 0.5, huber(x @ w, t), b^2))",
        "sum(var(x*w, axis=1))",
        "sum(ones(size(t, 0))*b)",
        "huber_loss(x @ w, t)",
    })
    void isTheSumOfItsPartsAndARest(String program) {
        CompiledFunction whole = compile(program);
        boolean isOfRows = whole.signature().result().shape().rank() == 1;
        RowSum parts = whole.rowSum(DATA);
        List<Tensor> arguments = arguments();
        List<Tensor> expected = isOfRows
                ? outputs(whole.pullback(Tensor.of(ones()), arguments.toArray(new Tensor[0])))
                : outputs(whole.valueAndGradient(arguments.toArray(new Tensor[0])));

        List<double[]> sums = new ArrayList<>();
        for (int[] range : new int[][] {{0, 3}, {3, 3}, {3, 7}}) {
            add(sums, parts.terms().valueAndGradient(rows(arguments, range, true)));
        }
        if (parts.rest() != null) {
            add(sums, parts.rest().valueAndGradient(rows(arguments, new int[2], false)));
        }

        double value = isOfRows ? Arrays.stream(expected.get(0).toArray()).sum() : expected.get(0).item();
        assertThat(sums.get(0)[0]).isCloseTo(value, within(ROUNDINGS * Math.max(1, Math.abs(value))));
        for (int k = 1; k < sums.size(); k++) {
            assertThat(sums.get(k)).containsExactly(expected.get(k).toArray(), within(100 * ROUNDINGS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "norm(x @ w - t)|'norm'",
        "sqrt(mean((x @ w - t)^2))|'sqrt' takes a sum or mean over all rows",
        "sum((x - mean(x, axis=0)) @ w)|takes a sum or mean over all rows",
        "max(x @ w)|'max'",
        "sum(t)*sum(t)*b|'*'",
        "b/sum(t)|takes a sum or mean over all rows",
        "sum((x @ w)[1:] - (x @ w)[:-1])|'slice'",
        "sum(softmax(x @ w))|'",
        "sum(t*arange(size(t, 0)))*b|a row depends on its number",
        "sum(randn(size(t, 0), seed=1)*t)*b|a row depends on its number",
        "sum((x @ transpose(x)) @ t)*b|'einsum'",
        "var(x @ w)|takes a sum or mean over all rows",
        "sum(cumsum(t*b))|'",
        "logsumexp(x @ w)|'logsumexp'",
        "sum(t[flip(arange(size(t, 0)))]*b)|'",
        "b + sum(w)|the same whatever the rows are",
        "b*size(t, 0)^2|the same whatever the rows are",
        "sum(sort(t)*b)|'",
    })
    void refusesWhatIsNoSumOverRows(String line) {
        String[] parts = line.split("\\|");
        CompiledFunction whole = compile(parts[0]);

        assertThatThrownBy(() -> whole.rowSum(DATA))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("is no sum over rows: ")
                .hasMessageContaining(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "z(a, u, v) = mean((a*u - v)^2)|mean",
        "z(a, u, v) = (a*u - v)^2|sum",
        "z(a, u: f64[m], v: f64[m]) = sum((a*u - v)^2)|sum",
    })
    void dataThatIsNotDeclaredHasManyRows(String line) {
        String[] parts = line.split("\\|");
        RowSum sum = Autodiff.compile(parts[0]).rowSum(Map.of("u", Shape.SCALAR, "v", Shape.SCALAR));

        double value = sum.terms()
                .value(Tensor.scalar(2), Tensor.of(1, 2), Tensor.of(0, 0), Tensor.scalar(10))
                .item();

        assertThat(value).isEqualTo(parts[1].equals("mean") ? 2.0 : 20.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "z(a, u: f64) = a*u|'u' is declared f64, and its argument is f64[n]",
        "z(a, u: f64[5]) = a*sum(u)|give that length a name",
        "z(a, v) = a*v|has no parameter 'u'",
        "z(u: f64[n], w: f64[n]) = dot(u, w)|'w' has the length 'n' of the rows",
        "z(u: f64[n], v: f64[m], a) = a*sum(u) + a*sum(v)|their number is called m and n",
    })
    void saysWhatIsWrongWithTheData(String line) {
        String[] parts = line.split("\\|");
        CompiledFunction function = Autodiff.compile(parts[0]);
        Map<String, Shape> rows = parts[0].contains("v: ")
                ? Map.of("u", Shape.SCALAR, "v", Shape.SCALAR) : Map.of("u", Shape.SCALAR);

        assertThatThrownBy(() -> function.rowSum(rows))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining(parts[1]);
    }

    private static CompiledFunction compile(String result) {
        return Autodiff.compile(
                "z(const x: f64[n, 3], const t: f64[n], const g: int[n], w: f64[3], b) = " + result);
    }

    private List<Tensor> arguments() {
        double[] groups = random.ints(ROWS, 0, 3).asDoubleStream().toArray();
        return List.of(
                Tensor.of(new int[] {ROWS, 3}, random.doubles(3 * ROWS).toArray()),
                Tensor.of(random.doubles(ROWS).toArray()),
                Tensor.of(groups),
                Tensor.of(random.doubles(3).toArray()),
                Tensor.scalar(0.5 + random.nextDouble()));
    }

    private static double[] ones() {
        return IntStream.range(0, ROWS).mapToDouble(i -> 1).toArray();
    }

    /** The arguments for some of the rows, and the number of all. */
    private static Tensor[] rows(List<Tensor> arguments, int[] range, boolean hasData) {
        List<Tensor> part = new ArrayList<>();
        for (int i = hasData ? 0 : DATA.size(); i < arguments.size(); i++) {
            Tensor argument = arguments.get(i);
            int[] lengths = argument.lengths().clone();
            if (i < DATA.size()) {
                lengths[0] = range[1] - range[0];
                int row = argument.size() / ROWS;
                argument = Tensor.of(
                        lengths, Arrays.copyOfRange(argument.toArray(), row * range[0], row * range[1]));
            }
            part.add(argument);
        }
        part.add(Tensor.scalar(ROWS));
        return part.toArray(new Tensor[0]);
    }

    private static List<Tensor> outputs(CompiledFunction.Pullback answer) {
        List<Tensor> outputs = new ArrayList<>(answer.values());
        outputs.addAll(answer.gradient());
        return outputs;
    }

    private static void add(List<double[]> sums, CompiledFunction.Pullback answer) {
        List<Tensor> outputs = outputs(answer);
        for (int k = 0; k < outputs.size(); k++) {
            double[] terms = outputs.get(k).toArray();
            if (k == sums.size()) {
                sums.add(new double[terms.length]);
            }
            for (int i = 0; i < terms.length; i++) {
                sums.get(k)[i] += terms[i];
            }
        }
    }
}
