package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.max;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.frontend.values.Known;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Leaf.Random.Distribution;
import dev.autodiff.graph.Leaf;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import dev.autodiff.runtime.Type;
import java.util.List;

/** Tensors made of nothing but their shape and a few numbers. */
public final class Creation {
    private Creation() {}

    static void add(Table table) {
        table.add("zeros(shape*)", a -> filled(a, 0));
        table.add("ones(shape*)", a -> filled(a, 1));
        table.add("full(shape, value)", a -> TensorAlgebra.broadcast(a.number("value"), a.shape("shape")));
        table.add("eye(n, m?)", Creation::eye);
        table.add("arange(start, stop?, step?)", Creation::arange);
        table.add("linspace(start, stop, count)", Creation::linspace);
        table.add("rand(shape*, seed?)", a -> random(a, Distribution.UNIFORM));
        table.add("randn(shape*, seed?)", a -> random(a, Distribution.NORMAL));
        table.add("one_hot(index, count)", Creation::oneHot);
    }

    private static Node filled(Arguments a, double value) {
        return a.graph().constant(value, Type.of(DType.F64, a.shape("shape")));
    }

    private static Node random(Arguments a, Distribution distribution) {
        return a.graph().node(new Leaf.Random(distribution, a.whole("seed", 0), a.shape("shape")));
    }

    private static Node eye(Arguments a) {
        Shape shape = new Shape(List.of(a.length("n"), a.has("m") ? a.length("m") : a.length("n")));
        return identity(a.graph(), shape);
    }

    /** Ones where the last two indices are equal. */
    public static Node identity(Graph graph, Shape shape) {
        return where(
                graph.node(Pointwise.EQ, Gathering.counter(graph, shape, 0), Gathering.counter(graph, shape, 1)),
                graph.constant(1),
                graph.constant(0));
    }

    private static Node oneHot(Arguments a) {
        Node index = Gathering.whole(a.indices("index"));
        Shape shape = index.shape().inserting(index.shape().rank(), a.length("count"));
        Node column = TensorAlgebra.reshape(index, index.shape().inserting(index.shape().rank(), Dimension.ONE));
        return where(
                a.graph()
                        .node(
                                Pointwise.EQ,
                                column,
                                Gathering.counter(
                                        a.graph(), shape, index.shape().rank())),
                a.graph().constant(1),
                a.graph().constant(0));
    }

    /** Whole numbers if all three are, from 0 if there is one bound only. */
    private static Node arange(Arguments a) {
        String last = a.has("stop") ? "stop" : "start";
        boolean isWhole = Known.dimensionOfParameters(a.value("start")) != null
                && Known.dimensionOfParameters(a.value(last)) != null
                && (!a.has("step") || Known.dimension(a.value("step")) != null);
        return isWhole ? wholeRange(a, last) : realRange(a, last);
    }

    private static Node wholeRange(Arguments a, String last) {
        int step = a.whole("step", 1);
        if (step == 0) {
            throw a.failure("step", "the step of 'arange' is 0", "");
        }
        Dimension start = a.has("stop") ? a.dimension("start") : Dimension.ZERO;
        Dimension span = step > 0 ? a.dimension(last).minus(start) : start.minus(a.dimension(last));
        Dimension count = span.isLiteral() && span.literal() < 0 ? Dimension.ZERO : span.ceilingOver(Math.abs(step));
        Node iota = a.graph().node(new Leaf.Iota(count));
        Node scaled = step == 1 ? iota : iota.times(a.graph().constant(step));
        return start.is(0) ? scaled : scaled.plus(a.graph().extent(start));
    }

    private static Node realRange(Arguments a, String last) {
        double start = a.has("stop") ? a.number("start", 0) : 0;
        double step = a.number("step", 1);
        double count = Math.ceil((a.number(last, 0) - start) / step);
        if (!(count <= Integer.MAX_VALUE)) {
            throw a.failure(step == 0 ? "step" : last, "'arange' does not end", "");
        }
        Node iota = a.graph().node(new Leaf.Iota(Dimension.literal((long) Math.max(0, count))));
        return TensorAlgebra.as(iota, iota.type().with(DType.F64))
                .times(a.graph().constant(step))
                .plus(a.graph().constant(start));
    }

    /** From the first bound to the last, which is met exactly; a single element is the first. */
    private static Node linspace(Arguments a) {
        Node start = a.number("start");
        Node stop = a.number("stop");
        Dimension count = a.length("count");
        Node iota = a.graph().node(new Leaf.Iota(count));
        if (count.is(1)) {
            return TensorAlgebra.broadcast(start, Shape.of(1));
        }
        Node last = a.graph().extent(count.plus(-1));
        Node steps = count.isLiteral() ? last : max(last, last.constant(1));
        Node between = start.plus(iota.times(stop.minus(start).over(steps)));
        return where(a.graph().node(Pointwise.EQ, iota, steps), stop, between);
    }
}
