package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Interpreter;
import dev.autodiff.graph.Node;
import dev.autodiff.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForwardTest {
    @Test
    void followsADirection() {
        assertThat(tangent("f = x*y", Map.of("x", 1.0, "y", 10.0), Map.of("x", 2.0, "y", 3.0))).isEqualTo(23);
    }

    @Test
    void aBranchThatIsNotChosenContributesNothing() {
        Map<String, Double> point = Map.of("x", Double.NEGATIVE_INFINITY, "y", 0.0, "w", 1.0);

        assertThat(tangent("f = x*(x if x < y else w)", Map.of("w", 1.0), point)).isZero();
    }

    @Test
    void whatDoesNotDependOnTheVariablesHasNoTangent() {
        assertThat(tangent("f = sqrt(y) + detach(x)", Map.of("x", 1.0), Map.of("x", 1.0, "y", 0.0))).isZero();
    }

    private static double tangent(String program, Map<String, Double> directions, Map<String, Double> point) {
        Formula formula = Autodiff.written(new Source("test.ad", program), Options.DEFAULT);
        List<String> names = List.copyOf(directions.keySet());
        List<Node> seeds = names.stream().map(name -> formula.graph().constant(directions.get(name))).toList();
        Node tangent = Forward.tangent(formula.result(), names.stream().map(formula::differentiableBy).toList(), seeds);
        Map<Node, Double> arguments = point.entrySet().stream()
                .collect(Collectors.toMap(entry -> formula.differentiableBy(entry.getKey()), Map.Entry::getValue));
        return Interpreter.evaluate(List.of(tangent), arguments)[0];
    }
}
