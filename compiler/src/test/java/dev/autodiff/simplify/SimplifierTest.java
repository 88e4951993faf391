package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.graph.Differentiated;
import dev.autodiff.graph.Code;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.Printer;
import dev.autodiff.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of expressions and their derivatives, as a reader sees them. */
class SimplifierTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            y*log(x) + sin(y)   | y/x
            x^3                 | 3*x^2
            x*x                 | 2*x
            3*x^2 + 2*x + 1     | 6*x + 2
            1/x                 | -(1/x/x)
            sqrt(x)             | 1/(2*sqrt(x))
            exp(-x)             | -exp(-x)
            log(1 + exp(x))     | sigmoid(x)
            sqrt(x*x)           | sign(x)
            5*(2*x)             | 10
            x + y               | 1
            log(x/y)            | 1/x
            log(y/x)            | -1/x
            2^x                 | 0.6931471805599453*2^x
            1 - x^2             | -2*x
            x/(x + 1)           | 1/(x + 1)/(x + 1)
            3/(1 + exp(-x))     | 3*(0.5*sech(0.5*x))^2
            1/(exp(x) - 1)      | 1/expm1(x)/expm1(-x)
            """)
    void writesADerivativeThatAPersonWouldAccept(String expression, String derivative) {
        Differentiated function = differentiated(expression, Level.STABLE);

        assertThat(Printer.infix(function.gradient().get(0))).isEqualTo(derivative);
    }

    @Test
    void foldsElementaryFunctionsAsStrictMathComputesThem() {
        assertThat(infix("sin(2) + 0*x", Level.FAST)).isEqualTo(Printer.number(StrictMath.sin(2)));
    }

    @Test
    void foldsEachOfThem() throws ReflectiveOperationException {
        for (Pointwise row : Pointwise.values()) {
            if (row.code() instanceof Code.Call call && call.owner().equals(Code.Call.MATH) && !row.isExact()) {
                boolean isUnary = row.arity() == 1;
                Object expected = isUnary
                        ? StrictMath.class.getMethod(call.method(), double.class).invoke(null, 0.25)
                        : StrictMath.class.getMethod(call.method(), double.class, double.class).invoke(null, 0.25, 3.5);
                String formula = row.symbol() + (isUnary ? "(0.25)" : "(0.25, 3.5)") + " + 0*x";

                assertThat(infix(formula, Level.FAST)).isEqualTo(Printer.number((double) expected));
            }
        }
    }

    @Test
    void foldsOnlyWhatIeeeFixesAmongExactRewrites() {
        assertThat(infix("x + sin(2)*(3 - 1)", Level.EXACT)).isEqualTo("x + 2*sin(2)");
    }

    @Test
    void keepsWhatIsNotTheSameForEveryArgument() {
        assertThat(infix("x + 0*x - x/x", Level.STABLE)).isEqualTo("x + 0*x - x/x");
    }

    @Test
    void leavesStableFormsAloneOnRequest() {
        assertThat(infix("log(1 + exp(x))", Level.EXACT)).isEqualTo("log(1 + exp(x))");
    }

    @Test
    void seesThroughNames() {
        assertThat(Printer.infix(Autodiff.analyze(new Source("t", "e = exp(x); s = 1 + e; y = log(s)"), Options.DEFAULT)
                .function().formula().result())).isEqualTo("softplus(x)");
    }

    private static String infix(String expression, Level level) {
        return Printer.infix(differentiated(expression, level).formula().result());
    }

    private static Differentiated differentiated(String expression, Level level) {
        return Autodiff.analyze(new Source("t", "f = " + expression), Options.DEFAULT.withLevel(level)).function();
    }
}
