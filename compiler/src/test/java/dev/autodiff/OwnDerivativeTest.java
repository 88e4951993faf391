package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.codegen.ClassContents;
import dev.autodiff.runtime.CompiledFunction;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions with derivatives of their own are differentiated by these, in every mode and order and wherever they are
 * called.
 */
class OwnDerivativeTest {
    /** Two ways to write one derivative differ by a few roundings of each of their operations, some hundred in all. */
    private static final double ROUNDING = 1e-11;

    private static final String SCALAR = """
            f(x, y) = x^2*y + sin(x*y)
            derivative f(x, y) by x = 2*x*y + y*cos(x*y)
            """;
    private static final String SHARED = """
            f(x, y) = exp(x*y)
            derivative f(x, y) by x = y*f(x, y)
            derivative f(a, b) by b = a*f(a, b)
            """;
    private static final String MUTUAL = """
            f(x, y) = sin(x)*y
            g(x) = cos(x)
            s(x) = sin(x)
            derivative f(x, y) by x = g(x)*y
            derivative g(x) by x = -s(x)
            derivative s(x) by x = g(x)
            """;

    /** A value of the right derivative, whatever it is made of. */
    private static final String LOOP = """
            f(x, y) { s = x; for i in 0:4 { s = s*y/2 + x }; return s }
            derivative f(x, y) by x = 1 + y/2 + (y/2)^2 + (y/2)^3 + (y/2)^4
            """;

    private static final List<String> USES = List.of(
            "z = f(a, b)",
            "z = f(a*b, a + b)",
            "z = f(a, a)*b",
            "z = f(f(a, b), f(b, a))",
            "z = f(a, 2)*f(3, b)",
            "z = f(a, b) if a > 0 else f(b, a)",
            "z = where(a > 5, f(a, b), a*b)",
            "u = f(a, b); z = grad(u, a)*b",
            "u = f(a, b); v = grad(u, b); z = grad(v, a)*a",
            "u = f(a, b); v = grad(u, a); w = grad(v, a); z = grad(w, b)",
            "z = a\nfor i in 0:3 { z = f(z, b)/2 }",
            "z = a\ni = 0\nwhile i < 3 { i = i + 1; if z > 0 { z = f(z, b)/2 } else { z = f(b, z)/4 } }",
            "s = 0\nfor i in 0:3 { u = a*b + i; s = s + grad(f(u, b), u) }",
            "h(x, y) = f(y, x)*x\nz = h(a, b)^2");

    static Stream<String> programs() {
        return Stream.of(SCALAR, SHARED, MUTUAL, LOOP).flatMap(rules -> USES.stream().map(use -> rules + use));
    }

