package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.View;
import dev.autodiff.source.Source;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums of exponentials along axes. Where all exponents grow by the same number, logarithms grow by that and softmax
 * stays, and the derivatives of first and second order stay: as written they overflow there.
 */
class ExponentialReductionsTest {
    private static final double[] X = {0.5, -1, 2, 0.5, 0.5, -3};
    private static final double[] W = {1, 0.25, 3, 0, 2, 1.5};

    /** The last bits of numbers near the largest shift, some ten times. */
    private static final double ROUNDING = 10 * 1024 * 0x1p-52;

    /** @param logarithms how many of them are added up */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log(sum(exp(x))) | 1",
                "log(mean(exp(x))) | 1",
                "sum(log(mean(exp(x), axis=1))) | 2",
                "sum(log(mean(exp(x), axis=0, keepdims=true))) | 3",
                "log(2*sum(exp(x))) | 1",
                "log(sum(w*exp(x))) | 1",
                "sum(log(sum(w*exp(x), axis=1))) | 2",
                "log(sum(2*exp(x)/3)) | 1",
                "max(x) + log(sum(exp(x - max(x)))) | 1",
                "sum(log(sum(exp(x - max(x, axis=1, keepdims=true)), axis=1)) + max(x, axis=1)) | 2",
                "log(sum(exp(x)/w2)) | 1",
                "log(mean(w*exp(x))) | 1",
                "log(sum(w*exp(x))/sum(w2)) | 1",
                "log(dot(w[0], exp(x[0]))) | 1",
                "sum(log(w @ exp(reshape(x, 3, 2)))) | 4",
                "sum(log(exp(x) @ w2[0])) | 2",
                "sum(w*exp(x))/sum(w2*exp(x)) | 0",
                "sum(sum(w*exp(x), axis=1)/sum(exp(x), axis=1)) | 0",
                "sum(w*exp(x)/sum(exp(x))) | 0",
                "sum(w*(exp(x)/sum(exp(x), axis=1, keepdims=true))^2) | 0",
                "sum(w*exp(x)/sum(w*exp(x), axis=0)) | 0",
                "sum(w*(exp(x - max(x))/sum(exp(x - max(x))))^2) | 0",
                "sum(w*softmax(x, axis=1)^2) | 0",
                "sum(w*log_softmax(x, axis=0)) | 0"
            })
    void aShiftOfAllExponentsChangesNoDerivative(String expression, int logarithms) {
        String head = "f(x: f64[2, 3], const w: f64[2, 3], const w2: f64[2, 3]) ";
        assertShifted(head + "= " + expression, logarithms);
        assertShifted(head + "{ z = " + expression + "; return sum(w2*grad(z, x)) }", 0);
    }

    /** @param isPlain whether what is left is the function of the language, which looks for the maximum itself */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max(x) | a + log(sum(exp(x - a))) | true",
                "max(x) | log(sum(exp(x - a))) + a | true",
                "detach(max(x)) | log(sum(exp(x - a))) + a | true",
                "x[0, 1] | a + logsumexp(x - a) | true",
                "max(x, axis=0) | a + log(sum(exp(x - a), axis=0)) | true",
                "max(x, axis=1, keepdims=true) | a + log(sum(exp(x - a), axis=1, keepdims=true)) | true",
                "max(x, axis=1, keepdims=true) | squeeze(a, 1) + log(sum(exp(x - a), axis=1)) | true",
                "max(x, axis=0) | a + log(sum(exp(x - a), axis=1)) | false",
                "max(x, axis=1, keepdims=true) | a + log(sum(exp(x - a), axis=0)) | false",
                "max(x) | 2*a + log(sum(exp(x - a))) | false",
                "2*x | a + log(sum(exp(x - a))) | false"
            })
    void aShiftThatIsWrittenGoes(String shift, String expression, boolean isPlain) {
        String program = "f(x: f64[3, 3]) { a = " + shift + "; return " + expression + " }";
        Node result = Autodiff.analyze(new Source("t", program), Options.DEFAULT.withDerivatives(Set.of()))
                .function()
                .formula()
                .result();

        Node inner = result.op() instanceof View.Reshape ? result.input(0) : result;
        assertThat(inner.op() instanceof Composite && inner.input(0).op() instanceof Leaf).isEqualTo(isPlain);
    }

    /** As written, infinity minus infinity is NaN. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN})
    void infiniteElementsHaveTheirValueWithAShiftThatIsWritten(double x) {
        String program = "f(x: f64[2, 3], const w: f64[2, 3], const w2: f64[2, 3]) = max(x) + log(sum(exp(x - max(x))))";
        Differentiated function = Autodiff.analyze(new Source("t", program), Options.DEFAULT).function();

        assertThat(at(function, x)[0]).containsExactly(x);
    }

    private static void assertShifted(String program, int logarithms) {
        Differentiated function = Autodiff.analyze(new Source("t", program), Options.DEFAULT).function();
        double[][] expected = at(function, 0);
        assertThat(expected[1]).as(program).doesNotContain(Double.NaN);
        for (double shift : new double[] {-1000, 1000}) {
            double[][] actual = at(function, shift);
            assertThat(actual[0][0]).as(program).isEqualTo(expected[0][0] + logarithms * shift, within(ROUNDING));
            for (int i = 0; i < X.length; i++) {
                assertThat(actual[1][i]).as(program).isEqualTo(expected[1][i], within(ROUNDING));
            }
        }
    }

    /** Value and gradient. */
    private static double[][] at(Differentiated function, double shift) {
        Map<Node, double[]> arguments = new HashMap<>();
        arguments.put(function.formula().parameters().get(0).node(), Arrays.stream(X).map(x -> x + shift).toArray());
        arguments.put(function.formula().parameters().get(1).node(), W);
        arguments.put(function.formula().parameters().get(2).node(), Arrays.stream(W).map(w -> w + 1).toArray());
        List<Node> results = List.of(function.formula().result(), function.gradient().get(0));
        return Interpreter.evaluate(results, arguments, Map.of()).toArray(double[][]::new);
    }
}
