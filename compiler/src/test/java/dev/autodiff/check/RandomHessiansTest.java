package dev.autodiff.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.ProgramGenerator;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Source;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Derivatives as expressions in random programs of numbers are what differences of the value to 50 digits give, and
 * each other's. {@code -Dhessians=2000} tries so many programs.
 */
class RandomHessiansTest {
    private static final int PROGRAMS = Integer.getInteger("hessians", 40);
    private static final int POINTS = 3;
    private static final String DERIVATIVES = """
            t_ = 1*%s
            slope_ = jacobian(t_, x)
            along_ = jvp(t_, x, 0.5)
            back_ = vjp(t_, x, 0.5)
            curvature_ = hessian(t_, x)
            product_ = hvp(t_, x, 0.5)
            mixed_ = jacobian(grad(t_, y), x)
            turned_ = grad(jacobian(t_, x), y)
            """;
    private static final List<String> NAMES =
            List.of("slope_", "along_", "back_", "curvature_", "product_", "mixed_", "turned_");

    private int verified;

    @Test
    void secondDerivativesOfRandomProgramsAreThoseOfDifferences() {
        for (int seed = 0, programs = 0; programs < PROGRAMS; seed++) {
            String program = new ProgramGenerator().next(new Random(seed)).value().toString();
            if (program.contains("detach") || program.contains("no_grad") || program.contains("xlogy(")) {
                // what is detached has another derivative than its differences on purpose, and 0·log(y) is 0 for
                // negative y as well, where its slopes are none
                continue;
            }
            programs++;
            Formula written = Autodiff.written(new Source("program.ad", program), Options.DEFAULT);
            String text = program + "\n" + DERIVATIVES.formatted(written.name());
            Formula formula = Autodiff.analyze(
                            new Source("program.ad", text),
                            Options.DEFAULT.withVariables(List.of()).withResults(NAMES))
                    .function()
                    .formula();
            Random random = new Random(seed);
            for (int i = 0; i < POINTS; i++) {
                Map<String, Double> point = new HashMap<>();
                formula.parameters().forEach(parameter -> point.put(parameter.name(), random.nextDouble(-2, 3)));
                verify(text, written, formula, point);
            }
        }
        assertThat(verified).isGreaterThan(PROGRAMS);
    }

    private void verify(String text, Formula written, Formula formula, Map<String, Double> point) {
        TrueDerivatives truth = new TrueDerivatives(written.result(), at(written, point));
        Optional<Node> x = parameter(written, "x");
        Optional<Node> y = parameter(written, "y");
        verify(text, formula, point, x.flatMap(truth::first), "slope_", 1);
        verify(text, formula, point, x.flatMap(truth::first), "along_", 0.5);
        verify(text, formula, point, x.flatMap(truth::first), "back_", 0.5);
        verify(text, formula, point, x.flatMap(v -> truth.second(v, v)), "curvature_", 1);
        verify(text, formula, point, x.flatMap(v -> truth.second(v, v)), "product_", 0.5);
        verify(text, formula, point, x.flatMap(v -> y.flatMap(w -> truth.second(v, w))), "mixed_", 1);
        verify(text, formula, point, x.flatMap(v -> y.flatMap(w -> truth.second(v, w))), "turned_", 1);
    }

    private static Map<Node, Double> at(Formula formula, Map<String, Double> point) {
        Map<Node, Double> values = new HashMap<>();
        formula.parameters().forEach(parameter -> values.put(parameter.node(), point.get(parameter.name())));
        return values;
    }

    private static Optional<Node> parameter(Formula formula, String name) {
        return formula.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Formula.Parameter::node)
                .findFirst();
    }

    /** Full precision, or 8 times what the last bits of arguments and intermediate values do. */
    private void verify(
            String text,
            Formula formula,
            Map<String, Double> point,
            Optional<BigDecimal> truth,
            String name,
            double factor) {
        if (truth.isEmpty()) {
            return;
        }
        Node node = formula.results().get(name);
        double actual = Interpreter.evaluate(List.of(node), at(formula, point))[0];
        Judgement judgement = new Judgement(actual, truth.get().multiply(new BigDecimal(factor)), BigDecimal.ZERO);
        double[] coordinates = formula.parameters().stream()
                .mapToDouble(parameter -> point.get(parameter.name()))
                .toArray();
        Oracle oracle = Subject.oracle(formula, node, coordinates);
        boolean isRight = judgement.isFullPrecision()
                || oracle.value().isPresent() && judgement.isWithin(oracle.noiseOfValue());
        assertThat(isRight)
                .as(
                        "%s is %s instead of %s times %s at %s=%s of%n%s",
                        name,
                        actual,
                        factor,
                        truth.get().doubleValue(),
                        formula.parameters().stream()
                                .map(Formula.Parameter::name)
                                .toList(),
                        Arrays.toString(coordinates),
                        text)
                .isTrue();
        verified++;
    }
}
