package dev.autodiff;

import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Reduction;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.lowering.DenseException;
import dev.autodiff.runtime.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A number as a sum over rows: {@code z = Σ over sums s, Σ over rows i of vₛ[i]}. */
final class RowSums {
    private RowSums() {}

    /**
     * The vectors whose elements z is the sum of; what z has beside sums is one of length 1.
     *
     * @throws DenseException if z is not linear in sums
     */
    static List<Node> of(Node z, Collection<Node> variables, Derivatives derivatives) {
        Graph graph = z.graph();
        boolean[] influenced = graph.influencedBy(variables);
        Map<Node, Node> terms = outermost(z, influenced);
        List<Node> sums = List.copyOf(terms.keySet());
        List<Node> vectors = new ArrayList<>();
        if (!sums.isEmpty()) {
            List<Node> factors = derivatives.pullback(List.of(z), sums, List.of(graph.constant(1, z.type())));
            boolean[] isVariable = graph.influencedBy(variables);
            for (int i = 0; i < sums.size(); i++) {
                if (isVariable[factors.get(i).id()]) {
                    throw new DenseException(
                            "the value is not a sum over rows, but a function of such a sum", sums.get(i));
                }
                vectors.add(vector(terms.get(sums.get(i)), factors.get(i)));
            }
        }
        Node rest = without(z, sums);
        if (graph.influencedBy(variables)[rest.id()]) {
            vectors.add(TensorAlgebra.reshape(rest, Shape.of(1)));
        }
        return vectors;
    }

    /** The sums of tensors that z is computed of, and not those within them; with what each is the sum of. */
    private static Map<Node, Node> outermost(Node z, boolean[] influenced) {
        boolean[] needed = new boolean[influenced.length];
        needed[z.id()] = true;
        Map<Node, Node> sums = new LinkedHashMap<>();
        for (int id = z.id(); id >= 0; id--) {
            Node node = z.graph().get(id);
            Node terms = needed[id] && influenced[id] ? terms(node) : null;
            if (terms != null) {
                sums.put(node, terms);
            } else if (needed[id] && influenced[id] && node.op() instanceof LoopOp) {
                throw new DenseException("the value is computed by a loop, and no sum over rows", node);
            } else if (needed[id] && influenced[id]) {
                node.inputs().forEach(input -> needed[input.id()] = true);
            }
        }
        return sums;
    }

    /** What a node is the sum of, or null if it is no sum. */
    private static Node terms(Node node) {
        if (!node.shape().size().is(1)) {
            return null;
        }
        if (node.op() instanceof LoopOp.Final end) {
            return LoopSum.terms(node, end);
        }
        if (node.op() instanceof Contraction contraction
                && node.inputs().size() == 2
                && contraction.a().equals(contraction.b())
                && node.type().isScalar()) {
            return node.input(0).times(node.input(1));
        }
        boolean isSum = node.op() instanceof Reduction reduction && reduction.fold() == Reduction.Fold.SUM;
        return isSum ? node.input(0) : null;
    }

    private static Node vector(Node terms, Node factor) {
        Node scaled = terms.times(TensorAlgebra.reshape(factor, Shape.SCALAR));
        return TensorAlgebra.sum(scaled, IntStream.range(1, scaled.shape().rank()).boxed().toList());
    }

    /** The value if all that is added up were 0. */
    private static Node without(Node z, List<Node> sums) {
        Graph graph = z.graph();
        Map<Node, Node> images = new HashMap<>();
        sums.forEach(sum -> images.put(
                sum, sum.op() instanceof LoopOp.Final end ? LoopSum.initial(sum, end) : graph.constant(0, sum.type())));
        boolean[] needed = graph.reachable(List.of(z), images.keySet());
        for (int id = 0; id <= z.id() && !images.containsKey(z); id++) {
            Node node = graph.get(id);
            if (needed[id] && !images.containsKey(node) && node.inputs().stream().anyMatch(images::containsKey)) {
                Node[] inputs = node.inputs().stream()
                        .map(input -> images.getOrDefault(input, input))
                        .toArray(Node[]::new);
                images.put(node, graph.node(node.op(), inputs));
            }
        }
        return images.getOrDefault(z, z);
    }
}
