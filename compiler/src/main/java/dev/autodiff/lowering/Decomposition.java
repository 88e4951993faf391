package dev.autodiff.lowering;

import dev.autodiff.graph.Access;
import dev.autodiff.graph.Contraction;
import dev.autodiff.graph.Decomposable;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Indexing;
import dev.autodiff.graph.LibraryOp;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Placed;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.graph.View;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Shape;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** Replaces operators that stand for others, and lets the library see doubles only. */
public final class Decomposition {
    private Decomposition() {}

    /** Rewrites all that the results need; the function returned gives the new form of each of those nodes. */
    public static UnaryOperator<Node> expand(Graph graph, Collection<Node> results) {
        boolean[] needed = graph.reachable(results);
        Node[] expanded = new Node[needed.length];
        for (int id = 0; id < needed.length; id++) {
            if (needed[id]) {
                Node node = graph.get(id);
                graph.at(node.line());
                expanded[id] = expand(node, node.inputs().stream().map(input -> expanded[input.id()]).toList());
                expanded[id].suggestName(node.name());
            }
        }
        return node -> expanded[node.id()];
    }

    private static Node expand(Node node, List<Node> inputs) {
        if (node.op() instanceof Contraction contraction) {
            return TensorAlgebra.as(contraction.expand(doubles(inputs.subList(0, 2))), node.type());
        }
        if (node.op() instanceof Decomposable expandable) {
            return expandable.expand(inputs);
        }
        if (node.op() == Pointwise.WHERE) {
            Node rows = ChosenRows.rewrite(inputs.get(0), inputs.get(1), inputs.get(2));
            if (rows != null) {
                return rows;
            }
        }
        if (node.op() instanceof Indexing.Take take && isCounted(inputs.get(0))) {
            return taken(take, inputs.get(0), inputs.get(1));
        }
        if (node.op() instanceof LibraryOp op) {
            return TensorAlgebra.as(node.graph().node(op, doubles(inputs).toArray(new Node[0])), node.type());
        }
        return inputs.equals(node.inputs()) ? node : node.graph().node(node.op(), inputs.toArray(new Node[0]));
    }

    /** Whether the elements are those of {@code 0, 1, 2, …} in some places. */
    private static boolean isCounted(Node node) {
        Node source = node;
        while (Storage.isView(source)) {
            source = source.input(0);
        }
        return Storage.isCounted(source);
    }

    /** What is counted is in no array, which an index could look into: it is computed from the index, or stored. */
    private static Node taken(Indexing.Take take, Node counted, Node index) {
        Graph graph = counted.graph();
        Access access = counted.shape().rank() > 1 || index.type().dtype() != DType.INT ? null : access(counted);
        if (access == null) {
            return graph.node(take, counted.plus(counted.constant(0)), index);
        }
        Node length = TensorAlgebra.broadcast(graph.extent(counted.shape().dimension(0)), index.shape());
        return graph.node(new Placed(take.axis()), index, length)
                .times(graph.extent(access.strides().get(0)))
                .plus(graph.extent(access.offset()));
    }

    /** Where the elements lie among {@code 0, 1, 2, …}; null if they do not lie evenly. */
    private static Access access(Node counted) {
        Deque<Node> views = new ArrayDeque<>();
        Node source = counted;
        for (; Storage.isView(source); source = source.input(0)) {
            views.push(source);
        }
        Access access = Access.dense(source.shape());
        while (access != null && !views.isEmpty()) {
            Node view = views.pop();
            Shape shape = view.input(0).shape();
            access = view.op() instanceof View.Affine affine
                    ? affine.through(access, shape)
                    : Storage.reshaped(access, shape, view.shape());
        }
        return access;
    }

    private static List<Node> doubles(List<Node> inputs) {
        return inputs.stream().map(input -> TensorAlgebra.as(input, input.type().with(DType.F64))).toList();
    }
}
