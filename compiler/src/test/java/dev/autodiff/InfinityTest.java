package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Pointwise;
import dev.autodiff.runtime.CompiledFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At infinity a function and its first two derivatives are their limits, never no numbers: finite ones are those of
 * large arguments but for a little, and infinite ones lie beyond them.
 */
class InfinityTest {
    /** Of functions that tend to their limits as 1/log(x) does. */
    private static final double CLOSE = 2e-3;

    private static final double LARGE = 1e300;
    private static final double LESS_LARGE = 1e100;

    /** Without a limit, they or their derivatives. */
    private static final Set<String> OSCILLATING = Set.of(
            "sin", "cos", "tan", "sec", "csc", "cot", "frac", "x_minus_sin", "tan_minus_x", "tan_minus_x_over_x3");

    /** With poles all the way down. */
    private static final Set<String> WITHOUT_LOWER_LIMIT = Set.of("lgamma", "digamma", "trigamma");

    /** Which makes numbers of what is none, and keeps large ones. */
    private static final Set<String> REPLACING = Set.of("nan_to_num");

    /** Of which the derivatives are differences that overflow long before. */
    private static final Set<String> OVERFLOWING =
            Set.of("tgamma", "gamma", "expi", "sinh_minus_x_over_x3", "expm1_minus_x_over_x2");

    static List<String> functions() {
        Stream<String> rows = Arrays.stream(Pointwise.values())
                .filter(row -> row.arity() == 1 && row != Pointwise.NOT && row != Pointwise.DERIVATIVE_OF_LOG_ERFCX)
                .map(Pointwise::symbol);
        Stream<String> prelude = PreludeHeads.all()
                .filter(head -> !head.isOfTruths() && head.parameters().matches("\\w+(, \\w+ = .*)*"))
                .map(PreludeHeads.Head::name);
        return Stream.concat(rows, prelude)
                .filter(name -> Stream.of(OSCILLATING, OVERFLOWING, REPLACING)
                        .noneMatch(set -> set.contains(name)))
                .map(name -> name + "(x)")
                .toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionHasItsLimitsAndSlopes(String formula) {
        assertLimits(formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp2(-x^2)",
                "erf(x^2)",
                "erf(exp(x))",
                "normcdf(x^3)",
                "expm1(-x^2)",
                "log(1 + exp(-x^2))",
                "atan(x^2)",
                "atan(exp(x))",
                "1/(1 + x^2)",
                "x/(1 + exp(-x))",
                "x*sigmoid(1.702*x)",
                "0.5*x*(1 + erf(x/sqrt(2)))",
                "x*tanh(log(1 + exp(x)))",
            })
    void aFunctionOfAPowerHasItsLimitsAndSlopes(String formula) {
        assertLimits(formula);
    }

    private static void assertLimits(String formula) {
        CompiledFunction function = Autodiff.compile("f(x) = " + formula);
        boolean hasLowerLimit = !WITHOUT_LOWER_LIMIT.contains(formula.replace("(x)", ""));
        for (double sign : hasLowerLimit ? new double[] {1, -1} : new double[] {1}) {
            double[] large = derivatives(function, sign * LARGE);
            double[] lessLarge = derivatives(function, sign * LESS_LARGE);
            double[] limits = derivatives(function, sign * Double.POSITIVE_INFINITY);
            boolean isInDomain = !Double.isNaN(large[0]);
            for (int order = 0; order < limits.length && isInDomain; order++) {
                double limit = limits[order];
                boolean isReached = Double.isInfinite(limit)
                        ? Math.signum(large[order]) == Math.signum(limit)
                                && Math.abs(large[order]) >= Math.abs(lessLarge[order])
                        : Math.abs(large[order] - limit) <= CLOSE;
                assertThat(isReached)
                        .as("%s at %s: %s, %s", formula, sign, Arrays.toString(limits), Arrays.toString(large))
                        .isTrue();
            }
        }
    }

    /** The value and the first two derivatives. */
    private static double[] derivatives(CompiledFunction function, double x) {
        return new double[] {function.value(x), function.gradient(x)[0], function.hessian(x)[0][0]};
    }
}
