package dev.autodiff.autodiff;

import static dev.autodiff.graph.Algebra.atLeast;
import static dev.autodiff.graph.Algebra.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardTest {
    private final Graph graph = new Graph();
    private final Node x = graph.parameter("x");

    @Test
    void conditionsHaveNoTangent() {
        Node condition = atLeast(x, graph.constant(1));

        Node tangent = Forward.tangent(where(condition, x.power(2), x), List.of(x), List.of(graph.constant(1)));

        assertThat(tangent).isSameAs(where(condition, graph.constant(2).times(x), graph.constant(1)));
    }
}
