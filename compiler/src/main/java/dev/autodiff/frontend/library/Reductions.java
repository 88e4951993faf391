package dev.autodiff.frontend.library;

import static dev.autodiff.graph.Algebra.abs;
import static dev.autodiff.graph.Algebra.equal;
import static dev.autodiff.graph.Algebra.not;
import static dev.autodiff.graph.Algebra.where;

import dev.autodiff.frontend.library.TensorFunction.Construction;
import dev.autodiff.frontend.library.TensorFunctions.Table;
import dev.autodiff.graph.AlongAxes;
import dev.autodiff.graph.Composite;
import dev.autodiff.graph.LogShare;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Order;
import dev.autodiff.graph.Reduction.Fold;
import dev.autodiff.graph.Share;
import dev.autodiff.graph.TensorAlgebra;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;
import java.util.function.Function;

/** Functions that make one number of many, along some axes or all. */
final class Reductions {
    private static final String HEAD = "(x, axis?, keepdims?)";
    private static final String HEAD_OF_EXTREMES = "(x, axis?, keepdims?, initial?)";

    private Reductions() {}

    static void add(Table table) {
        table.add("sum" + HEAD, fold(Fold.SUM));
        table.add("mean" + HEAD, Reductions::mean);
        table.add("prod" + HEAD, fold(Fold.PROD));
        for (String name : List.of("max", "amax")) {
            table.add(name + HEAD_OF_EXTREMES, extreme(Fold.MAX));
        }
        for (String name : List.of("min", "amin")) {
            table.add(name + HEAD_OF_EXTREMES, extreme(Fold.MIN));
        }
        table.add("any" + HEAD, truths(Fold.ANY));
        table.add("all" + HEAD, truths(Fold.ALL));
        table.add("argmax" + HEAD, order(Order.Kind.ARGMAX));
        table.add("argmin" + HEAD, order(Order.Kind.ARGMIN));
        table.add("logsumexp" + HEAD, a -> {
            Node x = a.number("x");
            return kept(a, x, composite(Composite.Kind.LOGSUMEXP, x, a.axes(x)));
        });
        table.add("softmax(x, axis?)", shares(Share::new));
        table.add("log_softmax(x, axis?)", shares(LogShare::new));
        table.add("norm(x, p|ord?, axis?, keepdims?)", a -> {
            Node x = a.number("x");
            return kept(a, x, norm(x, a.number("p", 2), a.axes(x)));
        });
        table.add("count(x, axis?)", a -> TensorAlgebra.count(a.value("x"), a.axes(a.value("x"))));
    }

    /** Along the last axis if none is named. */
    private static Construction shares(Function<List<Integer>, AlongAxes> operator) {
        return a -> {
            Node x = a.number("x");
            List<Integer> axes = a.has("axis") ? a.axes(x) : x.shape().axes(List.of(-1));
            return x.graph().node(operator.apply(axes), x);
        };
    }

    private static Construction fold(Fold fold) {
        return a -> {
            Node x = a.number("x");
            return kept(a, x, TensorAlgebra.reduce(fold, x, a.axes(x)));
        };
    }

    /** A number is its own mean. */
    private static Node mean(Arguments a) {
        Node x = a.number("x");
        List<Integer> axes = a.axes(x);
        return axes.isEmpty() ? x : kept(a, x, TensorAlgebra.sum(x, axes).over(TensorAlgebra.count(x, axes)));
    }

    /** The largest or smallest of the elements and {@code initial}; without that one there must be elements. */
    private static Construction extreme(Fold fold) {
        return a -> {
            Node x = a.number("x");
            if (!a.has("initial")) {
                requireElements(a, x, a.axes(x));
            }
            Node extreme = kept(a, x, TensorAlgebra.reduce(fold, x, a.axes(x)));
            boolean isPlain = !a.has("initial") || a.number("initial").isConstant(fold.neutral());
            return isPlain ? extreme : x.graph().node(fold.combine(), extreme, a.number("initial"));
        };
    }

    private static void requireElements(Arguments a, Node x, List<Integer> axes) {
        for (int axis : axes) {
            if (x.shape().dimension(axis).is(0)) {
                throw a.shapeFailure(
                        "'" + a.function() + "' of no elements: axis " + axis + " of " + x.shape() + " is empty", "");
            }
        }
    }

    private static Construction truths(Fold fold) {
        return a -> {
            Node x = a.value("x");
            Node truths = x.type().isTruth() ? x : not(equal(x, x.constant(0)));
            return kept(a, x, TensorAlgebra.reduce(fold, truths, a.axes(x)));
        };
    }

    /** The place along one axis, or in row-major order. */
    private static Construction order(Order.Kind kind) {
        return a -> {
            Node x = a.number("x");
            Node flat = a.has("axis") ? x : TensorAlgebra.reshape(x, new Shape(List.of(x.shape().size())));
            int axis = a.axis("axis", 0, flat.shape());
            requireElements(a, flat, List.of(axis));
            return kept(a, x, x.graph().node(new Order(kind, axis), flat));
        };
    }

    /** With the axes of the reduction, of length 1, if the call keeps them. */
    private static Node kept(Arguments a, Node x, Node reduced) {
        return a.flag("keepdims", false) ? TensorAlgebra.reshape(reduced, x.shape().keeping(a.axes(x))) : reduced;
    }

    private static Node composite(Composite.Kind kind, Node x, List<Integer> axes) {
        boolean isItself = axes.isEmpty();
        return isItself && kind == Composite.Kind.LOGSUMEXP
                ? x
                : isItself ? abs(x) : x.graph().node(new Composite(kind, axes), x);
    }

    /** {@code (Σ|x|ᵖ)^(1/p)}, and its limits; for p = 0 the number of elements that are not 0. */
    private static Node norm(Node x, double p, List<Integer> axes) {
        if (p == 2) {
            return composite(Composite.Kind.NORM, x, axes);
        }
        if (p == Double.POSITIVE_INFINITY) {
            return TensorAlgebra.largestMagnitude(x, axes);
        }
        if (p == Double.NEGATIVE_INFINITY) {
            return TensorAlgebra.reduce(Fold.MIN, abs(x), axes);
        }
        if (p == 0) {
            return TensorAlgebra.sum(where(equal(x, x.constant(0)), x.constant(0), x.constant(1)), axes);
        }
        if (p == 1) {
            return TensorAlgebra.sum(abs(x), axes);
        }
        Node zero = equal(x, x.constant(0));
        Node powers = where(zero, x.constant(p > 0 ? 0 : Double.POSITIVE_INFINITY), abs(x).power(p));
        Node sum = TensorAlgebra.sum(powers, axes);
        return where(equal(sum, sum.constant(0)), sum.constant(p > 0 ? 0 : Double.POSITIVE_INFINITY), sum.power(1 / p));
    }

    /** The number of elements along an axis that is known. */
    static int literal(Arguments a, Node x, int axis) {
        Dimension length = x.shape().dimension(axis);
        if (!length.isLiteral()) {
            throw a.shapeFailure(
                    "'" + a.function() + "' needs an axis of known length, and axis " + axis + " of " + x.shape()
                            + " is " + length,
                    "");
        }
        return (int) length.literal();
    }
}
