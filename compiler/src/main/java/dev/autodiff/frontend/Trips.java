package dev.autodiff.frontend;

import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Type;
import java.util.function.UnaryOperator;

/**
 * The steps of a loop.
 *
 * @param variable the name that the body sees, or null
 * @param count how many steps there are at most
 * @param element what the variable is, by the number of the step
 */
record Trips(String variable, Node count, UnaryOperator<Node> element) {
    /** Those of a loop that only its condition ends. */
    static Trips endless(Graph graph) {
        return new Trips(null, graph.constant(Double.POSITIVE_INFINITY, Type.WHOLE), step -> step);
    }
}
