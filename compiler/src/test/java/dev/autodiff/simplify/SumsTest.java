package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Printer;
import dev.autodiff.simplify.Simplifier.Level;
import dev.autodiff.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums of any number of squares and exponentials, products with tails: never worse than written, nor beyond numbers
 * where the truth is not; so with two derivatives.
 */
@Tag("oracle")
class SumsTest {
    /**
     * Each variable takes a few of these at random: zeros, ties, what is far apart, what overflows when squared or as
     * an exponent.
     */
    private static final double[] ARGUMENTS = {0, 0, 1, 1, -0.5, 2, 1e-9, -40, 40, 300, 801, 1000, -1000, 1e-170, 1e170
    };

    /** For one variable; the time grows with their squares. More with {@code -Dpoints=24}. */
    private static final int POINTS = Integer.getInteger("points", 8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqrt(x^2 + y^2 + z^2)",
                "sqrt(x^2 + y^2 + z^2 + w^2)",
                "sqrt(1 + x^2)",
                "sqrt(4 + x^2 + 9*y^2)",
                "hypot(hypot(x, y), z)",
                "hypot(x, hypot(y, z))",
                "1/sqrt(x^2 + y^2 + z^2)",
                "x/sqrt(x^2 + y^2 + z^2)",
                "x/sqrt(1 + x^2)",
                "log(x^2 + y^2)",
                "log(x^2 + y^2 + z^2)",
                "log(1 + x^2)",
                "log(x^2)",
                "x - sqrt(x^2 - 1)",
                "sqrt(1 + x^2) - x",
                "sqrt(x^2 + y^2) - abs(x)",
                "(sqrt(x^2 - 4*y*z) - x)/(2*y)",
                "log(0.5*exp(x*y) + 0.5*exp(x*z))",
                "x/(x + 1)",
                "x^2/(1 + x^2)",
                "x^2/(x^2 + y^2 + z^2)",
                "y*x^2/(1 + x^2)",
                "1 - x^2/(x^2 + y^2)",
                "x^4/(x^4 + 1) - 1"
            })
    void aSumOfSquaresIsAtLeastAsGoodAsItIsWritten(String expression) {
        assertNoFault(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log(exp(x) + exp(y) + exp(z))",
                "log(exp(x) + exp(y) + exp(z) + exp(w))",
                "log(2*exp(x) + exp(y))",
                "log(2*exp(x) + 3*exp(y) + exp(z)/4)",
                "log(exp(x) + 2)",
                "log(1 + exp(x) + exp(y))",
                "log(1 + 2*exp(x))",
                "log(3 - 2*exp(-x))",
                "log(exp(x)*y)",
                "log(exp(x)/y + exp(z))",
                "log(exp(x) + y^2 + 1)",
                "log(exp(x) + exp(x))",
                "log(exp(x) + y*exp(x))",
                "log(cosh(x))",
                "log((exp(x) + exp(-x))/2)",
                "log(exp(x) + exp(-x))",
                "log(cosh(x - y))",
                "log(exp(x) - 1)",
                "log(1 - exp(x))",
                "log(exp(x) - exp(y))",
                "log(exp(x) + exp(y) - 0.5)",
                "exp(x)/(exp(x) + exp(y))",
                "exp(x)/(exp(x) + exp(y) + exp(z))",
                "y/(1 + exp(-2*x))",
                "y/(1 + z*exp(-x))",
                "(z^2 + 1)*exp(x)/(1 + (z^2 + 1)*exp(x))",
                "1/(exp(x) - 1)",
                "exp(x)/(exp(x) - 1)",
                "exp(x)/(exp(x) - 1)^2",
                "exp(-x)/(1 + exp(-x))^2",
                "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
                "max(x, y) + log(exp(x - max(x, y)) + exp(y - max(x, y)))",
                "max(x, y) + log(2*exp(x - max(x, y)) + 3*exp(y - max(x, y)))",
                "max(max(x, y), z) + log(exp(x - max(max(x, y), z)) + exp(y - max(max(x, y), z)) + exp(z - max(max(x, y), z)))",
                "max(x, y) + log1p(exp(-abs(x - y)))",
                "max(x, 0) + log1p(exp(-abs(x)))",
                "x + log(1 + exp(y - x))"
            })
    void aSumOfExponentialsIsAtLeastAsGoodAsItIsWritten(String expression) {
        assertNoFault(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log(y*normcdf(x))",
                "log(erfc(x)*y/z)",
                "log(normcdf(x)*normcdf(y))",
                "log(normcdf(x)^2)",
                "log(0.5*(1 + erf(x/sqrt(2))))",
                "log(erfc(-x/sqrt(2))/2)",
                "log(2*normcdf(x))",
                "log1p(-erf(x))",
                "log(normcdf((x - y)/z))",
                "log(1 - normcdf((x - y)/z))",
                "log(2*normpdf(x)*normcdf(y*x))",
                "exp(x^2)*erfc(x)",
                "exp(x^2/2)*normcdf(-x)",
                "exp((x - y)^2)*erfc(x - y)",
                "y*exp(x^2)*erfc(x)/z"
            })
    void aTailIsAtLeastAsGoodAsItIsWritten(String expression) {
        assertNoFault(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log(x + 1) - log(x)",
                "log(x) - log(1 + x)",
                "log(x + 1) - log(x - 1)",
                "log(x + y) - log(x)",
                "log(2*x + 3) - log(2*x)",
                "log(x) - log(x - y)",
                "sqrt(x + 1) - sqrt(x)",
                "sqrt(x) - sqrt(x - y)",
                "sqrt(x*y + 2) - sqrt(x*y)",
                "cos(x) - cos(y)",
                "sin(x) - sin(y)",
                "cos(2*x) - cos(x)",
                "((1 + x)^y - 1)/x",
                "z*((1 + x)^y - 1)/x",
                "1 - (1 + x)^(-y)",
                "z*x/(1 - (1 + x)^(-y))",
                "((1 + x)^5 - 1)/x",
                "(1 + x)^y",
                "(1 - x)^y"
            })
    void aDifferenceIsAtLeastAsGoodAsItIsWritten(String expression) {
        assertNoFault(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x^y/(z^y + x^y)",
                "v*x^y/(z^y + x^y)",
                "1/(1 + (x/z)^y)",
                "x^4/(z^4 + x^4)",
                "1/(1 + x^4)",
                "y/(1 + x^3)",
                "exp(-exp(-y*x))",
                "exp(-exp(-y/x))",
                "x*exp(-exp(-y))",
                "1 - (x^4/(z^4 + x^4))",
                "x/(x^2 + y^2)^1.5",
                "z*x/(x^2 + y^2 + w^2)^1.5",
                "1/(x^2 + y^2)^1.5",
                "x*y/(x^2 + y^2)^2.5"
            })
    void aQuotientOfPowersThatOverflowIsAtLeastAsGoodAsItIsWritten(String expression) {
        assertNoFault(expression);
    }

    @Test
    void sumsOfAnyLengthHaveTheirDerivatives() {
        for (int n : new int[] {3, 7, 40, 600}) {
            assertThat(analyzed(IntStream.range(0, n)
                            .mapToObj(i -> "exp(" + (i + 1) + "*x)")
                            .collect(Collectors.joining(" + ", "log(", ")"))))
                    .as("%s exponentials", n)
                    .startsWith("where(");
            assertThat(analyzed(IntStream.range(0, n)
                            .mapToObj(i -> "(x - " + (i + 1) + ")^2")
                            .collect(Collectors.joining(" + ", "sqrt(", ")"))))
                    .as("%s squares", n)
                    .contains("hypot");
        }
    }

    /** Each of them in full would be quadratic. */
    @Test
    void runningSumsStayAsLongAsTheyAre() {
        int n = 500;
        StringBuilder program = new StringBuilder("s0 = exp(x)\nr0 = x^2\nt0 = 0\n");
        for (int i = 1; i <= n; i++) {
            program.append(
                    "s%1$d = s%2$d + exp(%1$d*x)\nr%1$d = r%2$d + (x + %1$d)^2\nt%1$d = t%2$d + log(s%1$d) + sqrt(r%1$d)\n"
                            .formatted(i, i - 1));
        }
        Graph graph = Autodiff.analyze(new Source("t", program + "y = t" + n), Options.DEFAULT)
                .function()
                .formula()
                .graph();
        assertThat(graph.size()).isLessThan(400 * n);
    }

    @Test
    void whatIsShiftedIsNotShiftedAgain() {
        Formula formula = Autodiff.written(new Source("t", "log(exp(x) + exp(2*x) + exp(3*x))"), Options.DEFAULT);
        Node once = new Simplifier(formula.graph(), Level.STABLE, false)
                .simplify(List.of(formula.result()))
                .apply(formula.result());
        Node twice = new Simplifier(formula.graph(), Level.STABLE, true)
                .simplify(List.of(formula.result()))
                .apply(formula.result());
        for (boolean keepsIdentities : new boolean[] {true, false}) {
            twice = new Simplifier(formula.graph(), Level.STABLE, keepsIdentities)
                    .simplify(List.of(twice))
                    .apply(twice);
        }
        assertThat(Printer.infix(twice)).isEqualTo(Printer.infix(once));
    }

    private static String analyzed(String expression) {
        Node result = Autodiff.analyze(new Source("t", "y = " + expression), Options.DEFAULT)
                .function()
                .formula()
                .result();
        return result.op().symbol() + "("
                + result.inputs().stream().map(input -> input.op().symbol()).collect(Collectors.joining(" "));
    }

    private static void assertNoFault(String expression) {
        Formula formula = Autodiff.written(new Source("t", "f = " + expression), Options.DEFAULT);
        List<Node> variables = formula.parameters().stream().map(Formula.Parameter::node).toList();
        Rewrite rewrite = new Rewrite(formula.result(), formula.result(), variables, Level.STABLE);
        SplittableRandom random = new SplittableRandom(expression.hashCode());
        StringBuilder faults = new StringBuilder();
        for (int i = 0; i < POINTS / variables.size(); i++) {
            Map<Node, Double> point = new HashMap<>();
            variables.forEach(variable -> point.put(variable, ARGUMENTS[random.nextInt(ARGUMENTS.length)]));
            faults.append(rewrite.fault(point));
        }
        assertThat(faults).as(expression).isEmpty();
    }
}
