package dev.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.autodiff.source.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A function that is passed to another one is the same as its text in the place of the call. */
class FunctionArgumentTest {
    private static final double ROUNDING = 1e-13;

    private static final String FUNCTIONS = """
            apply(f, x) = f(x)
            twice(f, x) = f(f(x))
            compose(f, g, x) = f(g(x))
            hand(k, x) = apply(k, x)
            square(x) = x^2
            """;

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("z = apply(sin, a) + b", "z = sin(a) + b"),
                Arguments.of("z = apply(square, a*b)", "z = (a*b)^2"),
                Arguments.of("z = twice(x -> b*x^2, a)", "z = b*(b*a^2)^2"),
                Arguments.of("z = compose(square, x -> compose(y -> y + x, square, b), a)", "z = (b^2 + a)^2"),
                Arguments.of("z = hand(x -> hand(y -> x*y, b), a)", "z = a*b"),
                Arguments.of("u = a*b; z = apply(a -> apply((b) -> a*b*u, a), u + 1)", "z = (a*b + 1)^2*a*b"),
                Arguments.of(
                        "both(f, x, y) = f(x, y); z = both((x, y) -> x/y, a, b) + both(max, a, b) + both(hypot, b, a)",
                        "z = a/b + max(a, b) + hypot(a, b)"),
                Arguments.of("pick(f, a) = f(2); z = pick(x -> x*a, b)", "z = 2*a + 0*b"),
                Arguments.of(
                        "sum_of(f, x) { s = 0; for i in 0:3 { s = s + f(x + i) }; return s }; z = sum_of(x -> a*x^2, b)",
                        "z = a*b^2 + a*(b + 1)^2 + a*(b + 2)^2"),
                Arguments.of(
                        "slope(f, x) { y = f(x); return grad(y, x) }; z = slope(x -> sin(b*x), a)", "z = b*cos(a*b)"),
                Arguments.of("s = a\nfor i in 0:3 { s = apply(t -> t*b + i, s) }", "s = ((a*b + 0)*b + 1)*b + 2"),
                Arguments.of("if a > 0 { z = apply(x -> x*a, b) } else { z = apply(sqrt, a) }", "z = a*b"),
                Arguments.of("f(x) = x^3\nderivative f(x) by x = 3*x^2\nz = twice(f, a*b)", "z = (a*b)^9"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void functionsAreInlined(String program, String plain) {
        double[] expected = ThreeWays.interpreted(plain, 0.7, 0.4);
        double[] actual = ThreeWays.inMemory(FUNCTIONS + program, 0.7, 0.4);

        assertThat(actual).containsExactly(expected, within(ROUNDING));
    }

    static Stream<Arguments> maps() {
        return Stream.of(
                Arguments.of("f(x: f64[3], a) = map(t -> a*sin(t), x)", "f(x: f64[3], a) = a*sin(x)"),
                Arguments.of("f(x: f64[3], a) = map(exp, x)*a", "f(x: f64[3], a) = exp(x)*a"),
                Arguments.of(
                        "f(x: f64[3], a) = map(t -> t if t > 2 else a*t, x)", "f(x: f64[3], a) = where(x > 2, x, a*x)"),
                Arguments.of("f(x: f64[3], a) = map(t -> a, x)*x", "f(x: f64[3], a) = a*x"),
                Arguments.of("f(x: f64[3], a) = map((t, u) -> t^2*u*a, x, x[::-1])", "f(x: f64[3], a) = x^2*x[::-1]*a"),
                Arguments.of("f(x: f64[3], a) = map(t -> x[int(t) - 1]*a*t, x)", "f(x: f64[3], a) = x[int(x) - 1]*x*a"),
                Arguments.of(
                        "f(x: f64[3], a) = map(t -> [t, a*t^2], x) @ [1, 2]",
                        "f(x: f64[3], a) = stack(x, a*x^2, axis=1) @ [1, 2]"),
                Arguments.of(
                        "f(x: f64[3], a) = map(r -> r @ r, stack(x, a*x, axis=1))", "f(x: f64[3], a) = x^2*(1 + a^2)"),
                Arguments.of(
                        "f(x: f64[3], a) = map(r -> map(t -> t*r[0]*a, r), stack(x, x^2, axis=1)) @ [1, 2]",
                        "f(x: f64[3], a) = a*(x^2 + 2*x^3)"),
                Arguments.of("f(x: f64[3], a) = map(t -> root(y -> y^3 - a*t, 1), x)", "f(x: f64[3], a) = (a*x)^(1/3)"),
                Arguments.of(
                        "f(x: f64[3], a) { y = map(t -> map(u -> u*t, x), a*x); return grad(sum(y), x)*a }",
                        "f(x: f64[3], a) = 2*a^2*sum(x)*ones(3) + 0*x"),
                Arguments.of(
                        "g(t) { u = sin(t); return grad(u, t) }; f(x: f64[3], a) = map(g, a*x)",
                        "f(x: f64[3], a) = cos(a*x)"));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void mapGivesTheRowsOfATensor(String program, String plain) {
        double[] expected = ThreeWays.interpreted(plain, 1, 3, 2, 0.6);
        double[] actual = ThreeWays.at(program, 1, 3, 2, 0.6);

        assertThat(actual).containsExactly(expected, within(ROUNDING));
    }

    @Test
    void functionsOfNumbersAreMappedWithoutALoop() {
        String text = String.join(
                "\n",
                Autodiff.analyze(new Source("z.ad", "z(x: f64[n]) = sum(map(t -> sin(t)*t, x))"), Options.DEFAULT)
                        .loops()
                        .get("value"));
        String plain = String.join(
                "\n",
                Autodiff.analyze(new Source("z.ad", "z(x: f64[n]) = sum(sin(x)*x)"), Options.DEFAULT)
                        .loops()
                        .get("value"));

        assertThat(text).isEqualTo(plain);
    }
}
