package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Domain;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Source;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("oracle")
class HighPrecisionTest {
    private static final MathContext DIGITS = new MathContext(50);

    /** Densities by logarithms of gamma functions, and the exponential integral, whose zero is near. */
    private static final Set<Pointwise> ROUNDED =
            EnumSet.of(Pointwise.TPDF, Pointwise.TCDF_BY_DF, Pointwise.EXPI);

    @ParameterizedTest
    @EnumSource(Pointwise.class)
    void agreesWithTheReferenceInterpreterOnEveryRow(Pointwise row) {
        Graph graph = new Graph();
        Map<Node, Double> doubles = new HashMap<>();
        Map<Node, BigDecimal> decimals = new HashMap<>();
        Node[] inputs = new Node[row.arity()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = graph.parameter("x" + i);
            // inside every domain: whole numbers for orders and truths
            Domain domain = row.domains().get(i);
            double value = i + 1 < inputs.length || row == Pointwise.NOT
                    ? domain.low() >= 1 ? 2 : 1
                    : domain.low() > 1 ? 1.375 : domain.high() < 0 ? -0.375 : 0.375;
            doubles.put(inputs[i], value);
            decimals.put(inputs[i], new BigDecimal(value));
        }
        Node result = graph.node(row, inputs);

        double expected = Interpreter.evaluate(List.of(result), doubles)[0];

        double tolerance = ROUNDED.contains(row) ? 1e-14 * Math.abs(expected) : 4 * Math.ulp(expected);
        assertThat(HighPrecision.evaluate(result, decimals, DIGITS).orElseThrow().doubleValue())
                .isBetween(expected - tolerance, expected + tolerance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "where(x > 0, log(x), 7); -1; 7", "where(x < 0, 7, 1/x); -1; 7", "where(isfinite(x), 2*x, 0); 3; 6",
                        "x^-2; 2; 0.25",
                "x != x; 3; 0", "where(x < -inf, 1, 2); 3; 2", "fmax(x, 2); 3; 3",
                        "2^x; 0.5; 1.4142135623730950488016887242096980785696718753769",
                "logaddexp2(x, x); 3; 4",
            })
    void needsNoMoreThanTheChosenBranch(String formula, double x, BigDecimal expected) {
        assertThat(evaluate(formula, x).orElseThrow().subtract(expected).abs()).isLessThan(new BigDecimal("1e-45"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "log(x); -1",
                "1/x; 0",
                "where(log(x) > 0, 1, 2); -1",
                "inf - x; 1",
                "nan*x; 1",
                "lgamma(x); -2",
                "exp(exp(x)); 20",
                "copysign(1, x); 0",
                "0*log(x); -1",
            })
    void saysNothingWhereThereIsNoValue(String formula, double x) {
        assertThat(evaluate(formula, x)).isEmpty();
    }

    @Test
    void raisesThePrecisionUntilTheDigitsThatCancelAreBack() {
        Oracle oracle = oracle("((x + 1e70) - 1e70) + (1e-30*x + 1e100 - 1e100)", 3);

        assertThat(oracle.value().orElseThrow().subtract(new BigDecimal("3").add(new BigDecimal(1e-30 * 3))).abs())
                .isLessThan(new BigDecimal("1e-45"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x^2; 3; 6",
                "x^3; 0; 0",
                "1e90 + x; 2; 1",
                "x^2*1e-300; 1; 2e-300",
                "1/x; 1e-200; -1e400",
                "x*abs(x); 0; 0",
                "5; 1; 0",
                "exp(1000*x) - exp(1000*x) + x; 1; 1",
                "7.3*x*1.9/3.1; 2.7; 4.4741935483870968",
            })
    void differentiatesByDifferences(String formula, double x, BigDecimal expected) {
        Formula written = written(formula);
        Slope slope = oracle(written, x).slope(written.differentiableBy("x")).orElseThrow();

        assertThat(slope.kink()).isFalse();
        assertThat(slope.value().subtract(expected).abs())
                .isLessThanOrEqualTo(expected.abs().movePointLeft(15).max(new BigDecimal("1e-60")));
    }

    private static Optional<BigDecimal> evaluate(String formula, double x) {
        Formula written = written(formula);
        return HighPrecision.evaluate(written.result(), arguments(written, x), DIGITS);
    }

    private static Oracle oracle(String formula, double x) {
        return oracle(written(formula), x);
    }

    private static Oracle oracle(Formula written, double x) {
        return new Oracle(written.result(), arguments(written, x));
    }

    private static Map<Node, BigDecimal> arguments(Formula written, double x) {
        return Map.of(written.differentiableBy("x"), new BigDecimal(x));
    }

    private static Formula written(String formula) {
        return Autodiff.written(new Source("formula", "f(x) = " + formula), Options.DEFAULT);
    }
}
