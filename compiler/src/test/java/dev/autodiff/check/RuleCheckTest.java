package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A check says of each derivative that a program gives its functions whether it is that of the values. */
class RuleCheckTest {
    private static Map<String, Verdict> check(String program, double... point) {
        Source source = new Source("z.ad", program);
        Report report = GradientCheck.of(
                        DifferentiableFunction.of(Autodiff.compile(source, Options.DEFAULT)),
                        Autodiff.written(source, Options.DEFAULT))
                .at(List.of(point));
        return report.rows().stream()
                .collect(Collectors.toMap(
                        row -> row.worst().variable(), row -> row.worst().verdict()));
    }

    @Test
    void rightRulesAreFine() {
        assertThat(check(
                        "f(x, y) = exp(x*y)\nderivative f(x, y) by x = y*f(x, y)\nderivative f(x, y) by y = x*f(x, y)\nz = f(sin(a), b)^2",
                        0.7,
                        0.4))
                .containsEntry("derivative f by x", Verdict.OK)
                .containsEntry("derivative f by y", Verdict.OK)
                .containsEntry("a", Verdict.OK);
    }

    @Test
    void wrongOnesAreNamed() {
        Map<String, Verdict> verdicts = check(
                "f(x) = x^2\nderivative f(x) by x = 3*x\ng(x) = x^3\nderivative g(x) by x = 3*x^2\nz = f(a) + g(a)",
                0.7);

        assertThat(verdicts)
                .containsEntry("derivative f by x", Verdict.WRONG)
                .containsEntry("derivative g by x", Verdict.OK)
                .containsEntry("a", Verdict.WRONG);
    }

    @Test
    void straightThroughIsNoDerivativeOfTheValues() {
        assertThat(check("step(x) = 1 if x > 0 else 0\nderivative step(x) by x = 1\nz = step(a)", 0.7))
                .containsEntry("derivative step by x", Verdict.WRONG);
    }

    @Test
    void derivativesOfSolutionsAreChecked() {
        assertThat(check("z = root(x -> x^3 - a*b, 1)", 2, 3))
                .containsEntry("a", Verdict.OK)
                .containsEntry("b", Verdict.OK);
    }
}