    /** The same program without its rules. */
    private static String plain(String program) {
        return program.replaceAll("(?m)^derivative .*\n", "");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aRightRuleChangesNothing(String program) {
        assertAlike(program, 0.7, 0.4);
    }

    private static void assertAlike(String program, double... point) {
        double[] expected = ThreeWays.interpreted(plain(program), point);
        double[] actual = ThreeWays.inMemory(program, point);
        assertThat(actual).hasSameSizeAs(expected);
        IntStream.range(0, expected.length).forEach(i -> assertThat(actual[i]).as("number %s of %s", i, program)
                .isCloseTo(expected[i], Percentage.withPercentage(100*ROUNDING)));
    }

    @Test
    void rulesOfTensorsAreJacobiansOrGoElementByElement() {
        String each = "f(x, y) = x^2*y\nderivative f(x, y) by x = 2*x*y\nderivative f(x, y) by y = x^2\n";
        assertAlike(each + "g(x: f64[3], y: f64[3]) = sum(f(x, y)^2)", 1, 2, 3, 0.5, 0.7, 0.2);
        assertAlike(each + "g(x: f64[3], y) = f(x, y)*x", 1, 2, 3, 0.5);
        assertAlike(each + "g(x, y: f64[2, 3]) = f(x, y)*x", 0.3, 1, 2, 3, 0.5, 0.7, 0.2);
        assertAlike(each + "g(x: f64[2, 1], y: f64[3]) { u = sum(f(x, y)^3); return grad(u, x)*2 }", 0.3, 1, 2, 3, 0.5);
        assertAlike(each + "g(x: f64[2], y: f64[2]) { u = sum(f(x, y)^3); return sum(grad(u, x)*y) }", 0.3, 1, 2, 3);
        String norm = "f(x: f64[n]) = sum(x^2)\nderivative f(x) by x = 2*x\n";
        assertAlike(norm + "g(x: f64[3]) = f(sin(x))*x[0]", 1, 2, 3);
        String product = "f(A: f64[n, n], x: f64[n]) = A @ x\nderivative f(A, x) by x = A\n";
        assertAlike(product + "g(A: f64[2, 2], x: f64[2]) = sum(f(A, f(A, x))^2)", 1, 2, 3, 4, 5, 6);
        String scalarToTensor = "f(t) = [t, t^2, t^3]\nderivative f(t) by t = [1, 2*t, 3*t^2]\n";
        assertAlike(scalarToTensor + "g(t) = f(t) @ f(2*t)", 0.7);
        String matrices = "f(x: f64[2, 2]) = [x[0, 0]*x[1, 1], x[0, 1]]\n"
                + "derivative f(x) by x = [[[x[1, 1], 0], [0, x[0, 0]]], [[0, 1], [0, 0]]]\n";
        assertAlike(matrices + "g(x: f64[2, 2]) = sum(f(x)^3)", 1, 2, 3, 4);
    }

    @Test
    void straightThroughEstimatorsAreOneLine() {
        double[] actual = ThreeWays.at("step(x) = 1 if x > 0 else 0\nderivative step(x) by x = 1\nz = step(a)*a", 0.3);

        assertThat(actual).containsExactly(0.3, 1.3);
        assertThat(ThreeWays.at("r(x) = round(x)\nderivative r(x) by x = 1\nz(x: f64[2]) = sum(r(x)*x)", 1.2, 2.7))
                .containsExactly(1.2 + 3 * 2.7, 1 + 1.2, 3 + 2.7);
    }

    @Test
    void theBodyOfAFunctionWithRulesNeedsNoDerivative() {
        assertThat(ThreeWays.at(
                        "f(x) { s = x; while abs(s) > 1 { s = round(s)/2 }; return s }\nderivative f(x) by x = x\nz = f(a)",
                        3))
                .containsExactly(1, 3);
    }

    /** Infinite slopes where a rule is not used add nothing. */
    @Test
    void whatABranchDoesNotChooseHasNoInfluence() {
        String rule = "f(x) = sqrt(x)\nderivative f(x) by x = 0.5/sqrt(x)\n";

        assertThat(ThreeWays.at(rule + "z = where(x > 0, f(x), 2*x)", 0)).containsExactly(0, 2);
        assertThat(ThreeWays.at(rule + "z(x: f64[2]) = sum(where(x > 0, f(x), 2*x))", 0, 4))
                .containsExactly(2, 2, 0.25);
    }

    /** What is outside of the branch that is taken is not run, in rules as elsewhere. */
    @Test
    void theConditionsOfACallHoldForItsRule() {
        String program = "f(x: f64[3], i: int) = x[i]^2\nderivative f(x, i) by x = 2*x[i]*(arange(3) == i)\n"
                + "g(x: f64[3], k: int) { z = 0; if k < 3 { z = f(x, k)*x[0] }; return z }";
        CompiledFunction function = Autodiff.compile(program);

        CompiledFunction.Pullback inside =
                function.valueAndGradient(Tensor.of(2, 3, 5), Tensor.scalar(1).as(DType.INT));
        CompiledFunction.Pullback outside =
                function.valueAndGradient(Tensor.of(2, 3, 5), Tensor.scalar(7).as(DType.INT));

        assertThat(inside.gradient().get(0).toArray()).containsExactly(9, 12, 0);
        assertThat(outside.value().item()).isZero();
        assertThat(outside.gradient().get(0).toArray()).containsExactly(0, 0, 0);
    }

    @Test
    void aFunctionWithARuleCanBeTheWholeProgram() {
        assertThat(ThreeWays.at("f(x, y) = x^2*y\nderivative f(x, y) by x = 100 + y", 3, 2))
                .containsExactly(18, 102, 9);
    }

    @Test
    void theValueIsNotComputedTwice() {
        String java = Autodiff.analyze(
                        new Source("z.ad", "f(x) = exp(sin(x))\nderivative f(x) by x = cos(x)*f(x)\nz = f(x)"),
                        Options.DEFAULT)
                .javaSource("Z", ClassContents.TENSORS);
        String gradient = java.substring(
                java.indexOf("double gradient(double x"), java.indexOf("}", java.indexOf("double gradient(double x")));

        assertThat(gradient.split("Math.exp\\(", -1)).hasSize(2);
    }

    @Test
    void rulesHoldAtEveryLevelOfRewriting() {
        String program = "f(x) = log(1 + exp(x))\nderivative f(x) by x = 7\nz = f(x)*2";
        for (Level level : Level.values()) {
            CompiledFunction function = Autodiff.compile(new Source("z.ad", program), Options.DEFAULT.withLevel(level));
            assertThat(function.gradient(1)).containsExactly(14);
        }
    }

    @Test
    void derivativeAndByAreNamesElsewhere() {
        assertThat(ThreeWays.at("derivative = a*2; by = derivative + a; z = by*derivative", 1)).containsExactly(6, 12);
    }

    @Test
    void secondDerivativesByParametersWithoutRulesGoThroughTheBody() {
        double[] actual = ThreeWays.at(SCALAR + "u = f(a, b); v = grad(u, b); z = grad(v, b)", 0.7, 0.4);

        assertThat(actual[0]).isCloseTo(-0.49*Math.sin(0.28), within(1e-14));
    }
}
